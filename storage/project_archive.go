package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// The events of projects that are put away and taken out again.
const (
	ProjectArchived approval.EventKind = "project.archived"
	ProjectRestored approval.EventKind = "project.restored"
)

var projectArchive = archiveKind[Project]{
	table: `projects`, requests: `project_id`,
	hold: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		p, err := s.project(ctx, id)
		if err != nil {
			return err
		}
		return s.checkWritesCustomer(ctx, actor, p.Customer.ID)
	},
	read:          (*Store).project,
	archived:      ProjectArchived,
	archivedTells: approval.Text{ZH: "%s 归档了项目“%s”", EN: "%s archived the project %s"},
	restored:      ProjectRestored,
	restoredTells: approval.Text{ZH: "%s 恢复了项目“%s”", EN: "%s restored the project %s"},
}

// ArchiveProject puts a project away. That requests are under way is a conflict
// Error; a project that is archived already stays as it is.
func (s *Store) ArchiveProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return projectArchive.move(ctx, s, actor, id, true)
}

// RestoreProject takes an archived project out again; one that is not archived
// stays as it is.
func (s *Store) RestoreProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return projectArchive.move(ctx, s, actor, id, false)
}

func (p Project) place() (*time.Time, string, *string) { return p.ArchivedAt, p.Customer.ID, &p.ID }
