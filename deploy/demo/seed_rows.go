package demo

import (
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// seedRun generates rows with increasing ids and timestamps.
type seedRun struct {
	plan SeedPlan
	// reps own the customers in turn.
	reps                    []approval.Person
	finance, generalManager approval.Person
	at                      time.Time
	due                     func(step approval.Step, opened time.Time) *time.Time
	requests                int
}

// seedBatch are the rows to copy, by table.
type seedBatch struct {
	customers, projects, members, requests, expenses, tasks, decisions, transitions, heads, events [][]any
}

// idAt returns a UUIDv7 for the time.
func idAt(at time.Time) string {
	var id uuid.UUID
	rand.Read(id[:])
	var millis [8]byte
	binary.BigEndian.PutUint64(millis[:], uint64(at.UnixMilli()))
	copy(id[:6], millis[2:])
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id.String()
}

// asJSON is the value of a jsonb column.
func asJSON(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", value, err))
	}
	return string(raw)
}

// amountOf is the value of an amount column.
func amountOf(m *approval.Money) sql.NullString {
	if m == nil {
		return sql.NullString{}
	}
	return sql.NullString{String: m.Amount, Valid: true}
}

// seedTimeline appends events to a chain in memory.
type seedTimeline struct {
	customerID string
	seq        int64
	hash       string
	at         time.Time
	events     [][]any
}

func (t *seedTimeline) append(at time.Time, actor approval.Person, e ledger.NewEvent) error {
	event := approval.Event{
		ID: idAt(at), CustomerID: t.customerID, Seq: t.seq + 1, Kind: e.Kind, At: at, Actor: actor, ProjectID: e.ProjectID,
		Subject: e.Subject, Changes: e.Changes, Summary: e.Summary, PrevHash: t.hash,
	}
	var err error
	if event.Hash, err = event.Digest(); err != nil {
		return err
	}
	t.seq, t.hash, t.at = event.Seq, event.Hash, at
	t.events = append(t.events, []any{
		event.ID, event.CustomerID, event.Seq, event.Kind, event.At, actor.ID, actor.Name, event.ProjectID,
		e.Subject.Type, e.Subject.ID, e.Subject.Label, asJSON(e.Changes), e.Summary.ZH, e.Summary.EN, event.PrevHash, event.Hash,
	})
	return nil
}

// customer adds a customer with a project, requests with the number of tasks, and
// notes until the timeline has the number of events.
func (r *seedRun) customer(b *seedBatch, n, events, tasks int) error {
	rep := r.reps[n%len(r.reps)]
	// Customers are created one after the other during half a year.
	r.at = r.at.Add(max(180*24*time.Hour/time.Duration(r.plan.Customers), time.Millisecond)).Truncate(time.Microsecond)
	id, project := idAt(r.at), idAt(r.at)
	name, projectName := fmt.Sprintf("压测客户 %06d", n+1), fmt.Sprintf("压测项目 %06d", n+1)
	// The customer's events are distributed over the year.
	steps := max(events, tasks*2+2) + 1
	pause := time.Until(r.at) * -1 / time.Duration(steps)
	at := r.at
	next := func() time.Time { at = at.Add(pause).Truncate(time.Microsecond); return at }
	line := &seedTimeline{customerID: id}
	cust := approval.Subject{Type: "customer", ID: id, Label: name}
	b.customers = append(b.customers, []any{id, name, "manufacturing", "east_china", "c", rep.ID, at, at})
	if err := line.append(at, rep, ledger.NewEvent{Kind: customer.CustomerCreated, Subject: cust,
		Changes: approval.Changes{"name": {After: name}, "industry": {After: "manufacturing"}, "region": {After: "east_china"}, "level": {After: "c"}, "owner": {After: rep}},
		Summary: approval.Text{ZH: "%s 新建了客户“%s”", EN: "%s added the customer %s"}.Format(rep.Name, name)}); err != nil {
		return err
	}
	b.projects = append(b.projects, []any{project, id, projectName, at, at})
	b.members = append(b.members, []any{project, rep.ID})
	if err := line.append(next(), rep, ledger.NewEvent{Kind: customer.ProjectCreated, ProjectID: &project, Subject: approval.Subject{Type: "project", ID: project, Label: projectName},
		Changes: approval.Changes{"name": {After: projectName}, "stage": {After: customer.StageLead}, "members": {After: []approval.Person{rep}}},
		Summary: approval.Text{ZH: "%s 新建了项目“%s”", EN: "%s added the project %s"}.Format(rep.Name, projectName)}); err != nil {
		return err
	}
	for tasks > 0 {
		made, err := r.expense(b, line, id, project, rep, min(tasks, 2), next)
		if err != nil {
			return err
		}
		tasks -= made
	}
	for len(line.events) < events {
		text := fmt.Sprintf("第 %d 次跟进：客户情况如常。", len(line.events))
		if err := line.append(next(), rep, ledger.NewEvent{Kind: customer.NoteAdded, Subject: cust, Changes: approval.Changes{"text": {After: text}},
			Summary: approval.Text{ZH: "%s 备注：%s", EN: "%s noted: %s"}.Format(rep.Name, text)}); err != nil {
			return err
		}
	}
	b.heads = append(b.heads, []any{id, line.seq, line.hash, line.at})
	b.events = append(b.events, line.events...)
	return nil
}

