package api

import (
	"context"

	"approvals/storage/account"
)

type departmentsInput struct {
	Archived bool `query:"archived" doc:"Include archived departments"`
}

func (s *Server) departments(ctx context.Context, in *departmentsInput) (*listOutput[account.DepartmentNode], error) {
	departments, err := s.store.Departments(ctx, in.Archived)
	if err != nil {
		return nil, err
	}
	return wholeList(departments), nil
}

type departmentOutput struct{ Body account.DepartmentNode }

type createDepartmentInput struct {
	Body struct {
		Name     Name    `json:"name" maxLength:"100"`
		ParentID *string `json:"parent_id,omitempty" format:"uuid" doc:"Absent: top level"`
	}
}

func (s *Server) createDepartment(ctx context.Context, in *createDepartmentInput) (*departmentOutput, error) {
	d, err := s.store.CreateDepartment(ctx, actorOf(ctx), string(in.Body.Name), valueOrZero(in.Body.ParentID))
	return &departmentOutput{d}, err
}

type editDepartmentInput struct {
	ByID
	Body struct {
		Version  int              `json:"version" minimum:"1"`
		Name     *Name            `json:"name,omitempty" maxLength:"100"`
		ParentID Optional[string] `json:"parent_id,omitzero" format:"uuid" doc:"null: top level"`
		Archived *bool            `json:"archived,omitempty" doc:"Only an empty department can be archived"`
	}
}

func (s *Server) editDepartment(ctx context.Context, in *editDepartmentInput) (*departmentOutput, error) {
	b := in.Body
	d, err := s.store.EditDepartment(ctx, actorOf(ctx), in.ID, b.Version,
		account.DepartmentEdit{Name: (*string)(b.Name), ParentID: b.ParentID.edit(), Archived: b.Archived})
	return &departmentOutput{d}, err
}
