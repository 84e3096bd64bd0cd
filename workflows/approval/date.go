package approval

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, YYYY-MM-DD, without a time zone.
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
