package request

import (
	"context"
	"strings"

	"approvals/workflows/approval"
)

// Payments summarizes the payments that finance can make now and has made today.
type Payments struct {
	Ready     int              `json:"ready" doc:"Number of expense requests in the inbox to be paid"`
	ReadySums []approval.Money `json:"ready_sums" doc:"Approved amounts, one sum per currency"`
	PaidToday int              `json:"paid_today" doc:"Number of expense requests paid today"`
	PaidSums  []approval.Money `json:"paid_sums" doc:"Paid amounts, one sum per currency"`
}

type moneySum struct {
	Count int            `db:"count"`
	Sum   approval.Money `db:"sum"`
}

// Payments sums up the payments that the actor can make now, and today's payments that
// the actor may read.
func (s *Store) Payments(ctx context.Context, actor approval.Actor) (Payments, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return Payments{}, err
	}
	var mine []string
	for _, w := range taskPaths(actor, 1) {
		mine = append(mine, `SELECT t.id, t.request_id FROM tasks t WHERE t.step = 'finance_processing' AND `+w.where)
	}
	var ready, paid []moneySum
	if err := s.In(ctx).All(ctx, &ready, `
		SELECT count(*), sum(coalesce(e.approved_amount, r.amount)) || ' ' || r.currency AS sum
		FROM (`+strings.Join(mine, ` UNION `)+`) t JOIN requests r ON r.id = t.request_id JOIN expense_requests e ON e.request_id = r.id
		GROUP BY r.currency ORDER BY r.currency`, accessParameters(actor)...); err != nil {
		return Payments{}, err
	}
	if err := s.In(ctx).All(ctx, &paid, `
		SELECT count(*), sum(e.paid_amount) || ' ' || r.currency AS sum FROM requests r JOIN expense_requests e ON e.request_id = r.id
		WHERE `+PaidOn+` = $4::date AND r.status = 'paid' AND `+seesRequests(actor, 1)+`
		GROUP BY r.currency ORDER BY r.currency`, append(accessParameters(actor), today)...); err != nil {
		return Payments{}, err
	}
	p := Payments{}
	p.Ready, p.ReadySums = sumMoney(ready)
	p.PaidToday, p.PaidSums = sumMoney(paid)
	return p, nil
}

// sumMoney returns the total count and the sum by currency.
func sumMoney(sums []moneySum) (count int, money []approval.Money) {
	money = []approval.Money{}
	for _, s := range sums {
		count += s.Count
		money = append(money, s.Sum.Fixed())
	}
	return count, money
}

// Unfinished counts a user's own requests that need the user's action.
type Unfinished struct {
	Drafts   int `db:"drafts"`
	Returned int `db:"returned"`
}

// Unfinished counts the actor's requests that need the actor's action.
func (s *Store) Unfinished(ctx context.Context, actor approval.Actor) (counts Unfinished, err error) {
	err = s.In(ctx).Get(ctx, &counts, `
		SELECT count(*) FILTER (WHERE status = 'draft') AS drafts, count(*) FILTER (WHERE status = 'returned') AS returned
		FROM requests WHERE requester_id = $1 AND status IN ('draft', 'returned')`, actor.ID)
	return counts, err
}
