package request

import (
	"context"
	"iter"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// CheckedRequest is a request with what contradicts itself in its rows and its
// timeline.
type CheckedRequest struct {
	Number      string
	Differences []string
}

// record is everything that is stored about the process of one request.
type record struct {
	Request
	// ListedPaidOn is the copy of the day of payment that lists are ordered by.
	ListedPaidOn *approval.Date `db:"listed_paid_on"`
	// ProjectCustomerID is the customer that the project belongs to.
	ProjectCustomerID string `db:"project_customer_id"`

	tasks       []recordedTask
	decisions   []recordedDecision
	transitions []recordedTransition
	reports     map[approval.Step]recordedReport
	events      []approval.Event
	files       []recordedFile
}

type recordedTask struct {
	RequestID   string                             `db:"request_id"`
	ID          string                             `db:"id"`
	Step        approval.Step                      `db:"step"`
	State       approval.TaskState                 `db:"state"`
	Outcome     *approval.Outcome                  `db:"outcome"`
	ClosedBy    *string                            `db:"closed_by"`
	Role        *string                            `db:"candidate_role"`
	AssigneeID  *string                            `db:"assignee_id"`
	RequesterID string                             `db:"requester_id"`
	Reason      postgres.Document[approval.Reason] `db:"reason"`
	Claimed     bool                               `db:"claimed"`
	// Amount is the copy of the request's amount that lists are ordered by.
	Amount string `db:"amount"`
}

type recordedDecision struct {
	RequestID string                `db:"request_id"`
	TaskID    *string               `db:"task_id"`
	Step      approval.Step         `db:"step"`
	Outcome   approval.Outcome      `db:"outcome"`
	ReturnTo  *string               `db:"return_to"`
	ActorID   string                `db:"actor_id"`
	Comment   string                `db:"comment"`
	Data      approval.DecisionData `db:"data"`
}

type recordedTransition struct {
	RequestID string            `db:"request_id"`
	Number    int               `db:"number"`
	ActorID   string            `db:"actor_id"`
	Position  approval.Position `db:"position"`
}

type recordedReport struct {
	RequestID      string          `db:"request_id"`
	Step           approval.Step   `db:"step"`
	Recommendation *string         `db:"recommendation"`
	Summary        string          `db:"summary"`
	Budget         ReportBudget    `db:"budget"`
	Total          *approval.Money `db:"total"`
}

// CheckRecords iterates over all requests, oldest first, and compares each with its
// position and with its timeline: whose it is and for what, the status, the tasks with
// their holders, the amounts, the decisions, the vouchers and the attachments.
func (s *Store) CheckRecords(ctx context.Context) iter.Seq2[CheckedRequest, error] {
	return postgres.Walk(func(after string, limit int) (checked []CheckedRequest, last string, err error) {
		// In one snapshot, so that a decision recorded meanwhile is no difference.
		err = s.InSnapshot(ctx, func(ctx context.Context) error {
			records, err := s.records(ctx, after, limit)
			for _, r := range records {
				checked = append(checked, CheckedRequest{Number: r.Number, Differences: r.differences()})
				last = r.ID
			}
			return err
		})
		return checked, last, err
	})
}

// records reads a batch of records in the order of their ids.
func (s *Store) records(ctx context.Context, after string, limit int) ([]*record, error) {
	var records []*record
	if err := s.In(ctx).All(ctx, &records, `
		SELECT `+requestColumns+`, r.paid_on AS listed_paid_on, p.customer_id AS project_customer_id
		FROM `+requestTables+` WHERE r.id > $1 ORDER BY r.id LIMIT $2`, after, limit); err != nil {
		return nil, err
	}
	byID, ids := map[string]*record{}, make([]string, 0, len(records))
	for _, r := range records {
		r.label()
		r.reports = map[approval.Step]recordedReport{}
		byID[r.ID], ids = r, append(ids, r.ID)
	}
	if err := each(ctx, s, ids, func(t recordedTask) { byID[t.RequestID].tasks = append(byID[t.RequestID].tasks, t) }, `
		SELECT request_id, id, step, state, outcome, closed_by, amount, candidate_role, assignee_id, requester_id, reason,
			claimed_at IS NOT NULL AS claimed FROM tasks WHERE request_id = ANY($1) ORDER BY id`); err != nil {
		return nil, err
	}
	if err := each(ctx, s, ids, func(d recordedDecision) { byID[d.RequestID].decisions = append(byID[d.RequestID].decisions, d) }, `
		SELECT request_id, task_id, step, outcome, return_to, actor_id, comment, data
		FROM decisions WHERE request_id = ANY($1) ORDER BY id`); err != nil {
		return nil, err
	}
	if err := each(ctx, s, ids, func(t recordedTransition) { byID[t.RequestID].transitions = append(byID[t.RequestID].transitions, t) }, `
		SELECT request_id, number, actor_id, position FROM transitions WHERE request_id = ANY($1) ORDER BY number`); err != nil {
		return nil, err
	}
	if err := each(ctx, s, ids, func(r recordedReport) { byID[r.RequestID].reports[r.Step] = r }, `
		SELECT request_id, step, recommendation, summary, budget, total || ' ' || currency AS total
		FROM reports WHERE request_id = ANY($1)`); err != nil {
		return nil, err
	}
	if err := each(ctx, s, ids, func(f recordedFile) { byID[f.RequestID].files = append(byID[f.RequestID].files, f) }, `
		SELECT request_id, name, sha256 FROM attachments WHERE request_id = ANY($1) ORDER BY id`); err != nil {
		return nil, err
	}
	err := each(ctx, s, ids, func(e approval.Event) { byID[e.Subject.ID].events = append(byID[e.Subject.ID].events, e) }, `
		SELECT `+ledger.EventColumns+` FROM timeline_events e WHERE e.subject_id = ANY($1) ORDER BY e.subject_id, e.seq`)
	return records, err
}

// each passes on the rows that belong to the requests.
func each[T any](ctx context.Context, s *Store, requestIDs []string, pass func(T), query string) error {
	var rows []T
	err := s.In(ctx).All(ctx, &rows, query, pq.Array(requestIDs))
	for _, row := range rows {
		pass(row)
	}
	return err
}

// RequestsMissing returns the numbers of requests that the timeline tells of and that
// are not stored.
func (s *Store) RequestsMissing(ctx context.Context) (numbers []string, err error) {
	err = s.In(ctx).All(ctx, &numbers, `
		SELECT DISTINCT e.subject_label FROM timeline_events e
		WHERE e.subject_type = ANY($1) AND NOT EXISTS (SELECT FROM requests r WHERE r.id = e.subject_id) ORDER BY 1`,
		pq.Array([]approval.Kind{approval.ProjectRequest, approval.ExpenseRequest}))
	return numbers, err
}

// CheckedProject is a project with what contradicts its timeline.
type CheckedProject struct {
	Name        string
	Differences []string
}

// CheckProjects iterates over all projects and compares the status and the budget of
// each with what the timeline told last.
func (s *Store) CheckProjects(ctx context.Context) iter.Seq2[CheckedProject, error] {
	return postgres.Walk(func(after string, limit int) (checked []CheckedProject, last string, err error) {
		var rows []struct {
			ID         string           `db:"id"`
			Name       string           `db:"name"`
			Status     string           `db:"status"`
			Budget     *approval.Money  `db:"budget"`
			ToldStatus approval.Changes `db:"told_status"`
			ToldBudget approval.Changes `db:"told_budget"`
		}
		err = s.In(ctx).All(ctx, &rows, `
			SELECT p.id, p.name, p.status, p.budget || ' ' || p.currency AS budget,
			       `+toldLast("project_status")+` AS told_status, `+toldLast("project_budget")+` AS told_budget
			FROM projects p WHERE p.id > $1 ORDER BY p.id LIMIT $2`, after, limit)
		for _, row := range rows {
			var d differences
			status := row.ToldStatus["project_status"].After
			if status == nil {
				status = "open"
			}
			d.compare("status", row.Status, status)
			d.compare("budget", row.Budget, row.ToldBudget["project_budget"].After)
			checked, last = append(checked, CheckedProject{Name: row.Name, Differences: d}), row.ID
		}
		return checked, last, err
	})
}

// toldLast is an SQL expression for the changes of the last event of the project p that
// changed the field.
func toldLast(field string) string {
	return `coalesce((SELECT e.changes FROM timeline_events e
		WHERE e.customer_id = p.customer_id AND e.project_id = p.id AND e.changes ? '` + field + `' ORDER BY e.seq DESC LIMIT 1), '{}')`
}
