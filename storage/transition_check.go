package storage

import (
	"context"
	"slices"

	"approvals/workflows/approval"
)

// checkDecision refuses a decision that this person may not make now, or that
// was made on content which has changed since.
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
	if t.State != approval.TaskOpen {
		return AlreadyClosed(t)
	}
	if err := t.Holder().MayDecide(actor); err != nil {
		return err
	}
	if d.Outcome == approval.Resubmit {
		if err := r.Complete(); err != nil {
			return err
		}
	}
	return s.checkRevision(ctx, r, d)
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
		return wrongStatus(r)
	}
	if _, _, err := s.worksOn(ctx, actor, r.ProjectID); err != nil {
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
		return wrongStatus(r)
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
		return wrongStatus(r)
	default:
		return nil
	}
}

func onlyAuthor() error {
	return approval.Forbidden(approval.Text{ZH: "只有申请人可以这样做", EN: "Only the author may do this"})
}

// wrongStatus is the error for an act that the request's status does not allow.
func wrongStatus(r Request) error {
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
