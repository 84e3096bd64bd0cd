package account

import (
	"context"
	"crypto/sha256"
	"maps"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
	"golang.org/x/text/unicode/norm"
)

// ImportKind is the kind of records in an imported file.
type ImportKind string

// The import kinds.
const (
	ImportCustomers ImportKind = "customers"
	ImportUsers     ImportKind = "users"
)

// ImportBatch is the recommended number of rows to import in one call, which is one
// transaction.
const ImportBatch = 500

// RowProblem is an error in one cell of a file.
type RowProblem struct {
	Row int `json:"row" doc:"Row number in the file; the header is row 1"`
	// Column is the key of the column.
	Column  string        `json:"column"`
	Message approval.Text `json:"message"`
}

// ImportSampleRow is a preview of a row as it will be created, with the names of
// options, roles and people that its cells refer to.
type ImportSampleRow struct {
	Row   int                      `json:"row" doc:"Row number in the file; the header is row 1"`
	Cells map[string]approval.Text `json:"cells" doc:"Cell texts by column key, without empty cells"`
}

// NewImportSample returns a preview row without the empty cells.
func NewImportSample(row int, cells map[string]approval.Text) ImportSampleRow {
	maps.DeleteFunc(cells, func(_ string, text approval.Text) bool { return text == approval.Text{} })
	return ImportSampleRow{Row: row, Cells: cells}
}

func SameInBothLanguages(text string) approval.Text { return approval.Text{ZH: text, EN: text} }

// importSampleSize is the number of rows that a check previews.
const importSampleSize = 5

// ImportResult is the result of importing or checking a batch of rows.
type ImportResult struct {
	Created int
	// Sample has the first rows that a check would create.
	Sample []ImportSampleRow
	// Skipped counts the rows that the same user has imported before.
	Skipped  int
	Problems []RowProblem
}

// RowCheck collects the errors in the cells of one row.
type RowCheck struct {
	Row      int
	Problems []RowProblem
}

func (c *RowCheck) Add(column string, message approval.Text) {
	c.Problems = append(c.Problems, RowProblem{Row: c.Row, Column: column, Message: message})
}

// Text validates a text of at most longest characters.
func (c *RowCheck) Text(column, value string, longest int, required bool) {
	switch {
	case required && approval.Blank(value):
		c.Add(column, approval.Text{ZH: "必填", EN: "This is required"})
	case utf8.RuneCountInString(value) > longest:
		c.Add(column, approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longest))
	case !utf8.ValidString(value), strings.ContainsFunc(value, isUnreadable):
		c.Add(column, approval.Text{ZH: "含有无法识别的字符", EN: "This contains an unreadable character"})
	}
}

// Name validates a name.
func (c *RowCheck) Name(column, value string, required bool) {
	if c.Text(column, value, 200, required); !approval.Blank(value) && !postgres.OneLine(value) {
		c.Add(column, postgres.NotOneLine)
	}
}

// Phone validates a telephone number.
func (c *RowCheck) Phone(column, value string) {
	if c.Text(column, value, 40, false); value != "" && !strings.ContainsFunc(value, unicode.IsDigit) {
		c.Add(column, approval.Text{ZH: "电话号码中没有数字", EN: "This is not a telephone number: it has no digit"})
	} else if exponent.MatchString(value) {
		c.Add(column, approval.Text{
			ZH: "号码被表格程序改成了科学计数，末位已丢失；请把此列设为文本后重新填写",
			EN: "A spreadsheet program has turned the number into scientific notation and lost digits; please format the column as text and enter it again"})
	}
}

// exponent matches a number in scientific notation.
var exponent = regexp.MustCompile(`^[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+$`)

