// Package bench measures the running product against what bounds it, in the same run:
// approvals against the engine by itself.
package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"approvals/storage"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/client"
)

// Config says what is measured.
type Config struct {
	// Server is the address of the API, Store and Temporal those of what it uses.
	Server   string
	Store    *storage.Store
	Temporal client.Client
	// People are the numbers of people at once.
	People []int
	// Rounds is the number of measured rounds, of which the median counts.
	Rounds int
	Out    io.Writer
	// JSON is the file that the result is written to; empty writes none.
	JSON string
}

// result is what was measured.
type result struct {
	Approvals []paired `json:"approvals"`
}

type bench struct {
	Config
	floor *floor
	today approval.Date
}

// Run measures and prints a table. It leaves the accounts, customers and requests that
// it has made behind.
func Run(ctx context.Context, c Config) error {
	b := &bench{Config: c}
	var err error
	if b.today, err = c.Store.Today(ctx); err != nil {
		return err
	}
	if b.floor, err = startFloor(c.Temporal); err != nil {
		return err
	}
	defer b.floor.worker.Stop()
	var got result
	for _, people := range c.People {
		measured, err := b.approvalsAgainstFloor(ctx, people)
		if err != nil {
			return err
		}
		got.Approvals = append(got.Approvals, measured)
	}
	return b.report(got)
}

func (b *bench) say(format string, values ...any) { fmt.Fprintf(b.Out, format+"\n", values...) }

// report prints the table and writes the JSON file.
func (b *bench) report(got result) error {
	table := tabwriter.NewWriter(b.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\npeople\tapprovals/s\tengine alone\tratio\tdecision\tengine alone\ttimes\tp95")
	for _, p := range got.Approvals {
		fmt.Fprintf(table, "%d\t%.1f\t%.1f\t%.2f\t%.1f ms\t%.1f ms\t%.1f\t%.1f ms\n", p.People,
			p.Product.PerSecond, p.Floor.PerSecond, p.Ratio, p.Product.Median, p.Floor.Median, p.Decision, p.Product.P95)
	}
	if err := table.Flush(); err != nil || b.JSON == "" {
		return err
	}
	encoded, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(b.JSON, append(encoded, '\n'), 0o600)
}
