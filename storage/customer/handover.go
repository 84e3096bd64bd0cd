package customer

import (
	"context"
	"slices"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
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
	// Unfinished is, for HandOverDone, what former owners have begun there.
	Unfinished []Unfinished
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
		unfinished, err := s.unfinishedOf(ctx, done)
		if err != nil {
			return nil, err
		}
		for i := range results {
			results[i].Unfinished = unfinished[results[i].CustomerID]
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
	return HandOverResult{Status: HandOverDone}, s.AppendEvents(ctx, id, actor.Person(), append([]ledger.NewEvent{handedOver(actor, c, from, reason)}, events...)...)
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
