package storage

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/lib/pq"
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

// Imported says what became of a batch of rows.
type Imported struct {
	Created int
	// Skipped are rows that an earlier run of the same import has brought.
	Skipped  int
	Problems []RowProblem
}

// BeginImport begins an import, or goes on with one that was stopped: it returns
// the id under which the rows that are done are kept. key is the client's or the
// hash of the file; a key that came with another file is a conflict Error.
func (s *Store) BeginImport(ctx context.Context, actor approval.Actor, kind ImportKind, key, sha256 string) (id string, err error) {
	var row struct {
		ID     string `db:"id"`
		SHA256 string `db:"sha256"`
	}
	if err := s.in(ctx).get(ctx, &row, `
		INSERT INTO imports (id, kind, user_id, key, sha256) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (user_id, kind, key) DO UPDATE SET started_at = now()
		RETURNING id, sha256`, newID(), kind, actor.ID, key, sha256); err != nil {
		return "", err
	}
	if row.SHA256 != sha256 {
		return "", KeyReused()
	}
	return row.ID, nil
}

// claimRows makes rows of an import the transaction's to write, and returns
// those that nobody has written before. Another run that has some of them waits
// for this one, or this one for it.
func (s *Store) claimRows(ctx context.Context, importID string, rows []int64) (map[int]bool, error) {
	var claimed []int
	if err := s.in(ctx).all(ctx, &claimed, `
		INSERT INTO import_rows (import_id, row) SELECT $1, row FROM unnest($2::integer[]) AS row ORDER BY row
		ON CONFLICT DO NOTHING RETURNING row`, importID, pq.Array(rows)); err != nil {
		return nil, err
	}
	mine := make(map[int]bool, len(claimed))
	for _, row := range claimed {
		mine[row] = true
	}
	return mine, nil
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
	case required && strings.TrimSpace(value) == "":
		c.add(column, approval.Text{ZH: "必填", EN: "This is required"})
	case utf8.RuneCountInString(value) > longest:
		c.add(column, approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longest))
	case !utf8.ValidString(value), strings.ContainsFunc(value, unreadable):
		c.add(column, approval.Text{ZH: "含有无法识别的字符", EN: "There is a character that cannot be understood"})
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
