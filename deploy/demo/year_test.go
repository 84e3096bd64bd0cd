package demo

import (
	"testing"
	"time"

	"approvals/storage/storagetest"
)

// TestPlannedYear checks that the plan contains every path and outcome.
func TestPlannedYear(t *testing.T) {
	customers, requests, open := planYear(companies), 0, 0
	ends, ofProjects := map[plannedOutcome]int{}, map[plannedOutcome]int{}
	for _, c := range customers {
		for _, p := range c.projects {
			if p.requestPeriod >= 0 {
				ends[p.outcome]++
				ofProjects[p.outcome]++
				requests++
			}
			for _, e := range p.expenses {
				ends[e.outcome]++
				requests++
			}
		}
	}
	for _, end := range append(append([]plannedOutcome{}, pastOutcomes...), recentOutcomes...) {
		if ends[end] == 0 || ofProjects[end] == 0 && end != endLess {
			t.Errorf("%d requests are %s, %d of them for projects", ends[end], end, ofProjects[end])
		}
	}
	for _, end := range []plannedOutcome{endWaiting, endHalfway, endAtAuthor, endDraft} {
		open += ends[end]
	}
	if len(customers) != 40 || requests < 150 || open < 10 || open > requests/5 {
		t.Errorf("%d customers, %d requests, %d of them open", len(customers), requests, open)
	}
}

func TestOfficeDays(t *testing.T) {
	from := time.Date(2026, 11, 6, 8, 0, 0, 0, shanghai) // a Friday
	days := workingHours(from, from.AddDate(0, 0, 4), from.AddDate(0, 0, 3).Add(3*time.Hour))
	if len(days) != 2 || days[0][0].Weekday() != time.Friday || days[1][0].In(shanghai).Format("01-02 15:04") != "11-09 09:00" ||
		days[1][1].In(shanghai).Hour() != 11 {
		t.Errorf("%v", days)
	}
}

// TestDateBackNeedsDemoAccounts checks that a database without demo accounts cannot be
// backdated.
func TestDateBackNeedsDemoAccounts(t *testing.T) {
	store := storagetest.New(t)
	if err := backdateCustomers(t.Context(), store, nil, []timeMapping{{}}); err == nil {
		t.Error("dates of a company's own data could be moved")
	}
}
