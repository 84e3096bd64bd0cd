package api

import (
	"context"
	"slices"
	"strings"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

// Me is the caller's own account.
type Me struct {
	User        account.User             `json:"user"`
	Roles       []string                 `json:"roles"`
	RoleLabels  map[string]approval.Text `json:"role_labels" doc:"Labels of the roles"`
	Permissions []approval.Permission    `json:"permissions"`
	Locale      approval.Locale          `json:"locale" enum:"zh-CN,en" doc:"Language of responses"`
	Preferences account.Preferences      `json:"preferences" doc:"Preferences for the page"`
}

type meOutput struct {
	// The locale is the browser's where the user has chosen none.
	Vary string `header:"Vary"`
	Body Me
}

func (s *Server) me(ctx context.Context, _ *none) (*meOutput, error) {
	me, err := s.describe(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return &meOutput{Vary: languageHeader, Body: me}, nil
}

func (s *Server) describe(ctx context.Context, actor approval.Actor) (Me, error) {
	user, err := s.store.User(ctx, actor.ID)
	if err != nil {
		return Me{}, err
	}
	labels, err := s.store.RoleNames(ctx, actor.Roles)
	if err != nil {
		return Me{}, err
	}
	preferences, err := s.store.Preferences(ctx, actor.ID)
	if err != nil {
		return Me{}, err
	}
	permissions := []approval.Permission{}
	for action, scope := range actor.Grants {
		permissions = append(permissions, approval.Permission{Action: action, Scope: scope})
	}
	slices.SortFunc(permissions, func(a, b approval.Permission) int {
		return strings.Compare(string(a.Action), string(b.Action))
	})
	return Me{User: user, Roles: actor.Roles, RoleLabels: labels, Permissions: permissions, Locale: localeOf(ctx), Preferences: preferences}, nil
}

type editMeInput struct {
	Body struct {
		Version int                       `json:"version" minimum:"1"`
		Locale  Optional[approval.Locale] `json:"locale,omitzero" enum:"zh-CN,en" doc:"null: the browser's language decides"`
		Email   *Email                    `json:"email,omitempty"`
		Phone   *string                   `json:"phone,omitempty" maxLength:"40"`
		Theme   *string                   `json:"theme,omitempty" enum:"auto,light,dark"`
		Density *string                   `json:"density,omitempty" enum:"comfortable,compact"`
		Keys    *bool                     `json:"keys,omitempty" doc:"Whether single-key shortcuts are enabled"`
	}
}

func (s *Server) editMe(ctx context.Context, in *editMeInput) (*meOutput, error) {
	actor := actorOf(ctx)
	profile := account.ProfileInput{Email: (*string)(in.Body.Email), Phone: in.Body.Phone,
		Theme: in.Body.Theme, Density: in.Body.Density, Keys: in.Body.Keys}
	if in.Body.Locale.set {
		var chosen approval.Locale
		if in.Body.Locale.value != nil {
			chosen = *in.Body.Locale.value
		}
		profile.Locale = &chosen
		actor.Locale = chosen
	}
	if _, err := s.store.EditProfile(ctx, actor.ID, in.Body.Version, profile); err != nil {
		return nil, err
	}
	// The response is in the language that was just chosen.
	callOf(ctx).actor = &actor
	return s.me(ctx, nil)
}
