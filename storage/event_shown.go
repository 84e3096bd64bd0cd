package storage

import (
	"context"

	"approvals/workflows/approval"
)

// ShownEvent is an event with what people call the codes in it.
type ShownEvent struct {
	approval.Event
	KindLabel   approval.Text            `json:"kind_label" doc:"The kind in words"`
	FieldLabels map[string]approval.Text `json:"field_labels" doc:"What the changed fields are called"`
	// ValueLabels are by field and code.
	ValueLabels map[string]map[string]approval.Text `json:"value_labels" doc:"What the codes in the changes are called, by field and code: options, stages, statuses, approval.RecommendationLabels, categories, ways of paying"`
}

// ShownEvents adds to events what people call the codes in them.
func (s *Store) ShownEvents(ctx context.Context, events []approval.Event) ([]ShownEvent, error) {
	return s.shownEvents(ctx, s.words(), events)
}

func (s *Store) shownEvents(ctx context.Context, w *words, events []approval.Event) ([]ShownEvent, error) {
	values, err := valueLabels(ctx, w, events)
	if err != nil {
		return nil, err
	}
	shown := make([]ShownEvent, len(events))
	for i, e := range events {
		shown[i] = ShownEvent{Event: e, KindLabel: s.timeline.KindLabel(e.Kind), FieldLabels: s.timeline.FieldLabels(e), ValueLabels: values[i]}
	}
	return shown, nil
}

// ShownRevision is a revision with what people call the codes in it.
type ShownRevision struct {
	approval.Revision
	KindLabel   approval.Text                       `json:"kind_label" doc:"What was changed, in words"`
	FieldLabels map[string]approval.Text            `json:"field_labels" doc:"What the changed fields are called"`
	ValueLabels map[string]map[string]approval.Text `json:"value_labels" doc:"What the codes in the changes are called, by field and code"`
}

// ShownRevisions adds to revisions what people call the codes in them. With an
// error come the revisions with the names that need no database.
func (s *Store) ShownRevisions(ctx context.Context, revisions []approval.Revision) (shown []ShownRevision, err error) {
	w := s.words()
	for _, r := range revisions {
		one := ShownRevision{
			Revision: r, KindLabel: r.Kind.Label(), ValueLabels: map[string]map[string]approval.Text{},
			// What both kinds of request have has the same name in both.
			FieldLabels: fieldLabels(r.Changes, s.timeline.of("attachment"), s.timeline.of(string(approval.ProjectRequest)),
				s.timeline.of(string(approval.ExpenseRequest))),
		}
		for _, subject := range []approval.Kind{approval.ProjectRequest, approval.ExpenseRequest} {
			if failed := noteValueLabels(ctx, w, one.ValueLabels, string(subject), r.Changes); failed != nil {
				err = failed
			}
		}
		shown = append(shown, one)
	}
	return shown, err
}
