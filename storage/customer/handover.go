package customer

import (
	"context"
	"slices"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// CustomerHandedOver is the event kind of a change of a customer's owner.
const CustomerHandedOver approval.EventKind = "customer.handed_over"

// HandOver is the input for changing the owner of customers.
type HandOver struct {
	CustomerIDs []string
	ToUserID    string
	Reason      string
}

// HandOverStatus is the result for one customer of a hand-over.
type HandOverStatus string

// The results of a hand-over.
const (
	HandOverDone HandOverStatus = "done"
	// HandOverUnchanged means that the new owner already was the owner.
	HandOverUnchanged HandOverStatus = "unchanged"
	HandOverRefused   HandOverStatus = "refused"
)

// HandOverResult is the result for one customer of a hand-over.
type HandOverResult struct {
	CustomerID string
	Status     HandOverStatus
	// Refusal is the reason for HandOverRefused.
	Refusal *approval.Error
	// Unfinished is nil if nothing stays with the former owner.
	Unfinished *Unfinished

	// from is the former owner, for HandOverDone.
	from approval.Person
}

// Unfinished is what the former owner of a customer has begun there and keeps.
type Unfinished struct {
	Owner    approval.Person `json:"owner" doc:"The former owner"`
	Drafts   int             `json:"drafts" doc:"Requests that are not yet submitted"`
	Requests int             `json:"requests" doc:"Requests under way"`
	Tasks    int             `json:"tasks" doc:"Open tasks that are assigned to or claimed by this person"`
}

// HandOverCustomers changes the owner of each of the customers that the actor may hand
// over. A refused customer does not affect the others. There is one result for each
// distinct id, ordered by id. The error is invalid if the new owner is.
func (s *Store) HandOverCustomers(ctx context.Context, actor approval.Actor, h HandOver) ([]HandOverResult, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (results []HandOverResult, err error) {
		to, err := s.newOwner(ctx, h.ToUserID, "body.to_user_id")
		if err != nil {
			return nil, err
		}
		outcome := map[string]HandOverResult{}
		ids := make([]string, len(h.CustomerIDs))
		for i, id := range h.CustomerIDs {
			ids[i] = postgres.CanonicalID(id)
		}
		// A fixed order prevents deadlocks between concurrent hand-overs.
		for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
			result, err := s.handOver(ctx, actor, id, to, h.Reason)
			refusal := approval.AsError(err)
			if err != nil && (refusal == nil || refusal.Code == approval.CodeUnavailable) {
				return nil, err
			}
			result.CustomerID, result.Refusal = id, refusal
			outcome[id] = result
		}
		if err := s.noteUnfinished(ctx, outcome); err != nil {
			return nil, err
		}
		for _, id := range ids {
			if result, untold := outcome[id]; untold {
				results = append(results, result)
				delete(outcome, id)
			}
		}
		var done []string
		for _, result := range results {
			if result.Status == HandOverDone {
				done = append(done, result.CustomerID)
			}
		}
		return results, s.notifyNewOwner(ctx, actor, to, done, h.Reason)
	})
}

// CustomerReceived is the notification kind for the new owner of customers.
const CustomerReceived account.NotificationKind = "customer.received"

// notifyNewOwner tells the new owner, unless that is the actor, in one notification.
func (s *Store) notifyNewOwner(ctx context.Context, actor approval.Actor, to approval.Person, ids []string, reason string) error {
	if len(ids) == 0 || to.ID == actor.ID {
		return nil
	}
	n := account.NewNotification{
		UserID: to.ID, Kind: CustomerReceived, Subject: account.NotificationSubject{Type: "customer", ID: ids[0]}, Link: "/customers?owner_id=" + to.ID,
		Text: approval.Text{ZH: "%[1]s 把 %[2]d 个客户移交给您：%[3]s", EN: "%[1]s handed %[2]d customers over to you: %[3]s"}.
			Format(actor.Name, len(ids), postgres.Clipped(reason)),
	}
	if len(ids) == 1 {
		c, err := s.customer(ctx, ids[0])
		if err != nil {
			return err
		}
		n.Link = "/customers/" + c.ID
		n.Text = approval.Text{ZH: "%s 把客户“%s”移交给您：%s", EN: "%s handed the customer %s over to you: %s"}.
			Format(actor.Name, c.Name, postgres.Clipped(reason))
	}
	_, err := s.Notify(ctx, n)
	return err
}

