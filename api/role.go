package api

import (
	"context"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

func (s *Server) roles(ctx context.Context, _ *none) (*listOutput[account.Role], error) {
	roles, err := s.store.Roles(ctx)
	if err != nil {
		return nil, err
	}
	return wholeList(roles), nil
}

func (s *Server) permissions(context.Context, *none) (*listOutput[approval.ActionInfo], error) {
	return wholeList(approval.Catalogue()), nil
}

type roleOutput struct{ Body account.Role }

// bothLanguages is a text that is required in both languages.
type bothLanguages struct {
	ZH Name `json:"zh-CN"`
	EN Name `json:"en"`
}

func (b *bothLanguages) text() *approval.Text {
	if b == nil {
		return nil
	}
	return &approval.Text{ZH: string(b.ZH), EN: string(b.EN)}
}

// permissionInput is a permission of a role.
type permissionInput struct {
	Action approval.Action `json:"action" maxLength:"100" doc:"One of GET /permissions"`
	Scope  approval.Scope  `json:"scope" enum:"own,team,all"`
}

func permissionsOf(in []permissionInput) []approval.Permission {
	permissions := make([]approval.Permission, len(in))
	for i, p := range in {
		permissions[i] = approval.Permission{Action: p.Action, Scope: p.Scope}
	}
	return permissions
}

type createRoleInput struct {
	Body struct {
		Key         string            `json:"key" minLength:"1" maxLength:"40" doc:"Lowercase letters, digits and underscores; cannot be changed"`
		Name        bothLanguages     `json:"name"`
		Permissions []permissionInput `json:"permissions,omitempty" maxItems:"200"`
	}
}

func (s *Server) createRole(ctx context.Context, in *createRoleInput) (*roleOutput, error) {
	role, err := s.store.CreateRole(ctx, actorOf(ctx), account.RoleInput{
		Key: in.Body.Key, Name: *in.Body.Name.text(), Permissions: permissionsOf(in.Body.Permissions)})
	return &roleOutput{role}, err
}

type editRoleInput struct {
	ByID
	Body struct {
		Version     int                `json:"version" minimum:"1"`
		Name        *bothLanguages     `json:"name,omitempty"`
		Permissions *[]permissionInput `json:"permissions,omitempty" maxItems:"200" doc:"Replaces all permissions"`
	}
}

func (in *editRoleInput) edit() account.RoleEdit {
	edit := account.RoleEdit{Name: in.Body.Name.text()}
	if in.Body.Permissions != nil {
		permissions := permissionsOf(*in.Body.Permissions)
		edit.Permissions = &permissions
	}
	return edit
}

func (s *Server) editRole(ctx context.Context, in *editRoleInput) (*roleOutput, error) {
	role, err := s.store.EditRole(ctx, actorOf(ctx), in.ID, in.Body.Version, in.edit())
	return &roleOutput{role}, err
}

// previewRole returns which permissions editRole would grant to and revoke from whom.
func (s *Server) previewRole(ctx context.Context, in *editRoleInput) (*listOutput[account.Effect], error) {
	effects, err := s.store.PreviewRole(ctx, actorOf(ctx), in.ID, in.Body.Version, in.edit())
	if err != nil {
		return nil, err
	}
	return wholeList(effects), nil
}
