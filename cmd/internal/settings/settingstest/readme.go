// Package settingstest checks that the README documents the programs' settings.
package settingstest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"approvals/cmd/internal/settings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const readme = "../../README.md"

// WantInReadme fails the test unless the README has the table of the program's
// options and names every one of its commands. With UPDATE_README=1 it writes the
// table.
func WantInReadme(t *testing.T, program *cobra.Command, options []settings.Option) {
	t.Helper()
	begin, end := "<!-- settings of "+program.Name()+" -->\n", "<!-- /settings of "+program.Name()+" -->"
	raw, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range program.Commands() {
		if name := "`" + program.Name() + " " + c.Name(); !strings.Contains(string(raw), name) {
			t.Errorf("the README does not name %s`", name)
		}
	}
	before, rest, found := strings.Cut(string(raw), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("the README has no table between %q and %q", begin, end)
	}
	switch want := table(options); {
	case os.Getenv("UPDATE_README") != "":
		if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case shown != want:
		t.Errorf("the README's table of settings is out of date: run UPDATE_README=1 go test ./cmd/%s -run Readme", program.Name())
	}
}

// table is the table of the options in the README.
func table(options []settings.Option) string {
	var table strings.Builder
	table.WriteString("| Flag | Environment | Commands | Default | What it is |\n|---|---|---|---|---|\n")
	for _, o := range options {
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		o.Define(flags, o.Flag, o.Usage)
		standard := strings.Trim(flags.Lookup(o.Flag).DefValue, "[]")
		if standard != "" {
			standard = "`" + standard + "`"
		}
		fmt.Fprintf(&table, "| `--%s` | `%s` | %s | %s | %s |\n", o.Flag, o.Env, strings.Join(o.Commands, ", "), standard, o.Usage)
	}
	return table.String()
}
