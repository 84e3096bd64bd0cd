package storage

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"
)

// ImportKind says what a file brings.
type ImportKind string

// What can be imported.
const (
	ImportCustomers ImportKind = "customers"
	ImportUsers     ImportKind = "users"
)

// ImportBatch is how many rows of a file are best handed over at once: they are
// written in one transaction.
const ImportBatch = 500

// RowProblem is what is wrong with one cell of a file.
type RowProblem struct {
	Row int `json:"row" doc:"As a spreadsheet counts, the header being row 1"`
	// Column is the key of the column.
	Column  string        `json:"column"`
	Message approval.Text `json:"message"`
}

// ImportSampleRow is a row of a file as it will be made: with the names of
// options, roles and people in place of what stood for them.
type ImportSampleRow struct {
	Row   int                      `json:"row" doc:"As a spreadsheet counts, the header being row 1"`
	Cells map[string]approval.Text `json:"cells" doc:"By the key of the column; empty ones are left out"`
}

// newImportSample makes a row of the cells that have something in them.
func newImportSample(row int, cells map[string]approval.Text) ImportSampleRow {
	maps.DeleteFunc(cells, func(_ string, text approval.Text) bool { return text == approval.Text{} })
	return ImportSampleRow{Row: row, Cells: cells}
}

func sameText(text string) approval.Text { return approval.Text{ZH: text, EN: text} }

// importSampleSize is how many rows of a file a check shows as they will be made.
const importSampleSize = 5

// Imported says what became of a batch of rows.
type Imported struct {
	Created int
	// Sample has the first rows that a check would make.
	Sample []ImportSampleRow
	// Skipped are rows that the same person has imported before.
	Skipped  int
	Problems []RowProblem
}

// rowCheck collects what is wrong with the cells of one row.
type rowCheck struct {
	row      int
	problems []RowProblem
}

func (c *rowCheck) add(column string, message approval.Text) {
	c.problems = append(c.problems, RowProblem{Row: c.row, Column: column, Message: message})
}

// text checks a cell that may be so many characters long.
func (c *rowCheck) text(column, value string, longest int, required bool) {
	switch {
	case required && Blank(value):
		c.add(column, approval.Text{ZH: "必填", EN: "This is required"})
	case utf8.RuneCountInString(value) > longest:
		c.add(column, approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longest))
	case !utf8.ValidString(value), strings.ContainsFunc(value, unreadable):
		c.add(column, approval.Text{ZH: "含有无法识别的字符", EN: "There is a character that cannot be understood"})
	}
}

// name checks a cell with what something is called.
func (c *rowCheck) name(column, value string, required bool) {
	if c.text(column, value, 200, required); !Blank(value) && !OneLine(value) {
		c.add(column, NotOneLine)
	}
}

// phone checks a cell with a telephone number.
func (c *rowCheck) phone(column, value string) {
	if c.text(column, value, 40, false); value != "" && !strings.ContainsFunc(value, unicode.IsDigit) {
		c.add(column, approval.Text{ZH: "电话号码中没有数字", EN: "This has no digit and is no telephone number"})
	}
}

// unreadable is what decoding leaves of what it did not understand, and what no
// text holds.
func unreadable(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

// email checks a cell with an e-mail address.
func (c *rowCheck) email(column, value string) {
	name, domain, ok := strings.Cut(value, "@")
	if value != "" && (!ok || name == "" || domain == "" || strings.ContainsAny(domain, "@ \t") || strings.ContainsAny(name, " \t")) {
		c.add(column, approval.Text{ZH: "应为电子邮箱地址", EN: "This must be an e-mail address"})
		return
	}
	c.text(column, value, 254, false)
}

// fields takes over what an Error says about the fields of a body; column names
// the column of a field.
func (c *rowCheck) fields(err error) error {
	e := approval.AsError(err)
	if e == nil || e.Code != approval.CodeInvalid {
		return err
	}
	for _, f := range e.Fields {
		c.add(strings.TrimPrefix(f.Location, "body."), f.Message)
	}
	return nil
}

// The columns of a file of customers.
const (
	ColumnName         = "name"
	ColumnIndustry     = "industry"
	ColumnRegion       = "region"
	ColumnLevel        = "level"
	ColumnSource       = "source"
	ColumnAddress      = "address"
	ColumnOwner        = "owner"
	ColumnContact      = "contact_name"
	ColumnContactTitle = "contact_title"
	ColumnContactPhone = "contact_phone"
	ColumnContactEmail = "contact_email"
)
