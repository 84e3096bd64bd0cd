package request

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// BudgetRevision is what a project request on an approved project does to its budget.
type BudgetRevision struct {
	Before approval.Money  `json:"before" doc:"The approved budget that this request is to replace"`
	After  *approval.Money `json:"after,omitempty" doc:"Total of this request's budget report; absent until it is filed"`
	// Committed is read for details only.
	Committed *approval.Money `json:"committed,omitempty" doc:"Spent and reserved amounts, under which the budget cannot go; only in details"`
}

// revisedBudget has the columns of a BudgetRevision.
type revisedBudget struct {
	BudgetBefore *approval.Money `json:"-" db:"budget_before"`
	BudgetAfter  *approval.Money `json:"-" db:"budget_after"`
}

func (b revisedBudget) revision() *BudgetRevision {
	if b.BudgetBefore == nil {
		return nil
	}
	revision := BudgetRevision{Before: b.BudgetBefore.Fixed()}
	if b.BudgetAfter != nil {
		after := b.BudgetAfter.Fixed()
		revision.After = &after
	}
	return &revision
}

// budgetBefore is the SQL expression for the budget that a project request is to replace.
// A draft shows the present one; with its submission it is stored, because the request
// itself replaces it in the end.
const budgetBefore = `
	CASE WHEN r.kind = 'project_request' THEN
		CASE WHEN r.status IN ('draft', 'submitting') THEN p.budget ELSE pr.budget_before END || ' ' || r.currency
	END`

// budgetAfter is the SQL expression for the budget that a budget revision proposes.
const budgetAfter = `
	CASE WHEN pr.budget_before IS NOT NULL THEN (
		SELECT f.total || ' ' || f.currency FROM reports f WHERE f.request_id = r.id AND f.step = 'finance_report')
	END`

func kindInWords(kind approval.Kind, revised *BudgetRevision) approval.Text {
	if revised == nil {
		return kind.Label()
	}
	return approval.Text{ZH: "%s（预算调整）", EN: "%s (budget revision)"}.Format(kind.Label())
}

// change is the revision in words; the total stands in it once it is proposed.
func (b BudgetRevision) change() approval.Text {
	if b.After == nil {
		return approval.Text{ZH: "现有预算 %s", EN: "approved budget %s"}.Format(b.Before.String())
	}
	return approval.Text{ZH: "预算 %s → %s", EN: "budget %s → %s"}.Format(b.Before.String(), b.After.String())
}

// checkCanStart returns an Error if the request cannot be submitted to its project: if
// the project is archived or, for a project request, if another one is under way. In a
// transaction, it keeps others from starting until that ends.
func (s *Store) checkCanStart(ctx context.Context, r Request) error {
	if err := s.checkAlone(ctx, r); err != nil {
		return err
	}
	return s.CheckAcceptsRequests(ctx, r.ProjectID)
}

// checkMaySubmit is checkCanStart for the actor, who must be a member of the project of a
// draft. A returned request stays with whoever has it.
func (s *Store) checkMaySubmit(ctx context.Context, actor approval.Actor, r Request) error {
	if r.Status != approval.StatusDraft {
		return s.checkCanStart(ctx, r)
	}
	if err := s.checkAlone(ctx, r); err != nil {
		return err
	}
	project, err := s.memberProject(ctx, actor, r.ProjectID, `FOR SHARE`)
	if err != nil {
		return err
	}
	return project.CheckAcceptsRequests()
}

// checkAlone is the part of checkCanStart about project requests.
func (s *Store) checkAlone(ctx context.Context, r Request) error {
	if r.Kind != approval.ProjectRequest {
		return nil
	}
	if postgres.InTransaction(ctx) {
		if err := s.LockRow(ctx, "projects", r.ProjectID, `FOR NO KEY UPDATE`); err != nil {
			return err
		}
	}
	return s.checkNoneUnderWay(ctx, r.ProjectID, r.ID)
}

// checkNoneUnderWay returns a conflict Error that names the project request under way for
// the project, if there is one besides the given one.
func (s *Store) checkNoneUnderWay(ctx context.Context, projectID, besides string) error {
	var other struct {
		Number string `db:"number"`
		Author string `db:"author"`
	}
	err := s.In(ctx).Get(ctx, &other, `
		SELECT r.number, u.name AS author FROM requests r JOIN users u ON u.id = r.requester_id
		WHERE r.project_id = $1 AND r.kind = 'project_request' AND r.status IN ('submitting', 'in_review', 'returned')
		AND r.id::text <> $2 ORDER BY r.id LIMIT 1`, projectID, besides)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	underWay := approval.Text{
		ZH: "该项目已有立项申请 %s（%s）在审批中，须等它结束", EN: "Project request %s by %s is under way for this project and must end first",
	}.Format(other.Number, other.Author)
	conflict := approval.Conflict(underWay)
	conflict.Fields = []approval.FieldError{{Location: "body.project_id", Message: underWay}}
	return conflict
}

// keepBudgetBefore stores the budget that a submitted project request is to replace.
func (s *Store) keepBudgetBefore(ctx context.Context, r Request) error {
	return s.In(ctx).Exec(ctx, `
		UPDATE project_requests SET budget_before = (SELECT p.budget FROM projects p WHERE p.id = $2) WHERE request_id = $1`, r.ID, r.ProjectID)
}

// committed returns what is spent and reserved of the project's budget.
func (s *Store) committed(ctx context.Context, projectID string) (sum approval.Money, err error) {
	err = s.In(ctx).Get(ctx, &sum, `
		SELECT coalesce(sum(CASE WHEN r.status = 'paid' THEN e.paid_amount ELSE coalesce(e.approved_amount, r.amount) END), 0)
		       || ' ' || (SELECT currency FROM projects WHERE id = $1)
		FROM requests r JOIN expense_requests e ON e.request_id = r.id
		WHERE r.project_id = $1 AND (r.status = 'paid' OR r.status IN `+customer.ReservingStatuses+`)`, projectID)
	return sum.Fixed(), err
}

// uncovered is the message for a revised budget that is less than what is spent and
// reserved; nil for a sufficient one, and for a project's first budget.
func (s *Store) uncovered(ctx context.Context, r Request, budget approval.Money) (*approval.Text, error) {
	if r.BudgetRevision == nil {
		return nil, nil
	}
	committed, err := s.committed(ctx, r.ProjectID)
	if err != nil || budget.Currency != committed.Currency || budget.Cmp(committed) >= 0 {
		return nil, err
	}
	message := approval.Text{
		ZH: "预算合计 %s 低于已支付和已占用的 %s", EN: "The budget of %s is less than the %s that are spent and reserved",
	}.Format(budget.Fixed().String(), committed.String())
	return &message, nil
}

// checkRevisedBudget returns a conflict Error if the budget that management is about to
// approve no longer covers what is spent and reserved.
func (s *Store) checkRevisedBudget(ctx context.Context, r Request) error {
	if r.BudgetRevision == nil || r.BudgetRevision.After == nil {
		return nil
	}
	message, err := s.uncovered(ctx, r, *r.BudgetRevision.After)
	if err != nil || message == nil {
		return err
	}
	return approval.Conflict(approval.Text{ZH: "%s，请退回财务重新编制", EN: "%s; return it to finance"}.Format(*message))
}
