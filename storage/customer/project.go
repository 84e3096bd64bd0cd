package customer

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Stage is a project's stage in the sales process.
type Stage string

// The stages of a project.
const (
	StageLead        Stage = "lead"
	StageContacted   Stage = "contacted"
	StageProposal    Stage = "proposal"
	StageBidding     Stage = "bidding"
	StageNegotiation Stage = "negotiation"
	StageWon         Stage = "won"
	StageLost        Stage = "lost"
)

// ProjectStatus is the state of a project's approval. Only transitions of requests
// change it.
type ProjectStatus string

// Project is a prospective purchase by a customer.
type Project struct {
	ID              string                         `json:"id" db:"id" format:"uuid"`
	Customer        postgres.Reference             `json:"customer" db:"customer" doc:"The customer"`
	Name            string                         `json:"name" db:"name"`
	Stage           Stage                          `json:"stage" db:"stage" enum:"lead,contacted,proposal,bidding,negotiation,won,lost"`
	Status          ProjectStatus                  `json:"status" db:"status" enum:"open,in_review,approved,rejected"`
	Currency        string                         `json:"currency" db:"currency" doc:"ISO 4217 code of all amounts of the project"`
	EstimatedAmount *approval.Money                `json:"estimated_amount" db:"estimated_amount"`
	Budget          *approval.Money                `json:"budget" db:"budget" doc:"null until management has approved the project"`
	Spent           approval.Money                 `json:"spent" db:"spent" doc:"Sum of the paid expense requests"`
	Pending         approval.Money                 `json:"pending" db:"pending" doc:"Sum of the submitted expense requests that are not paid yet"`
	ExpectedCloseOn *approval.Date                 `json:"expected_close_on" db:"expected_close_on" format:"date"`
	WinProbability  *int                           `json:"win_probability" db:"win_probability" minimum:"0" maximum:"100"`
	Members         postgres.List[approval.Person] `json:"members" db:"members"`
	Version         int                            `json:"version" db:"version"`
	CreatedAt       time.Time                      `json:"created_at" db:"created_at"`
	UpdatedAt       time.Time                      `json:"updated_at" db:"updated_at"`
	ArchivedAt      *time.Time                     `json:"archived_at" db:"archived_at" doc:"null if not archived"`
}

// fill sets the fields that are derived from the columns.
func (p *Project) fill() {
	p.Spent, p.Pending = p.Spent.Fixed(), p.Pending.Fixed()
}

// projectQuery sums up a project's expenses: paid ones, and pending ones from submission
// on, with the approved amount once there is one.
const projectQuery = `
	SELECT p.id, c.id AS "customer.id", c.name AS "customer.name", p.name, p.stage, p.status, p.currency,
		p.estimated_amount || ' ' || p.currency AS estimated_amount, p.budget || ' ' || p.currency AS budget,
		money.spent || ' ' || p.currency AS spent, money.pending || ' ' || p.currency AS pending, p.expected_close_on, p.win_probability, team.members, p.version, p.created_at, p.updated_at,
		p.archived_at
	FROM projects p
	JOIN customers c ON c.id = p.customer_id
	CROSS JOIN LATERAL (
		SELECT coalesce(sum(e.paid_amount) FILTER (WHERE r.status = 'paid'), 0) AS spent,
			coalesce(sum(coalesce(e.approved_amount, r.amount))
				FILTER (WHERE r.status IN ` + ReservingStatuses + `), 0) AS pending
		FROM requests r JOIN expense_requests e ON e.request_id = r.id WHERE r.project_id = p.id
	) money
	CROSS JOIN LATERAL (
		SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) AS members
		FROM project_members m JOIN users u ON u.id = m.user_id WHERE m.project_id = p.id
	) team`

// Event kinds of projects.
const (
	ProjectCreated approval.EventKind = "project.created"
	ProjectUpdated approval.EventKind = "project.updated"
)

// Project returns a project that the actor may read.
func (s *Store) Project(ctx context.Context, actor approval.Actor, id string) (p Project, err error) {
	err = s.In(ctx).Get(ctx, &p, projectQuery+` WHERE p.id = $2 AND `+SeesCustomers(actor, "p.customer_id", 1), actor.ID, id)
	p.fill()
	return p, err
}

