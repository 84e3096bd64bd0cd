package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// Archived makes a list return archived items.
type Archived struct {
	Archived bool `query:"archived" doc:"List the archived ones instead"`
}

// CustomersFilter selects customers for a list or an export.
type CustomersFilter struct {
	Archived
	Q             string         `query:"q" maxLength:"200" doc:"Any part of the name, of a contact's name or telephone number, or of a project's name; the most relevant come first"`
	OwnerActive   string         `query:"owner_active" enum:"false" doc:"false: the owner's account was deactivated"`
	OwnerID       string         `query:"owner_id" format:"uuid"`
	Industry      string         `query:"industry" maxLength:"200"`
	Region        string         `query:"region" maxLength:"200"`
	Level         string         `query:"level" maxLength:"200"`
	Stage         customer.Stage `query:"stage" enum:"lead,contacted,proposal,bidding,negotiation,won,lost" doc:"Stage of one of the customer's projects"`
	ActiveSince   Moment         `query:"active_since" doc:"With activity since then"`
	InactiveSince Moment         `query:"inactive_since" doc:"Without activity since then"`
}

func (s *Server) customerFilter(ctx context.Context, f CustomersFilter) (customer.Filter, error) {
	at, err := s.moments(ctx)
	if err != nil {
		return customer.Filter{}, err
	}
	filter := customer.Filter{
		Q: f.Q, OwnerInactive: f.OwnerActive == "false", OwnerID: f.OwnerID, Industry: f.Industry, Region: f.Region, Level: f.Level, Stage: f.Stage,
		Archived:    f.Archived.Archived,
		ActiveSince: at.start(f.ActiveSince, "query.active_since"), InactiveSince: at.start(f.InactiveSince, "query.inactive_since"),
	}
	if !filter.ActiveSince.IsZero() && !filter.InactiveSince.IsZero() && !filter.ActiveSince.Before(filter.InactiveSince) {
		at.wrong.Add("query.inactive_since", approval.Text{
			ZH: "应晚于“有动态”的时间，否则没有客户符合", EN: "This must be later than active_since, or no customer fits"})
	}
	return filter, at.wrong.Err()
}

type customersInput struct {
	Paged
	CustomersFilter
}

func (s *Server) customers(ctx context.Context, in *customersInput) (*listOutput[customer.Customer], error) {
	list := in.of("customers")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter, err := s.customerFilter(ctx, in.CustomersFilter)
	if err != nil {
		return nil, err
	}
	customers, next, err := s.store.Customers(ctx, actorOf(ctx), filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, customers, next != "", func(customer.Customer) string { return next }), nil
}

type customerOutput struct{ Body customer.Customer }

func (s *Server) customer(ctx context.Context, in *ByID) (*customerOutput, error) {
	c, err := s.store.Customer(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &customerOutput{Body: c}, nil
}

// CustomerFields are the optional fields of a customer.
type CustomerFields struct {
	Industry *Text   `json:"industry,omitempty"`
	Region   *Text   `json:"region,omitempty"`
	Level    *Text   `json:"level,omitempty"`
	Source   *Text   `json:"source,omitempty"`
	Address  *Text   `json:"address,omitempty" maxLength:"500"`
	OwnerID  *string `json:"owner_id,omitempty" format:"uuid" doc:"Absent in a new customer: the caller"`
}

func (f CustomerFields) input(name *Name) customer.Input {
	return customer.Input{
		Name: (*string)(name), Industry: (*string)(f.Industry), Region: (*string)(f.Region), Level: (*string)(f.Level),
		Source: (*string)(f.Source), Address: (*string)(f.Address), OwnerID: f.OwnerID,
	}
}

type createCustomerInput struct {
	Body struct {
		Name Name `json:"name"`
		CustomerFields
	}
}

func (s *Server) createCustomer(ctx context.Context, in *createCustomerInput) (*customerOutput, error) {
	c, err := s.store.CreateCustomer(ctx, actorOf(ctx), in.Body.input(&in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &customerOutput{Body: c}, nil
}

type editCustomerInput struct {
	ByID
	Body struct {
		Version int     `json:"version" minimum:"1"`
		Name    *Name   `json:"name,omitempty"`
		Reason  *Filled `json:"reason,omitempty" maxLength:"1000" doc:"Reason for changing the owner; required if owner_id changes"`
		CustomerFields
	}
}

func (s *Server) editCustomer(ctx context.Context, in *editCustomerInput) (*customerOutput, error) {
	edit := in.Body.input(in.Body.Name)
	if in.Body.Reason != nil {
		edit.Reason = string(*in.Body.Reason)
	}
	c, err := s.store.EditCustomer(ctx, actorOf(ctx), in.ID, in.Body.Version, edit)
	if err != nil {
		return nil, err
	}
	return &customerOutput{Body: c}, nil
}
