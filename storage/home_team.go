package storage

import (
	"context"

	"approvals/workflows/approval"
)

// TeamToday is what the people whom somebody looks after have written today.
type TeamToday struct {
	Date    approval.Date     `json:"date" format:"date"`
	People  int               `json:"people" doc:"Who should write, and who has"`
	Wrote   int               `json:"wrote"`
	Entries int               `json:"entries"`
	Visits  int               `json:"visits" doc:"Entries of the kind visit"`
	Missing []approval.Person `json:"missing" doc:"Who has not written on a working day, by name; the first 50 of them"`
	// MissingCount counts all of them.
	MissingCount int `json:"missing_count"`
}

// missingShown is how many names TeamToday has at most.
const missingShown = 50

// TeamToday adds up the day of the people whom the actor looks after. Nobody
// there is not_found.
func (s *Store) TeamToday(ctx context.Context, actor approval.Actor) (TeamToday, error) {
	today, err := s.today(ctx)
	if err != nil {
		return TeamToday{}, err
	}
	team := TeamToday{Date: today, Missing: []approval.Person{}}
	page := Page{Limit: 200}
	for more := true; more; {
		var members []TeamMember
		if members, more, err = s.TeamDays(ctx, actor, TeamFilter{First: today, Last: today}, page); err != nil {
			return TeamToday{}, err
		}
		for _, m := range members {
			team.add(m)
			page.After = m.User.ID
		}
	}
	if team.People == 0 {
		return TeamToday{}, approval.NotFound()
	}
	return team, nil
}

func (t *TeamToday) add(m TeamMember) {
	t.People++
	t.Entries += m.Entries
	t.Visits += m.Visits
	if m.Entries > 0 {
		t.Wrote++
	}
	if m.Missing {
		t.MissingCount++
		if len(t.Missing) < missingShown {
			t.Missing = append(t.Missing, m.User)
		}
	}
}
