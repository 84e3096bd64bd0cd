package request

import (
	"context"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// ProjectRequestDraft is the input for a project request. Nil means not filled in yet
// or, in an edit, unchanged.
type ProjectRequestDraft struct {
	Reason          *string
	ExpectedRevenue *approval.Money
	ExpectedCost    *approval.Money
	ExpectedCloseOn *approval.Date
	WinProbability  *int
}

// ExpenseRequestDraft is the input for an expense request. Nil means not filled in yet
// or, in an edit, unchanged.
type ExpenseRequestDraft struct {
	Category *string
	Amount   *approval.Money
	Purpose  *string
	SpentOn  *approval.Date
}

// draft is the input for a request of one kind.
type draft interface {
	kind() approval.Kind
	amounts() map[string]*approval.Money
	// list is the option list that the input has an option of; empty if it has none.
	list() variable.OptionList
	// check validates the input; before is the request before the edit.
	check(stored variable.Stored, before Request, wrong *approval.Invalid) error
	fill(r *Request)
}

// CreateProjectRequest creates a draft for a project of which the actor is a member.
func (s *Store) CreateProjectRequest(ctx context.Context, actor approval.Actor, projectID string, d ProjectRequestDraft) (RequestDetail, error) {
	return s.createRequest(ctx, actor, projectID, d)
}

// CreateExpenseRequest creates a draft for a project of which the actor is a member.
func (s *Store) CreateExpenseRequest(ctx context.Context, actor approval.Actor, projectID string, d ExpenseRequestDraft) (RequestDetail, error) {
	return s.createRequest(ctx, actor, projectID, d)
}

// EditProjectRequest changes a draft or a returned project request, as its author or
// the holder of its task to revise; version is the version that the edit is based on.
func (s *Store) EditProjectRequest(ctx context.Context, actor approval.Actor, id string, version int, d ProjectRequestDraft) (Request, error) {
	return s.editRequest(ctx, actor, id, version, d)
}

// EditExpenseRequest changes a draft or a returned expense request, as its author or
// the holder of its task to revise; version is the version that the edit is based on.
func (s *Store) EditExpenseRequest(ctx context.Context, actor approval.Actor, id string, version int, d ExpenseRequestDraft) (Request, error) {
	return s.editRequest(ctx, actor, id, version, d)
}

func (s *Store) createRequest(ctx context.Context, actor approval.Actor, projectID string, d draft) (RequestDetail, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created RequestDetail, err error) {
		project, err := s.lockProject(ctx, actor, projectID, `FOR SHARE`)
		if approval.CodeOf(err) == approval.CodeNotFound {
			return created, approval.NoSuch("body.project_id")
		}
		if err != nil {
			return created, err
		}
		notTheirs := project.checkMember()
		if err := project.CheckAcceptsRequests(); notTheirs == nil && err != nil {
			return created, err
		}
		if notTheirs == nil && d.kind() == approval.ProjectRequest {
			if err := s.checkNoneUnderWay(ctx, projectID, ""); err != nil {
				return created, err
			}
		}
		stored, err := s.lockVariables(ctx, d)
		if err != nil {
			return created, err
		}
		if err := checkDraft(d, stored, Request{Currency: project.Currency}, notTheirs); err != nil {
			return created, err
		}
		today, err := stored.Today()
		if err != nil {
			return created, err
		}
		r := Request{
			ID: postgres.NewID(), Kind: d.kind(), Currency: project.Currency, ProjectID: projectID,
			Customer: postgres.Reference{ID: project.CustomerID}, Requester: actor.Person(),
		}
		d.fill(&r)
		if err := s.insertRequest(ctx, r, today.Time().Year()); err != nil {
			return created, err
		}
		return s.RequestDetail(ctx, actor, r.ID)
	})
}