// handOver changes the owner of one customer. With an Error, nothing was written.
func (s *Store) handOver(ctx context.Context, actor approval.Actor, id string, to approval.Person, reason string) (HandOverResult, error) {
	refused := HandOverResult{Status: HandOverRefused}
	if err := s.LockRow(ctx, "customers", id, `FOR NO KEY UPDATE`); err != nil {
		return refused, err
	}
	c, err := s.Customer(ctx, actor, id)
	if err != nil {
		return refused, err
	}
	if c.ArchivedAt != nil {
		return refused, customerArchived()
	}
	if err := s.checkCanHandOver(ctx, actor, c); err != nil {
		return refused, err
	}
	if c.Owner.ID == to.ID {
		return HandOverResult{Status: HandOverUnchanged}, nil
	}
	from := c.Owner
	c.Owner = to
	if err := s.In(ctx).Exec(ctx, `
		UPDATE customers SET owner_id = $2, version = version + 1, updated_at = now() WHERE id = $1`, id, to.ID); err != nil {
		return refused, err
	}
	events, err := s.endMemberships(ctx, actor, id, from)
	if err != nil {
		return refused, err
	}
	done := HandOverResult{Status: HandOverDone, from: from}
	return done, s.AppendEvents(ctx, id, actor.Person(), append([]ledger.NewEvent{handedOver(actor, c, from, reason)}, events...)...)
}

// noteUnfinished sets what stays with the former owner of each customer that was handed
// over.
func (s *Store) noteUnfinished(ctx context.Context, outcome map[string]HandOverResult) error {
	var customers, owners []string
	for id, result := range outcome {
		if result.Status == HandOverDone {
			customers, owners = append(customers, id), append(owners, result.from.ID)
		}
	}
	if len(customers) == 0 {
		return nil
	}
	var found []struct {
		CustomerID string `db:"customer_id"`
		Drafts     int    `db:"drafts"`
		Requests   int    `db:"requests"`
		Tasks      int    `db:"tasks"`
	}
	if err := s.In(ctx).All(ctx, &found, `
		WITH given AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g (customer_id, owner_id))
		SELECT customer_id, count(*) FILTER (WHERE part = 'draft') AS drafts, count(*) FILTER (WHERE part = 'request') AS requests,
			count(*) FILTER (WHERE part = 'task') AS tasks
		FROM (
			SELECT g.customer_id, CASE r.status WHEN 'draft' THEN 'draft' ELSE 'request' END AS part
			FROM given g JOIN requests r ON r.customer_id = g.customer_id AND r.requester_id = g.owner_id
			WHERE r.status IN ('draft', 'submitting', 'in_review', 'returned') OR r.status = 'approved' AND r.kind = 'expense_request'
			UNION ALL
			SELECT g.customer_id, 'task'
			FROM given g JOIN requests r ON r.customer_id = g.customer_id
			JOIN tasks t ON t.request_id = r.id AND t.assignee_id = g.owner_id AND t.state = 'open'
		) parts GROUP BY customer_id`, pq.Array(customers), pq.Array(owners)); err != nil {
		return err
	}
	for _, f := range found {
		result := outcome[f.CustomerID]
		result.Unfinished = &Unfinished{Owner: result.from, Drafts: f.Drafts, Requests: f.Requests, Tasks: f.Tasks}
		outcome[f.CustomerID] = result
	}
	return nil
}

// handedOver returns the event of a change of owner.
func handedOver(actor approval.Actor, c Customer, from approval.Person, reason string) ledger.NewEvent {
	changes := approval.Changes{"owner": {Before: from, After: c.Owner}}
	ledger.NoteText(changes, "reason", "", reason)
	return ledger.NewEvent{
		Kind: CustomerHandedOver, Subject: c.Subject(), Changes: changes,
		Summary: approval.Text{ZH: "%s 将客户“%s”由 %s 移交给 %s", EN: "%s handed the customer %s over from %s to %s"}.
			Format(actor.Name, c.Name, from.Name, c.Owner.Name),
	}
}

// checkCanHandOver returns a forbidden Error unless the actor, who can read the
// customer, may change its owner.
func (s *Store) checkCanHandOver(ctx context.Context, actor approval.Actor, c Customer) error {
	may, err := s.mayHandOver(ctx, actor, c)
	if err != nil || may {
		return err
	}
	return approval.Forbidden(approval.Text{
		ZH: "只有客户负责人或其上级等有权限的人可以移交客户",
		EN: "Only the customer's owner, a superior, or somebody who may hand over other people's customers can hand it over"})
}

// newOwner returns the person who is to own a customer: an active user with a role that
// permits owning customers. For anybody else the error is invalid at the location.
func (s *Store) newOwner(ctx context.Context, id, location string) (p approval.Person, err error) {
	if p, err = s.ActivePerson(ctx, id, location); err != nil {
		return p, err
	}
	var may bool
	if err = s.In(ctx).Get(ctx, &may, `
		SELECT EXISTS (SELECT FROM user_roles ur JOIN role_permissions p ON p.role_id = ur.role_id
			WHERE ur.user_id = $1 AND p.action = $2)`, id, approval.WriteCustomers); err != nil || may {
		return p, err
	}
	return p, approval.InvalidField(location, approval.Text{
		ZH: "%s 没有维护客户的权限，不能成为负责人", EN: "%s may not maintain customers and so cannot own one"}.Format(p.Name))
}
