package storage

import (
	"context"

	"approvals/workflows/approval"
)

// dayRule bounds the days that people fill in: what lies beyond is a slip of the
// finger.
type dayRule struct {
	// first is before anything that somebody could mean.
	first approval.Date
	// years and days are how far the last one lies after today.
	years, days int
}

var (
	// happened is what has taken place. Where somebody travels it can be tomorrow
	// already.
	happened = dayRule{first: firstWorkDate, days: 1}
	born     = dayRule{first: "1900-01-01", days: 1}
	planned  = dayRule{first: firstWorkDate, years: 50}
)

// checkDay notes at location that a day lies beyond its bounds in the company's
// calendar; nil is a day that nobody filled in.
func (s *Store) checkDay(ctx context.Context, wrong *approval.Invalid, location string, rule dayRule, day *approval.Date) error {
	if day == nil {
		return nil
	}
	today, err := s.today(ctx)
	if err != nil {
		return err
	}
	last := approval.DateOf(today.Time().AddDate(rule.years, 0, rule.days))
	switch {
	case *day > last:
		wrong.Add(location, approval.Text{ZH: "不能晚于 %s", EN: "This cannot be after %s"}.Format(last))
	case *day < rule.first:
		wrong.Add(location, approval.Text{ZH: "不能早于 %s", EN: "This cannot be before %s"}.Format(rule.first))
	}
	return nil
}

// CheckHappened notes at location that a day on which something is said to have
// happened cannot be one.
func (s *Store) CheckHappened(ctx context.Context, wrong *approval.Invalid, location string, day approval.Date) error {
	return s.checkDay(ctx, wrong, location, happened, &day)
}

// firstWorkDate is before any work that somebody could write about here.
const firstWorkDate approval.Date = "2000-01-01"