// expense adds an expense request with one or two tasks, which is paid, open or
// rejected.
func (r *seedRun) expense(b *seedBatch, line *seedTimeline, customer, project string, rep approval.Person, tasks int, next func() time.Time) (int, error) {
	r.requests++
	at := next()
	amount := approval.Money{Amount: fmt.Sprintf("%d.%02d", 100+r.requests%4900, r.requests%100), Currency: approval.DefaultCurrency}
	req := request.Request{ID: idAt(at), Kind: approval.ExpenseRequest, Status: approval.StatusDraft, ProjectID: project, Amount: &amount}
	// Seeded numbers cannot collide with those of other requests.
	req.Number = fmt.Sprintf("E-S%s", req.ID[24:])
	created := at
	category, purpose, spentOn := "travel", "压测差旅", approval.Date(created.Format(time.DateOnly))
	req.Category, req.Purpose, req.SpentOn = &category, &purpose, &spentOn
	position := approval.Position{Status: approval.StatusDraft}
	var signed, paid *approval.Money
	var voucher, method *string
	var paidOn *approval.Date
	decide := func(at time.Time, actor approval.Person, task string, step approval.Step, outcome approval.Outcome, data approval.DecisionData, status approval.Status, comment string, opens ...approval.Step) error {
		before := req
		d := approval.Decision{ActorID: actor.ID, TaskID: task, Step: step, Outcome: outcome, Revision: 1, Comment: comment, Data: data,
			Facts: approval.Facts{Amount: &amount}}
		if status == approval.StatusPaid {
			on := approval.Date(at.Format(time.DateOnly))
			number, way := "V-"+req.ID[24:], "bank_transfer"
			paid, voucher, method, paidOn = &amount, &number, &way, &on
			d.Data = approval.DecisionData{PaidAmount: paid, VoucherNo: number, Method: way, PaidOn: on}
		}
		if outcome == approval.Approve {
			signed = &amount
		}
		var opened []approval.OpenTask
		for _, step := range opens {
			opened = append(opened, approval.OpenTask{ID: idAt(at), Step: step})
		}
		t := approval.Transition{RequestID: req.ID, Number: position.Number + 1, UpdateID: uuid.NewString(), Decision: d,
			Move: approval.Move{Status: status, Open: opens}}
		position = position.After(t, opened)
		req.Status, req.ApprovedAmount, req.PaidAmount = status, signed, paid
		req.VoucherNo, req.Method, req.PaidOn = voucher, method, paidOn
		b.decisions = append(b.decisions, []any{idAt(at), req.ID, sql.NullString{String: task, Valid: task != ""}, step, outcome, actor.ID, 1, comment, asJSON(d.Data), at})
		b.transitions = append(b.transitions, []any{req.ID, t.Number, t.UpdateID, actor.ID, "", asJSON(position), at, true})
		return line.append(at, actor, request.DecisionEvent(approval.Actor{ID: actor.ID, Name: actor.Name}, before, req, d))
	}
	task := func(open approval.OpenTask, at time.Time, closed *time.Time, by *approval.Person, outcome *approval.Outcome) {
		state := approval.TaskOpen
		var closedBy *string
		if closed != nil {
			state, closedBy = approval.TaskDone, &by.ID
		}
		role := open.Step.Role()
		b.tasks = append(b.tasks, []any{open.ID, req.ID, open.Step, state, role, rep.ID, asJSON(approval.Reason{
			How: approval.ByRole, Role: role, Values: map[string]string{"step": string(open.Step), "role": role}, Text: open.Step.Label()}),
			at, closed, closedBy, outcome, r.due(open.Step, at)})
	}
	at = next()
	submitted := at
	if err := decide(at, rep, "", approval.Draft, approval.Submit, approval.DecisionData{}, approval.StatusInReview, "", approval.GMSignoff); err != nil {
		return 0, err
	}
	sign := position.Open[0]
	// One in ten is still open.
	waits := r.requests%10 == 0
	made := 1
	switch {
	case tasks == 1 && waits:
		task(sign, submitted, nil, nil, nil)
	case tasks == 1:
		at = next()
		reject := approval.Reject
		if err := decide(at, r.generalManager, sign.ID, sign.Step, reject, approval.DecisionData{}, approval.StatusRejected, "不属于项目费用"); err != nil {
			return 0, err
		}
		task(sign, submitted, &at, &r.generalManager, &reject)
	default:
		made = 2
		at = next()
		signedAt, approve := at, approval.Approve
		if err := decide(at, r.generalManager, sign.ID, sign.Step, approve, approval.DecisionData{}, approval.StatusApproved, "", approval.FinanceProcessing); err != nil {
			return 0, err
		}
		task(sign, submitted, &signedAt, &r.generalManager, &approve)
		pay := position.Open[0]
		if waits {
			task(pay, signedAt, nil, nil, nil)
			break
		}
		at = next()
		paidAt, complete := at, approval.Complete
		if err := decide(at, r.finance, pay.ID, pay.Step, complete, approval.DecisionData{}, approval.StatusPaid, ""); err != nil {
			return 0, err
		}
		task(pay, signedAt, &paidAt, &r.finance, &complete)
	}
	b.requests = append(b.requests, []any{req.ID, req.Kind, req.Number, req.Status, customer, project, rep.ID, amount.Amount,
		asJSON(position), created, at, submitted, true})
	b.expenses = append(b.expenses, []any{req.ID, category, purpose, spentOn,
		amountOf(signed), amountOf(paid), method, voucher, paidOn})
	return made, nil
}
