package storage

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// AuditLabels are what people call what an act says in codes.
type AuditLabels struct {
	Kind    approval.Text
	Subject approval.Text
	// Fields are the changed fields, Values the codes in them, by field.
	Fields map[string]approval.Text
	Values map[string]map[string]approval.Text
}

// AuditWords know what people call the codes of administrative acts, as roles
// and variables are called now.
type AuditWords struct {
	roles, variables, permissions map[string]approval.Text
}

// AuditWords reads the words.
func (s *Store) AuditWords(ctx context.Context) (*AuditWords, error) {
	words := &AuditWords{roles: map[string]approval.Text{}, variables: map[string]approval.Text{}, permissions: map[string]approval.Text{
		string(approval.ScopeOwn):  {ZH: "本人", EN: "own"},
		string(approval.ScopeTeam): {ZH: "团队", EN: "team"},
		string(approval.ScopeAll):  {ZH: "全部", EN: "all"},
	}}
	roles, err := s.Roles(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		words.roles[r.Key] = r.Name
	}
	variables, err := s.Variables(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range variables {
		words.variables[v.Key] = v.Description
	}
	for _, info := range approval.Catalogue() {
		words.permissions[string(info.Action)] = info.Description
	}
	return words, nil
}

// Labels are what people call what the act says in codes.
func (w *AuditWords) Labels(e ledger.AuditEvent) AuditLabels {
	labels := AuditLabels{
		Kind: AuditSubjects.OfKind(e.Kind).Kinds[e.Kind], Subject: approval.Text{ZH: e.Subject.Label, EN: e.Subject.Label},
		Fields: ledger.FieldLabels(e.Changes, TimelineSubjects.Of(e.Subject.Type), AuditSubjects.OfKind(e.Kind)),
		Values: map[string]map[string]approval.Text{},
	}
	names := map[string]map[string]approval.Text{"role": w.roles, "variable": w.variables}[e.Subject.Type]
	if name, ok := names[e.Subject.Label]; ok {
		labels.Subject = name
	}
	for field, change := range e.Changes {
		known := w.codesOf(e.Subject.Type, field)
		for _, word := range append(customer.CodesIn(change.Before), customer.CodesIn(change.After)...) {
			customer.AddLabel(labels.Values, known, field, word)
		}
	}
	return labels
}

func (w *AuditWords) codesOf(subject, field string) map[string]approval.Text {
	switch subject + "." + field {
	case "user.roles", "project_request.role", "expense_request.role":
		return w.roles
	case "role.permissions":
		return w.permissions
	case "variable.value":
		// The value of the variable that names a role.
		return w.roles
	default:
		return customer.CodeLabels[subject+"."+field]
	}
}
