package request

import (
	"context"
	"fmt"
	"strings"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Access to requests and tasks is defined here and nowhere else; the rule for a single
// task is approval.Holder.

// accessPath is one of the ways in which a user can have access to a row.
type accessPath struct {
	// where is the SQL condition on the row, answered by one index in the order of ids.
	where string
	// ids, if set, is an SQL subquery for ids, one of which must be in the row's column.
	ids, column string
	// single replaces where for the check of a single row.
	single string
}

// condition is an SQL condition: one of the paths gives access to the row.
func condition(ways []accessPath) string {
	var any []string
	for _, w := range ways {
		switch {
		case w.single != "":
			any = append(any, w.single)
		case w.ids != "":
			any = append(any, fmt.Sprintf(`%s AND %s IN (%s)`, w.where, w.column, w.ids))
		default:
			any = append(any, w.where)
		}
	}
	return `((` + strings.Join(any, `) OR (`) + `))`
}

// firstIDs is an SQL query for the ids of the first accessible rows that match where. It
// reads as many rows of each path from its index and merges them, so unlike a
// disjunction on each row its cost does not grow with the table.
func firstIDs(tables, row string, ways []accessPath, where postgres.Conditions, order postgres.Sorting, limit int) string {
	columns := row + `.id`
	if order.Key != "" {
		columns += `, ` + order.Key + ` AS key`
	}
	var parts []string
	for _, w := range ways {
		fits := postgres.Conditions{Parts: append([]string{`(` + w.where + `)`}, where.Parts...)}
		if w.ids != "" {
			fits.And(fmt.Sprintf(`%s = reached.id`, w.column))
		}
		part := fmt.Sprintf(`SELECT %s FROM %s WHERE %s ORDER BY %s LIMIT %d`, columns, tables, fits, order.By(order.Key, row+`.id`), limit)
		if w.ids != "" {
			part = fmt.Sprintf(`SELECT first.* FROM (%s) AS reached (id) CROSS JOIN LATERAL (%s) AS first`, w.ids, part)
		}
		parts = append(parts, part)
	}
	return fmt.Sprintf(`SELECT mine.id FROM ((%s)) AS mine ORDER BY %s LIMIT %d`,
		strings.Join(parts, `) UNION (`), order.By(`mine.key`, `mine.id`), limit)
}

// seesRequests is an SQL condition: the actor may read the request r. It uses three
// parameters, from number arg on, with the values of accessParameters.
func seesRequests(actor approval.Actor, arg int) string { return condition(requestPaths(actor, arg)) }

// requestPaths are the ways in which the actor can have access to the request r.
//
// A draft is visible to its author only. Everything else is visible to users with the
// permission to read requests, within its scope, and to those who have or had a task in
// the request.
func requestPaths(actor approval.Actor, arg int) []accessPath {
	const handedIn = `r.status <> 'draft'`
	scope := actor.Grants.Scope(approval.ReadRequests)
	if scope == approval.ScopeAll {
		return []accessPath{{where: fmt.Sprintf(`(r.requester_id = $%d OR %s)`+declareRoleParameters(arg), arg, handedIn)}}
	}
	theirs := []string{fmt.Sprintf(`SELECT t.request_id FROM tasks t WHERE t.state = 'done' AND t.closed_by = $%d`, arg)}
	for _, w := range taskPaths(actor, arg) {
		theirs = append(theirs, `SELECT t.request_id FROM tasks t WHERE `+w.where)
	}
	ways := []accessPath{
		{where: fmt.Sprintf(`r.requester_id = $%d`+declareRoleParameters(arg), arg)},
		{
			where: handedIn, ids: strings.Join(theirs, ` UNION `), column: "r.id",
			single: fmt.Sprintf(`%s AND EXISTS (SELECT FROM tasks t WHERE t.request_id = r.id AND (t.state = 'done' AND t.closed_by = $%d OR %s))`,
				handedIn, arg, mayDoTask(actor, arg)),
		},
	}
	if scope != approval.ScopeNone {
		ways = append(ways,
			accessPath{where: handedIn, ids: `SELECT id FROM users WHERE id IN ` + account.PeopleInReach(scope, arg), column: "r.requester_id"},
			accessPath{where: handedIn, ids: `SELECT c.id FROM customers c WHERE ` + customer.CustomersInReach(scope, "c.id", arg), column: "r.customer_id"})
	}
	return ways
}

// declareRoleParameters is a true condition with the two parameters of accessParameters
// that not every path uses, since PostgreSQL must know their types.
func declareRoleParameters(arg int) string {
	return fmt.Sprintf(` AND ($%d::text[] IS NOT NULL AND $%d::text[] IS NOT NULL)`, arg+1, arg+2)
}

// mayDoTask is an SQL condition: the actor may do the task t now, by the rule of
// approval.Holder. Its parameters are those of accessParameters.
func mayDoTask(actor approval.Actor, arg int) string { return condition(taskPaths(actor, arg)) }

// taskPaths are the ways in which the actor can be entitled to do the task t. The first
// is being its assignee.
func taskPaths(actor approval.Actor, arg int) []accessPath {
	// The column fallback stores approval.Holder's rule for tasks of the fallback role.
	candidate := fmt.Sprintf(`(t.fallback AND t.candidate_role = ANY($%d::text[]) OR t.step = ANY($%d::text[])) AND t.requester_id <> $%d`,
		arg+1, arg+2, arg)
	ways := []accessPath{{where: fmt.Sprintf(`t.state = 'open' AND t.assignee_id = $%d AND (t.candidate_role IS NULL OR %s)`, arg, candidate)}}
	shared := func(which string, list, count int) {
		for i := range count {
			ways = append(ways, accessPath{where: fmt.Sprintf(
				`t.state = 'open' AND t.assignee_id IS NULL AND %s = ($%d::text[])[%d] AND t.requester_id <> $%d`, which, list, i+1, arg)})
		}
	}
	shared(`t.fallback AND t.candidate_role`, arg+1, len(actor.Roles))
	shared(`t.candidate_role IS NOT NULL AND t.step`, arg+2, len(stepsAllowed(actor)))
	return ways
}

// stepsAllowed returns the steps that the actor's permissions allow.
func stepsAllowed(actor approval.Actor) []string {
	steps := []string{}
	for _, step := range approval.DecisionSteps() {
		if actor.Grants.Allows(step.Action()) {
			steps = append(steps, string(step))
		}
	}
	return steps
}

// accessParameters returns the values of the three parameters of requestPaths and
// taskPaths: the actor, the actor's roles, and the allowed steps.
func accessParameters(actor approval.Actor) []any {
	return []any{actor.ID, pq.Array(actor.Roles), pq.Array(stepsAllowed(actor))}
}

// checkCanRead returns a not_found Error unless the actor may read the request.
func (s *Store) checkCanRead(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.In(ctx).Get(ctx, &found, `SELECT r.id FROM requests r WHERE r.id = $4 AND `+seesRequests(actor, 1),
		append(accessParameters(actor), id)...)
}

// managesRequests reports whether the actor may find, reassign and end stuck requests.
// It gives access to the fields of ManagedRequest only.
func managesRequests(actor approval.Actor) bool { return actor.Grants.Allows(approval.ManageRequests) }
