package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// print prints the result as tables, one for each part that was measured.
func (r result) print(out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(format string, values ...any) { fmt.Fprintf(table, format+"\n", values...) }
	if r.Data != nil {
		row("\n%d tasks, %d customers, %d events", r.Data.Tasks, r.Data.Customers, r.Data.Events)
		row("read\tas\tmedian\tp95\tto the earlier run")
		for _, m := range r.Reads {
			row("%s\t%s\t%.1f ms\t%.1f ms\t%s", m.What, m.As, m.Median, m.P95, orDash(m.Ratio))
		}
	}
	if r.Approvals != nil {
		row("\npeople\tapprovals/s\tengine alone\tratio\tdecision\tengine alone\ttimes\tp95")
		for _, p := range r.Approvals {
			row("%d\t%.1f\t%.1f\t%.2f\t%.1f ms\t%.1f ms\t%.1f\t%.1f ms", p.People,
				p.Product.PerSecond, p.Floor.PerSecond, p.Ratio, p.Product.Median, p.Floor.Median, p.Decision, p.Product.P95)
		}
	}
	if r.Files != nil {
		row("\nfiles\tMiB each\tat once\tup MiB/s\tdirect\tratio\tdown MiB/s\tdirect\tratio")
		for _, f := range r.Files {
			row("%d\t%d\t%d\t%.1f\t%.1f\t%.2f\t%.1f\t%.1f\t%.2f", f.Files, f.MiB, f.AtOnce,
				f.Up.Product, f.Up.Direct, f.Up.Ratio, f.Down.Product, f.Down.Direct, f.Down.Ratio)
		}
	}
	if r.Processes != nil {
		row("\nAPIs and workers\tpeople\tapprovals/s\tratio\tdecision\tp95")
		for _, p := range r.Processes {
			row("%d\t%d\t%.1f\t%.2f\t%.1f ms\t%.1f ms", p.Processes, p.People, p.PerSecond, p.Ratio, p.Median, p.P95)
		}
	}
	for _, at := range r.Rest {
		row("\n%d open requests at rest; a decision among them %.1f ms, ratio %.2f", at.Open, at.Decision, at.Ratio)
		row("part\tof one core\tmemory")
		for _, u := range at.Parts {
			row("%s\t%.2f %%\t%.0f MiB", u.Part, u.CPU, u.MiB)
		}
	}
	return table.Flush()
}

// orDash is a ratio, or a dash for none.
func orDash(ratio float64) string {
	if ratio == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", ratio)
}
