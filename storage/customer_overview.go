package storage

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// CustomerOverview is a summary of a customer.
type CustomerOverview struct {
	Customer     customer.Customer       `json:"customer"`
	Contacts     []customer.Contact      `json:"contacts" doc:"Not archived, at most 200"`
	Projects     []customer.Project      `json:"projects" doc:"Not archived, with budget, spent and pending amounts; at most 200"`
	OpenRequests []request.Request       `json:"open_requests" doc:"In progress or returned to their author, at most 50"`
	Events       []customer.LabeledEvent `json:"events" doc:"The latest 20 events"`
	// More names the incomplete parts.
	More []string `json:"more" enum:"contacts,projects,open_requests,events" doc:"Incomplete parts, which have lists of their own"`
}

// The limits of each part.
const (
	overviewPeople   = 200
	overviewProjects = 200
	overviewRequests = 50
	overviewEvents   = 20
)

// CustomerOverview returns a customer that the actor may see with its contacts, projects,
// open requests and latest events, in a constant number of queries.
func (s *Store) CustomerOverview(ctx context.Context, actor approval.Actor, id string) (o CustomerOverview, err error) {
	if o.Customer, err = s.Customer(ctx, actor, id); err != nil {
		return o, err
	}
	o.More = []string{}
	note := func(part string, more bool) {
		if more {
			o.More = append(o.More, part)
		}
	}
	var more bool
	if o.Contacts, more, err = s.Contacts(ctx, actor, id, false, postgres.Page{Limit: overviewPeople}); err != nil {
		return o, err
	}
	note("contacts", more)
	if o.Projects, more, err = s.Projects(ctx, actor, id, false, postgres.Page{Limit: overviewProjects}); err != nil {
		return o, err
	}
	note("projects", more)
	if o.OpenRequests, more, err = s.OpenRequests(ctx, actor, id, overviewRequests); err != nil {
		return o, err
	}
	note("open_requests", more)
	events, more, err := s.Timeline(ctx, actor, id, customer.TimelineFilter{}, customer.TimelinePage{Limit: overviewEvents})
	if err != nil {
		return o, err
	}
	note("events", more)
	o.Events, err = s.LabelEvents(ctx, events)
	return o, err
}
