// Package request stores requests and their tasks, decisions and attachments.
package request

import (
	"context"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Store stores requests.
type Store struct{ *customer.Store }

// Request is a project request or an expense request; fields of the other kind are
// absent.
type Request struct {
	ID          string             `json:"id" db:"id" format:"uuid"`
	Kind        approval.Kind      `json:"kind" db:"kind" enum:"project_request,expense_request"`
	KindLabel   approval.Text      `json:"kind_label" db:"-"`
	Number      string             `json:"number" db:"number" example:"P-2026-000123"`
	Title       string             `json:"title" db:"title"`
	Status      approval.Status    `json:"status" db:"status" enum:"draft,submitting,in_review,returned,approved,paid,rejected,withdrawn"`
	StatusLabel approval.Text      `json:"status_label" db:"-"`
	Revision    int                `json:"revision" db:"revision" doc:"Counts every change to the facts, the reports and the attachments"`
	Version     int                `json:"version" db:"version" doc:"Version to send with a PATCH"`
	Requester   approval.Person    `json:"requester" db:"requester"`
	Customer    postgres.Reference `json:"customer" db:"customer"`
	Project     postgres.Reference `json:"project" db:"project"`
	ProjectID   string             `json:"project_id" db:"project_id" format:"uuid"`
	Currency    string             `json:"-" db:"currency"`
	CreatedAt   time.Time          `json:"created_at" db:"created_at"`
	UpdatedAt   time.Time          `json:"updated_at" db:"updated_at"`
	SubmittedAt *time.Time         `json:"submitted_at,omitempty" db:"submitted_at"`
	WorkflowID  string             `json:"workflow_id" db:"-"`

	Position approval.Position `json:"-" db:"position"`

	// Amount is the requested amount of an expense request or the expected revenue of a
	// project request.
	Amount *approval.Money `json:"amount,omitempty" db:"amount"`

	LikelyDouble *bool `json:"likely_double,omitempty" db:"-" doc:"Only in lists: whether the request has likely duplicates"`

	Reason          *string         `json:"reason,omitempty" db:"reason"`
	ExpectedRevenue *approval.Money `json:"expected_revenue,omitempty" db:"-"`
	ExpectedCost    *approval.Money `json:"expected_cost,omitempty" db:"expected_cost"`
	ExpectedCloseOn *approval.Date  `json:"expected_close_on,omitempty" db:"expected_close_on" format:"date"`
	WinProbability  *int            `json:"win_probability,omitempty" db:"win_probability" doc:"Percent"`
	BudgetRevision  *BudgetRevision `json:"budget_revision,omitempty" db:"-" doc:"Set if the project is approved already: this request is to replace its budget"`

	revisedBudget

	Category       *string         `json:"category,omitempty" db:"category"`
	CategoryLabel  *approval.Text  `json:"category_label,omitempty" db:"-"`
	Purpose        *string         `json:"purpose,omitempty" db:"purpose"`
	SpentOn        *approval.Date  `json:"spent_on,omitempty" db:"spent_on" format:"date"`
	ApprovedAmount *approval.Money `json:"approved_amount,omitempty" db:"approved_amount"`
	PaidAmount     *approval.Money `json:"paid_amount,omitempty" db:"paid_amount"`
	Method         *string         `json:"method,omitempty" db:"method"`
	MethodLabel    *approval.Text  `json:"method_label,omitempty" db:"-"`
	VoucherNo      *string         `json:"voucher_no,omitempty" db:"voucher_no"`
	PaidOn         *approval.Date  `json:"paid_on,omitempty" db:"paid_on" format:"date"`
}

const requestColumns = `
	r.id, r.kind, r.number, r.status, r.revision, r.version, r.project_id, r.currency,
	r.created_at, r.updated_at, r.submitted_at, r.position,
	r.amount || ' ' || r.currency AS amount, pr.expected_cost || ' ' || r.currency AS expected_cost,
	e.approved_amount || ' ' || r.currency AS approved_amount, e.paid_amount || ' ' || r.currency AS paid_amount,
	CASE WHEN r.kind = 'project_request' THEN p.name
	     ELSE coalesce(nullif(e.purpose, ''), p.name) END AS title,
	u.id AS "requester.id", u.name AS "requester.name",
	c.id AS "customer.id", c.name AS "customer.name",
	p.id AS "project.id", p.name AS "project.name",
	pr.reason, pr.expected_close_on, pr.win_probability,
	e.category, e.purpose, e.spent_on, e.method, e.voucher_no, e.paid_on,
	` + budgetBefore + ` AS budget_before, ` + budgetAfter + ` AS budget_after`

const requestTables = `
	requests r
	JOIN users u ON u.id = r.requester_id
	JOIN customers c ON c.id = r.customer_id
	JOIN projects p ON p.id = r.project_id
	LEFT JOIN project_requests pr ON pr.request_id = r.id
	LEFT JOIN expense_requests e ON e.request_id = r.id`

// label sets the display names and other derived fields.
func (r *Request) label() {
	r.BudgetRevision = r.revision()
	r.KindLabel, r.StatusLabel = r.kindInWords().Capitalized(), r.Status.Label().Capitalized()
	r.WorkflowID = approval.WorkflowID(r.Kind, r.ID)
	if r.Kind == approval.ProjectRequest {
		r.ExpectedRevenue = r.Amount
	}
}

// kindInWords is the kind's name, which tells a budget revision from a project's first
// request.
func (r Request) kindInWords() approval.Text { return kindInWords(r.Kind, r.BudgetRevision) }

func (r Request) Subject() approval.Subject {
	return approval.Subject{Type: string(r.Kind), ID: r.ID, Label: r.Number}
}

// Facts returns the figures that determine the request's process.
func (r Request) Facts() approval.Facts {
	if r.Kind == approval.ExpenseRequest {
		return approval.Facts{Amount: r.Amount}
	}
	facts := approval.Facts{Revenue: r.ExpectedRevenue, Cost: r.ExpectedCost, WinProbability: r.WinProbability}
	if r.ExpectedCloseOn != nil {
		facts.CloseOn = *r.ExpectedCloseOn
	}
	return facts
}

// Complete returns an invalid Error for all fields that are missing for submission.
func (r Request) Complete() error {
	filled := func(s *string) bool { return s != nil && !approval.Blank(*s) }
	var missing approval.Invalid
	if r.Kind == approval.ProjectRequest {
		missing.Require(filled(r.Reason), "body.reason")
		missing.Require(r.ExpectedRevenue != nil, "body.expected_revenue")
		missing.Require(r.ExpectedCost != nil, "body.expected_cost")
		missing.Require(r.ExpectedCloseOn != nil, "body.expected_close_on")
		missing.Require(r.WinProbability != nil, "body.win_probability")
		return missing.Err()
	}
	missing.Require(filled(r.Category), "body.category")
	missing.Require(r.Amount != nil, "body.amount")
	missing.Require(filled(r.Purpose), "body.purpose")
	missing.Require(r.SpentOn != nil, "body.spent_on")
	return missing.Err()
}

// Request reads a request that the actor may read.
func (s *Store) Request(ctx context.Context, actor approval.Actor, id string) (Request, error) {
	var r Request
	err := s.In(ctx).Get(ctx, &r, `SELECT `+requestColumns+` FROM `+requestTables+` WHERE r.id = $4 AND `+seesRequests(actor, 1),
		append(accessParameters(actor), id)...)
	r.label()
	return r, err
}

// request reads a request without checking access.
func (s *Store) request(ctx context.Context, id string) (r Request, err error) {
	err = s.In(ctx).Get(ctx, &r, `SELECT `+requestColumns+` FROM `+requestTables+` WHERE r.id = $1`, id)
	r.label()
	return r, err
}

// requestsLabeled reads requests with requestColumns.
func (s *Store) requestsLabeled(ctx context.Context, query string, args ...any) ([]Request, error) {
	requests := []Request{}
	err := s.In(ctx).All(ctx, &requests, query, args...)
	for i := range requests {
		requests[i].label()
	}
	return requests, err
}

// lockRequest reads a request and prevents others from changing it until the transaction
// ends.
func (s *Store) lockRequest(ctx context.Context, id string) (Request, error) {
	if err := s.LockRow(ctx, "requests", id, `FOR NO KEY UPDATE`); err != nil {
		return Request{}, err
	}
	return s.request(ctx, id)
}
