package approval

import (
	"fmt"
	"time"
)

// Date is a calendar date, YYYY-MM-DD, without a time zone.
type Date string

// Scan reads a date column.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case time.Time:
		*d = Date(v.Format(time.DateOnly))
	case string:
		*d = Date(v)
	case []byte:
		*d = Date(v)
	default:
		return fmt.Errorf("date: cannot read %T", src)
	}
	return nil
}

// DateOf returns the date of the time in its time zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Time returns the start of the day in UTC; the zero Time for an invalid date.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Next returns the following day.
func (d Date) Next() Date { return DateOf(d.Time().AddDate(0, 0, 1)) }
