package api

import (
	"context"

	"approvals/storage"
)

type customersInput struct {
	Paged
	Q        string `query:"q" maxLength:"200" doc:"Part of the name"`
	OwnerID  string `query:"owner_id" format:"uuid"`
	Industry string `query:"industry" maxLength:"200"`
	Region   string `query:"region" maxLength:"200"`
	Level    string `query:"level" maxLength:"200"`
}

func (s *Server) customers(ctx context.Context, in *customersInput) (*listOutput[storage.Customer], error) {
	const list = "customers"
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter := storage.CustomerFilter{Q: in.Q, OwnerID: in.OwnerID, Industry: in.Industry, Region: in.Region, Level: in.Level}
	customers, more, err := s.store.Customers(ctx, actorOf(ctx), filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, customers, more, func(c storage.Customer) string { return c.ID }), nil
}

type customerOutput struct{ Body storage.Customer }

func (s *Server) customer(ctx context.Context, in *ByID) (*customerOutput, error) {
	c, err := s.store.Customer(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &customerOutput{Body: c}, nil
}

// CustomerFields are what one fills in about a customer.
type CustomerFields struct {
	Industry *Text   `json:"industry,omitempty"`
	Region   *Text   `json:"region,omitempty"`
	Level    *Text   `json:"level,omitempty"`
	Source   *Text   `json:"source,omitempty"`
	Address  *Text   `json:"address,omitempty" maxLength:"500"`
	OwnerID  *string `json:"owner_id,omitempty" format:"uuid" doc:"Absent when a customer is made: whoever makes it"`
}

func (f CustomerFields) input(name *Filled) storage.CustomerInput {
	return storage.CustomerInput{
		Name: (*string)(name), Industry: (*string)(f.Industry), Region: (*string)(f.Region), Level: (*string)(f.Level),
		Source: (*string)(f.Source), Address: (*string)(f.Address), OwnerID: f.OwnerID,
	}
}

type createCustomerInput struct {
	Body struct {
		Name Filled `json:"name"`
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
		Name    *Filled `json:"name,omitempty"`
		CustomerFields
	}
}

func (s *Server) editCustomer(ctx context.Context, in *editCustomerInput) (*customerOutput, error) {
	c, err := s.store.EditCustomer(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &customerOutput{Body: c}, nil
}
