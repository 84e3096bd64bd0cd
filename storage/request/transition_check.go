package request

import (
	"context"
	"slices"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// PrepareDecision completes a user's decision on a task for the workflow. It applies the
// same rules as recording, so that an invalid decision leaves no trace in the workflow's
// history.
func (s *Store) PrepareDecision(ctx context.Context, actor approval.Actor, r Request, t Task, d approval.Decision) (approval.Decision, error) {
	d.ActorID, d.TaskID, d.Step = actor.ID, t.ID, t.Step
	if d.Outcome == approval.Resubmit {
		// checkRevision rejects the decision unless it is based on this revision.
		d.Facts = r.Facts()
	}
	return d, s.checkTaskDecision(ctx, actor, r, t, d)
}

// checkDecision returns an Error for a decision that the user may not make now, that
// does not fit the request, or that is based on outdated content. All rules about
// decisions are here; the workflow only knows which tasks are open and which fields a
// decision requires.
func (s *Store) checkDecision(ctx context.Context, actor approval.Actor, r Request, t Task, d approval.Decision) error {
	if d.TaskID == "" {
		return s.checkAuthor(ctx, actor, r, d)
	}
	if t.Step != d.Step {
		return approval.NotFound()
	}
	return s.checkTaskDecision(ctx, actor, r, t, d)
}

// checkTaskDecision returns all errors in the input at once. Outdated content takes
// precedence over errors that depend on the content.
func (s *Store) checkTaskDecision(ctx context.Context, actor approval.Actor, r Request, t Task, d approval.Decision) error {
	if t.State != approval.TaskOpen {
		return AlreadyClosed(t)
	}
	if err := t.Holder().MayDecide(actor); err != nil {
		return err
	}
	var wrong approval.Invalid
	if err := s.checkOptions(ctx, r, d, &wrong); err != nil {
		return err
	}
	found := []error{d.Check(), checkRevisionExists(r, d)}
	if d.Outcome == approval.Resubmit {
		found = append(found, r.Complete())
	}
	for _, err := range found {
		_ = wrong.With(err)
	}
	if wrong.Err() == nil {
		if err := s.checkRevision(ctx, r, d); err != nil {
			return err
		}
	}
	if err := s.checkContent(ctx, r, d, &wrong); err != nil {
		return err
	}
	return wrong.Err()
}

// checkAuthor checks decisions without a task: submission and withdrawal by the author,
// ending by an administrator.
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
	lock := `FOR SHARE`
	if r.Kind == approval.ProjectRequest {
		lock = `FOR SHARE OF c FOR NO KEY UPDATE OF p`
	}
	project, err := s.memberProject(ctx, actor, r.ProjectID, lock)
	if err != nil {
		return err
	}
	if err := r.Complete(); err != nil {
		return err
	}
	if err := s.checkRevision(ctx, r, d); err != nil {
		return err
	}
	if r.Kind == approval.ProjectRequest {
		if err := s.checkNoneUnderWay(ctx, r.ProjectID, r.ID); err != nil {
			return err
		}
	}
	return project.CheckAcceptsRequests()
}

// MayWithdraw returns an Error unless the actor is the author of an open request.
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

// MayEnd returns an Error unless the actor manages requests and this one is open.
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

// statusForbids is the error for an action that the request's status does not allow.
func statusForbids(r Request) error {
	return approval.Conflict(approval.Text{
		ZH: "申请当前状态为“%s”，不能这样做", EN: "The request is %s, so this cannot be done"}.Format(r.Status.Label()))
}

// checkRevision returns a conflict Error with the changes if the request was changed
// after the decider loaded it.
func (s *Store) checkRevision(ctx context.Context, r Request, d approval.Decision) error {
	if err := checkRevisionExists(r, d); err != nil {
		return err
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
		EN: "The request has changed since you loaded it; review the changes before you decide"})
	conflict.Changed = changed
	return conflict
}

func checkRevisionExists(r Request, d approval.Decision) error {
	if d.Revision >= 1 && d.Revision <= r.Revision {
		return nil
	}
	return approval.InvalidField("body.revision", approval.Text{ZH: "申请没有这个修订版本", EN: "The request has no such revision"})
}

// Positions iterates over the stored positions of all submitted requests, oldest first.
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

// StoredPosition is a request's position in the database.
type StoredPosition struct {
	ID     string        `db:"id"`
	Kind   approval.Kind `db:"kind"`
	Number string        `db:"number"`
	// Seeded requests come from devstack seed and have no workflow.
	Seeded   bool              `db:"seeded"`
	Position approval.Position `db:"position"`
	// EndedWithoutWorkflow reports that the request was ended after its workflow was
	// lost.
	EndedWithoutWorkflow bool `db:"ended_alone"`
}
