package worklog

import (
	"context"
	"slices"
	"strings"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Event kinds of work logs.
const (
	WorkLogAdded      approval.EventKind = "work_log.added"
	WorkLogChanged    approval.EventKind = "work_log.changed"
	WorkLogCorrected  approval.EventKind = "work_log.corrected"
	WorkLogPhotoAdded approval.EventKind = "work_log.photo_added"
)

var workLogKinds = map[Kind]approval.Text{
	WorkVisit:   {ZH: "拜访", EN: "a visit"},
	WorkCall:    {ZH: "电话", EN: "a call"},
	WorkMeeting: {ZH: "会议", EN: "a meeting"},
	WorkBid:     {ZH: "投标工作", EN: "a bid"},
	WorkOffice:  {ZH: "办公室工作", EN: "office work"},
	WorkOther:   {ZH: "其他工作", EN: "other work"},
}

// recordChange records the change in the timeline of the entry's customer. A change of
// customer is recorded in both timelines, in the former customer's without mentioning
// the new one, which its readers may not be allowed to read.
func (s *Store) recordChange(ctx context.Context, actor approval.Actor, before, after WorkLog) error {
	events := map[string]ledger.NewEvent{}
	switch from, to := idOf(before.Customer), idOf(after.Customer); {
	case from != nil && to != nil && *from == *to:
		events[*to] = after.event(WorkLogChanged, after.changes(before), approval.Text{
			ZH: "%[1]s 修改了 %[2]s 的工作日志（%[3]s）：%[4]s", EN: "%[1]s changed the work log of %[2]s, %[3]s: %[4]s"})
	default:
		if from != nil {
			events[*from] = before.event(WorkLogChanged,
				approval.Changes{"customer": {Before: before.Customer}}, approval.Text{
					ZH: "%[1]s 将 %[2]s 的工作日志（%[3]s）移出了此客户：%[4]s", EN: "%[1]s took the work log of %[2]s, %[3]s, off this customer: %[4]s"})
		}
		if to != nil {
			events[*to] = after.event(WorkLogAdded, after.changes(WorkLog{}), approval.Text{
				ZH: "%[1]s 记录了 %[2]s 的%[3]s：%[4]s", EN: "%[1]s logged %[3]s on %[2]s: %[4]s"})
		}
	}
	// A fixed order prevents deadlocks between concurrent edits.
	customers := make([]string, 0, len(events))
	for id := range events {
		customers = append(customers, id)
	}
	slices.Sort(customers)
	for _, id := range customers {
		if err := s.AppendEvents(ctx, id, actor.Person(), events[id]); err != nil {
			return err
		}
	}
	return nil
}

// event returns an event about the entry. The arguments of the summary are the author,
// the day, the kind and an excerpt of the content, then more.
func (w WorkLog) event(kind approval.EventKind, changes approval.Changes, summary approval.Text, more ...any) ledger.NewEvent {
	values := append([]any{w.Author.Name, string(w.WorkDate), workLogKinds[w.Kind], w.excerpt()}, more...)
	return ledger.NewEvent{
		Kind: kind, ProjectID: idOf(w.Project), Subject: w.Subject(), Changes: changes, Summary: summary.Format(values...),
	}
}

func (w WorkLog) Subject() approval.Subject {
	return approval.Subject{Type: "work_log", ID: w.ID, Label: string(w.WorkDate) + " " + w.excerpt()}
}

// excerpt returns the beginning of the content on one line.
func (w WorkLog) excerpt() string {
	return postgres.Clipped(strings.Join(strings.Fields(w.Content), " "))
}

func (w WorkLog) changes(before WorkLog) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "work_date", string(before.WorkDate), string(w.WorkDate))
	ledger.NoteText(changes, "kind", string(before.Kind), string(w.Kind))
	ledger.NoteText(changes, "content", before.Content, w.Content)
	ledger.NoteText(changes, "result", before.Result, w.Result)
	ledger.NoteText(changes, "next_step", before.NextStep, w.NextStep)
	ledger.NoteChange(changes, "hours", before.Hours, w.Hours)
	ledger.NoteText(changes, "place", before.Place, w.Place)
	ledger.NoteChange(changes, "customer", before.Customer, w.Customer)
	ledger.NoteChange(changes, "project", before.Project, w.Project)
	ledger.NoteChange(changes, "contact", before.Contact, w.Contact)
	return changes
}
