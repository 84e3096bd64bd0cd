package request

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// differences are sentences about what contradicts itself, in English as the whole
// report of a verification.
type differences []string

func (d *differences) add(format string, args ...any) { *d = append(*d, fmt.Sprintf(format, args...)) }

// compare notes a stored value that is not the one that the timeline tells.
func (d *differences) compare(field string, stored, told any) {
	if !sameValue(stored, told) {
		d.add("%s is %s, in the timeline %s", field, inWords(stored), inWords(told))
	}
}

// differences compares the record with itself and with the timeline.
func (r *record) differences() []string {
	var d differences
	r.comparePosition(&d)
	r.compareTasks(&d)
	timeline := r.replay()
	r.compareOrigin(&d, timeline)
	r.compareHolders(&d, timeline)
	r.compareFiles(&d, timeline)
	r.compareDecisions(&d, timeline)
	if r.Position.Number > 0 {
		r.compareFields(&d, timeline.fields)
	}
	return d
}

// comparePosition compares the status and the transitions with the position.
func (r *record) comparePosition(d *differences) {
	at := r.Position
	submitting := r.Status == approval.StatusSubmitting && at.Status.Editable()
	if r.Status != at.Status && !submitting {
		d.add("status is %s, in its position %s", r.Status, at.Status)
	}
	for i, t := range r.transitions {
		if t.Number != i+1 || t.Position.Number != t.Number {
			d.add("transition %d is missing or altered", i+1)
			return
		}
	}
	if len(r.transitions) != at.Number {
		d.add("%d transitions are recorded, in its position %d", len(r.transitions), at.Number)
	} else if at.Number > 0 && !reflect.DeepEqual(r.transitions[at.Number-1].Position, at) {
		d.add("its position is not that of its last transition")
	}
}

// compareTasks compares the tasks with the position and the decisions.
func (r *record) compareTasks(d *differences) {
	decided := map[string]recordedDecision{}
	for _, decision := range r.decisions {
		if decision.TaskID != nil {
			decided[*decision.TaskID] = decision
		}
	}
	steps := map[string]approval.Step{}
	for _, t := range r.tasks {
		steps[t.ID] = t.Step
		decision, wasDecided := decided[t.ID]
		name := t.name()
		switch open := r.Position.IsOpen(t.ID); {
		case open && t.State != approval.TaskOpen, !open && t.State == approval.TaskOpen:
			d.add("%s is %s, in its position %s", name, t.State, map[bool]string{true: "open", false: "closed"}[open])
		case wasDecided && t.State != approval.TaskDone, !wasDecided && t.State == approval.TaskDone:
			d.add("%s is %s, by the decisions %s", name, t.State, map[bool]string{true: "done", false: "not done"}[wasDecided])
		case wasDecided && (t.Outcome == nil || *t.Outcome != decision.Outcome):
			d.add("the outcome of %s is %s, in its decision %s", name, inWords(t.Outcome), decision.Outcome)
		case wasDecided && (t.ClosedBy == nil || *t.ClosedBy != decision.ActorID):
			d.add("%s is closed by %s, in its decision %s", name, inWords(t.ClosedBy), decision.ActorID)
		}
		if listed := r.Amount; listed != nil && !sameValue(approval.Money{Amount: t.Amount, Currency: listed.Currency}, listed) {
			d.add("the amount of %s is %s, of the request %s", name, t.Amount, listed.Amount)
		}
	}
	for _, open := range r.Position.Open {
		if step, there := steps[open.ID]; !there || step != open.Step {
			d.add("task %s is %s, in its position %s", open.ID, inWords(string(step)), open.Step)
		}
	}
}

// compareDecisions pairs the decisions with their events. The clocks of several
// workers differ, so their order need not be that of the timeline.
func (r *record) compareDecisions(d *differences, timeline told) {
	events := timeline.decisions
	for _, decision := range r.decisions {
		i := slices.IndexFunc(events, func(e toldDecision) bool { return decision.isTold(r.Kind, e) })
		if i < 0 {
			d.add("the decision to %s at %s by %s is not in the timeline as it is stored", decision.Outcome, decision.Step, decision.ActorID)
			continue
		}
		events = slices.Delete(slices.Clone(events), i, i+1)
	}
	for _, e := range events {
		d.add("event %d of the timeline (%s) is not in the decisions as it was told", e.event.Seq, e.event.Kind)
	}
	if len(r.decisions) != r.Position.Number {
		d.add("%d decisions are recorded, in its position %d", len(r.decisions), r.Position.Number)
	}
}

