package storage

import (
	"context"

	"approvals/workflows/approval"
)

// The events of projects that are put away and taken out again.
const (
	ProjectArchived approval.EventKind = "project.archived"
	ProjectRestored approval.EventKind = "project.restored"
)

// ArchiveProject puts a project away. That requests are under way is a conflict
// Error; a project that is archived already stays as it is.
func (s *Store) ArchiveProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return s.putProject(ctx, actor, id, true, ProjectArchived,
		approval.Text{ZH: "%s 归档了项目“%s”", EN: "%s archived the project %s"})
}

// RestoreProject takes an archived project out again; one that is not archived
// stays as it is.
func (s *Store) RestoreProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return s.putProject(ctx, actor, id, false, ProjectRestored,
		approval.Text{ZH: "%s 恢复了项目“%s”", EN: "%s restored the project %s"})
}

func (s *Store) putProject(ctx context.Context, actor approval.Actor, id string, archive bool, kind approval.EventKind, summary approval.Text) (p Project, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		before, err := s.project(ctx, id)
		if err != nil {
			return err
		}
		if err := s.checkWritesCustomer(ctx, actor, before.Customer.ID); err != nil {
			return err
		}
		if err := s.in(ctx).exec(ctx, `SELECT FROM projects WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
			return err
		}
		if archive {
			if err := s.checkNothingUnderWay(ctx, `project_id`, id); err != nil {
				return err
			}
		}
		moved, err := s.setArchived(ctx, `projects`, id, archive)
		if err != nil {
			return err
		}
		if p, err = s.project(ctx, id); err != nil || !moved {
			return err
		}
		changes := approval.Changes{}
		noteChange(changes, "archived_at", before.ArchivedAt, p.ArchivedAt)
		return s.appendEvents(ctx, p.Customer.ID, who(actor), NewEvent{
			Kind: kind, ProjectID: &p.ID, Subject: p.subject(), Changes: changes, Summary: summary.Format(actor.Name, p.Name),
		})
	})
	return p, err
}
