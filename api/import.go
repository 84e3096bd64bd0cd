package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"os"

	"approvals/api/table"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

// importInput is the input of an import, whose file is read as a stream.
type importInput struct {
	Raw
	DryRun bool `query:"dry_run" doc:"Only check the file, without writing anything"`
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
	Skipped       int                  `json:"skipped" doc:"Rows that you have imported before, from this file or another"`
	Bad           int                  `json:"bad" doc:"Rows with problems, which are not imported"`
	Problems      []account.RowProblem `json:"problems" doc:"At most 200"`
	ProblemsTotal int                  `json:"problems_total"`
	Doubles       []ImportDouble       `json:"doubles" doc:"Rows that may be duplicates, at most 200"`
	DoublesTotal  int                  `json:"doubles_total"`
	Ignored       []string             `json:"ignored_columns" doc:"Unknown headers"`
	// Sample is only set in a dry run.
	Sample []account.ImportSampleRow `json:"sample" doc:"In a dry run, the first five rows as they will be imported"`
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
	kind() account.ImportKind
	columns() []table.Column
	// check returns what importBatch would do.
	check(ctx context.Context, run *account.ImportRun, rows []table.Row) (account.ImportResult, []ImportDouble, error)
	// importBatch writes the next rows of the file in one transaction.
	importBatch(ctx context.Context, run *account.ImportRun, rows []table.Row) (account.ImportResult, []ImportDouble, error)
}

// importTable runs an import. The file is stored on disk and read row by row; rows are
// written in batches, each in one transaction. An interrupted import can be repeated:
// imported rows are recognised by their content, so the same file, or a corrected one,
// adds only the others.
func (s *Server) importTable(ctx context.Context, in *importInput, to importer) (*importOutput, error) {
	file, err := spool(in)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := table.Open(file.File, to.columns())
	if err != nil {
		return nil, err
	}
	if in.DryRun {
		report := newReport(true, rows)
		if err := report.run(ctx, rows, to.kind(), to.check); err != nil {
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
	if err := report.run(ctx, rows, to.kind(), to.importBatch); err != nil {
		return nil, err
	}
	return withIdempotency(ctx, s, func(context.Context) (*importOutput, error) { return report.output(), nil })
}

func newReport(dry bool, rows *table.Reader) *ImportReport {
	r := &ImportReport{DryRun: dry, Problems: []account.RowProblem{}, Doubles: []ImportDouble{}, Ignored: []string{},
		Sample: []account.ImportSampleRow{}}
	for _, header := range rows.Ignored() {
		r.Ignored = append(r.Ignored, clip(header))
	}
	return r
}

func (r *ImportReport) output() *importOutput { return &importOutput{Body: *r} }

func (r *ImportReport) run(ctx context.Context, rows *table.Reader, kind account.ImportKind,
	handle func(context.Context, *account.ImportRun, []table.Row) (account.ImportResult, []ImportDouble, error)) error {
	run := account.NewImportRun(kind)
	return inBatches(rows, func(batch []table.Row) error {
		done, found, err := handle(ctx, run, batch)
		if err != nil {
			return err
		}
		r.note(batch, done)
		r.DoublesTotal += len(found)
		r.Doubles = append(r.Doubles, found[:min(len(found), maxReported-len(r.Doubles))]...)
		return nil
	})
}

// note adds the result of a batch to the report.
func (r *ImportReport) note(batch []table.Row, done account.ImportResult) {
	problems, bad := done.Problems, map[int]bool{}
	for _, p := range problems {
		bad[p.Row] = true
	}
	r.Created += done.Created
	r.Skipped += done.Skipped
	r.Rows += len(batch)
	r.Sample = append(r.Sample, done.Sample...)
	r.Bad += len(bad)
	r.ProblemsTotal += len(problems)
	r.Problems = append(r.Problems, problems[:min(len(problems), maxReported-len(r.Problems))]...)
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

// spooledFile is an uploaded file on disk.
type spooledFile struct {
	*os.File
	sha256 string
}

// spool writes the file of a multipart body to disk and hashes it, so that it can be read
// more than once without being held in memory.
func spool(in *importInput) (*spooledFile, error) {
	request := in.Request()
	if request.ContentLength > importMaxBytes+multipartOverhead {
		return nil, tooLarge(importMaxBytes)
	}
	in.limitBody(importMaxBytes + multipartOverhead)
	parts, err := request.MultipartReader()
	if err != nil {
		return nil, malformed{approval.InvalidField("body", approval.Text{
			ZH: "应为 multipart/form-data", EN: "This must be multipart/form-data"})}
	}
	part, err := parts.NextPart()
	if err == nil && part.FormName() != "file" {
		return nil, malformed{approval.InvalidField("body."+clip(part.FormName()), approval.Text{
			ZH: "没有这个字段", EN: "There is no such field"})}
	}
	if errors.Is(err, io.EOF) {
		return nil, approval.InvalidField("body.file", required)
	}
	if err != nil {
		return nil, brokenUpload()
	}
	stored, err := os.CreateTemp("", "approvals-import-*")
	if err != nil {
		return nil, fmt.Errorf("store upload: %w", err)
	}
	// The unlinked file is deleted when the process exits for any reason.
	if err := os.Remove(stored.Name()); err != nil {
		stored.Close()
		return nil, fmt.Errorf("store upload: %w", err)
	}
	file := &spooledFile{File: stored}
	if err := file.fill(parts, part); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func (f *spooledFile) fill(parts *multipart.Reader, part io.Reader) error {
	hash := sha256.New()
	body := &errTrackingReader{Reader: io.LimitReader(part, importMaxBytes+1)}
	size, err := io.Copy(io.MultiWriter(f, hash), body)
	switch {
	case body.broken != nil:
		return brokenUpload()
	case err != nil:
		return fmt.Errorf("store upload: %w", err)
	case size > importMaxBytes:
		return tooLarge(importMaxBytes)
	case size == 0:
		return emptyFile()
	}
	if _, err := parts.NextPart(); !errors.Is(err, io.EOF) {
		return brokenUpload()
	}
	f.sha256 = hex.EncodeToString(hash.Sum(nil))
	return nil
}

// errTrackingReader distinguishes an error of reading the body from one of writing the
// file.
type errTrackingReader struct {
	io.Reader
	broken error
}

func (b *errTrackingReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.broken = err
	}
	return n, err
}

func brokenUpload() error {
	return malformed{approval.InvalidField("body.file", approval.Text{
		ZH: "上传中断，请重试", EN: "The upload was interrupted; please try again"})}
}
