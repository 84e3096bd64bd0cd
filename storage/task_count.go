package storage

import (
	"context"
	"strings"

	"approvals/workflows/approval"
)

// TaskCounts says how much waits for a person, and for what the person waits.
type TaskCounts struct {
	Inbox     int `json:"inbox" doc:"What you can do"`
	Claimed   int `json:"claimed" doc:"What of it you have taken"`
	Requested int `json:"requested" doc:"What others have to do for you"`
	Overdue   int `json:"overdue" doc:"What of the inbox is late"`
	DueToday  int `json:"due_today" doc:"What of the inbox is due later on the company's day"`
	// ByStep counts the inbox.
	ByStep              map[approval.Step]int    `json:"by_step" doc:"The inbox by step; a step of which there is nothing is absent"`
	StepLabels          map[string]approval.Text `json:"by_step_labels" doc:"What these steps are called"`
	ReadyToPay          int                      `json:"ready_to_pay" doc:"Expense requests in the inbox that wait for finance"`
	UnreadNotifications int                      `json:"unread_notifications"`
}

// TaskCounts counts the actor's boxes and unread notifications.
func (s *Store) TaskCounts(ctx context.Context, actor approval.Actor) (TaskCounts, error) {
	var parts []string
	for _, w := range taskWays(actor, 1) {
		parts = append(parts, `SELECT t.id, t.step, t.due_at, t.claimed_at, t.assignee_id FROM tasks t WHERE `+w.where)
	}
	var steps []struct {
		Step    approval.Step `db:"step"`
		All     int           `db:"all_of_it"`
		Late    int           `db:"late"`
		Today   int           `db:"today"`
		Claimed int           `db:"claimed"`
	}
	_, dayEnds, err := s.companyDay(ctx)
	if err != nil {
		return TaskCounts{}, err
	}
	counts := TaskCounts{ByStep: map[approval.Step]int{}, StepLabels: map[string]approval.Text{}}
	if err := s.in(ctx).all(ctx, &steps, `
		SELECT step, count(*) AS all_of_it, count(*) FILTER (WHERE due_at < $4) AS late,
			count(*) FILTER (WHERE due_at >= $4 AND due_at < $5) AS today,
			count(*) FILTER (WHERE assignee_id = $1 AND claimed_at IS NOT NULL) AS claimed
		FROM (`+strings.Join(parts, ` UNION `)+`) mine GROUP BY step`, append(requestReach(actor), now(), dayEnds)...); err != nil {
		return TaskCounts{}, err
	}
	for _, of := range steps {
		counts.Inbox += of.All
		counts.Overdue += of.Late
		counts.DueToday += of.Today
		counts.Claimed += of.Claimed
		counts.ByStep[of.Step], counts.StepLabels[string(of.Step)] = of.All, of.Step.Label()
	}
	counts.ReadyToPay = counts.ByStep[approval.FinanceProcessing]
	err = s.in(ctx).get(ctx, &counts.Requested, `
		SELECT count(*) FROM tasks t WHERE t.state = 'open' AND t.requester_id = $1 AND t.candidate_role IS NOT NULL`, actor.ID)
	if err != nil {
		return TaskCounts{}, err
	}
	err = s.in(ctx).get(ctx, &counts.UnreadNotifications, `
		SELECT count(*) FROM notifications n WHERE n.user_id = $1 AND n.read_at IS NULL`, actor.ID)
	return counts, err
}
