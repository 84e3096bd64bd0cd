package customer

import (
	"context"
	"encoding/json"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// valueLabels returns the display names of the codes in the events' changes: by event,
// field and code. Options have their current labels; an unknown code has no label.
func valueLabels(ctx context.Context, w *variable.Words, events []approval.Event) ([]map[string]map[string]approval.Text, error) {
	labels := make([]map[string]map[string]approval.Text, len(events))
	for i, e := range events {
		labels[i] = map[string]map[string]approval.Text{}
		if err := addValueLabels(ctx, w, labels[i], e.Subject.Type, e.Changes); err != nil {
			return nil, err
		}
	}
	return labels, nil
}

// addValueLabels adds the display names of the codes in changes to a subject of the
// given type, by field and code.
func addValueLabels(ctx context.Context, w *variable.Words, labels map[string]map[string]approval.Text, subject string, changes approval.Changes) error {
	for field, change := range changes {
		codes, err := labelsOfField(ctx, w, subject, field)
		if err != nil {
			return err
		}
		for _, word := range append(CodesIn(change.Before), CodesIn(change.After)...) {
			AddLabel(labels, codes, field, word)
		}
	}
	return nil
}

// AddLabel adds the label of the code to labels, which are by field and code, if the
// code is known.
func AddLabel(labels map[string]map[string]approval.Text, known map[string]approval.Text, field, word string) {
	label, ok := known[word]
	if !ok {
		return
	}
	if labels[field] == nil {
		labels[field] = map[string]approval.Text{}
	}
	labels[field][word] = label
}

// labelsOfField returns the labels of the codes in the field of a subject type.
func labelsOfField(ctx context.Context, w *variable.Words, subject, field string) (map[string]approval.Text, error) {
	if fixed, ok := CodeLabels[subject+"."+field]; ok {
		return fixed, nil
	}
	list, ok := optionListOfField[subject+"."+field]
	if !ok {
		return nil, nil
	}
	return w.List(ctx, list)
}

// CodesIn returns the strings in a value, including the keys of objects.
func CodesIn(value any) (codes []string) {
	// New events have Go types, stored ones have the types of JSON.
	var plain any
	if json.Unmarshal([]byte(postgres.AsJSON(value)), &plain) != nil {
		return nil
	}
	switch v := plain.(type) {
	case string:
		return []string{v}
	case []any:
		for _, part := range v {
			codes = append(codes, CodesIn(part)...)
		}
	case map[string]any:
		for key, part := range v {
			codes = append(append(codes, key), CodesIn(part)...)
		}
	}
	return codes
}

// optionListOfField has the option list of each field whose values are options, by
// subject type and field.
var optionListOfField = map[string]variable.OptionList{
	"customer.industry": variable.Industries, "customer.region": variable.Regions, "customer.level": variable.CustomerLevels, "customer.source": variable.CustomerSources,
	"expense_request.category": variable.ExpenseCategories, "expense_request.method": variable.PaymentMethods,
	"project_request.budget_items": variable.ExpenseCategories,
}

// CodeLabels are the labels of the codes that are defined in the program, by subject
// type and field.
var CodeLabels = map[string]map[string]approval.Text{
	"project.stage": {
		string(StageLead): {ZH: "线索", EN: "Lead"}, string(StageContacted): {ZH: "已接触", EN: "Contacted"},
		string(StageProposal): {ZH: "方案", EN: "Proposal"}, string(StageBidding): {ZH: "投标", EN: "Bidding"},
		string(StageNegotiation): {ZH: "商务谈判", EN: "Negotiation"}, string(StageWon): {ZH: "赢单", EN: "Won"},
		string(StageLost): {ZH: "丢单", EN: "Lost"},
	},
	"project_request.status": approval.StatusLabels, "expense_request.status": approval.StatusLabels,
	"project_request.project_status": {
		"open": {ZH: "进行中", EN: "Open"}, "in_review": {ZH: "审批中", EN: "In review"},
		"approved": {ZH: "已立项", EN: "Approved"}, "rejected": {ZH: "已驳回", EN: "Rejected"},
	},
	"project_request.recommendation": approval.RecommendationLabels,
	"project_request.return_to":      approval.ReturnTargetLabels, "expense_request.return_to": approval.ReturnTargetLabels,
	"project_request.step": approval.StepLabels, "expense_request.step": approval.StepLabels,
	"work_log.kind": {
		"visit": {ZH: "拜访", EN: "Visit"}, "call": {ZH: "电话", EN: "Call"}, "meeting": {ZH: "会议", EN: "Meeting"},
		"bid": {ZH: "投标", EN: "Bid"}, "office": {ZH: "内勤", EN: "Office"}, "other": {ZH: "其他", EN: "Other"},
	},
}

// LabeledEvent is an event with the display names of its codes.
type LabeledEvent struct {
	approval.Event
	KindLabel   approval.Text            `json:"kind_label" doc:"Display name of the kind"`
	FieldLabels map[string]approval.Text `json:"field_labels" doc:"Display names of the changed fields"`
	// ValueLabels is keyed by field and code.
	ValueLabels map[string]map[string]approval.Text `json:"value_labels" doc:"Display names of the codes in the changes, by field and code: options, stages, statuses, recommendations, categories, payment methods"`
}

// LabelEvents adds the display names of the codes to events.
func (s *Store) LabelEvents(ctx context.Context, events []approval.Event) ([]LabeledEvent, error) {
	return s.LabelEventsWith(ctx, s.Words(), events)
}

// LabelEventsWith is LabelEvents with a shared cache of labels.
func (s *Store) LabelEventsWith(ctx context.Context, w *variable.Words, events []approval.Event) ([]LabeledEvent, error) {
	values, err := valueLabels(ctx, w, events)
	if err != nil {
		return nil, err
	}
	shown := make([]LabeledEvent, len(events))
	for i, e := range events {
		shown[i] = LabeledEvent{Event: e, KindLabel: s.TimelineSubjects.KindLabel(e.Kind), FieldLabels: s.TimelineSubjects.FieldLabels(e), ValueLabels: values[i]}
	}
	return shown, nil
}

// LabeledRevision is a revision with the display names of its codes.
type LabeledRevision struct {
	approval.Revision
	KindLabel   approval.Text                       `json:"kind_label" doc:"Display name of the changed part"`
	FieldLabels map[string]approval.Text            `json:"field_labels" doc:"Display names of the changed fields"`
	ValueLabels map[string]map[string]approval.Text `json:"value_labels" doc:"Display names of the codes in the changes, by field and code"`
}

// LabelRevisions adds the display names of the codes to revisions. With an error, it
// returns revisions that lack only the labels from the database.
func (s *Store) LabelRevisions(ctx context.Context, revisions []approval.Revision) (shown []LabeledRevision, err error) {
	w := s.Words()
	for _, r := range revisions {
		one := LabeledRevision{
			Revision: r, KindLabel: r.Kind.Label(), ValueLabels: map[string]map[string]approval.Text{},
			// Fields that both kinds of request have are labeled the same in both.
			FieldLabels: ledger.FieldLabels(r.Changes, s.TimelineSubjects.Of("attachment"), s.TimelineSubjects.Of(string(approval.ProjectRequest)),
				s.TimelineSubjects.Of(string(approval.ExpenseRequest))),
		}
		for _, subject := range []approval.Kind{approval.ProjectRequest, approval.ExpenseRequest} {
			if failed := addValueLabels(ctx, w, one.ValueLabels, string(subject), r.Changes); failed != nil {
				err = failed
			}
		}
		shown = append(shown, one)
	}
	return shown, err
}
