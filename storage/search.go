package storage

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// FoundKind is the kind of a search result.
type FoundKind string

// The kinds, in the order in which they are listed.
const (
	FoundCustomer FoundKind = "customer"
	FoundContact  FoundKind = "contact"
	FoundProject  FoundKind = "project"
	FoundRequest  FoundKind = "request"
	FoundPerson   FoundKind = "person"
)

var foundKinds = map[FoundKind]approval.Text{
	FoundCustomer: {ZH: "客户", EN: "Customer"}, FoundContact: {ZH: "关系人", EN: "Contact"},
	FoundProject: {ZH: "项目", EN: "Project"}, FoundRequest: {ZH: "申请", EN: "Request"}, FoundPerson: {ZH: "同事", EN: "Colleague"},
}

// Found is a search result.
type Found struct {
	Kind        FoundKind        `json:"kind" enum:"customer,contact,project,request,person"`
	KindLabel   approval.Text    `json:"kind_label"`
	ID          string           `json:"id" format:"uuid"`
	Title       string           `json:"title" doc:"Name, or purpose of an expense request"`
	Subtitle    *string          `json:"subtitle" doc:"Owner of a customer, department of a person, otherwise the customer"`
	Number      *string          `json:"number,omitempty" doc:"Only for requests"`
	Status      *approval.Status `json:"status,omitempty" doc:"Only for requests" enum:"draft,submitting,in_review,returned,approved,paid,rejected,withdrawn"`
	StatusLabel *approval.Text   `json:"status_label,omitempty"`
	Amount      *approval.Money  `json:"amount,omitempty" doc:"Only for requests"`
	Link        *string          `json:"link" doc:"Path in the API and on the page; null for people"`
}

func found(kind FoundKind, id, title, subtitle, link string) Found {
	return Found{Kind: kind, KindLabel: foundKinds[kind], ID: id, Title: title, Subtitle: postgres.Nullable(subtitle), Link: postgres.Nullable(link)}
}

// Search returns customers, contacts, projects, requests and people, in this order, that
// match every word of q, at most limit of each kind. It finds only what the actor may see.
func (s *Store) Search(ctx context.Context, actor approval.Actor, q string, limit int) (all []Found, err error) {
	query := postgres.ReadQuery(q)
	if query.Text == "" {
		return nil, nil
	}
	parts := []func(context.Context, approval.Actor, string, postgres.Page) ([]Found, error){s.foundRequests, s.foundPeople}
	if actor.Grants.Allows(approval.ReadCustomers) {
		parts = append([]func(context.Context, approval.Actor, string, postgres.Page) ([]Found, error){
			s.foundCustomers, s.foundContacts, s.foundProjects}, parts...)
	}
	for _, part := range parts {
		some, err := part(ctx, actor, q, postgres.Page{Limit: limit})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (s *Store) foundCustomers(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Found, error) {
	customers, _, err := s.Customers(ctx, actor, customer.Filter{Q: q}, page)
	items := make([]Found, len(customers))
	for i, c := range customers {
		items[i] = found(FoundCustomer, c.ID, c.Name, c.Owner.Name, "/customers/"+c.ID)
	}
	return items, err
}

func (s *Store) foundRequests(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Found, error) {
	requests, err := s.FindRequests(ctx, actor, q, page)
	items := make([]Found, len(requests))
	for i, r := range requests {
		items[i] = found(FoundRequest, r.ID, r.Title, r.Customer.Name, s.TimelineSubjects.LinkOf(approval.Event{Subject: r.Subject()}))
		items[i].Number, items[i].Status, items[i].StatusLabel, items[i].Amount = &r.Number, &r.Status, &r.StatusLabel, r.Amount
	}
	return items, err
}

func (s *Store) foundProjects(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Found, error) {
	projects, _, err := s.AllProjects(ctx, actor, customer.ProjectFilter{Q: q}, page)
	items := make([]Found, len(projects))
	for i, p := range projects {
		items[i] = found(FoundProject, p.ID, p.Name, p.Customer.Name, "/projects/"+p.ID)
	}
	return items, err
}

func (s *Store) foundPeople(ctx context.Context, _ approval.Actor, q string, page postgres.Page) ([]Found, error) {
	people, _, err := s.People(ctx, q, page)
	items := make([]Found, len(people))
	for i, p := range people {
		items[i] = found(FoundPerson, p.ID, p.Name, "", "")
		items[i].Subtitle = p.Department
	}
	return items, err
}

func (s *Store) foundContacts(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Found, error) {
	contacts, err := s.FindContacts(ctx, actor, q, page)
	items := make([]Found, len(contacts))
	for i, c := range contacts {
		items[i] = found(FoundContact, c.ID, c.Name, c.Customer, "/customers/"+c.CustomerID+"/contacts")
	}
	return items, err
}
