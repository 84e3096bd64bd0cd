package api

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"approvals/api/table"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

// ImportInput is the input of an import, whose file is read as a stream.
type ImportInput struct {
	Raw
	DryRun bool `query:"dry_run" doc:"Only check the file, without writing anything"`
}

// importCustomersInput is the input of an import of customers.
type importCustomersInput struct {
	ImportInput
	Doubles string `query:"doubles" enum:"keep,skip" default:"keep" doc:"skip leaves out the rows that may be duplicates"`
}

// importForm describes the body of an import, which the handler reads as a stream.
type importForm struct {
	File fileBytes `json:"file" doc:"CSV or XLSX; the first row names the columns"`
}

// ImportReport is the result of an import or a dry run.
type ImportReport struct {
	DryRun bool `json:"dry_run"`
	Rows   int  `json:"rows" doc:"Non-empty rows without the header"`
	// In a dry run, Created counts what would be created.
	Created       int                  `json:"created" doc:"Rows that were imported or, in a dry run, would be"`
	Customers     int                  `json:"customers" doc:"New customers from those rows"`
	Contacts      int                  `json:"contacts" doc:"New contacts from those rows, of new or existing customers"`
	Skipped       int                  `json:"skipped" doc:"Rows that you have imported before, from this file or another, or whose content exists"`
	LeftOut       int                  `json:"left_out" doc:"Rows that were left out because they may be duplicates"`
	Bad           int                  `json:"bad" doc:"Rows with problems, which are not imported"`
	Problems      []account.RowProblem `json:"problems" doc:"At most 200"`
	ProblemsTotal int                  `json:"problems_total"`
	Doubles       []ImportDouble       `json:"doubles" doc:"Rows that may be duplicates, at most 200"`
	DoublesTotal  int                  `json:"doubles_total"`
	Ignored       []string             `json:"ignored_columns" doc:"Unknown headers"`
	// Sample is only set in a dry run.
	Sample   []account.ImportSampleRow `json:"sample" doc:"In a dry run, the first five rows as they will be imported"`
	Encoding string                    `json:"encoding" doc:"Text encoding in which a CSV file was read; empty for XLSX"`
	Stopped  *ImportStop               `json:"stopped" doc:"Set if the import failed on the way; what is counted is in"`

	// nextRow is the first row of the current batch.
	nextRow int
}

// ImportStop says where an import failed.
type ImportStop struct {
	Row     int           `json:"row" doc:"First row that was not reached; send the file again to import the rest"`
	Message approval.Text `json:"message"`
}

// ImportDouble is a row that may be a duplicate of an existing customer or of another
// row of the file.
type ImportDouble struct {
	Row int `json:"row"`
	// OfRow is the duplicate row.
	OfRow *int `json:"of_row,omitempty"`
	*LikelyDouble
}

const (
	// importMaxBytes is the maximum size of a file, in bytes.
	importMaxBytes = 32 << 20
	// maxReported is the maximum number of problems and duplicates in a report.
	maxReported = 200
)

type importOutput struct{ Body ImportReport }

// importer imports the rows of one kind of file.
type importer interface {
	columns() []table.Column
	// check returns what importBatch would do.
	check(ctx context.Context, rows []table.Row) (batchResult, error)
	// importBatch writes the next rows of the file in one transaction.
	importBatch(ctx context.Context, rows []table.Row) (batchResult, error)
}

// batchResult is the result of importing or checking a batch.
type batchResult struct {
	account.ImportResult
	customers, contacts, leftOut int
	doubles                      []ImportDouble
}

