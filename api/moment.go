package api

import (
	"context"
	"time"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// Moment is a time or a whole day in a filter.
type Moment string

// Schema implements huma.SchemaProvider.
func (Moment) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MaxLength: bound(40), Description: "A time as in RFC 3339, or a day YYYY-MM-DD of the company's"}
}

// moments parses the moments of one input and collects the errors.
type moments struct {
	zone  *time.Location
	wrong approval.Invalid
}

// moments returns a parser that uses the company's time zone for days.
func (s *Server) moments(ctx context.Context) (*moments, error) {
	zone, err := s.store.CompanyZone(ctx)
	return &moments{zone: zone}, err
}

// start is the moment, or the beginning of the day.
func (m *moments) start(moment Moment, location string) time.Time {
	t, _ := m.read(moment, location)
	return t
}

// end is the moment, or the end of the day.
func (m *moments) end(moment Moment, location string) time.Time {
	t, day := m.read(moment, location)
	if day {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// endsEarly is the message for an end before the start.
var endsEarly = approval.Text{ZH: "不能早于开始", EN: "This must not be before the beginning"}

// span parses and validates the interval of the filter's from and to.
func (m *moments) span(from, to Moment) (start, end time.Time) {
	start, end = m.start(from, "query.from"), m.end(to, "query.to")
	_, wholeDay := m.parse(to)
	if !start.IsZero() && !end.IsZero() && (end.Before(start) || wholeDay && end.Equal(start)) {
		m.wrong.Add("query.to", endsEarly)
	}
	return start, end
}

// checkDays validates the interval of two days; see span.
func checkDays(from, to approval.Date) error {
	var wrong approval.Invalid
	checkDayOrder(&wrong, "query.to", from, to)
	return wrong.Err()
}

// checkDayOrder adds an error at location if to is before from.
func checkDayOrder(wrong *approval.Invalid, location string, from, to approval.Date) {
	if from != "" && to != "" && to < from {
		wrong.Add(location, endsEarly)
	}
}

func (m *moments) read(moment Moment, location string) (t time.Time, day bool) {
	if t, day = m.parse(moment); t.IsZero() && moment != "" {
		m.wrong.Add(location, approval.Text{
			ZH: "应为 RFC 3339 时间或日期，例如 2026-01-31", EN: "This must be an RFC 3339 time or a day such as 2026-01-31"})
	}
	return t, day
}

// parse reads a time or a day; what is neither is the zero time.
func (m *moments) parse(moment Moment) (t time.Time, day bool) {
	if t, err := time.Parse(time.RFC3339, string(moment)); err == nil {
		return t, false
	}
	t, err := time.ParseInLocation(time.DateOnly, string(moment), m.zone)
	return t, err == nil
}
