package table

import (
	"slices"
	"strings"
	"unicode"

	"approvals/workflows/approval"

	"golang.org/x/text/unicode/norm"
)

// findHeader reads the first row that is not empty.
func (r *Reader) findHeader() error {
	for header, err := range r.source.records() {
		if err != nil {
			return err
		}
		if !header.isEmpty() {
			return r.readHeader(header.cells)
		}
	}
	return invalidFile(approval.Text{ZH: "文件没有内容", EN: "The file is empty"})
}

// readHeader maps the positions in the header to columns.
func (r *Reader) readHeader(header []cell) error {
	if len(header) > maxColumns {
		return invalidFile(approval.Text{ZH: "文件的列太多", EN: "The file has too many columns"})
	}
	var invalid approval.Invalid
	found := map[string]bool{}
	for i, c := range header {
		title := strings.ToValidUTF8(approval.Trim(c.text), "\ufffd")
		if title == "" {
			continue
		}
		at := slices.IndexFunc(r.columns, func(c Column) bool { return c.matches(title) })
		if at < 0 {
			r.ignored = append(r.ignored, title)
			continue
		}
		key := r.columns[at].Key
		if found[key] {
			invalid.Add(location+"."+key, approval.Text{ZH: "此列重复", EN: "This column appears more than once"})
		}
		found[key] = true
		r.keys[i] = key
	}
	for _, column := range r.columns {
		if column.Required && !found[column.Key] {
			invalid.Add(location+"."+column.Key, approval.Text{
				ZH: "缺少“%s”列", EN: "The column %s is missing"}.Format(column.Title))
		}
	}
	return invalid.Err()
}

// matches reports whether a header names the column, in either language and
// regardless of case, spacing and punctuation.
func (c Column) matches(header string) bool {
	header = normalize(header)
	return slices.ContainsFunc(append([]string{c.Key, c.Title.ZH, c.Title.EN}, c.Aliases...),
		func(title string) bool { return normalize(title) == header })
}

func normalize(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(title)))
}
