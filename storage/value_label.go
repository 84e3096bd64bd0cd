package storage

import (
	"context"
	"encoding/json"
	"maps"

	"approvals/workflows/approval"
)

// values are what people call the codes that the events' changes hold: by event,
// by field, by code. Options are called what their lists say now; a code that
// nobody knows any more stands for itself and has no label.
func (w *words) values(ctx context.Context, events []approval.Event) ([]map[string]map[string]approval.Text, error) {
	labels := make([]map[string]map[string]approval.Text, len(events))
	for i, e := range events {
		labels[i] = map[string]map[string]approval.Text{}
		if err := w.note(ctx, labels[i], e.Subject.Type, e.Changes); err != nil {
			return nil, err
		}
	}
	return labels, nil
}

// note adds to the labels, by field and code, what the codes in the changes to
// such a subject are called.
func (w *words) note(ctx context.Context, labels map[string]map[string]approval.Text, subject string, changes approval.Changes) error {
	for field, change := range changes {
		codes, err := w.codesOf(ctx, subject, field)
		if err != nil {
			return err
		}
		for _, word := range append(wordsIn(change.Before), wordsIn(change.After)...) {
			noteLabel(labels, codes, field, word)
		}
	}
	return nil
}

// noteLabel adds to the labels, which are by field and code, what the word is
// called if it is a known code.
func noteLabel(labels map[string]map[string]approval.Text, known map[string]approval.Text, field, word string) {
	label, ok := known[word]
	if !ok {
		return
	}
	if labels[field] == nil {
		labels[field] = map[string]approval.Text{}
	}
	labels[field][word] = label
}

// codesOf are the labels of the codes that the field of such a subject can hold.
func (w *words) codesOf(ctx context.Context, subject, field string) (map[string]approval.Text, error) {
	if fixed, ok := codes[subject+"."+field]; ok {
		return fixed, nil
	}
	list, ok := optionFields[subject+"."+field]
	if !ok {
		return nil, nil
	}
	return w.list(ctx, list)
}

// wordsIn are the texts in a value, and the names of its parts.
func wordsIn(value any) (words []string) {
	// What has just been written has the program's types, what was read has JSON's.
	var plain any
	if json.Unmarshal([]byte(asJSON(value)), &plain) != nil {
		return nil
	}
	switch v := plain.(type) {
	case string:
		return []string{v}
	case []any:
		for _, part := range v {
			words = append(words, wordsIn(part)...)
		}
	case map[string]any:
		for key, part := range v {
			words = append(append(words, key), wordsIn(part)...)
		}
	}
	return words
}

// optionFields are the fields, after the type of their subject, whose codes are
// options of a list.
var optionFields = map[string]OptionList{
	"customer.industry": Industries, "customer.region": Regions, "customer.level": CustomerLevels, "customer.source": CustomerSources,
	"expense_request.category": ExpenseCategories, "expense_request.method": PaymentMethods,
	"project_request.budget_items": ExpenseCategories,
}

// codes are the labels of the codes that the program itself knows, by field
// after the type of its subject.
var codes = map[string]map[string]approval.Text{
	"project.stage": {
		string(StageLead): {ZH: "线索", EN: "Lead"}, string(StageContacted): {ZH: "已接触", EN: "Contacted"},
		string(StageProposal): {ZH: "方案", EN: "Proposal"}, string(StageBidding): {ZH: "投标", EN: "Bidding"},
		string(StageNegotiation): {ZH: "商务谈判", EN: "Negotiation"}, string(StageWon): {ZH: "赢单", EN: "Won"},
		string(StageLost): {ZH: "丢单", EN: "Lost"},
	},
	"project_request.status": requestStatuses, "expense_request.status": requestStatuses,
	"project_request.project_status": {
		"open": {ZH: "进行中", EN: "Open"}, "in_review": {ZH: "审批中", EN: "In review"},
		"approved": {ZH: "已立项", EN: "Approved"}, "rejected": {ZH: "已驳回", EN: "Rejected"},
	},
	"project_request.recommendation": recommendations,
	"project_request.return_to":      returnTargets, "expense_request.return_to": returnTargets,
	"project_request.step": steps, "expense_request.step": steps,
	"work_log.kind": {
		string(WorkVisit): {ZH: "拜访", EN: "Visit"}, string(WorkCall): {ZH: "电话", EN: "Call"}, string(WorkMeeting): {ZH: "会议", EN: "Meeting"},
		string(WorkBid): {ZH: "投标", EN: "Bid"}, string(WorkOffice): {ZH: "内勤", EN: "Office"}, string(WorkOther): {ZH: "其他", EN: "Other"},
	},
}

// requestStatuses are the statuses of a request.
var requestStatuses = labelsOf(approval.StatusDraft, approval.StatusSubmitting, approval.StatusInReview, approval.StatusReturned,
	approval.StatusApproved, approval.StatusPaid, approval.StatusRejected, approval.StatusWithdrawn)

// steps are the steps of both processes.
var steps = labelsOf(approval.Draft, approval.Revise, approval.CommercialReport, approval.FinanceReport, approval.ManagementDecision,
	approval.GMSignoff, approval.FinanceProcessing)

// recommendations are what a feasibility report can recommend.
var recommendations = map[string]approval.Text{
	string(approval.Recommend):               {ZH: "建议立项", EN: "Recommended"},
	string(approval.RecommendWithConditions): {ZH: "有条件建议", EN: "Recommended with conditions"},
	string(approval.DoNotRecommend):          {ZH: "不建议", EN: "Not recommended"},
}

// returnTargets are steps, and the author.
var returnTargets = withLabel(steps, approval.Requester, approval.Text{ZH: "申请人", EN: "Author"})

func withLabel(labels map[string]approval.Text, code string, label approval.Text) map[string]approval.Text {
	more := maps.Clone(labels)
	more[code] = label
	return more
}

func labelsOf[C interface {
	~string
	Label() approval.Text
}](all ...C) map[string]approval.Text {
	labels := map[string]approval.Text{}
	for _, c := range all {
		labels[string(c)] = c.Label().Alone()
	}
	return labels
}
