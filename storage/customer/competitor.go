package customer

import (
	"context"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Competitor is a company that competes for the project.
type Competitor struct {
	ID         string          `json:"id" db:"id" format:"uuid"`
	ProjectID  string          `json:"project_id" db:"project_id" format:"uuid"`
	Company    string          `json:"company" db:"company"`
	Offer      string          `json:"offer" db:"offer"`
	Price      *approval.Money `json:"price" db:"price"`
	Strengths  string          `json:"strengths" db:"strengths"`
	Weaknesses string          `json:"weaknesses" db:"weaknesses"`
	Threat     string          `json:"threat" db:"threat"`
	Outcome    string          `json:"outcome" db:"outcome"`
	Version    int             `json:"version" db:"version"`
	CreatedAt  time.Time       `json:"created_at" db:"created_at"`
	UpdatedAt  time.Time       `json:"updated_at" db:"updated_at"`
	DeletedAt  *time.Time      `json:"deleted_at" db:"deleted_at" doc:"null if not removed"`

	CustomerID string `json:"-" db:"customer_id"`
}

// CompetitorInput is the input for a competitor. In an edit, nil leaves a field
// unchanged.
type CompetitorInput struct {
	Company, Offer, Strengths, Weaknesses, Threat, Outcome *string

	Price postgres.Edit[approval.Money]
}

func (in CompetitorInput) fill(c *Competitor) {
	postgres.Assign(&c.Company, in.Company)
	postgres.Assign(&c.Offer, in.Offer)
	postgres.Assign(&c.Strengths, in.Strengths)
	postgres.Assign(&c.Weaknesses, in.Weaknesses)
	postgres.Assign(&c.Threat, in.Threat)
	postgres.Assign(&c.Outcome, in.Outcome)
	in.Price.Apply(&c.Price)
}

const competitorQuery = `
	SELECT k.id, k.project_id, p.customer_id, k.company, k.offer, k.price || ' ' || k.currency AS price, k.strengths, k.weaknesses, k.threat,
		k.outcome, k.version, k.created_at, k.updated_at, k.deleted_at
	FROM competitors k JOIN projects p ON p.id = k.project_id`

// Event kinds of competitors.
const (
	CompetitorCreated  approval.EventKind = "competitor.created"
	CompetitorUpdated  approval.EventKind = "competitor.updated"
	CompetitorDeleted  approval.EventKind = "competitor.deleted"
	CompetitorRestored approval.EventKind = "competitor.restored"
)

// Competitors returns the current or the removed competitors of a project that the actor
// may read, newest first, and whether there are more. The page is cut after the id of a
// competitor.
func (s *Store) Competitors(ctx context.Context, actor approval.Actor, projectID string, removed bool, page postgres.Page) ([]Competitor, bool, error) {
	if err := s.CheckCanReadProject(ctx, actor, projectID); err != nil {
		return nil, false, err
	}
	competitors := []Competitor{}
	if err := s.In(ctx).All(ctx, &competitors, competitorQuery+`
		WHERE k.project_id = $1 AND `+archivedCondition(`k.deleted_at`, removed)+` AND ($2::uuid IS NULL OR k.id < $2)
		ORDER BY k.id DESC LIMIT $3`, projectID, postgres.Nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	competitors, more := postgres.Cut(page, competitors)
	return competitors, more, nil
}

// CreateCompetitor adds a competitor to a project.
func (s *Store) CreateCompetitor(ctx context.Context, actor approval.Actor, projectID string, in CompetitorInput) (Competitor, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Competitor, err error) {
		project, err := s.project(ctx, projectID)
		if err != nil {
			return created, err
		}
		if err := s.checkCanWriteProject(ctx, actor, project.ID, project.Customer.ID); err != nil {
			return created, err
		}
		c := Competitor{ID: postgres.NewID(), ProjectID: project.ID, CustomerID: project.Customer.ID}
		in.fill(&c)
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO competitors (id, project_id, company, offer, price, currency, strengths, weaknesses, threat, outcome)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			c.ID, projectID, c.Company, c.Offer, postgres.OptionalAmount(c.Price), c.currency(), c.Strengths, c.Weaknesses, c.Threat,
			c.Outcome); err != nil {
			return created, err
		}
		if err := s.competitorEvent(ctx, actor, CompetitorCreated, c, c.changes(Competitor{}),
			approval.Text{ZH: "%s 添加了竞争对手“%s”", EN: "%s added the competitor %s"}); err != nil {
			return created, err
		}
		return s.competitor(ctx, c.ID)
	})
}

