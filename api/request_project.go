package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

// ProjectRequestFacts has the fields of a project request. All are optional
// until the request is submitted.
type ProjectRequestFacts struct {
	Reason          *Filled        `json:"reason,omitempty" maxLength:"4000" doc:"Why the company should commit to the project"`
	ExpectedRevenue *MoneyInput    `json:"expected_revenue,omitempty"`
	ExpectedCost    *MoneyInput    `json:"expected_cost,omitempty"`
	ExpectedCloseOn *approval.Date `json:"expected_close_on,omitempty" format:"date"`
	WinProbability  *int           `json:"win_probability,omitempty" minimum:"0" maximum:"100" doc:"Percent"`
}

func (f ProjectRequestFacts) draft() request.ProjectRequestDraft {
	return request.ProjectRequestDraft{
		Reason: (*string)(f.Reason), ExpectedRevenue: moneyOf(f.ExpectedRevenue), ExpectedCost: moneyOf(f.ExpectedCost),
		ExpectedCloseOn: f.ExpectedCloseOn, WinProbability: f.WinProbability,
	}
}

type createProjectRequestInput struct {
	Body struct {
		ProjectID string `json:"project_id" format:"uuid"`
		ProjectRequestFacts
	}
}

func (s *Server) createProjectRequest(ctx context.Context, in *createProjectRequestInput) (*requestOutput, error) {
	detail, err := s.store.CreateProjectRequest(ctx, actorOf(ctx), in.Body.ProjectID, in.Body.draft())
	return &requestOutput{Body: detail}, err
}

type editProjectRequestInput struct {
	ByID
	Body struct {
		Version int `json:"version" doc:"The version that was edited"`
		ProjectRequestFacts
	}
}

func (s *Server) editProjectRequest(ctx context.Context, in *editProjectRequestInput) (*requestOutput, error) {
	r, err := s.store.EditProjectRequest(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.draft())
	if err != nil {
		return nil, err
	}
	return s.requestDetail(ctx, r.ID)
}
