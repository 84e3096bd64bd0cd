package request

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// DuplicateReason is a reason to consider two expense requests the same.
type DuplicateReason string

// The reasons to consider a request a duplicate: the same file is attached to both, by
// whomever; or the same person requests the same amount for the same category and day.
const (
	SameFile              DuplicateReason = "same_file"
	SameAmountDayCategory DuplicateReason = "same_amount_day_category"
)

// LikelyDuplicate is another request that is likely for the same expense.
type LikelyDuplicate struct {
	Why    []DuplicateReason `json:"why" enum:"same_file,same_amount_day_category"`
	Label  approval.Text     `json:"label" doc:"Description of the reason"`
	SHA256 []string          `json:"sha256" doc:"Hashes of the files that are attached to both requests"`
	// Request is nil if the user may not read the request.
	Request *DuplicateRequest `json:"request" doc:"null if you may not read the request"`
}

// DuplicateRequest is the information about another request that the user may read.
type DuplicateRequest struct {
	ID            string          `json:"id" format:"uuid"`
	Kind          approval.Kind   `json:"kind" enum:"project_request,expense_request"`
	KindLabel     approval.Text   `json:"kind_label"`
	Number        string          `json:"number"`
	Status        approval.Status `json:"status" enum:"draft,submitting,in_review,returned,approved,paid,rejected,withdrawn"`
	StatusLabel   approval.Text   `json:"status_label"`
	Amount        *approval.Money `json:"amount" doc:"null if not filled in"`
	SpentOn       *approval.Date  `json:"spent_on" format:"date" doc:"null if not filled in, and for a project request"`
	Category      *string         `json:"category" doc:"null for a project request"`
	CategoryLabel *approval.Text  `json:"category_label,omitempty"`
	Requester     approval.Person `json:"requester"`
	Link          string          `json:"link" doc:"Path of the request's page"`
}

// ExpenseCheck is an expense request that is being filled in. Nil fields are not
// compared.
type ExpenseCheck struct {
	Amount   *approval.Money
	Category *string
	SpentOn  *approval.Date
	SHA256   []string
	// RequestID is the actor's request that is being edited; empty for a new one.
	RequestID string
}

// CheckExpense returns the likely duplicates of an expense request that is being filled
// in.
func (s *Store) CheckExpense(ctx context.Context, actor approval.Actor, c ExpenseCheck) ([]LikelyDuplicate, error) {
	if c.RequestID != "" {
		r, err := s.Request(ctx, actor, c.RequestID)
		if code := approval.CodeOf(err); code == approval.CodeNotFound ||
			err == nil && (r.Requester.ID != actor.ID || r.Kind != approval.ExpenseRequest) {
			return nil, approval.NoSuch("body.request_id")
		}
		if err != nil {
			return nil, err
		}
	}
	return s.findDuplicates(ctx, actor, actor.ID, c)
}

// RequestDuplicates returns the likely duplicates of a request that the actor may read.
// Only expense requests have any.
func (s *Store) RequestDuplicates(ctx context.Context, actor approval.Actor, requestID string) ([]LikelyDuplicate, error) {
	var row struct {
		Doubles   postgres.List[duplicateRow] `db:"doubles"`
		Variables variable.Stored             `db:"variables"`
	}
	if err := s.In(ctx).Get(ctx, &row, `
		SELECT `+duplicatesOfRequest(actor)+` AS doubles, `+variable.StoredColumn+` AS variables
		FROM requests r LEFT JOIN expense_requests e ON e.request_id = r.id
		WHERE r.id = $4 AND `+seesRequests(actor, 1), append(accessParameters(actor), requestID)...); err != nil {
		return nil, err
	}
	w, err := row.Variables.Words()
	if err != nil {
		return nil, err
	}
	return s.describeDuplicates(ctx, w, row.Doubles)
}

// duplicatesOfRequest is the SQL expression for the duplicateRows of the request r, which
// is joined with expense_requests e. The first parameters are the accessParameters.
func duplicatesOfRequest(actor approval.Actor) string {
	return `CASE WHEN r.kind = 'expense_request' THEN (` + duplicatesQuery(actor, comparedWith{
		own: `r.id`, hashes: `SELECT mine.sha256 FROM attachments mine WHERE mine.request_id = r.id`,
		requester: `r.requester_id`, amount: `r.amount`, currency: `r.currency`, spentOn: `e.spent_on`, category: `e.category`,
	}) + `) END`
}

// duplicateRow is a row of the query for duplicates.
type duplicateRow struct {
	DuplicateRequest
	Files   []string `json:"files"`
	Facts   bool     `json:"facts"`
	Visible bool     `json:"visible"`
}

