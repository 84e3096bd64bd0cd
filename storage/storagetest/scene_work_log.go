package storagetest

import (
	"slices"
	"strings"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// Team reads all pages of the actor's people, by name.
func (s *Scene) Team(actor approval.Actor, f worklog.TeamFilter) map[string]worklog.TeamMember {
	s.T.Helper()
	found := map[string]worklog.TeamMember{}
	var names []string
	for page := (postgres.Page{Limit: 2}); ; {
		members, more, err := s.TeamDays(s.T.Context(), actor, f, page)
		s.Must(err)
		for _, m := range members {
			found[m.User.Name] = m
			names = append(names, m.User.Name)
		}
		if !more {
			break
		}
		page.After = members[len(members)-1].Place()
	}
	if len(names) != len(found) {
		s.T.Errorf("somebody is there twice: %v", names)
	}
	return found
}

func (s *Scene) Write(author approval.Actor, in worklog.Input) worklog.WorkLog {
	s.T.Helper()
	w, err := s.CreateWorkLog(s.T.Context(), author, in)
	s.Must(err)
	return w
}

// WorkLogEvents returns the work-log events in the customer's timeline, oldest first,
// and their kinds. It verifies the chain.
func (s *Scene) WorkLogEvents(customerID string) (kinds []string, events []approval.Event) {
	s.T.Helper()
	all := approval.Actor{ID: s.Rep.ID, Grants: approval.Grants{approval.ReadCustomers: approval.ScopeAll}}
	events, _, err := s.Timeline(s.T.Context(), all, customerID, customer.TimelineFilter{}, customer.TimelinePage{Limit: 200})
	s.Must(err)
	slices.Reverse(events)
	for _, e := range events {
		if strings.HasPrefix(string(e.Kind), "work_log.") {
			kinds = append(kinds, string(e.Kind))
		}
	}
	events = slices.DeleteFunc(events, func(e approval.Event) bool { return !strings.HasPrefix(string(e.Kind), "work_log.") })
	checked, err := s.VerifyChain(s.T.Context(), customerID)
	s.Must(err)
	if !checked.OK {
		s.T.Errorf("the chain is broken: %+v", checked.FirstBroken)
	}
	return kinds, events
}
