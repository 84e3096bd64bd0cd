package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

type contactsInput struct {
	ByID
	Paged
	Archived
}

func (s *Server) contacts(ctx context.Context, in *contactsInput) (*listOutput[customer.Contact], error) {
	list := in.of("contacts of " + in.ID)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	contacts, more, err := s.store.Contacts(ctx, actorOf(ctx), in.ID, in.Archived.Archived, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, contacts, more, func(c customer.Contact) string { return c.ID }), nil
}

// ContactFields are the optional fields of a contact.
type ContactFields struct {
	Title        *Text                   `json:"title,omitempty"`
	Department   *Text                   `json:"department,omitempty"`
	Phone        *Phone                  `json:"phone,omitempty"`
	Email        *Email                  `json:"email,omitempty"`
	Birthday     Optional[approval.Date] `json:"birthday,omitzero" format:"date"`
	DecisionRole *Text                   `json:"decision_role,omitempty" doc:"Role in the customer's decision"`
	Attitude     *Text                   `json:"attitude,omitempty"`
	Relationship *Text                   `json:"relationship,omitempty" maxLength:"2000"`
	ReportsToID  Optional[string]        `json:"reports_to_id,omitzero" format:"uuid" doc:"Another contact of the customer"`
}

func (f ContactFields) input(name *Name) customer.ContactInput {
	return customer.ContactInput{
		Name: (*string)(name), Title: (*string)(f.Title), Department: (*string)(f.Department), Phone: (*string)(f.Phone),
		Email: (*string)(f.Email), DecisionRole: (*string)(f.DecisionRole), Attitude: (*string)(f.Attitude),
		Relationship: (*string)(f.Relationship), Birthday: f.Birthday.edit(), ReportsToID: f.ReportsToID.edit(),
	}
}

type contactOutput struct{ Body customer.Contact }

func (s *Server) contact(ctx context.Context, in *ByID) (*contactOutput, error) {
	c, err := s.store.Contact(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &contactOutput{Body: c}, nil
}

type createContactInput struct {
	ByID
	Body struct {
		Name Name `json:"name"`
		ContactFields
	}
}

func (s *Server) createContact(ctx context.Context, in *createContactInput) (*contactOutput, error) {
	c, err := s.store.CreateContact(ctx, actorOf(ctx), in.ID, in.Body.input(&in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &contactOutput{Body: c}, nil
}

type editContactInput struct {
	ByID
	Body struct {
		Version int   `json:"version" minimum:"1"`
		Name    *Name `json:"name,omitempty"`
		ContactFields
	}
}

func (s *Server) editContact(ctx context.Context, in *editContactInput) (*contactOutput, error) {
	c, err := s.store.EditContact(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &contactOutput{Body: c}, nil
}

// deleteContact archives a contact: the timeline refers to it, so it is kept.
func (s *Server) deleteContact(ctx context.Context, in *ByID) (*none, error) {
	if _, err := s.store.ArchiveContact(ctx, actorOf(ctx), in.ID); err != nil {
		return nil, err
	}
	return &none{}, nil
}