// maxDuplicates limits the reported duplicates, because a file such as a letterhead may
// be attached to many requests.
const maxDuplicates = 50

// canBeDuplicate is an SQL condition: the request with the alias can be reported as a
// duplicate to the actor, whose id is the parameter. Drafts of others are excluded.
func canBeDuplicate(alias, actor string) string {
	return `(` + alias + `.status <> 'draft' OR ` + alias + `.requester_id = ` + actor + `)`
}

// findDuplicates returns the likely duplicates of a request with these facts.
func (s *Store) findDuplicates(ctx context.Context, actor approval.Actor, requesterID string, c ExpenseCheck) ([]LikelyDuplicate, error) {
	amount, currency := postgres.OptionalAmount(c.Amount), ""
	if c.Amount != nil {
		currency = c.Amount.Currency
	}
	var rows postgres.List[duplicateRow]
	if err := s.In(ctx).Get(ctx, &rows, duplicatesQuery(actor, comparedWith{
		own: `$10::uuid`, hashes: `SELECT unnest($4::text[])`,
		requester: `$5::uuid`, amount: `$6::numeric`, currency: `$7`, spentOn: `$8::date`, category: `$9`,
	}), append(accessParameters(actor), pq.Array(c.SHA256), requesterID, amount, currency, c.SpentOn, c.Category,
		postgres.Nullable(c.RequestID))...); err != nil {
		return nil, err
	}
	return s.describeDuplicates(ctx, s.Words(), rows)
}

// comparedWith has the SQL expressions for what requests are compared with: an expense
// request and the hashes of its files, a query.
type comparedWith struct{ own, hashes, requester, amount, currency, spentOn, category string }

// duplicatesQuery returns the other requests with one of the files or with the same
// facts as a JSON list of duplicateRow. Files count in requests of any status. Facts do
// not count in withdrawn requests, which are usually submitted again, but do in rejected
// ones.
func duplicatesQuery(actor approval.Actor, c comparedWith) string {
	return `
		WITH found AS (
			SELECT a.request_id, a.sha256 FROM attachments a
			WHERE a.sha256 IN (` + c.hashes + `) AND a.request_id IS DISTINCT FROM ` + c.own + `
			UNION ALL
			SELECT o.id, NULL FROM requests o JOIN expense_requests f ON f.request_id = o.id
			WHERE o.kind = 'expense_request' AND o.requester_id = ` + c.requester + ` AND o.amount = ` + c.amount + ` AND o.currency = ` + c.currency + `
				AND f.spent_on = ` + c.spentOn + ` AND f.category = ` + c.category + ` AND o.status <> 'withdrawn' AND o.id IS DISTINCT FROM ` + c.own + `
		), doubles AS (
			SELECT f.request_id, bool_or(f.sha256 IS NULL) AS facts,
				coalesce(array_agg(DISTINCT f.sha256) FILTER (WHERE f.sha256 IS NOT NULL), '{}') AS files
			FROM found f JOIN requests r ON r.id = f.request_id
			WHERE ` + canBeDuplicate("r", "$1") + `
			GROUP BY f.request_id ORDER BY f.request_id DESC LIMIT ` + strconv.Itoa(maxDuplicates) + `
		)
		SELECT jsonb_agg(jsonb_build_object(
			'files', d.files, 'facts', d.facts, 'visible', d.visible, 'id', r.id, 'kind', r.kind, 'number', r.number, 'status', r.status,
			'amount', ` + moneyObject("r.amount", "r.currency") + `, 'spent_on', e.spent_on, 'category', e.category, 'requester', ` + personObject("u") + `
			) ORDER BY d.visible DESC, r.id DESC)
		FROM (SELECT doubles.*, ` + seesRequests(actor, 1) + ` AS visible FROM doubles JOIN requests r ON r.id = doubles.request_id) d
		JOIN requests r ON r.id = d.request_id
		JOIN users u ON u.id = r.requester_id
		LEFT JOIN expense_requests e ON e.request_id = r.id`
}

