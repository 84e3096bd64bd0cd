package table

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"approvals/workflows/approval"
)

func TestFormulasAreEscaped(t *testing.T) {
	for cell, want := range map[string]string{
		"=1": "'=1", " =1+2": "' =1+2", "\n=3": "'\n=3", "\u3000＝1": "'\u3000＝1", "\u200b=1": "'\u200b=1", "a=1": "a=1", " a": " a", "": "", " ": " ",
		"-5": "-5", "-5.25": "-5.25", "-5+1": "'-5+1", "@x": "'@x",
	} {
		if got := escapeFormula(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

// TestWrittenTablesCanBeRead checks that a written table can be read, in both formats
// and languages.
func TestWrittenTablesCanBeRead(t *testing.T) {
	type city struct{ name, code string }
	cities := []city{{"上海", "021"}, {"two\nlines, \"quoted\"", "00010"}, {"=1+1", ""}}
	fields := []Field[city]{
		{approval.Text{ZH: "城市", EN: "City"}, func(c city) string { return c.name }},
		{approval.Text{ZH: "区号", EN: "Area code"}, func(c city) string { return c.code }},
	}
	columns := []Column{{Key: "city", Title: fields[0].Title, Required: true}, {Key: "code", Title: fields[1].Title}}
	for _, format := range []Format{CSV, XLSX} {
		for _, locale := range []approval.Locale{approval.Chinese, approval.English} {
			var out bytes.Buffer
			w := NewWriter(&out, format)
			err := Write(w, locale, fields, func(yield func(city, error) bool) {
				for _, c := range cities {
					if !yield(c, nil) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			var got []city
			r, err := Open(fileOf(t, out.Bytes()), columns)
			if err != nil {
				t.Fatal(err)
			}
			for row, err := range r.Rows() {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, city{row.Cell("city"), row.Cell("code")})
			}
			r.Close()
			if !slices.Equal(got, cities) {
				t.Errorf("%s, %s: %q", format, locale, got)
			}
		}
	}
}

func fileOf(t *testing.T, content []byte) *os.File {
	t.Helper()
	name := filepath.Join(t.TempDir(), "table")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}
