package request

import (
	"context"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// previous is the earlier state with which a decision's event is compared, apart from
// the request itself.
type previous struct {
	// report is the report that a second one replaces.
	report *Report
	// edits are the changes since the last submission.
	edits []approval.Revision
}

// readPrevious reads the state to compare with, before the decision is applied.
func (s *Store) readPrevious(ctx context.Context, r Request, d approval.Decision) (was previous, err error) {
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		was.report, err = s.currentReport(ctx, r.ID, d.Step)
	case d.Outcome == approval.Resubmit:
		var submitted int
		if err := s.In(ctx).Get(ctx, &submitted, `
			SELECT coalesce(max(revision), 0) FROM decisions WHERE request_id = $1 AND outcome IN ('submit', 'resubmit')`, r.ID); err != nil {
			return was, err
		}
		was.edits, err = s.revisionsSince(ctx, r.ID, submitted)
	}
	return was, err
}

// currentReport returns the request's report of the step, or nil.
func (s *Store) currentReport(ctx context.Context, requestID string, step approval.Step) (*Report, error) {
	reports, err := s.reportsOf(ctx, requestID)
	i := slices.IndexFunc(reports, func(r Report) bool { return r.Step == step })
	if err != nil || i < 0 {
		return nil, err
	}
	return &reports[i], nil
}

// reportChanges returns the differences of a report to the one that it replaces.
func reportChanges(before *Report, d approval.Decision) approval.Changes {
	if before == nil {
		before = &Report{}
	}
	changes := approval.Changes{}
	ledger.NoteText(changes, "summary", before.Summary, d.Data.Summary)
	if d.Step == approval.CommercialReport {
		ledger.NoteText(changes, "recommendation", orEmpty(before.Recommendation), string(d.Data.Recommendation))
		return changes
	}
	total := d.Data.BudgetTotal()
	ledger.NoteMoney(changes, "budget", before.Total, &total)
	if !sameBudget(before.Budget, d.Data.Budget) {
		changes["budget_items"] = approval.Change{After: d.Data.Budget}
		if before.Budget != nil {
			changes["budget_items"] = approval.Change{Before: before.Budget, After: d.Data.Budget}
		}
	}
	return changes
}

func sameBudget(a, b map[string]approval.Money) bool {
	if len(a) != len(b) {
		return false
	}
	for category, m := range a {
		if other, ok := b[category]; !ok || !m.Same(other) {
			return false
		}
	}
	return true
}

// editedFacts returns the author's fields that differ from the last submission. A field
// that was changed back does not.
func editedFacts(edits []approval.Revision) approval.Changes {
	changes := approval.Changes{}
	for _, edit := range edits {
		if edit.Kind != approval.RevisedFacts {
			continue
		}
		for field, change := range edit.Changes {
			if first, there := changes[field]; there {
				change.Before = first.Before
			}
			changes[field] = change
		}
	}
	for field, change := range changes {
		if postgres.AsJSON(change.Before) == postgres.AsJSON(change.After) {
			delete(changes, field)
		}
	}
	return changes
}

// unrecordedAttachments returns the events for attachments that were added to a draft,
// which are recorded on submission.
func (s *Store) unrecordedAttachments(ctx context.Context, actor approval.Actor, r Request) (events []ledger.NewEvent, err error) {
	var untold []Attachment
	err = s.In(ctx).All(ctx, &untold, attachmentQuery+`
		WHERE a.request_id = $1 AND NOT EXISTS (
			SELECT FROM timeline_events e WHERE e.customer_id = $2 AND e.subject_id = $1 AND e.kind = 'attachment.added'
			AND e.changes->'attachment'->>'after' = a.name AND e.changes->'sha256'->>'after' = a.sha256)
		ORDER BY a.id`, r.ID, r.Customer.ID)
	for _, a := range untold {
		events = append(events, attachmentEvent(actor, r, a, approval.Change{After: a.Name}))
	}
	return events, err
}
