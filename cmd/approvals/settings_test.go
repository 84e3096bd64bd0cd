package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// settingsTable is the README's table of everything that can be set.
func settingsTable() string {
	var table strings.Builder
	table.WriteString("| Flag | Environment | Commands | Default | What it is |\n|---|---|---|---|---|\n")
	for _, o := range new(settings).options() {
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		o.define(flags, o.flag, o.usage)
		standard := strings.Trim(flags.Lookup(o.flag).DefValue, "[]")
		if standard != "" {
			standard = "`" + standard + "`"
		}
		fmt.Fprintf(&table, "| `--%s` | `%s` | %s | %s | %s |\n", o.flag, o.env, strings.Join(o.commands, ", "), standard, o.usage)
	}
	return table.String()
}

// TestReadmeNamesEverySetting compares the README's table with the code. Run
// with UPDATE_README=1 to write it.
func TestReadmeNamesEverySetting(t *testing.T) {
	const path, begin, end = "../../README.md", "<!-- settings -->\n", "<!-- /settings -->"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(raw), begin)
	table, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("the README has no table between %q and %q", begin, end)
	}
	if os.Getenv("UPDATE_README") != "" {
		if err := os.WriteFile(path, []byte(before+begin+settingsTable()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != settingsTable() {
		t.Errorf("the README's table of settings is not the code's: run UPDATE_README=1 go test ./cmd/approvals -run Readme")
	}
}

// TestReadmeNamesEveryCommand makes sure that no subcommand goes without a word.
func TestReadmeNamesEveryCommand(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rootCommand().Commands() {
		if !strings.Contains(string(raw), "approvals "+c.Name()) {
			t.Errorf("the README does not name `approvals %s`", c.Name())
		}
	}
}

// TestEnvironmentStandsInForFlags sets one thing both ways: the flag wins.
func TestEnvironmentStandsInForFlags(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://from-environment")
	t.Setenv("S3_BUCKET", "from-environment")
	var s settings
	cmd := &cobra.Command{}
	s.bind(cmd, "api")
	if err := cmd.ParseFlags([]string{"--s3-bucket", "from-flag"}); err != nil {
		t.Fatal(err)
	}
	if err := cmd.PreRunE(cmd, nil); err != nil {
		t.Fatal(err)
	}
	if s.databaseURL != "postgres://from-environment" || s.s3Bucket != "from-flag" {
		t.Errorf("got %q and %q", s.databaseURL, s.s3Bucket)
	}
	t.Setenv("DATABASE_CONNECTIONS", "many")
	if err := cmd.PreRunE(cmd, nil); err == nil || !strings.Contains(err.Error(), "DATABASE_CONNECTIONS") {
		t.Errorf("a number that is none gives %v", err)
	}
}

func TestDefaultSecretsAreRefused(t *testing.T) {
	for address, want := range map[string]bool{
		"postgres://app:postgres@db/approvals":            true,
		"postgres://app@db/approvals":                     true,
		"postgres://app:c3RyYW5nZQ@db/approvals":          false,
		"postgres://app@db/approvals?sslcert=client.cert": false,
	} {
		if got := isDefaultSecret(databasePassword(address)); got != want {
			t.Errorf("%s: default is %v, want %v", address, got, want)
		}
	}
}
