package customer

import (
	"context"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// ProjectInput is the input for a project. In an edit, nil leaves a field unchanged.
type ProjectInput struct {
	Name  *string
	Stage *Stage
	// EstimatedAmount also sets the project's currency.
	EstimatedAmount postgres.Edit[approval.Money]
	ExpectedCloseOn postgres.Edit[approval.Date]
	WinProbability  postgres.Edit[int]
	// MemberIDs replaces the members.
	MemberIDs []string
}

func (in ProjectInput) fill(p *Project) {
	postgres.Assign(&p.Name, in.Name)
	postgres.Assign(&p.Stage, in.Stage)
	in.EstimatedAmount.Apply(&p.EstimatedAmount)
	in.ExpectedCloseOn.Apply(&p.ExpectedCloseOn)
	in.WinProbability.Apply(&p.WinProbability)
	if p.EstimatedAmount != nil {
		p.Currency = p.EstimatedAmount.Currency
	}
}

// CreateProject adds a project to a customer. The actor becomes a member.
func (s *Store) CreateProject(ctx context.Context, actor approval.Actor, customerID string, in ProjectInput) (Project, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Project, err error) {
		if err := s.checkCanWrite(ctx, actor, customerID); err != nil {
			return created, err
		}
		p := Project{ID: postgres.NewID(), Stage: StageLead}
		if p.Currency, err = s.DefaultCurrency(ctx); err != nil {
			return created, err
		}
		in.fill(&p)
		if p.Members, err = s.checkProject(ctx, in, append([]string{actor.ID}, in.MemberIDs...)); err != nil {
			return created, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO projects (id, customer_id, name, stage, estimated_amount, currency, expected_close_on, win_probability)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			p.ID, customerID, p.Name, p.Stage, postgres.OptionalAmount(p.EstimatedAmount), p.Currency, p.ExpectedCloseOn, p.WinProbability); err != nil {
			return created, err
		}
		if err := s.saveMembers(ctx, p.ID, p.Members); err != nil {
			return created, err
		}
		if err := s.RecordMove(ctx, p.ID, MovedStage, "", string(p.Stage), actor.ID); err != nil {
			return created, err
		}
		if err := s.RecordMove(ctx, p.ID, MovedStatus, "", "open", actor.ID); err != nil {
			return created, err
		}
		if err := s.AppendEvents(ctx, customerID, actor.Person(), ledger.NewEvent{
			Kind: ProjectCreated, ProjectID: &p.ID, Subject: p.Subject(), Changes: p.changes(Project{}),
			Summary: approval.Text{ZH: "%s 新建了项目“%s”", EN: "%s added the project %s"}.Format(actor.Name, p.Name),
		}); err != nil {
			return created, err
		}
		return s.project(ctx, p.ID)
	})
}

// checkProject returns the members, or all errors in the input.
func (s *Store) checkProject(ctx context.Context, in ProjectInput, memberIDs []string) (members []approval.Person, err error) {
	var wrong approval.Invalid
	if err := s.CheckDay(ctx, &wrong, "body.expected_close_on", variable.Planned, in.ExpectedCloseOn.Value); err != nil {
		return nil, err
	}
	if memberIDs != nil {
		members, err = s.members(ctx, memberIDs)
	}
	return members, wrong.With(err)
}

