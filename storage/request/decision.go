package request

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Decision is a recorded decision with the content that it was based on.
type Decision struct {
	ID            string           `json:"id" db:"id" format:"uuid"`
	TaskID        *string          `json:"task_id,omitempty" db:"task_id" format:"uuid"`
	Step          approval.Step    `json:"step" db:"step"`
	StepLabel     approval.Text    `json:"step_label" db:"-"`
	Outcome       approval.Outcome `json:"outcome" db:"outcome"`
	OutcomeLabel  approval.Text    `json:"outcome_label" db:"-"`
	ReturnTo      *string          `json:"return_to,omitempty" db:"return_to"`
	ReturnToLabel *approval.Text   `json:"return_to_label,omitempty" db:"-"`
	By            approval.Person  `json:"by" db:"by"`
	Revision      int              `json:"revision" db:"revision" doc:"The content revision that the decider saw"`
	Comment       string           `json:"comment" db:"comment"`
	Data          DecidedData      `json:"data" db:"data"`
	At            time.Time        `json:"at" db:"at"`
	// Attachments are those of the revision, with their hashes at that time.
	Attachments postgres.List[DecidedAttachment] `json:"attachments" db:"seen"`
}

// DecidedData is the data of a decision with the display names of its codes.
type DecidedData struct {
	approval.DecisionData
	RecommendationLabel *approval.Text           `json:"recommendation_label,omitempty"`
	BudgetLabels        map[string]approval.Text `json:"budget_labels,omitempty" doc:"What the categories are called"`
	MethodLabel         *approval.Text           `json:"method_label,omitempty"`
}

// DecidedAttachment is an attachment as it was at the time of a decision.
type DecidedAttachment struct {
	ID     string `json:"id" format:"uuid"`
	Name   string `json:"name" db:"name"`
	SHA256 string `json:"sha256" db:"sha256"`
}

// saveDecision stores the decision and the attachments that it is based on.
func (s *Store) saveDecision(ctx context.Context, requestID string, d approval.Decision, at time.Time) error {
	step := d.Step
	if step == "" {
		step = approval.Draft
	}
	return s.In(ctx).Exec(ctx, `
		WITH decided AS (
			INSERT INTO decisions (id, request_id, task_id, step, outcome, return_to, actor_id, revision, comment, data, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		)
		INSERT INTO decision_attachments (decision_id, attachment_id, sha256)
		SELECT $1, id, sha256 FROM attachments WHERE request_id = $2`,
		postgres.NewID(), requestID, postgres.Nullable(d.TaskID), step, d.Outcome, postgres.Nullable(d.ReturnTo), d.ActorID, d.Revision,
		d.Comment, postgres.AsJSON(d.Data), at)
}

// decisionsOf reads all decisions about a request, oldest first.
func (s *Store) decisionsOf(ctx context.Context, requestID string) ([]Decision, error) {
	decisions := []Decision{}
	err := s.In(ctx).All(ctx, &decisions, `
		SELECT d.id, d.task_id, d.step, d.outcome, d.return_to, d.revision, d.comment, d.data, d.at,
		       u.id AS "by.id", u.name AS "by.name",
		       (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'sha256', da.sha256) ORDER BY a.id)
		        FROM decision_attachments da JOIN attachments a ON a.id = da.attachment_id
		        WHERE da.decision_id = d.id) AS seen
		FROM decisions d JOIN users u ON u.id = d.actor_id
		WHERE d.request_id = $1 ORDER BY d.id`, requestID)
	for i := range decisions {
		d := &decisions[i]
		d.StepLabel, d.OutcomeLabel = d.Step.Label(), d.Outcome.Label().Capitalized()
		if d.ReturnTo != nil {
			d.ReturnToLabel = variable.LabelIn(approval.ReturnTargetLabels, *d.ReturnTo)
		}
		d.Data.RecommendationLabel = variable.LabelIn(approval.RecommendationLabels, string(d.Data.Recommendation))
	}
	return decisions, err
}

// addRevision stores a change to the request's content as its next revision. The caller
// has locked the request.
func (s *Store) addRevision(ctx context.Context, requestID string, kind approval.RevisionKind, by string, changes approval.Changes) error {
	return s.In(ctx).Exec(ctx, `
		WITH revised AS (
			UPDATE requests SET revision = revision + 1, version = version + 1, updated_at = now()
			WHERE id = $1 RETURNING revision
		)
		INSERT INTO revisions (request_id, revision, kind, by, changes)
		SELECT $1, revision, $2, $3, $4 FROM revised`, requestID, kind, by, postgres.AsJSON(changes))
}

// revisionsSince returns the changes to a request after a revision.
func (s *Store) revisionsSince(ctx context.Context, requestID string, revision int) (changed []approval.Revision, err error) {
	err = s.In(ctx).All(ctx, &changed, `
		SELECT v.revision, v.kind, v.at, v.changes, u.id AS "by.id", u.name AS "by.name"
		FROM revisions v JOIN users u ON u.id = v.by
		WHERE v.request_id = $1 AND v.revision > $2 ORDER BY v.revision`, requestID, revision)
	return changed, err
}
