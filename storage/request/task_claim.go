package request

import (
	"context"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// ClaimTask assigns a shared task to the actor. Claiming it again changes nothing.
func (s *Store) ClaimTask(ctx context.Context, actor approval.Actor, id string) (Task, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (claimed Task, err error) {
		if err := s.lockActiveUser(ctx, actor.ID); err != nil {
			return claimed, err
		}
		claimed, err = s.changeTask(ctx, actor, id, func(ctx context.Context, t Task) error {
			if err := t.Holder().MayDecide(actor); err != nil {
				return err
			}
			if t.Assignee != nil {
				return nil
			}
			return s.In(ctx).Exec(ctx, `UPDATE tasks SET assignee_id = $2, claimed_at = now() WHERE id = $1`, id, actor.ID)
		})
		return claimed, err
	})
}

// lockActiveUser prevents the account from being deactivated until the transaction ends,
// since revokeAccess would miss a task that is being claimed. The account is locked
// before the task, in the same order as by revokeAccess.
func (s *Store) lockActiveUser(ctx context.Context, userID string) error {
	var active bool
	err := s.In(ctx).Get(ctx, &active, `SELECT active FROM users WHERE id = $1 FOR SHARE`, userID)
	if approval.CodeOf(err) == approval.CodeNotFound || err == nil && !active {
		return account.Unauthenticated()
	}
	return err
}

// ReleaseTask returns a claimed task to its role.
func (s *Store) ReleaseTask(ctx context.Context, actor approval.Actor, id string) (Task, error) {
	return s.changeTask(ctx, actor, id, func(ctx context.Context, t Task) error {
		if t.Role == nil {
			return approval.Conflict(approval.Text{ZH: "该任务只属于您，无法释放", EN: "This task is assigned to you alone and cannot be released"})
		}
		if t.Assignee == nil || t.Assignee.ID != actor.ID {
			return approval.Conflict(approval.Text{ZH: "您没有认领该任务", EN: "You have not claimed this task"})
		}
		return s.In(ctx).Exec(ctx, `UPDATE tasks SET assignee_id = NULL, claimed_at = NULL WHERE id = $1`, id)
	})
}

// changeTask locks an open task that the actor may read, runs change, and returns the
// changed task.
func (s *Store) changeTask(ctx context.Context, actor approval.Actor, id string, change func(context.Context, Task) error) (Task, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (changed Task, err error) {
		t, err := s.lockTask(ctx, id)
		if err != nil {
			return changed, err
		}
		if err := s.checkCanRead(ctx, actor, t.Request.ID); err != nil {
			return changed, err
		}
		if t.State != approval.TaskOpen {
			return changed, AlreadyClosed(t)
		}
		if err := change(ctx, t); err != nil {
			return changed, err
		}
		if t, err = s.task(ctx, id); err != nil {
			return changed, err
		}
		return s.shownTask(ctx, actor, t)
	})
}

// lockTask reads a task and prevents others from changing it until the transaction ends.
func (s *Store) lockTask(ctx context.Context, id string) (Task, error) {
	if err := s.LockRow(ctx, "tasks", id, `FOR NO KEY UPDATE`); err != nil {
		return Task{}, err
	}
	return s.task(ctx, id)
}
