package approval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Scan reads a person from a column of the form id || ' ' || name.
func (p *Person) Scan(src any) error {
	var err error
	p.ID, p.Name, err = scanPair(src)
	return err
}

// Scan reads an amount from a column of the form amount || ' ' || currency, which
// is also what String writes.
func (m *Money) Scan(src any) error {
	var err error
	m.Amount, m.Currency, err = scanPair(src)
	return err
}

// scanPair parses two texts separated by a space; the first one contains none.
func scanPair(src any) (first, second string, err error) {
	text, ok := src.(string)
	if raw, isBytes := src.([]byte); isBytes {
		text, ok = string(raw), true
	}
	first, second, parted := strings.Cut(text, " ")
	if !ok || !parted {
		return "", "", fmt.Errorf("no pair of texts: %T", src)
	}
	return first, second, nil
}

// ScanJSON decodes a jsonb column into a value; NULL leaves it unchanged. Numbers keep
// their notation.
func ScanJSON(src, into any) error {
	switch raw := src.(type) {
	case nil:
		return nil
	case []byte:
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		return decoder.Decode(into)
	default:
		return fmt.Errorf("jsonb: cannot read %T", src)
	}
}

// Scan reads a jsonb column.
func (c *Changes) Scan(src any) error { return ScanJSON(src, c) }

// Scan reads a jsonb column.
func (d *DecisionData) Scan(src any) error { return ScanJSON(src, d) }

// Scan reads a jsonb column.
func (p *Position) Scan(src any) error { return ScanJSON(src, p) }

// Scan reads a jsonb column.
func (r *Reason) Scan(src any) error { return ScanJSON(src, r) }

// Scan reads a jsonb column.
func (t *Text) Scan(src any) error { return ScanJSON(src, t) }
