package storage

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
)

// Hours is a time worked as a decimal number of hours, in quarters of an hour
// and without needless zeros: "7.5". The database counts the quarters.
type Hours string

// ParseHours reads a decimal number of hours; ok is false for what is none, or
// is not whole quarters.
func ParseHours(text string) (h Hours, ok bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	quarters, known := map[string]int64{"": 0, "0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}[fraction]
	n, err := strconv.ParseUint(whole, 10, 16)
	return hoursOf(int64(n)*4 + quarters), known && err == nil
}

func hoursOf(quarters int64) Hours {
	return Hours(strconv.FormatFloat(float64(quarters)/4, 'f', -1, 64))
}

// Scan implements sql.Scanner.
func (h *Hours) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*h = hoursOf(v)
		return nil
	default:
		return fmt.Errorf("hours: cannot read %T", src)
	}
}

// Value implements driver.Valuer.
func (h Hours) Value() (driver.Value, error) {
	hours, err := strconv.ParseFloat(string(h), 64)
	return int64(hours * 4), err
}
