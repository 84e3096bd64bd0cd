package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Who reaches which request and which task stands here and nowhere else; the
// rule for one task at a time is approval.Holder.

// seesRequests is the condition that the actor sees the request r. Its first
// parameter has the number arg; it uses three, whose values requestReach gives.
//
// A draft is its author's alone. Everything else follows the permission to read
// requests, and reaches those who have, or had, a task in it.
func seesRequests(actor approval.Actor, arg int) string {
	scope := actor.Grants.Scope(approval.ReadRequests)
	reach := fmt.Sprintf(`(r.requester_id IN %s OR %s)`,
		peopleInReach(scope, arg), customersInReach(scope, "r.customer_id", arg))
	if scope == approval.ScopeAll {
		reach = "true"
	}
	return fmt.Sprintf(`(r.requester_id = $%d OR r.status <> 'draft' AND (%s OR EXISTS (
		SELECT FROM tasks t WHERE t.request_id = r.id AND (t.closed_by = $%d OR %s))))`,
		arg, reach, arg, mayDoTask(arg))
}

// mayDoTask is the condition that the actor may do the task t now, as
// approval.Holder has it; for its parameters see requestReach.
func mayDoTask(arg int) string {
	candidate := fmt.Sprintf(`(t.candidate_role = ANY($%d) OR t.step = ANY($%d)) AND t.requester_id <> $%d`, arg+1, arg+2, arg)
	return fmt.Sprintf(`t.state = 'open' AND (
		t.assignee_id = $%d AND (t.candidate_role IS NULL OR %s)
		OR t.assignee_id IS NULL AND %s)`, arg, candidate, candidate)
}

// requestReach gives the values of the three parameters of seesRequests and
// mayDoTask: the actor, the roles held, the steps that permissions allow.
func requestReach(actor approval.Actor) []any {
	steps := []string{}
	for _, step := range approval.DecisionSteps() {
		if actor.Grants.Allows(step.Action()) {
			steps = append(steps, string(step))
		}
	}
	return []any{actor.ID, pq.Array(actor.Roles), pq.Array(steps)}
}

// seesRequest returns a not_found Error unless the actor sees the request.
func (s *Store) seesRequest(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.in(ctx).get(ctx, &found, `SELECT r.id FROM requests r WHERE r.id = $4 AND `+seesRequests(actor, 1),
		append(requestReach(actor), id)...)
}

// managesRequests reports whether the actor finds requests that are stuck and
// may reassign or end them. Of a request this shows no more than ManagedRequest.
func managesRequests(actor approval.Actor) bool { return actor.Grants.Allows(approval.ManageRequests) }

// seesProject returns a not_found Error unless the actor sees the project's
// customer.
func (s *Store) seesProject(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.in(ctx).get(ctx, &found, `
		SELECT p.id FROM projects p WHERE p.id = $2 AND `+seesCustomers(actor, "p.customer_id", 1), actor.ID, id)
}
