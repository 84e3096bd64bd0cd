package storage

import (
	"context"
	"slices"
	"strings"

	"approvals/workflows/approval"
)

var (
	reportTotal    = approval.Text{ZH: "合计", EN: "Total"}
	reportCurrency = approval.Text{ZH: "币种", EN: "Currency"}
)

// toReport builds the report from the rows of the query.
func (s *Store) toReport(ctx context.Context, shape reportShape, key reportKey, f ReportFilter, rows []reportRow) (ManagementReport, error) {
	report := ManagementReport{
		Name: shape.name, Title: shape.title, By: key.by, Choices: shape.choices(), Columns: shape.columns(key),
		Rows: [][]ReportCell{}, Totals: [][]ReportCell{}, Complete: true,
	}
	if f.From != "" {
		report.From = &f.From
	}
	if f.To != "" {
		report.To = &f.To
	}
	codes := key.codes
	if key.options != "" {
		var err error
		if codes, err = s.Words().List(ctx, key.options); err != nil {
			return report, err
		}
	}
	for _, row := range rows {
		if row.Total {
			report.Totals = append(report.Totals, shape.cells(row, ReportCell{Label: &reportTotal}))
			continue
		}
		if len(report.Rows) == mostReportRows {
			report.Complete = false
			break
		}
		report.Rows = append(report.Rows, shape.cells(row, row.about(codes)))
	}
	if shape.currency != "" {
		slices.SortFunc(report.Totals, func(a, b []ReportCell) int { return strings.Compare(a[1].Value, b[1].Value) })
	}
	return report, nil
}

// about returns the cell with the group of the row.
func (r reportRow) about(codes map[string]approval.Text) ReportCell {
	cell := ReportCell{Value: r.Key}
	switch label, known := codes[r.Key]; {
	case known:
		cell.Label = &label
	case r.Name != r.Key:
		cell.Label = &approval.Text{ZH: r.Name, EN: r.Name}
	case r.Key == "":
		cell.Label = &approval.Text{ZH: "未填写", EN: "Not given"}
	}
	return cell
}

func (shape reportShape) columns(key reportKey) []ReportColumn {
	columns := []ReportColumn{{Key: key.by, Label: key.label, Kind: "key"}}
	if shape.currency != "" {
		columns = append(columns, ReportColumn{Key: "currency", Label: reportCurrency, Kind: "text"})
	}
	for _, m := range shape.measures {
		columns = append(columns, ReportColumn{Key: m.key, Label: m.label, Kind: m.kind})
	}
	return columns
}

// cells returns the cells of the row, beginning with its group.
func (shape reportShape) cells(row reportRow, about ReportCell) []ReportCell {
	cells := []ReportCell{about}
	if shape.currency != "" {
		cells = append(cells, ReportCell{Value: row.Currency})
	}
	for i, m := range shape.measures {
		cell := ReportCell{Value: row.Cells[i]}
		if m.kind == "money" && cell.Value != "" {
			cell.Value = approval.Money{Amount: cell.Value, Currency: row.Currency}.Fixed().Amount
		}
		cells = append(cells, cell)
	}
	return cells
}