// EditProject changes a project; version is the version that the edit is based on.
func (s *Store) EditProject(ctx context.Context, actor approval.Actor, id string, version int, in ProjectInput) (Project, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Project, err error) {
		before, err := s.project(ctx, id)
		if err != nil {
			return edited, err
		}
		if err := s.checkCanWrite(ctx, actor, before.Customer.ID); err != nil {
			return edited, err
		}
		if before, err = postgres.LockVersion(ctx, s.Pool, `projects`, id, version, s.project); err != nil {
			return edited, err
		}
		if before.ArchivedAt != nil {
			return edited, projectArchived()
		}
		after := before
		in.fill(&after)
		members, err := s.checkProject(ctx, in, in.MemberIDs)
		if err != nil {
			return edited, err
		}
		if in.MemberIDs != nil {
			after.Members = members
		}
		changes := after.changes(before)
		if len(changes) == 0 {
			return before, nil
		}
		if after.Currency != before.Currency {
			if err := s.checkCurrencyCanChange(ctx, before); err != nil {
				return edited, err
			}
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE projects SET name = $2, stage = $3, estimated_amount = $4, currency = $5, expected_close_on = $6,
				win_probability = $7, version = version + 1, updated_at = now() WHERE id = $1`,
			id, after.Name, after.Stage, postgres.OptionalAmount(after.EstimatedAmount), after.Currency, after.ExpectedCloseOn,
			after.WinProbability); err != nil {
			return edited, err
		}
		if err := s.saveMembers(ctx, id, after.Members); err != nil {
			return edited, err
		}
		if err := s.RecordMove(ctx, id, MovedStage, string(before.Stage), string(after.Stage), actor.ID); err != nil {
			return edited, err
		}
		if err := s.AppendEvents(ctx, after.Customer.ID, actor.Person(), ledger.NewEvent{
			Kind: ProjectUpdated, ProjectID: &after.ID, Subject: after.Subject(), Changes: changes,
			Summary: approval.Text{ZH: "%s 修改了项目“%s”", EN: "%s changed the project %s"}.Format(actor.Name, after.Name),
		}); err != nil {
			return edited, err
		}
		return s.project(ctx, id)
	})
}

// checkCurrencyCanChange returns a conflict Error if there are requests with amounts in
// the project's currency.
func (s *Store) checkCurrencyCanChange(ctx context.Context, p Project) error {
	var used bool
	if err := s.In(ctx).Get(ctx, &used, `SELECT EXISTS (SELECT FROM requests WHERE project_id = $1)`, p.ID); err != nil {
		return err
	}
	if used || p.Budget != nil {
		return approval.InvalidField("body.estimated_amount.currency", approval.Text{
			ZH: "项目已有以 %s 计的申请，不能改币种",
			EN: "There are requests in %s already, so the project's currency cannot change"}.Format(p.Currency))
	}
	return nil
}

// Event kinds of archiving and restoring projects.
const (
	ProjectArchived approval.EventKind = "project.archived"
	ProjectRestored approval.EventKind = "project.restored"
)

var projectArchive = archiveKind[Project]{
	table: `projects`, requests: `project_id`,
	lock: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		p, err := s.project(ctx, id)
		if err != nil {
			return err
		}
		return s.checkCanWrite(ctx, actor, p.Customer.ID)
	},
	read:            (*Store).project,
	archived:        ProjectArchived,
	archivedSummary: approval.Text{ZH: "%s 归档了项目“%s”", EN: "%s archived the project %s"},
	restored:        ProjectRestored,
	restoredSummary: approval.Text{ZH: "%s 恢复了项目“%s”", EN: "%s restored the project %s"},
}

// ArchiveProject archives a project; one that is already archived does not change. The
// error is a conflict while requests are in progress.
func (s *Store) ArchiveProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return projectArchive.setArchived(ctx, s, actor, id, true)
}

// RestoreProject restores an archived project; one that is not archived does not change.
func (s *Store) RestoreProject(ctx context.Context, actor approval.Actor, id string) (Project, error) {
	return projectArchive.setArchived(ctx, s, actor, id, false)
}

func (p Project) archiveInfo() (*time.Time, string, *string) {
	return p.ArchivedAt, p.Customer.ID, &p.ID
}

// ProjectChangeField is the field that a ProjectChange is about.
type ProjectChangeField string

// The fields whose changes are kept.
const (
	MovedStage  ProjectChangeField = "stage"
	MovedStatus ProjectChangeField = "status"
)

// ProjectChange is one change of a project's stage or status.
type ProjectChange struct {
	ID     string             `json:"id" db:"id" format:"uuid"`
	Field  ProjectChangeField `json:"field" db:"field" enum:"stage,status"`
	Before *string            `json:"before" db:"before" doc:"null for the initial value"`
	After  string             `json:"after" db:"after"`
	// The labels are those of the field's codes.
	FieldLabel  approval.Text  `json:"field_label" db:"-"`
	BeforeLabel *approval.Text `json:"before_label" db:"-"`
	AfterLabel  approval.Text  `json:"after_label" db:"-"`

	By approval.Person `json:"by" db:"by"`
	At time.Time       `json:"at" db:"at"`
}

// ProjectChanges returns the changes of stage and status of a project that the actor may
// read, newest first, and whether there are more. The page is cut after the id of a
// change.
func (s *Store) ProjectChanges(ctx context.Context, actor approval.Actor, projectID string, page postgres.Page) ([]ProjectChange, bool, error) {
	if err := s.CheckCanReadProject(ctx, actor, projectID); err != nil {
		return nil, false, err
	}
	moves := []ProjectChange{}
	if err := s.In(ctx).All(ctx, &moves, `
		SELECT m.id, m.field, m.before, m.after, u.id AS "by.id", u.name AS "by.name", m.at
		FROM project_moves m JOIN users u ON u.id = m.by
		WHERE m.project_id = $1 AND ($2::uuid IS NULL OR m.id < $2)
		ORDER BY m.id DESC LIMIT $3`, projectID, postgres.Nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	moves, more := postgres.Cut(page, moves)
	for i := range moves {
		moves[i].label()
	}
	return moves, more, nil
}

func (m *ProjectChange) label() {
	labels := CodeLabels["project.stage"]
	m.FieldLabel = approval.Text{ZH: "阶段", EN: "Stage"}
	if m.Field == MovedStatus {
		labels = CodeLabels["project_request.project_status"]
		m.FieldLabel = approval.Text{ZH: "状态", EN: "Status"}
	}
	if m.Before != nil {
		m.BeforeLabel = new(labels[*m.Before])
	}
	m.AfterLabel = labels[m.After]
}

// RecordMove stores a change of a project's stage or status in the current transaction.
// It ignores equal values.
func (s *Store) RecordMove(ctx context.Context, projectID string, field ProjectChangeField, before, after, actorID string) error {
	if before == after {
		return nil
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO project_moves (id, project_id, field, before, after, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		postgres.NewID(), projectID, field, postgres.Nullable(before), after, actorID, postgres.Now())
}
