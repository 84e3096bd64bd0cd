package request

import (
	"context"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Who could do a step can end after its task was opened: the last other holder
// of the permission leaves, or loses the role, or the role the permission. Then
// the task goes to the fallback role as it would have when it was opened.

// fallbackBatch is how many tasks go to the fallback role in one transaction;
// the sweep sees to the rest.
const fallbackBatch = 200

// AssignFallbackRole gives the fallback role the open tasks that nobody besides the author
// may do any more, and returns how many it has given. It never takes one back.
func (s *Store) AssignFallbackRole(ctx context.Context) (int, error) {
	return postgres.InTx(ctx, s.Pool, s.assignFallbackRole)
}

// assignFallbackRole is AssignFallbackRole in the transaction that ctx carries. A task that somebody
// is just deciding is left to the next sweep: neither waits for the other.
func (s *Store) assignFallbackRole(ctx context.Context) (given int, err error) {
	fallback, err := s.FallbackRole(ctx)
	if err != nil {
		return 0, err
	}
	var ids []string
	// In a company with enough people there is no step that is short of them, and
	// no task is looked at.
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

// reassignToFallback gives one task, which is locked, to the fallback role, if
// findHolder finds that role for it now.
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
		// Whoever had claimed it may not do it any more.
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
