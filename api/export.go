package api

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"maps"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/xuri/excelize/v2"
)

// TableFormat is the input of a route that gives a table as a file.
type TableFormat struct {
	Format string `query:"format" enum:"csv,xlsx" default:"csv"`
}

// tableColumn is a column of a file that is written from things of one type.
type tableColumn[T any] struct {
	title approval.Text
	cell  func(T) string
}

// exportTable streams things as a table, one at a time, in the language of who
// asks. What is wrong before the first of them becomes a problem; what breaks
// later breaks the answer off, so that nobody takes a part for the whole. name is
// the file's, without an ending.
func exportTable[T any](ctx context.Context, s *Server, format TableFormat, name approval.Text, columns []tableColumn[T], things iter.Seq2[T, error]) (*huma.StreamResponse, error) {
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	next, stop := iter.Pull2(things)
	first, err, there := next()
	if err != nil {
		stop()
		return nil, err
	}
	again := func(yield func(T, error) bool) {
		for thing, more := first, there; more; thing, err, more = next() {
			if !yield(thing, err) {
				return
			}
		}
	}
	locale := localeOf(ctx)
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		defer stop()
		w := humagin.Unwrap(stream).Writer
		var table tableWriter = &csvTable{out: w}
		contentType := "text/csv; charset=utf-8"
		if format.Format == "xlsx" {
			table, contentType = &xlsxTable{out: w}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		}
		maps.Copy(w.Header(), inLanguage(locale))
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{
			"filename": fmt.Sprintf("%s-%s.%s", name.In(locale), time.Now().In(zone).Format("20060102"), format.Format)}))
		if err := writeTable(table, locale, columns, again); err != nil {
			s.log.WarnContext(ctx, "export broken off", "error", err)
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

func writeTable[T any](table tableWriter, locale approval.Locale, columns []tableColumn[T], things iter.Seq2[T, error]) error {
	defer table.drop()
	cells := make([]string, len(columns))
	for i, column := range columns {
		cells[i] = column.title.In(locale)
	}
	if err := table.begin(cells); err != nil {
		return err
	}
	for thing, err := range things {
		if err != nil {
			return err
		}
		for i, column := range columns {
			cells[i] = column.cell(thing)
		}
		if err := table.row(cells); err != nil {
			return err
		}
	}
	return table.end()
}

// tableWriter writes a file row by row.
type tableWriter interface {
	begin(titles []string) error
	row(cells []string) error
	end() error
	// drop frees what the writer holds, whether it came to the end or not.
	drop()
}

// csvTable writes UTF-8 with a byte order mark, without which spreadsheets take
// Chinese for something else.
type csvTable struct {
	out io.Writer
	csv *csv.Writer
}

func (t *csvTable) begin(titles []string) error {
	if _, err := io.WriteString(t.out, "\ufeff"); err != nil {
		return err
	}
	t.csv = csv.NewWriter(t.out)
	return t.row(titles)
}

func (t *csvTable) row(cells []string) error {
	guarded := make([]string, len(cells))
	for i, cell := range cells {
		guarded[i] = noFormula(cell)
	}
	return t.csv.Write(guarded)
}

func (t *csvTable) end() error {
	t.csv.Flush()
	return t.csv.Error()
}

func (t *csvTable) drop() {}

// negativeNumber is what begins as a formula does and is none.
var negativeNumber = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// noFormula keeps a spreadsheet from taking a text of somebody's for a formula
// and running it: such a text gets an apostrophe, as spreadsheets mark text.
func noFormula(cell string) string {
	if negativeNumber.MatchString(cell) {
		return cell
	}
	// Spreadsheets look behind what cannot be seen, too.
	seen := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
	if first, _ := utf8.DecodeRuneInString(seen); seen != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

// xlsxTable writes a file whose cells are all text, which is never a formula. It
// is put together on the disk when it is large, and sent in the end.
type xlsxTable struct {
	out  io.Writer
	book *excelize.File
	rows *excelize.StreamWriter
	next int
}

func (t *xlsxTable) begin(titles []string) (err error) {
	t.book, t.next = excelize.NewFile(), 1
	if t.rows, err = t.book.NewStreamWriter("Sheet1"); err != nil {
		return err
	}
	return t.row(titles)
}

func (t *xlsxTable) row(cells []string) error {
	values := make([]any, len(cells))
	for i, cell := range cells {
		values[i] = cell
	}
	at, err := excelize.CoordinatesToCellName(1, t.next)
	if err != nil {
		return err
	}
	t.next++
	return t.rows.SetRow(at, values)
}

func (t *xlsxTable) end() error {
	if err := t.rows.Flush(); err != nil {
		return err
	}
	_, err := t.book.WriteTo(t.out)
	return err
}

func (t *xlsxTable) drop() { t.book.Close() }
