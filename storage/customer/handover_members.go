package customer

import (
	"context"
	"slices"

	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// endMemberships removes the former owner of a customer from all of its projects, since
// a member reads and changes the customer like its owner. It returns the events. The
// customer must be locked against changes to its projects.
func (s *Store) endMemberships(ctx context.Context, actor approval.Actor, customerID string, from approval.Person) ([]ledger.NewEvent, error) {
	projects := []Project{}
	if err := s.In(ctx).All(ctx, &projects, projectQuery+`
		WHERE p.customer_id = $1 AND EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $2)
		ORDER BY p.id`, customerID, from.ID); err != nil || len(projects) == 0 {
		return nil, err
	}
	if err := s.In(ctx).Exec(ctx, `
		WITH gone AS (
			DELETE FROM project_members m USING projects p
			WHERE p.id = m.project_id AND p.customer_id = $1 AND m.user_id = $2 RETURNING p.id
		)
		UPDATE projects SET version = version + 1, updated_at = now() WHERE id IN (SELECT id FROM gone)`, customerID, from.ID); err != nil {
		return nil, err
	}
	events := make([]ledger.NewEvent, 0, len(projects))
	for _, before := range projects {
		after := before
		after.Members = slices.DeleteFunc(slices.Clone(before.Members), func(p approval.Person) bool { return p.ID == from.ID })
		events = append(events, ledger.NewEvent{
			Kind: ProjectUpdated, ProjectID: &after.ID, Subject: after.Subject(), Changes: after.changes(before),
			Summary: approval.Text{ZH: "%s 因移交客户将 %s 移出项目“%s”", EN: "%s removed %s from the project %s with the hand-over"}.
				Format(actor.Name, from.Name, after.Name),
		})
	}
	return events, nil
}