// importTable runs an import. The file is stored on disk and read row by row; rows are
// written in batches, each in one transaction. An interrupted import can be repeated:
// imported rows are recognised by their content, so the same file, or a corrected one,
// adds only the others.
func (s *Server) importTable(ctx context.Context, in *ImportInput, to importer) (*importOutput, error) {
	release, err := s.imports.take(ctx, actorOf(ctx).ID)
	if err != nil {
		return nil, err
	}
	defer release()
	file, err := spool(in)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := table.Open(file.File, to.columns())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if in.DryRun {
		report := newReport(true, rows)
		if err := inBatches(rows, func(batch []table.Row) error { return report.add(ctx, batch, to.check) }); err != nil {
			return nil, err
		}
		return report.output(), nil
	}
	if o := callOf(ctx).idempotency; o != nil {
		o.fingerprint = sha256.Sum256(fmt.Appendf(nil, "%x %s", o.fingerprint, file.sha256))
		if out, done, err := replay[importOutput](ctx, s); err != nil || done {
			return out, err
		}
	}
	if err := rows.Check(); err != nil {
		return nil, err
	}
	report := newReport(false, rows)
	if err := inBatches(rows, func(batch []table.Row) error { return report.add(ctx, batch, to.importBatch) }); err != nil {
		if !s.reportStop(ctx, report, err) {
			return nil, err
		}
		return report.output(), nil
	}
	return withIdempotency(ctx, s, func(context.Context) (*importOutput, error) { return report.output(), nil })
}

// reportStop adds a failure to the report of an import that has written some batches,
// and reports whether it has: otherwise the error is the answer. The answer is not kept
// for the Idempotency-Key, so that the request can be repeated.
func (s *Server) reportStop(ctx context.Context, report *ImportReport, err error) bool {
	if report.Created == 0 || ctx.Err() != nil {
		return false
	}
	s.log.ErrorContext(ctx, "import stopped", "error", err, "row", report.nextRow)
	report.Stopped = &ImportStop{Row: report.nextRow, Message: approval.Text{
		ZH: "服务器出错，导入中断。已导入的行有效，请再次导入同一文件以继续",
		EN: "The import stopped because of a server error. The rows so far are imported; import the same file again to continue"}}
	return true
}

func newReport(dry bool, rows *table.Reader) *ImportReport {
	r := &ImportReport{DryRun: dry, Problems: []account.RowProblem{}, Doubles: []ImportDouble{}, Ignored: []string{},
		Sample: []account.ImportSampleRow{}, Encoding: rows.Encoding()}
	for _, header := range rows.Ignored() {
		r.Ignored = append(r.Ignored, clip(header))
	}
	return r
}

func (r *ImportReport) output() *importOutput { return &importOutput{Body: *r} }

// add handles the readable rows of a batch and adds the result to the report.
func (r *ImportReport) add(ctx context.Context, batch []table.Row, handle func(context.Context, []table.Row) (batchResult, error)) error {
	r.nextRow = batch[0].Number
	var problems []account.RowProblem
	readable := make([]table.Row, 0, len(batch))
	for _, row := range batch {
		for _, fault := range row.Faults {
			problems = append(problems, account.RowProblem{Row: row.Number, Column: fault.Column, Message: fault.Message})
		}
		if len(row.Faults) == 0 {
			readable = append(readable, row)
		}
	}
	var done batchResult
	if len(readable) > 0 {
		var err error
		if done, err = handle(ctx, readable); err != nil {
			return err
		}
	}
	problems = append(problems, done.Problems...)
	slices.SortStableFunc(problems, func(a, b account.RowProblem) int { return cmp.Compare(a.Row, b.Row) })
	bad := map[int]bool{}
	for _, p := range problems {
		bad[p.Row] = true
	}
	r.Rows += len(batch)
	r.Created += done.Created
	r.Customers += done.customers
	r.Contacts += done.contacts
	r.Skipped += done.Skipped
	r.LeftOut += done.leftOut
	r.Sample = append(r.Sample, done.Sample...)
	r.Bad += len(bad)
	r.ProblemsTotal += len(problems)
	r.Problems = append(r.Problems, problems[:min(len(problems), maxReported-len(r.Problems))]...)
	r.DoublesTotal += len(done.doubles)
	r.Doubles = append(r.Doubles, done.doubles[:min(len(done.doubles), maxReported-len(r.Doubles))]...)
	return nil
}

func inBatches(rows *table.Reader, do func([]table.Row) error) error {
	batch := make([]table.Row, 0, account.ImportBatch)
	for row, err := range rows.Rows() {
		if err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) < account.ImportBatch {
			continue
		}
		if err := do(batch); err != nil {
			return err
		}
		batch = batch[:0]
	}
	if len(batch) == 0 {
		return nil
	}
	return do(batch)
}