// isUnreadable reports whether r is a decoding error or a control character other than
// white space.
func isUnreadable(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

// Email validates an e-mail address.
func (c *RowCheck) Email(column, value string) {
	name, domain, ok := strings.Cut(value, "@")
	if value != "" && (!ok || name == "" || domain == "" || strings.ContainsAny(domain, "@ \t") || strings.ContainsAny(name, " \t")) {
		c.Add(column, approval.Text{ZH: "应为电子邮箱地址", EN: "This must be an e-mail address"})
		return
	}
	c.Text(column, value, 254, false)
}

// fields adds the field errors of an invalid Error to their columns. Other errors are
// returned.
func (c *RowCheck) fields(err error) error {
	e := approval.AsError(err)
	if e == nil || e.Code != approval.CodeInvalid {
		return err
	}
	for _, f := range e.Fields {
		c.Add(strings.TrimPrefix(f.Location, "body."), f.Message)
	}
	return nil
}

// The columns of a customer file.
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

// ImportRun is one pass over a file, batch by batch. Rows are identified by their
// content rather than their position, so a row that was imported before is skipped even
// if the file was corrected, extended or saved by another program.
type ImportRun struct {
	Kind ImportKind
	// Begun is an id that sorts after all customers created before the run.
	Begun string
	// occurrences counts the rows by their content so far.
	occurrences map[rowHash]int
	// sampled is the number of previewed rows so far.
	sampled int
}

// NewImportRun starts a pass over a file.
func NewImportRun(kind ImportKind) *ImportRun {
	return &ImportRun{Kind: kind, Begun: postgres.NewID(), occurrences: map[rowHash]int{}}
}

// NextSample reports whether one more row is to be previewed, and counts it.
func (r *ImportRun) NextSample() bool {
	if r.sampled == importSampleSize {
		return false
	}
	r.sampled++
	return true
}

type rowHash [sha256.Size]byte

// RowIdentity identifies a row across files: by the hash of its content and its
// occurrence among equal rows of the file.
type RowIdentity struct {
	hash rowHash
	nth  int
}

// Identify returns the identity of the next row of the file.
func (r *ImportRun) Identify(cells ...string) RowIdentity {
	plain := make([]string, len(cells))
	for i, cell := range cells {
		plain[i] = strings.Join(strings.Fields(norm.NFKC.String(cell)), " ")
	}
	hash := rowHash(sha256.Sum256([]byte(strings.Join(plain, "\x00"))))
	r.occurrences[hash]++
	return RowIdentity{hash: hash, nth: r.occurrences[hash]}
}

func identityArrays(rows []RowIdentity) (hashes pq.ByteaArray, nths pq.Int64Array) {
	for _, row := range rows {
		hashes, nths = append(hashes, row.hash[:]), append(nths, int64(row.nth))
	}
	return hashes, nths
}

type identityRow struct {
	Hash []byte `db:"hash"`
	Nth  int    `db:"nth"`
}

func identitySet(rows []identityRow) map[RowIdentity]bool {
	set := make(map[RowIdentity]bool, len(rows))
	for _, row := range rows {
		set[RowIdentity{hash: rowHash(row.Hash), nth: row.Nth}] = true
	}
	return set
}

// ClaimRows marks rows as imported in the current transaction and returns those that the
// actor has not imported before. Concurrent runs with a common row wait for each other.
func (s *Store) ClaimRows(ctx context.Context, actor approval.Actor, kind ImportKind, rows []RowIdentity) (map[RowIdentity]bool, error) {
	hashes, nths := identityArrays(rows)
	var claimed []identityRow
	err := s.In(ctx).All(ctx, &claimed, `
		INSERT INTO imported_rows (user_id, kind, hash, nth)
		SELECT $1, $2, hash, nth FROM unnest($3::bytea[], $4::integer[]) AS r (hash, nth) ORDER BY hash, nth
		ON CONFLICT DO NOTHING RETURNING hash, nth`, actor.ID, kind, hashes, nths)
	return identitySet(claimed), err
}

// ReleaseRows removes the marks of rows that were claimed but not created.
func (s *Store) ReleaseRows(ctx context.Context, actor approval.Actor, kind ImportKind, rows []RowIdentity) error {
	hashes, nths := identityArrays(rows)
	return s.In(ctx).Exec(ctx, `
		DELETE FROM imported_rows i USING unnest($3::bytea[], $4::integer[]) AS r (hash, nth)
		WHERE i.user_id = $1 AND i.kind = $2 AND i.hash = r.hash AND i.nth = r.nth`, actor.ID, kind, hashes, nths)
}

// AlreadyImported returns those of the rows that the actor has imported before.
func (s *Store) AlreadyImported(ctx context.Context, actor approval.Actor, kind ImportKind, rows []RowIdentity) (map[RowIdentity]bool, error) {
	hashes, nths := identityArrays(rows)
	var known []identityRow
	err := s.In(ctx).All(ctx, &known, `
		SELECT i.hash, i.nth FROM unnest($3::bytea[], $4::integer[]) AS r (hash, nth)
		JOIN imported_rows i ON i.user_id = $1 AND i.kind = $2 AND i.hash = r.hash AND i.nth = r.nth`,
		actor.ID, kind, hashes, nths)
	return identitySet(known), err
}