// Projects returns the current or the archived projects of a customer that the actor may
// read, newest first, and whether there are more. The page is cut after the id of a
// project.
func (s *Store) Projects(ctx context.Context, actor approval.Actor, customerID string, archived bool, page postgres.Page) ([]Project, bool, error) {
	if err := s.checkCanRead(ctx, actor, customerID); err != nil {
		return nil, false, err
	}
	return s.projectPage(ctx, page, projectQuery+`
		WHERE p.customer_id = $1 AND `+archivedCondition(`p.archived_at`, archived)+` AND ($2::uuid IS NULL OR p.id < $2)
		ORDER BY p.id DESC LIMIT $3`, customerID, postgres.Nullable(page.After), page.Limit+1)
}

// projectPage reads a page of projects. The query must return one more row than the
// page's limit if there are more.
func (s *Store) projectPage(ctx context.Context, page postgres.Page, query string, args ...any) ([]Project, bool, error) {
	projects := []Project{}
	if err := s.In(ctx).All(ctx, &projects, query, args...); err != nil {
		return nil, false, err
	}
	projects, more := postgres.Cut(page, projects)
	for i := range projects {
		projects[i].fill()
	}
	return projects, more, nil
}

// project reads a project without checking access.
func (s *Store) project(ctx context.Context, id string) (p Project, err error) {
	err = s.In(ctx).Get(ctx, &p, projectQuery+` WHERE p.id = $1`, id)
	p.fill()
	return p, err
}

func (p Project) Subject() approval.Subject {
	return approval.Subject{Type: "project", ID: p.ID, Label: p.Name}
}

func (p Project) changes(before Project) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "name", before.Name, p.Name)
	ledger.NoteText(changes, "stage", string(before.Stage), string(p.Stage))
	ledger.NoteMoney(changes, "estimated_amount", before.EstimatedAmount, p.EstimatedAmount)
	ledger.NoteChange(changes, "expected_close_on", before.ExpectedCloseOn, p.ExpectedCloseOn)
	ledger.NoteChange(changes, "win_probability", before.WinProbability, p.WinProbability)
	if !samePeople(before.Members, p.Members) {
		changes["members"] = approval.Change{Before: peopleOrNil(before.Members), After: peopleOrNil(p.Members)}
	}
	return changes
}

func samePeople(a, b []approval.Person) bool {
	ids := map[string]bool{}
	for _, p := range a {
		ids[p.ID] = true
	}
	for _, p := range b {
		if !ids[p.ID] {
			return false
		}
	}
	return len(a) == len(b)
}

func peopleOrNil(people []approval.Person) any {
	if len(people) == 0 {
		return nil
	}
	return people
}

// members returns the users with the ids, or an invalid Error if one of them is not
// active.
func (s *Store) members(ctx context.Context, ids []string) ([]approval.Person, error) {
	people := []approval.Person{}
	if err := s.In(ctx).All(ctx, &people, `
		SELECT id || ' ' || name FROM users WHERE id = ANY($1::uuid[]) AND active ORDER BY name, id`, pq.Array(ids)); err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[postgres.CanonicalID(id)] = true
	}
	if len(people) < len(wanted) {
		return nil, approval.InvalidField("body.member_ids", account.NoSuchUser)
	}
	return people, nil
}

// saveMembers replaces the members of the project.
func (s *Store) saveMembers(ctx context.Context, projectID string, people []approval.Person) error {
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	if err := s.In(ctx).Exec(ctx, `
		DELETE FROM project_members WHERE project_id = $1 AND user_id <> ALL($2::uuid[])`, projectID, pq.Array(ids)); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO project_members (project_id, user_id) SELECT $1, unnest($2::uuid[])
		ON CONFLICT DO NOTHING`, projectID, pq.Array(ids))
}

// ReservingStatuses are the statuses in which an expense request reserves its amount in
// the budget: from submission until it is paid, rejected or withdrawn.
const ReservingStatuses = `('submitting', 'in_review', 'returned', 'approved')`
