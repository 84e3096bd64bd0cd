package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// ProjectMoveField says what about a project moved.
type ProjectMoveField string

// What about a project moves and is kept.
const (
	MovedStage  ProjectMoveField = "stage"
	MovedStatus ProjectMoveField = "status"
)

// ProjectMove is one change of a project's stage or status.
type ProjectMove struct {
	ID     string           `json:"id" db:"id" format:"uuid"`
	Field  ProjectMoveField `json:"field" db:"field" enum:"stage,status"`
	Before *string          `json:"before" db:"before" doc:"null: the project was made with it"`
	After  string           `json:"after" db:"after"`
	By     approval.Person  `json:"by" db:"by"`
	At     time.Time        `json:"at" db:"at"`
}

// ProjectMoves returns how the stage and the status of a project that the actor
// sees have changed, the newest change first, and whether there are more. The
// page is cut after the id of a change.
func (s *Store) ProjectMoves(ctx context.Context, actor approval.Actor, projectID string, page Page) ([]ProjectMove, bool, error) {
	if err := s.seesProject(ctx, actor, projectID); err != nil {
		return nil, false, err
	}
	moves := []ProjectMove{}
	if err := s.in(ctx).all(ctx, &moves, `
		SELECT m.id, m.field, m.before, m.after, u.id AS "by.id", u.name AS "by.name", m.at
		FROM project_moves m JOIN users u ON u.id = m.by
		WHERE m.project_id = $1 AND ($2::uuid IS NULL OR m.id < $2)
		ORDER BY m.id DESC LIMIT $3`, projectID, nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	moves, more := cut(page, moves)
	return moves, more, nil
}

// noteMove keeps a change of a project's stage or status, in the transaction of
// the change. What stays as it was is no change.
func (s *Store) noteMove(ctx context.Context, projectID string, field ProjectMoveField, before, after, actorID string) error {
	if before == after {
		return nil
	}
	return s.in(ctx).exec(ctx, `
		INSERT INTO project_moves (id, project_id, field, before, after, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		newID(), projectID, field, nullable(before), after, actorID, now())
}
