package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

type projectsInput struct {
	ByID
	Paged
	Archived
}

func (s *Server) projects(ctx context.Context, in *projectsInput) (*listOutput[customer.Project], error) {
	list := in.of("projects of " + in.ID)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	projects, more, err := s.store.Projects(ctx, actorOf(ctx), in.ID, in.Archived.Archived, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, projects, more, func(p customer.Project) string { return p.ID }), nil
}

type allProjectsInput struct {
	Paged
	Q            string                 `query:"q" maxLength:"200" doc:"Words, each in the project's or the customer's name"`
	MemberID     string                 `query:"member_id" format:"uuid" doc:"A member of the project"`
	CustomerID   string                 `query:"customer_id" format:"uuid"`
	State        customer.ProjectStatus `query:"status" enum:"open,in_review,approved,rejected"`
	Stage        customer.Stage         `query:"stage" enum:"lead,contacted,proposal,bidding,negotiation,won,lost"`
	CloseFrom    approval.Date          `query:"close_from" format:"date" doc:"First day on which the project is expected to close"`
	CloseTo      approval.Date          `query:"close_to" format:"date" doc:"Last day on which the project is expected to close"`
	UserID       string                 `query:"user_id" format:"uuid" doc:"Owner of the customer or member of the project"`
	OwnerID      string                 `query:"owner_id" format:"uuid" doc:"Owner of the customer"`
	DepartmentID string                 `query:"department_id" format:"uuid" doc:"Department of the customer's owner, including those below it"`
}

func (s *Server) allProjects(ctx context.Context, in *allProjectsInput) (*listOutput[customer.Project], error) {
	if err := checkDays(in.CloseFrom, in.CloseTo); err != nil {
		return nil, err
	}
	list := in.of("projects")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	projects, more, err := s.store.AllProjects(ctx, actorOf(ctx), customer.ProjectFilter{
		Q: in.Q, MemberID: in.MemberID, CustomerID: in.CustomerID, Status: in.State, Stage: in.Stage,
		CloseFrom: in.CloseFrom, CloseTo: in.CloseTo, UserID: in.UserID, OwnerID: in.OwnerID, DepartmentID: in.DepartmentID}, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, projects, more, func(p customer.Project) string { return p.ID }), nil
}

type projectOutput struct{ Body customer.Project }

func (s *Server) project(ctx context.Context, in *ByID) (*projectOutput, error) {
	p, err := s.store.Project(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &projectOutput{Body: p}, nil
}

// ProjectFields are the optional fields of a project.
type ProjectFields struct {
	Stage           *customer.Stage         `json:"stage,omitempty" enum:"lead,contacted,proposal,bidding,negotiation,won,lost"`
	EstimatedAmount Optional[MoneyInput]    `json:"estimated_amount,omitzero" doc:"Its currency applies to the whole project"`
	ExpectedCloseOn Optional[approval.Date] `json:"expected_close_on,omitzero" format:"date"`
	WinProbability  Optional[int]           `json:"win_probability,omitzero" minimum:"0" maximum:"100" doc:"In percent"`
	MemberIDs       []string                `json:"member_ids,omitempty" format:"uuid" minItems:"1" maxItems:"100" doc:"All members of the project"`
}

func (f ProjectFields) input(name *Name) customer.ProjectInput {
	return customer.ProjectInput{
		Name: (*string)(name), Stage: f.Stage, EstimatedAmount: editMoney(f.EstimatedAmount),
		ExpectedCloseOn: f.ExpectedCloseOn.edit(), WinProbability: f.WinProbability.edit(), MemberIDs: f.MemberIDs,
	}
}

type createProjectInput struct {
	ByID
	Body struct {
		Name Name `json:"name"`
		ProjectFields
	}
}

func (s *Server) createProject(ctx context.Context, in *createProjectInput) (*projectOutput, error) {
	p, err := s.store.CreateProject(ctx, actorOf(ctx), in.ID, in.Body.input(&in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &projectOutput{Body: p}, nil
}

type editProjectInput struct {
	ByID
	Body struct {
		Version int   `json:"version" minimum:"1"`
		Name    *Name `json:"name,omitempty"`
		ProjectFields
	}
}

func (s *Server) editProject(ctx context.Context, in *editProjectInput) (*projectOutput, error) {
	p, err := s.store.EditProject(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(in.Body.Name))
	if err != nil {
		return nil, err
	}
	return &projectOutput{Body: p}, nil
}
