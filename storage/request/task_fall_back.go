package request

import (
	"context"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// The users who can do a step may change after its task was opened: the last one besides
// the author leaves, loses the role, or the role loses the permission. The task then
// goes to the fallback role, as it would have on opening.

// fallbackBatch limits the tasks in one transaction; the sweep continues with the rest.
const fallbackBatch = 200

// AssignFallbackRole assigns the open tasks that nobody besides the author may do to the
// fallback role, and returns their number. It is never undone.
func (s *Store) AssignFallbackRole(ctx context.Context) (int, error) {
	return postgres.InTx(ctx, s.Pool, s.assignFallbackRole)
}

// assignFallbackRole is AssignFallbackRole in the current transaction. It skips tasks
// that are locked by a decision; the next sweep handles them.
func (s *Store) assignFallbackRole(ctx context.Context) (given int, err error) {
	fallback, err := s.FallbackRole(ctx)
	if err != nil {
		return 0, err
	}
	var ids []string
	// Usually no step lacks users, and no task has to be checked.
	if err := s.In(ctx).All(ctx, &ids, `
		WITH able AS MATERIALIZED (
			SELECT p.action, count(DISTINCT u.id) AS people, min(u.id::text)::uuid AS one
			FROM role_permissions p
			JOIN user_roles ur ON ur.role_id = p.role_id
			JOIN users u ON u.id = ur.user_id AND u.active
			GROUP BY p.action
		), short AS MATERIALIZED (
			SELECT s.step, a.one FROM unnest($3::text[]) s (step)
			LEFT JOIN able a ON a.action = 'task.' || s.step WHERE a.people IS NULL OR a.people = 1
		)
		SELECT t.id
		FROM short s
		JOIN tasks t ON t.step = s.step AND (s.one IS NULL OR s.one = t.requester_id)
		JOIN requests r ON r.id = t.request_id AND NOT r.seeded
		WHERE t.state = 'open' AND t.candidate_role <> $1 AND NOT t.fallback
		ORDER BY t.id LIMIT $2
		FOR NO KEY UPDATE OF t SKIP LOCKED`, fallback, fallbackBatch, pq.Array(approval.DecisionSteps())); err != nil {
		return 0, err
	}
	for _, id := range ids {
		moved, err := s.reassignToFallback(ctx, id)
		if err != nil {
			return 0, err
		}
		if moved {
			given++
		}
	}
	return given, nil
}

// reassignToFallback assigns one locked task to the fallback role, if findHolder now
// returns that role.
func (s *Store) reassignToFallback(ctx context.Context, id string) (bool, error) {
	t, err := s.task(ctx, id)
	if err != nil {
		return false, err
	}
	r, err := s.request(ctx, t.Request.ID)
	if err != nil {
		return false, err
	}
	reason, _, err := s.findHolder(ctx, r, t.Step)
	if err != nil || reason.How != approval.ByFallback {
		return false, err
	}
	reason.Values["found_before"] = string(t.Reason.How)
	changes := approval.Changes{"role": {Before: t.Role, After: reason.Role}}
	if t.Assignee != nil {
		// The previous assignee is no longer entitled to the task.
		reason.Values["from"] = t.Assignee.Name
		changes["assignee"] = approval.Change{Before: *t.Assignee}
	}
	if err := s.In(ctx).Exec(ctx, `
		UPDATE tasks SET candidate_role = $2, assignee_id = NULL, claimed_at = NULL, reason = $3 WHERE id = $1`,
		id, reason.Role, postgres.AsJSON(reason)); err != nil {
		return false, err
	}
	role, err := s.roleName(ctx, reason.Role)
	if err != nil {
		return false, err
	}
	return true, s.RecordAct(ctx, ledger.Program, requestAct(TaskFellBack, r, ledger.NewEvent{
		Changes: changes,
		Summary: approval.Text{
			ZH: "%s 将%s %s 的任务“%s”转给后备角色“%s”，因为除申请人外已无人可以处理",
			EN: "%s passed a task of %s %s (%s) on to the fallback role %s, as nobody besides the author may do it any more",
		}.Format(ledger.NameOf(ledger.Program), r.Kind.Label(), r.Number, t.Step.Label(), role),
	}))
}