// describeDuplicates describes the duplicates: individually if the user may read the
// request, all others in one entry.
func (s *Store) describeDuplicates(ctx context.Context, w *variable.Words, rows []duplicateRow) ([]LikelyDuplicate, error) {
	for i := range rows {
		r := &rows[i].DuplicateRequest
		r.KindLabel, r.StatusLabel = r.Kind.Label().Capitalized(), r.Status.Label().Capitalized()
		r.Link = s.TimelineSubjects.LinkOf(approval.Event{Subject: approval.Subject{Type: string(r.Kind), ID: r.ID}})
		var err error
		if r.CategoryLabel, err = w.Option(ctx, variable.ExpenseCategories, r.Category); err != nil {
			return nil, err
		}
	}
	likely := []LikelyDuplicate{}
	files, facts := map[string]bool{}, false
	for _, row := range rows {
		if row.Visible {
			if len(likely) < customer.MaxDuplicates {
				likely = append(likely, row.describe())
			}
			continue
		}
		facts = facts || row.Facts
		for _, hash := range row.Files {
			files[hash] = true
		}
	}
	if len(files) > 0 {
		likely = append(likely, LikelyDuplicate{Why: []DuplicateReason{SameFile}, SHA256: slices.Sorted(maps.Keys(files)), Label: approval.Text{
			ZH: "同一文件已附在另一份申请中，您无权查看该申请",
			EN: "The same file is already attached to another request, which you may not see"}})
	}
	if facts {
		likely = append(likely, LikelyDuplicate{Why: []DuplicateReason{SameAmountDayCategory}, SHA256: []string{}, Label: approval.Text{
			ZH: "同一申请人另有一份金额、日期和类别相同的申请，您无权查看该申请",
			EN: "The same person has another request for the same amount, day and category, which you may not see"}})
	}
	return likely, nil
}

// describe describes a duplicate that the user may read.
func (row duplicateRow) describe() LikelyDuplicate {
	r := row.DuplicateRequest
	d := LikelyDuplicate{SHA256: append([]string{}, row.Files...), Request: &r}
	words := approval.Text{ZH: "%s %s 的金额、日期和类别相同", EN: "The %s %s is for the same amount, day and category"}
	if len(row.Files) > 0 {
		d.Why = append(d.Why, SameFile)
		words = approval.Text{ZH: "%s %s 中有同一文件", EN: "The same file is attached to the %s %s"}
		if row.Facts {
			words = approval.Text{ZH: "%s %s 中有同一文件，金额、日期和类别也相同",
				EN: "The same file is attached to the %s %s, which is for the same amount, day and category"}
		}
	}
	if row.Facts {
		d.Why = append(d.Why, SameAmountDayCategory)
	}
	d.Label = words.Format(r.Kind.Label(), r.Number)
	return d
}

// haveDuplicates returns which of the requests have likely duplicates, by the rule of
// findDuplicates, in one query.
func (s *Store) haveDuplicates(ctx context.Context, actor approval.Actor, requestIDs []string) (map[string]bool, error) {
	var found []string
	err := s.In(ctx).All(ctx, &found, `
		SELECT r.id FROM requests r
		WHERE r.id = ANY($2::uuid[]) AND r.kind = 'expense_request' AND (EXISTS (
			SELECT FROM expense_requests e
			JOIN requests o ON o.kind = 'expense_request' AND o.requester_id = r.requester_id AND o.amount = r.amount AND o.currency = r.currency
			JOIN expense_requests f ON f.request_id = o.id AND f.spent_on = e.spent_on AND f.category = e.category
			WHERE e.request_id = r.id AND o.id <> r.id AND o.status <> 'withdrawn'
				AND `+canBeDuplicate("o", "$1")+`
		) OR EXISTS (
			SELECT FROM attachments mine JOIN attachments a ON a.sha256 = mine.sha256 JOIN requests o ON o.id = a.request_id
			WHERE mine.request_id = r.id AND a.request_id <> r.id AND `+canBeDuplicate("o", "$1")+`
		))`, actor.ID, pq.Array(requestIDs))
	doubled := map[string]bool{}
	for _, id := range found {
		doubled[id] = true
	}
	return doubled, err
}

// markTasksWithDuplicates sets LikelyDouble of the tasks' requests.
func (s *Store) markTasksWithDuplicates(ctx context.Context, actor approval.Actor, tasks []Task) error {
	return markDuplicates(ctx, s, actor, tasks, func(t *Task) (string, **bool) { return t.Request.ID, &t.Request.LikelyDouble })
}

// markRequestsWithDuplicates sets LikelyDouble of the requests.
func (s *Store) markRequestsWithDuplicates(ctx context.Context, actor approval.Actor, requests []Request) error {
	return markDuplicates(ctx, s, actor, requests, func(r *Request) (string, **bool) { return r.ID, &r.LikelyDouble })
}

// markDuplicates marks the rows of a page. mark returns the request id of a row and the
// field to set.
func markDuplicates[T any](ctx context.Context, s *Store, actor approval.Actor, rows []T, mark func(*T) (string, **bool)) error {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i], _ = mark(&rows[i])
	}
	doubled, err := s.haveDuplicates(ctx, actor, ids)
	for i := range rows {
		id, place := mark(&rows[i])
		is := doubled[id]
		*place = &is
	}
	return err
}
