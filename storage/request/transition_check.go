package request

import (
	"context"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// PrepareDecision completes what somebody decided about a task into the decision
// that the workflow is handed. It refuses by the same rules as recording does, so
// that a decision which cannot stand leaves no trace in the workflow's history.
func (s *Store) PrepareDecision(ctx context.Context, actor approval.Actor, t Task, d approval.Decision) (approval.Decision, error) {
	d.ActorID, d.TaskID, d.Step = actor.ID, t.ID, t.Step
	r, err := s.request(ctx, t.Request.ID)
	if err != nil {
		return d, err
	}
	if d.Outcome == approval.Resubmit {
		// The revision named has these facts, or the decision is refused.
		d.Facts = r.Facts()
	}
	return d, s.checkTaskDecision(ctx, actor, r, t, d)
}

// checkDecision refuses a decision that this person may not make now, that does
// not fit the request, or that was made on content which has changed since. Here
// stand all rules about decisions; the workflow knows only which tasks are open
// and what a decision must say whatever the request says.
func (s *Store) checkDecision(ctx context.Context, actor approval.Actor, r Request, d approval.Decision) error {
	if d.TaskID == "" {
		return s.checkAuthor(ctx, actor, r, d)
	}
	t, err := s.lockTask(ctx, d.TaskID)
	if err != nil {
		return err
	}
	if t.Request.ID != r.ID || t.Step != d.Step {
		return approval.NotFound()
	}
	return s.checkTaskDecision(ctx, actor, r, t, d)
}

// checkTaskDecision tells everything that is wrong with the input at once. An
// input that is sound in itself but about other content is a conflict first.
func (s *Store) checkTaskDecision(ctx context.Context, actor approval.Actor, r Request, t Task, d approval.Decision) error {
	if t.State != approval.TaskOpen {
		return AlreadyClosed(t)
	}
	if err := t.Holder().MayDecide(actor); err != nil {
		return err
	}
	var wrong approval.Invalid
	if err := s.checkOptions(ctx, d, &wrong); err != nil {
		return err
	}
	if wrong.With(d.Check()) == nil {
		if d.Outcome == approval.Resubmit {
			if err := r.Complete(); err != nil {
				return err
			}
		}
		if err := s.checkRevision(ctx, r, d); err != nil {
			return err
		}
	}
	if err := s.checkContent(ctx, r, d, &wrong); err != nil {
		return err
	}
	return wrong.Err()
}

// checkAuthor checks what is done without a task: the author submits and
// withdraws, an administrator ends.
func (s *Store) checkAuthor(ctx context.Context, actor approval.Actor, r Request, d approval.Decision) error {
	switch d.Outcome {
	case approval.Withdraw:
		return MayWithdraw(actor, r)
	case approval.End:
		return MayEnd(actor, r)
	}
	if actor.ID != r.Requester.ID {
		return onlyAuthor()
	}
	if r.Status != approval.StatusDraft && r.Status != approval.StatusSubmitting {
		return statusForbids(r)
	}
	if _, _, err := s.checkProjectMember(ctx, actor, r.ProjectID); err != nil {
		return err
	}
	if err := r.Complete(); err != nil {
		return err
	}
	return s.checkRevision(ctx, r, d)
}

// MayWithdraw returns an Error unless the actor is the author of a request that
// is under way.
func MayWithdraw(actor approval.Actor, r Request) error {
	switch {
	case actor.ID != r.Requester.ID:
		return onlyAuthor()
	case r.Status == approval.StatusDraft, r.Status.Final(r.Kind):
		return statusForbids(r)
	default:
		return nil
	}
}

// MayEnd returns an Error unless the actor manages requests and this one is
// under way.
func MayEnd(actor approval.Actor, r Request) error {
	switch {
	case !managesRequests(actor) || r.Status == approval.StatusDraft:
		return approval.NotFound()
	case r.Status.Final(r.Kind):
		return statusForbids(r)
	default:
		return nil
	}
}

func onlyAuthor() error {
	return approval.Forbidden(approval.Text{ZH: "只有申请人可以这样做", EN: "Only the author may do this"})
}

// statusForbids is the error for an act that the request's status does not allow.
func statusForbids(r Request) error {
	return approval.Conflict(approval.Text{
		ZH: "申请当前状态为“%s”，不能这样做", EN: "The request is %s, so this cannot be done"}.Format(r.Status.Label()))
}

// checkRevision refuses a decision whose decider saw other content than the
// request has now, and tells the difference.
func (s *Store) checkRevision(ctx context.Context, r Request, d approval.Decision) error {
	if d.Revision > r.Revision || d.Revision < 1 {
		return approval.InvalidField("body.revision", approval.Text{
			ZH: "申请没有这个修订版本", EN: "The request has no such revision"})
	}
	if d.Revision == r.Revision {
		return nil
	}
	changed, err := s.revisionsSince(ctx, r.ID, d.Revision)
	if err != nil {
		return err
	}
	changed = slices.DeleteFunc(changed, func(v approval.Revision) bool { return !v.Concerns(d.Step) })
	if len(changed) == 0 {
		return nil
	}
	conflict := approval.Conflict(approval.Text{
		ZH: "您看到的内容之后已有变化，请先查看变化再决定",
		EN: "The request has changed since you loaded it; look at what changed before you decide"})
	conflict.Changed = changed
	return conflict
}

// Confirmation says that the workflow has answered with a transition, and what
// the client was told.
type Confirmation struct {
	RequestID string `json:"request_id"`
	UpdateID  string `json:"update_id"`
	Answer    []byte `json:"answer"`
}

// ConfirmTransitions notes that the workflows know of these transitions.
func (s *Store) ConfirmTransitions(ctx context.Context, confirmations []Confirmation) error {
	return s.In(ctx).Exec(ctx, `
		UPDATE transitions t SET confirmed = true, answer = coalesce(decode(c.answer, 'base64'), t.answer)
		FROM jsonb_to_recordset($1) AS c (request_id uuid, update_id text, answer text)
		WHERE t.request_id = c.request_id AND t.update_id = c.update_id`, postgres.AsJSON(confirmations))
}

// Unconfirmed is a request with a transition that its workflow may not know of.
type Unconfirmed struct {
	RequestID string        `db:"request_id"`
	Kind      approval.Kind `db:"kind"`
	UpdateID  string        `db:"update_id"`
}

// UnconfirmedTransitions returns up to limit transitions that nobody has
// confirmed since before, oldest first.
func (s *Store) UnconfirmedTransitions(ctx context.Context, before time.Time, limit int) (found []Unconfirmed, err error) {
	err = s.In(ctx).All(ctx, &found, `
		SELECT t.request_id, r.kind, t.update_id
		FROM transitions t JOIN requests r ON r.id = t.request_id
		WHERE NOT t.confirmed AND t.at < $1 ORDER BY t.at LIMIT $2`, before, limit)
	return found, err
}

// TransitionOf returns the transition that carries the update id and the answer
// that was given for it, which is nil while it is not confirmed; not_found when
// there is none.
func (s *Store) TransitionOf(ctx context.Context, requestID, updateID string) (approval.Recorded, []byte, error) {
	recorded, err := s.transitionWhere(ctx, `request_id = $1 AND update_id = $2`, requestID, updateID)
	if err != nil {
		return recorded, nil, err
	}
	var answer []byte
	err = s.In(ctx).Get(ctx, &answer, `SELECT answer FROM transitions WHERE request_id = $1 AND update_id = $2`, requestID, updateID)
	return recorded, answer, err
}

// Positions walks over the position that the database has of every request that
// its process has seen, oldest first.
func (s *Store) Positions(ctx context.Context) func(yield func(StoredPosition, error) bool) {
	return postgres.Walk(func(after string, limit int) ([]StoredPosition, string, error) {
		var found []StoredPosition
		err := s.In(ctx).All(ctx, &found, `
			SELECT id, kind, number, seeded, position, ended_alone FROM requests
			WHERE id > $1 AND position->>'number' <> '0' ORDER BY id LIMIT $2`, after, limit)
		last := ""
		if len(found) > 0 {
			last = found[len(found)-1].ID
		}
		return found, last, err
	})
}

// StoredPosition is where a request stands as the database has it.
type StoredPosition struct {
	ID     string        `db:"id"`
	Kind   approval.Kind `db:"kind"`
	Number string        `db:"number"`
	// Seeded requests have no workflow; see Seed.
	Seeded   bool              `db:"seeded"`
	Position approval.Position `db:"position"`
	// EndedWithoutWorkflow says that the request was ended without its workflow.
	EndedWithoutWorkflow bool `db:"ended_alone"`
}
