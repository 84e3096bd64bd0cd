package api

import (
	"context"

	"approvals/storage/customer"
)

type competitorsInput struct {
	ByID
	Paged
	Removed bool `query:"removed" doc:"List the removed competitors instead"`
}

func (s *Server) competitors(ctx context.Context, in *competitorsInput) (*listOutput[customer.Competitor], error) {
	list := in.of("competitors for " + in.ID)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	competitors, more, err := s.store.Competitors(ctx, actorOf(ctx), in.ID, in.Removed, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, competitors, more, func(c customer.Competitor) string { return c.ID }), nil
}

// CompetitorFields are the optional fields of a competitor.
type CompetitorFields struct {
	Offer      *Text                `json:"offer,omitempty" maxLength:"2000"`
	Price      Optional[MoneyInput] `json:"price,omitzero"`
	Strengths  *Text                `json:"strengths,omitempty" maxLength:"2000"`
	Weaknesses *Text                `json:"weaknesses,omitempty" maxLength:"2000"`
	Threat     *Text                `json:"threat,omitempty"`
	Outcome    *Text                `json:"outcome,omitempty"`
}

func (f CompetitorFields) input(company *Name) customer.CompetitorInput {
	return customer.CompetitorInput{
		Company: (*string)(company), Offer: (*string)(f.Offer), Price: editMoney(f.Price), Strengths: (*string)(f.Strengths),
		Weaknesses: (*string)(f.Weaknesses), Threat: (*string)(f.Threat), Outcome: (*string)(f.Outcome),
	}
}

type competitorOutput struct{ Body customer.Competitor }

type createCompetitorInput struct {
	ByID
	Body struct {
		Company Name `json:"company"`
		CompetitorFields
	}
}

func (s *Server) createCompetitor(ctx context.Context, in *createCompetitorInput) (*competitorOutput, error) {
	c, err := s.store.CreateCompetitor(ctx, actorOf(ctx), in.ID, in.Body.input(&in.Body.Company))
	if err != nil {
		return nil, err
	}
	return &competitorOutput{Body: c}, nil
}

type editCompetitorInput struct {
	ByID
	Body struct {
		Version int   `json:"version" minimum:"1"`
		Company *Name `json:"company,omitempty"`
		CompetitorFields
	}
}

func (s *Server) editCompetitor(ctx context.Context, in *editCompetitorInput) (*competitorOutput, error) {
	c, err := s.store.EditCompetitor(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(in.Body.Company))
	if err != nil {
		return nil, err
	}
	return &competitorOutput{Body: c}, nil
}

func (s *Server) deleteCompetitor(ctx context.Context, in *ByID) (*none, error) {
	if err := s.store.DeleteCompetitor(ctx, actorOf(ctx), in.ID); err != nil {
		return nil, err
	}
	return &none{}, nil
}
