package api

import (
	"context"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type usersInput struct {
	Paged
	Q            string `query:"q" maxLength:"200" doc:"Part of the name or the user name"`
	Role         string `query:"role" maxLength:"40" doc:"Key of a role held"`
	DepartmentID string `query:"department_id" format:"uuid" doc:"The department without those below it"`
	Active       string `query:"active" enum:"true,false"`
}

func (s *Server) users(ctx context.Context, in *usersInput) (*listOutput[account.User], error) {
	list := in.of("users")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter := account.UserFilter{Q: in.Q, Role: in.Role, DepartmentID: in.DepartmentID}
	if in.Active != "" {
		active := in.Active == "true"
		filter.Active = &active
	}
	users, more, err := s.store.Users(ctx, filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, users, more, func(u account.User) string { return u.ID }), nil
}

type userOutput struct{ Body account.User }

func (s *Server) user(ctx context.Context, in *ByID) (*userOutput, error) {
	u, err := s.store.User(ctx, in.ID)
	return &userOutput{u}, err
}

type createUserInput struct {
	Body struct {
		Username     string           `json:"username" minLength:"1" maxLength:"64"`
		Name         Name             `json:"name" maxLength:"100"`
		Email        Email            `json:"email,omitempty"`
		Phone        Text             `json:"phone,omitempty" maxLength:"40"`
		Locale       *approval.Locale `json:"locale,omitempty" enum:"zh-CN,en" doc:"Absent: the browser's language decides"`
		DepartmentID *string          `json:"department_id,omitempty" format:"uuid"`
		ManagerID    *string          `json:"manager_id,omitempty" format:"uuid"`
		Roles        RoleKeys         `json:"roles,omitempty" doc:"Keys of the roles"`
		Password     string           `json:"password,omitempty" maxLength:"256" writeOnly:"true" doc:"Absent: nobody can sign in until a password is set with a one-time link"`
	}
}

func (s *Server) createUser(ctx context.Context, in *createUserInput) (*userOutput, error) {
	b := in.Body
	u, err := s.store.CreateUser(ctx, actorOf(ctx), account.UserInput{
		Username: b.Username, Name: string(b.Name), Email: string(b.Email), Phone: string(b.Phone), Password: b.Password,
		Locale: valueOrZero(b.Locale), DepartmentID: valueOrZero(b.DepartmentID), ManagerID: valueOrZero(b.ManagerID), Roles: b.Roles,
	})
	return &userOutput{u}, err
}

// RoleKeys are the keys of roles.
type RoleKeys []string

// Schema implements huma.SchemaProvider.
func (RoleKeys) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeArray, MaxItems: bound(50), Items: &huma.Schema{Type: huma.TypeString, MaxLength: bound(100)},
	}
}

// valueOrZero is the value, or the zero value for nil.
func valueOrZero[T any](value *T) (v T) {
	if value != nil {
		v = *value
	}
	return v
}

// UserRights are the fields of an account that determine its permissions.
type UserRights struct {
	Roles  *RoleKeys `json:"roles,omitempty" doc:"Keys of the roles; replaces all"`
	Active *bool     `json:"active,omitempty" doc:"false blocks the account at once"`
}

type editUserInput struct {
	ByID
	Body struct {
		Version      int              `json:"version" minimum:"1"`
		Name         *Name            `json:"name,omitempty" maxLength:"100"`
		Email        *Email           `json:"email,omitempty"`
		Phone        *Text            `json:"phone,omitempty" maxLength:"40"`
		DepartmentID Optional[string] `json:"department_id,omitzero" format:"uuid" doc:"null: none"`
		ManagerID    Optional[string] `json:"manager_id,omitzero" format:"uuid" doc:"null: nobody"`
		UserRights
	}
}

func (s *Server) editUser(ctx context.Context, in *editUserInput) (*userOutput, error) {
	b := in.Body
	u, err := s.store.EditUser(ctx, actorOf(ctx), in.ID, b.Version, account.UserEdit{
		Name: (*string)(b.Name), Email: (*string)(b.Email), Phone: (*string)(b.Phone),
		DepartmentID: b.DepartmentID.edit(), ManagerID: b.ManagerID.edit(), Roles: (*[]string)(b.Roles), Active: b.Active,
	})
	return &userOutput{u}, err
}

type previewUserInput struct {
	ByID
	Body struct {
		Version int `json:"version" minimum:"1"`
		UserRights
	}
}

// previewUser returns which permissions editUser would grant and revoke.
func (s *Server) previewUser(ctx context.Context, in *previewUserInput) (*listOutput[account.Effect], error) {
	effects, err := s.store.PreviewUser(ctx, actorOf(ctx), in.ID, in.Body.Version,
		account.UserEdit{Roles: (*[]string)(in.Body.Roles), Active: in.Body.Active})
	if err != nil {
		return nil, err
	}
	return wholeList(effects), nil
}

type responsibilitiesOutput struct{ Body request.Responsibilities }

// responsibilities returns what would be left without its holder.
func (s *Server) responsibilities(ctx context.Context, in *ByID) (*responsibilitiesOutput, error) {
	held, err := s.store.Responsibilities(ctx, in.ID)
	return &responsibilitiesOutput{held}, err
}

type peopleInput struct {
	Paged
	Q string `query:"q" maxLength:"200" doc:"Part of the name or the user name"`
}

func (s *Server) people(ctx context.Context, in *peopleInput) (*listOutput[account.DirectoryEntry], error) {
	list := in.of("people")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	people, more, err := s.store.People(ctx, in.Q, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, people, more, func(p account.DirectoryEntry) string { return postgres.NamePlace(p.ID, p.Name) }), nil
}
