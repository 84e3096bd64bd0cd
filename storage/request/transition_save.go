package request

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// lockDecided reads a request and the task of a decision about it, and prevents others
// from changing them until the transaction ends. Without a taskID there is no task.
func (s *Store) lockDecided(ctx context.Context, requestID, taskID string) (r Request, t Task, err error) {
	if taskID == "" {
		r, err = s.lockRequest(ctx, requestID)
		return r, t, err
	}
	// A separate statement takes the locks first; see LockRow. The request comes before
	// its task, as for everybody who locks both.
	if err := s.In(ctx).Exec(ctx, `
		WITH request AS MATERIALIZED (SELECT id FROM requests WHERE id = $1 FOR NO KEY UPDATE)
		SELECT FROM request JOIN tasks t ON t.request_id = request.id WHERE t.id = $2 FOR NO KEY UPDATE OF t`, requestID, taskID); err != nil {
		return r, t, err
	}
	t, r, err = s.taskWhere(ctx, `t.id = $1 AND t.request_id = $2`, taskID, requestID)
	return r, t, err
}

// transitionResult is a transition with what it leads to.
type transitionResult struct {
	approval.Transition
	// After is the request as the transition leaves it.
	After    Request
	Position approval.Position
	Opened   []newTask
	At       time.Time
}

// saveTransition stores a transition in one statement, and returns the request as it is
// afterwards and whether it has attachments.
func (s *Store) saveTransition(ctx context.Context, result transitionResult) (after Request, attached bool, err error) {
	after = result.After
	d := result.Decision
	step := d.Step
	if step == "" {
		step = approval.Draft
	}
	var saved struct {
		revisedBudget
		Attached bool `db:"attached"`
		Claimed  bool `db:"claimed"`
	}
	err = s.In(ctx).GetNamed(ctx, &saved, saveTransition, map[string]any{
		"request": after.ID, "actor": d.ActorID, "at": result.At,
		"number": result.Number, "update": result.UpdateID, "key": postgres.Nullable(d.KeyHash), "fingerprint": d.Fingerprint,
		"status": after.Status, "position": postgres.AsJSON(result.Position), "submits": d.Outcome == approval.Submit,
		"approved": postgres.OptionalAmount(after.ApprovedAmount), "paid": postgres.OptionalAmount(after.PaidAmount),
		"method": after.Method, "voucher": after.VoucherNo, "paid_on": after.PaidOn,
		"task": postgres.Nullable(d.TaskID), "close_all": result.Move.CloseAll,
		"requester": after.Requester.ID, "opened": postgres.AsJSON(result.Opened),
		"decision": postgres.NewID(), "step": step, "outcome": d.Outcome, "return_to": postgres.Nullable(d.ReturnTo),
		"revision": d.Revision, "comment": d.Comment, "data": postgres.AsJSON(d.Data),
	})
	switch {
	case postgres.Violates(err, "expense_requests_voucher"):
		return after, false, voucherConflict()
	case postgres.Violates(err, "transitions_key"):
		return after, false, account.KeyReused()
	case err != nil:
		return after, false, err
	}
	if !saved.Claimed {
		// A queued submission has claimed its key itself.
		if err := s.checkKey(ctx, d); err != nil {
			return after, false, err
		}
	}
	after.revisedBudget = saved.revisedBudget
	after.label()
	return after, saved.Attached, nil
}

// saveTransition stores all that a transition changes. Voucher numbers are unique,
// regardless of case, character width and spaces.
const saveTransition = `
	WITH claimed AS (
		INSERT INTO idempotency_keys (user_id, key_hash, fingerprint, answer)
		SELECT CAST(:actor AS uuid), decode(:key, 'hex'), decode(:fingerprint, 'hex'), '' WHERE CAST(:key AS text) IS NOT NULL
		ON CONFLICT (user_id, key_hash) DO NOTHING RETURNING 1
	), moved AS (
		UPDATE requests SET status = :status, position = :position, submitting = NULL, version = version + 1,
			updated_at = :at, submitted_at = CASE WHEN :submits THEN :at ELSE submitted_at END
		WHERE id = :request
	), agreed AS (
		UPDATE expense_requests SET approved_amount = :approved, paid_amount = :paid, method = :method, voucher_no = :voucher, paid_on = :paid_on
		WHERE request_id = :request
		AND (approved_amount, paid_amount) IS DISTINCT FROM (CAST(:approved AS numeric), CAST(:paid AS numeric))
	), closed AS (
		-- Besides the decided task, those that are no longer needed.
		UPDATE tasks SET closed_at = :at, closed_by = :actor,
			state = CASE WHEN id = :task THEN 'done' ELSE 'canceled' END, outcome = CASE WHEN id = :task THEN :outcome END
		WHERE request_id = :request AND (id = :task OR :close_all AND state = 'open')
	), opened AS (
		INSERT INTO tasks (id, request_id, step, candidate_role, assignee_id, requester_id, reason, due_at, created_at)
		SELECT id, CAST(:request AS uuid), step, role, assignee_id, CAST(:requester AS uuid), reason, due_at, CAST(:at AS timestamptz)
		FROM jsonb_to_recordset(:opened) AS t (id uuid, step text, role text, assignee_id uuid, reason jsonb, due_at timestamptz)
	), decided AS (
		INSERT INTO decisions (id, request_id, task_id, step, outcome, return_to, actor_id, revision, comment, data, at)
		VALUES (:decision, :request, :task, :step, :outcome, :return_to, :actor, :revision, :comment, :data, :at)
	), seen AS (
		-- The decision is based on those of its revision, without what others have added since.
		INSERT INTO decision_attachments (decision_id, attachment_id, sha256)
		SELECT CAST(:decision AS uuid), id, sha256 FROM attachments WHERE request_id = :request AND revision <= :revision
	), recorded AS (
		INSERT INTO transitions (request_id, number, update_id, actor_id, fingerprint, position, at, key_hash)
		VALUES (:request, :number, :update, :actor, :fingerprint, :position, :at, decode(:key, 'hex'))
	)
	SELECT pr.budget_before || ' ' || r.currency AS budget_before, ` + budgetAfter + ` AS budget_after,
		EXISTS (SELECT FROM attachments a WHERE a.request_id = r.id) AS attached, EXISTS (SELECT FROM claimed) AS claimed
	FROM requests r LEFT JOIN project_requests pr ON pr.request_id = r.id
	WHERE r.id = :request`
