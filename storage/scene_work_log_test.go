package storage_test

import (
	"slices"
	"strings"

	"approvals/storage"
	"approvals/workflows/approval"
)

// team reads all pages of the actor's people, by name.
func (s *scene) team(actor approval.Actor, f storage.TeamFilter) map[string]storage.TeamMember {
	s.t.Helper()
	found := map[string]storage.TeamMember{}
	var names []string
	for page := (storage.Page{Limit: 2}); ; {
		members, more, err := s.TeamDays(s.t.Context(), actor, f, page)
		s.must(err)
		for _, m := range members {
			found[m.User.Name] = m
			names = append(names, m.User.Name)
		}
		if !more {
			break
		}
		page.After = members[len(members)-1].User.ID
	}
	if len(names) != len(found) {
		s.t.Errorf("somebody is there twice: %v", names)
	}
	return found
}

func (s *scene) write(author approval.Actor, in storage.WorkLogInput) storage.WorkLog {
	s.t.Helper()
	w, err := s.CreateWorkLog(s.t.Context(), author, in)
	s.must(err)
	return w
}

// told are the kinds of the events of the customer, oldest first.
func (s *scene) told(customerID string) (kinds []string, events []approval.Event) {
	s.t.Helper()
	all := approval.Actor{ID: s.rep.ID, Grants: approval.Grants{approval.ReadCustomers: approval.ScopeAll}}
	events, _, err := s.Timeline(s.t.Context(), all, customerID, storage.TimelineFilter{}, storage.TimelinePage{Limit: 200})
	s.must(err)
	slices.Reverse(events)
	for _, e := range events {
		if strings.HasPrefix(string(e.Kind), "work_log.") {
			kinds = append(kinds, string(e.Kind))
		}
	}
	events = slices.DeleteFunc(events, func(e approval.Event) bool { return !strings.HasPrefix(string(e.Kind), "work_log.") })
	checked, err := s.VerifyChain(s.t.Context(), customerID)
	s.must(err)
	if !checked.OK {
		s.t.Errorf("the chain is broken: %+v", checked.FirstBroken)
	}
	return kinds, events
}
