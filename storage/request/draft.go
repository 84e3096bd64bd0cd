package request

import (
	"context"
	"fmt"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
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
	// check validates the input; before is the request before the edit.
	check(ctx context.Context, s *Store, before Request, wrong *approval.Invalid) error
	fill(r *Request)
	save(ctx context.Context, c postgres.Conn, r Request) error
}

// CreateProjectRequest creates a draft for a project of which the actor is a member.
func (s *Store) CreateProjectRequest(ctx context.Context, actor approval.Actor, projectID string, d ProjectRequestDraft) (Request, error) {
	return s.createRequest(ctx, actor, projectID, d)
}

// CreateExpenseRequest creates a draft for a project of which the actor is a member.
func (s *Store) CreateExpenseRequest(ctx context.Context, actor approval.Actor, projectID string, d ExpenseRequestDraft) (Request, error) {
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

func (s *Store) createRequest(ctx context.Context, actor approval.Actor, projectID string, d draft) (Request, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Request, err error) {
		customerID, currency, notTheirs := s.checkProjectMember(ctx, actor, projectID)
		if approval.CodeOf(notTheirs) == approval.CodeNotFound {
			return created, approval.NoSuch("body.project_id")
		}
		if notTheirs != nil && approval.CodeOf(notTheirs) != approval.CodeInvalid {
			return created, notTheirs
		}
		if err := s.CheckAcceptsRequests(ctx, projectID); notTheirs == nil && err != nil {
			return created, err
		}
		if notTheirs == nil && d.kind() == approval.ProjectRequest {
			if err := s.checkNoneUnderWay(ctx, projectID, ""); err != nil {
				return created, err
			}
		}
		if err := s.checkDraft(ctx, d, Request{Currency: currency}, notTheirs); err != nil {
			return created, err
		}
		number, err := s.nextNumber(ctx, d.kind())
		if err != nil {
			return created, err
		}
		r := Request{ID: postgres.NewID(), Kind: d.kind(), Number: number, Currency: currency}
		d.fill(&r)
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO requests (id, kind, number, customer_id, project_id, requester_id, amount, currency)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			r.ID, r.Kind, r.Number, customerID, projectID, actor.ID, postgres.OptionalAmount(r.Amount), currency); err != nil {
			return created, err
		}
		if err := d.save(ctx, s.In(ctx), r); err != nil {
			return created, err
		}
		return s.request(ctx, r.ID)
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
		if err := s.checkDraft(ctx, d, before, nil); err != nil {
			return edited, err
		}
		after := before
		d.fill(&after)
		changes := changedFacts(before, after)
		if len(changes) == 0 {
			return before, nil
		}
		if err := s.In(ctx).Exec(ctx, `UPDATE requests SET amount = $2 WHERE id = $1`, id, postgres.OptionalAmount(after.Amount)); err != nil {
			return edited, err
		}
		if err := d.save(ctx, s.In(ctx), after); err != nil {
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

// checkProjectMember returns the project's customer and currency. The error is invalid
// unless the actor is a member of the project or the owner of the customer.
func (s *Store) checkProjectMember(ctx context.Context, actor approval.Actor, projectID string) (customerID, currency string, err error) {
	if err := s.CheckCanReadProject(ctx, actor, projectID); err != nil {
		return "", "", err
	}
	var row struct {
		CustomerID string `db:"customer_id"`
		Currency   string `db:"currency"`
		Works      bool   `db:"works"`
	}
	err = s.In(ctx).Get(ctx, &row, `
		SELECT p.customer_id, p.currency,
		       c.owner_id = $2 OR EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $2) AS works
		FROM projects p JOIN customers c ON c.id = p.customer_id
		WHERE p.id = $1`, projectID, actor.ID)
	if err != nil {
		return "", "", err
	}
	if !row.Works {
		err = approval.InvalidField("body.project_id", approval.Text{
			ZH: "您不是该项目的成员", EN: "You are not a member of this project"})
	}
	return row.CustomerID, row.Currency, err
}

// nextNumber returns the next number of the kind in the company's current year. A number
// whose transaction was rolled back is used again.
func (s *Store) nextNumber(ctx context.Context, kind approval.Kind) (string, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return "", err
	}
	year := today.Time().Year()
	var last int
	err = s.In(ctx).Get(ctx, &last, `
		INSERT INTO request_numbers (kind, year, last) VALUES ($1, $2, 1)
		ON CONFLICT (kind, year) DO UPDATE SET last = request_numbers.last + 1
		RETURNING last`, kind, year)
	letter := map[approval.Kind]string{approval.ProjectRequest: "P", approval.ExpenseRequest: "E"}[kind]
	return fmt.Sprintf("%s-%d-%06d", letter, year, last), err
}

// checkDraft returns all errors in the input together with those found before. All
// amounts must be in the project's currency, because budget and spending are sums.
func (s *Store) checkDraft(ctx context.Context, d draft, before Request, found error) error {
	var wrong approval.Invalid
	for location, m := range d.amounts() {
		if m != nil && m.Currency != before.Currency {
			wrong.Add("body."+location+".currency", approval.Text{
				ZH: "项目币种为 %s", EN: "The project's amounts are in %s"}.Format(before.Currency))
		}
	}
	if err := d.check(ctx, s, before, &wrong); err != nil {
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
