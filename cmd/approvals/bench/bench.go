// Package bench measures the running product against what bounds it, in the same run:
// approvals against the engine by itself, files against the object store by itself, and
// everything else against the same with less data or fewer processes.
package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"approvals/storage"
	"approvals/storage/objects"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/client"
)

// Config says what is measured.
type Config struct {
	// Server is the address of the API; Store, Temporal and Objects are what it uses.
	Server   string
	Store    *storage.Store
	Temporal client.Client
	Objects  objects.Config
	// DataDir is the data folder of the development stack, by which its processes are
	// found.
	DataDir string
	// Environment is that of further processes of the product.
	Environment []string

	// Only are the parts to measure.
	Only []string
	// Rounds is the number of measured rounds, of which the median counts.
	Rounds int
	// People are the numbers of people at once, and Each the approvals that each of
	// them takes through in a round.
	People []int
	Each   int
	// Calls is how often each page is read.
	Calls int
	// Compare is the file of an earlier result to whose reads these are compared; empty
	// compares with none.
	Compare string
	// SmallFiles is the number of files of 1 MiB, LargeFile the size of the large one
	// in MiB.
	SmallFiles, LargeFile int
	// Rest is how long the stack is watched at rest, and Open are the numbers of open
	// requests with which it is.
	Rest time.Duration
	Open []int
	// Processes are the numbers of processes of the API, and of the worker.
	Processes []int

	Out io.Writer
	// JSON is the file that the result is written to; empty writes none.
	JSON string
}

// result is what was measured.
type result struct {
	Data      *dataSize  `json:"data,omitempty"`
	Reads     []read     `json:"reads,omitempty"`
	Approvals []paired   `json:"approvals,omitempty"`
	Files     []transfer `json:"files,omitempty"`
	Processes []spread   `json:"processes,omitempty"`
	Rest      []rest     `json:"rest,omitempty"`
}

type bench struct {
	Config
	today approval.Date
	// drafts counts the requests.
	drafts atomic.Int64
}

// parts are what can be measured, in this order: each before those that add more data
// than it does.
var parts = []struct {
	name    string
	measure func(*bench, context.Context, *result) error
}{
	{"reads", (*bench).reads},
	{"approvals", (*bench).approvals},
	{"files", (*bench).files},
	{"processes", (*bench).processes},
	{"rest", (*bench).rest},
}

// Parts are the names of what can be measured.
func Parts() (names []string) {
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

// Unseeded are the parts that make the data that they need.
func Unseeded() []string {
	return slices.DeleteFunc(Parts(), func(name string) bool { return name == "reads" })
}

// Run measures and prints a table. It leaves the accounts, customers and requests that
// it has made behind.
func Run(ctx context.Context, c Config) error {
	for _, name := range c.Only {
		if !slices.Contains(Parts(), name) {
			return fmt.Errorf("--only names %q: want some of %s", name, strings.Join(Parts(), ","))
		}
	}
	b := &bench{Config: c}
	var err error
	if b.today, err = c.Store.Today(ctx); err != nil {
		return err
	}
	var (
		got    result
		failed error
	)
	for _, part := range parts {
		if !slices.Contains(c.Only, part.name) || ctx.Err() != nil {
			continue
		}
		b.say("%s", part.name)
		// The other parts are worth their time without this one.
		if err := part.measure(b, ctx, &got); err != nil {
			b.say("  failed: %v", err)
			failed = errors.Join(failed, fmt.Errorf("%s: %w", part.name, err))
		}
	}
	return errors.Join(failed, b.report(got))
}

func (b *bench) say(format string, values ...any) { fmt.Fprintf(b.Out, format+"\n", values...) }

// report prints the table and writes the JSON file.
func (b *bench) report(got result) error {
	if err := got.print(b.Out); err != nil || b.JSON == "" {
		return err
	}
	encoded, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(b.JSON, append(encoded, '\n'), 0o600)
}