func (s *Store) editRequest(ctx context.Context, actor approval.Actor, id string, version int, d draft) (Request, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Request, err error) {
		if err := s.checkCanRead(ctx, actor, id); err != nil {
			return edited, err
		}
		before, err := s.lockRequest(ctx, id)
		if err != nil {
			return edited, err
		}
		if before.Kind != d.kind() {
			return edited, approval.NotFound()
		}
		if err := s.checkMayEdit(ctx, actor, before); err != nil {
			return edited, err
		}
		if before.Version != version {
			return edited, approval.Stale()
		}
		stored, err := s.lockVariables(ctx, d)
		if err != nil {
			return edited, err
		}
		if err := checkDraft(d, stored, before, nil); err != nil {
			return edited, err
		}
		after := before
		d.fill(&after)
		changes := changedFacts(before, after)
		if len(changes) == 0 {
			return before, nil
		}
		if err := s.updateFacts(ctx, after); err != nil {
			return edited, err
		}
		if err := s.addRevision(ctx, id, approval.RevisedFacts, actor.ID, changes); err != nil {
			return edited, err
		}
		if edited, err = s.request(ctx, id); err != nil || edited.Status == approval.StatusDraft {
			return edited, err
		}
		err = s.AppendEvents(ctx, edited.Customer.ID, actor.Person(), ledger.NewEvent{
			Kind: approval.EventKind(edited.Kind) + ".revised", ProjectID: &edited.ProjectID, Subject: edited.Subject(), Changes: changes,
			Summary: approval.Text{ZH: "%s 修改了%s %s", EN: "%s changed %s %s"}.Format(actor.Name, edited.kindInWords(), edited.Number),
		})
		return edited, err
	})
}

// checkMayEdit returns an Error unless the request is a draft or was returned, and the
// actor is its author or holds the task to revise it.
func (s *Store) checkMayEdit(ctx context.Context, actor approval.Actor, r Request) error {
	revises, err := s.revises(ctx, actor, r)
	if err != nil {
		return err
	}
	if !revises {
		return approval.Forbidden(approval.Text{
			ZH: "只有申请人或修改任务的承办人可以修改申请", EN: "Only the author or whoever has the task to revise it may change a request"})
	}
	if !r.Status.Editable() {
		return approval.Conflict(approval.Text{
			ZH: "申请当前状态为“%s”，不能修改", EN: "The request is %s and cannot be changed"}.Format(r.Status.Label()))
	}
	return nil
}

// revises reports whether the actor is the request's author or, if it was returned, holds
// the task to revise it, which an administrator can have reassigned.
func (s *Store) revises(ctx context.Context, actor approval.Actor, r Request) (bool, error) {
	if r.Requester.ID == actor.ID || r.Status != approval.StatusReturned {
		return r.Requester.ID == actor.ID, nil
	}
	task, err := s.reviseTask(ctx, r)
	if approval.CodeOf(err) == approval.CodeConflict {
		return false, nil
	}
	return err == nil && task.Holder().MayDecide(actor) == nil, err
}

// lockVariables reads the variables that the input is checked with, and prevents changes of
// its option list until the transaction ends.
func (s *Store) lockVariables(ctx context.Context, d draft) (variable.Stored, error) {
	if d.list() != "" {
		if err := s.LockList(ctx, d.list()); err != nil {
			return variable.Stored{}, err
		}
	}
	return s.Stored(ctx)
}

// checkDraft returns all errors in the input together with those found before. All
// amounts must be in the project's currency, because budget and spending are sums.
func checkDraft(d draft, stored variable.Stored, before Request, found error) error {
	var wrong approval.Invalid
	for location, m := range d.amounts() {
		if m != nil && m.Currency != before.Currency {
			wrong.Add("body."+location+".currency", approval.Text{
				ZH: "项目币种为 %s", EN: "The project's amounts are in %s"}.Format(before.Currency))
		}
	}
	if err := d.check(stored, before, &wrong); err != nil {
		return err
	}
	return wrong.With(found)
}

// DiscardDraft deletes the actor's draft with its attachments. The error is not_found
// for another author's draft, and a conflict for a request that was ever submitted.
func (s *Store) DiscardDraft(ctx context.Context, actor approval.Actor, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.checkCanRead(ctx, actor, id); err != nil {
			return err
		}
		r, err := s.lockRequest(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case r.Requester.ID != actor.ID:
			return approval.NotFound()
		case r.Status != approval.StatusDraft || r.SubmittedAt != nil:
			return approval.Conflict(approval.Text{
				ZH: "该申请已经提交过，不能删除；可以撤回", EN: "This request has been submitted and cannot be deleted; you can withdraw it"})
		}
		if err := s.In(ctx).Exec(ctx, `
			WITH gone AS (DELETE FROM attachments WHERE request_id = $1 RETURNING id)
			INSERT INTO dropped_objects (key) SELECT id FROM gone ON CONFLICT DO NOTHING`, id); err != nil {
			return err
		}
		return s.In(ctx).Exec(ctx, `DELETE FROM requests WHERE id = $1`, id)
	})
}