// isTold reports whether the event tells of the decision.
func (d recordedDecision) isTold(kind approval.Kind, e toldDecision) bool {
	verb, ok := verbs[d.Step][d.Outcome]
	if !ok {
		verb = verbs[""][d.Outcome]
	}
	if e.event.Kind != approval.EventKind(string(kind)+"."+verb.kind) || e.event.Actor.ID != d.ActorID {
		return false
	}
	if !sameValue(postgres.Nullable(d.Comment), e.event.Changes["comment"].After) || !sameValue(d.ReturnTo, e.event.Changes["return_to"].After) {
		return false
	}
	for field, value := range d.decidedFields() {
		if !sameValue(value, e.fields[field]) {
			return false
		}
	}
	return true
}

// decidedFields are the fields that the decision's data has set.
func (d recordedDecision) decidedFields() map[string]any {
	switch {
	case d.Step == approval.CommercialReport:
		return map[string]any{"commercial_report.summary": postgres.Nullable(d.Data.Summary), "commercial_report.recommendation": d.Data.Recommendation}
	case d.Step == approval.FinanceReport:
		return map[string]any{"finance_report.summary": postgres.Nullable(d.Data.Summary), "finance_report.budget_items": d.Data.Budget}
	case d.Step == approval.GMSignoff && d.Outcome == approval.Approve && d.Data.ApprovedAmount != nil:
		return map[string]any{"approved_amount": d.Data.ApprovedAmount}
	case d.Step == approval.FinanceProcessing && d.Outcome == approval.Complete:
		return map[string]any{"paid_amount": d.Data.PaidAmount, "method": d.Data.Method, "voucher_no": d.Data.VoucherNo, "paid_on": d.Data.PaidOn}
	default:
		return nil
	}
}

// factFields are the fields that the author fills in.
var factFields = []string{"reason", "expected_revenue", "expected_cost", "expected_close_on", "win_probability", "category", "purpose", "spent_on", "amount"}

// compareFields compares the values of a submitted request with the last ones that the
// timeline tells.
func (r *record) compareFields(d *differences, fields map[string]any) {
	if r.Status != approval.StatusSubmitting {
		d.compare("status", r.Status, fields["status"])
	}
	stored := map[string]any{
		"approved_amount": r.ApprovedAmount, "paid_amount": r.PaidAmount, "method": r.Method, "voucher_no": r.VoucherNo, "paid_on": r.PaidOn,
	}
	facts := changedFacts(Request{Kind: r.Kind}, r.Request)
	for _, field := range factFields {
		stored[field] = facts[field].After
	}
	for step, report := range r.reports {
		prefix := string(step) + "."
		stored[prefix+"summary"] = postgres.Nullable(report.Summary)
		if step == approval.CommercialReport {
			stored[prefix+"recommendation"] = report.Recommendation
		} else {
			stored[prefix+"budget"], stored[prefix+"budget_items"] = report.Total, report.Budget
		}
	}
	for _, field := range slices.Sorted(maps.Keys(stored)) {
		d.compare(field, stored[field], fields[field])
	}
	if !sameValue(r.ListedPaidOn, r.PaidOn) {
		d.add("paid_on is %s in lists, of the payment %s", inWords(r.ListedPaidOn), inWords(r.PaidOn))
	}
}

// sameValue compares values by their JSON, and amounts by what they are worth.
func sameValue(a, b any) bool {
	return reflect.DeepEqual(plain(a), plain(b))
}

// plain returns the value as JSON decodes it, with amounts in their normal form.
func plain(v any) any {
	decoder := json.NewDecoder(strings.NewReader(postgres.AsJSON(v)))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return err.Error()
	}
	return normal(decoded)
}

func normal(v any) any {
	fields, ok := v.(map[string]any)
	if !ok {
		return v
	}
	amount, isText := fields["amount"].(string)
	currency, named := fields["currency"].(string)
	if isText && named && len(fields) == 2 {
		return approval.Money{Amount: amount, Currency: currency}.Fixed()
	}
	for name, value := range fields {
		fields[name] = normal(value)
	}
	return fields
}

// inWords is a value in a sentence.
func inWords(v any) string {
	switch value := plain(v).(type) {
	case nil:
		return "nothing"
	case string:
		if value == "" {
			return "nothing"
		}
		return value
	case approval.Money:
		return value.String()
	default:
		return postgres.AsJSON(value)
	}
}