// EditCompetitor changes a competitor; version is the version that the edit is based on.
func (s *Store) EditCompetitor(ctx context.Context, actor approval.Actor, id string, version int, in CompetitorInput) (Competitor, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Competitor, err error) {
		if _, err := s.competitorToWrite(ctx, actor, id); err != nil {
			return edited, err
		}
		before, err := postgres.LockVersion(ctx, s.Pool, `competitors`, id, version, s.competitor)
		if err != nil {
			return edited, err
		}
		after := before
		in.fill(&after)
		changes := after.changes(before)
		if len(changes) == 0 {
			return before, nil
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE competitors SET company = $2, offer = $3, price = $4, currency = $5, strengths = $6, weaknesses = $7,
				threat = $8, outcome = $9, version = version + 1, updated_at = now() WHERE id = $1`,
			id, after.Company, after.Offer, postgres.OptionalAmount(after.Price), after.currency(), after.Strengths, after.Weaknesses,
			after.Threat, after.Outcome); err != nil {
			return edited, err
		}
		if err := s.competitorEvent(ctx, actor, CompetitorUpdated, after, changes,
			approval.Text{ZH: "%s 修改了竞争对手“%s”", EN: "%s changed the competitor %s"}); err != nil {
			return edited, err
		}
		return s.competitor(ctx, id)
	})
}

// competitor reads a competitor that is not removed, without checking access.
func (s *Store) competitor(ctx context.Context, id string) (c Competitor, err error) {
	err = s.In(ctx).Get(ctx, &c, competitorQuery+` WHERE k.id = $1 AND k.deleted_at IS NULL`, id)
	return c, err
}

func (s *Store) competitorToWrite(ctx context.Context, actor approval.Actor, id string) (Competitor, error) {
	c, err := s.competitor(ctx, id)
	if err != nil {
		return c, err
	}
	return c, s.checkCanWriteProject(ctx, actor, c.ProjectID, c.CustomerID)
}

func (s *Store) competitorEvent(ctx context.Context, actor approval.Actor, kind approval.EventKind, c Competitor, changes approval.Changes, summary approval.Text) error {
	return s.AppendEvents(ctx, c.CustomerID, actor.Person(), ledger.NewEvent{
		Kind: kind, ProjectID: &c.ProjectID,
		Subject: approval.Subject{Type: "competitor", ID: c.ID, Label: c.Company},
		Changes: changes, Summary: summary.Format(actor.Name, c.Company),
	})
}

// currency returns the currency of the price; empty without a price.
func (c Competitor) currency() string {
	if c.Price != nil {
		return c.Price.Currency
	}
	return approval.DefaultCurrency
}

func (c Competitor) changes(before Competitor) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "company", before.Company, c.Company)
	ledger.NoteText(changes, "offer", before.Offer, c.Offer)
	ledger.NoteMoney(changes, "price", before.Price, c.Price)
	ledger.NoteText(changes, "strengths", before.Strengths, c.Strengths)
	ledger.NoteText(changes, "weaknesses", before.Weaknesses, c.Weaknesses)
	ledger.NoteText(changes, "threat", before.Threat, c.Threat)
	ledger.NoteText(changes, "outcome", before.Outcome, c.Outcome)
	return changes
}

// DeleteCompetitor removes a competitor from its project. It can be restored.
func (s *Store) DeleteCompetitor(ctx context.Context, actor approval.Actor, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		c, err := s.competitorToWrite(ctx, actor, id)
		if err != nil {
			return err
		}
		n, err := s.In(ctx).Changed(ctx, `
			UPDATE competitors SET deleted_at = now(), version = version + 1 WHERE id = $1 AND deleted_at IS NULL`, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return approval.NotFound()
		}
		return s.competitorEvent(ctx, actor, CompetitorDeleted, c, Competitor{}.changes(c),
			approval.Text{ZH: "%s 删除了竞争对手“%s”", EN: "%s removed the competitor %s"})
	})
}

// RestoreCompetitor restores a removed competitor; a current one does not change.
func (s *Store) RestoreCompetitor(ctx context.Context, actor approval.Actor, id string) (Competitor, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (c Competitor, err error) {
		if err := s.In(ctx).Get(ctx, &c, competitorQuery+` WHERE k.id = $1`, id); err != nil {
			return c, err
		}
		if err := s.checkCanWriteProject(ctx, actor, c.ProjectID, c.CustomerID); err != nil {
			return c, err
		}
		n, err := s.In(ctx).Changed(ctx, `
			UPDATE competitors SET deleted_at = NULL, version = version + 1, updated_at = now()
			WHERE id = $1 AND deleted_at IS NOT NULL`, id)
		if err != nil {
			return c, err
		}
		if c, err = s.competitor(ctx, id); err != nil || n == 0 {
			return c, err
		}
		return c, s.competitorEvent(ctx, actor, CompetitorRestored, c, c.changes(Competitor{}),
			approval.Text{ZH: "%s 恢复了竞争对手“%s”", EN: "%s restored the competitor %s"})
	})
}
