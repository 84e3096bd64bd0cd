package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// Who reaches which customer stands here and nowhere else. Contacts, projects,
// competitors and the timeline follow their customer.

// peopleInReach is SQL for the ids of the people whose things the scope
// reaches; $actor is the number of the parameter with the actor's id.
func peopleInReach(scope approval.Scope, actor int) string {
	if scope == approval.ScopeTeam {
		// UNION, not UNION ALL: a circle of managers ends.
		return fmt.Sprintf(`(WITH RECURSIVE team AS (
			SELECT $%d::uuid AS id
			UNION
			SELECT u.id FROM users u JOIN team t ON u.manager_id = t.id
		) SELECT id FROM team)`, actor)
	}
	return fmt.Sprintf(`(SELECT $%d::uuid)`, actor)
}

// customersInReach is an SQL condition on the customer whose id is the column:
// that the scope reaches it. Own customers are those that the actor owns or
// works on a project of. $actor is the number of the parameter with the actor's
// id, which every form of the condition uses.
func customersInReach(scope approval.Scope, column string, actor int) string {
	switch scope {
	case approval.ScopeAll:
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, actor)
	case approval.ScopeOwn, approval.ScopeTeam:
		// As an array, so that the indexes on owner and member are used.
		people := `ANY(ARRAY` + peopleInReach(scope, actor) + `)`
		return fmt.Sprintf(`%s IN (
			SELECT id FROM customers WHERE owner_id = %s
			UNION
			SELECT p.customer_id FROM project_members m JOIN projects p ON p.id = m.project_id WHERE m.user_id = %s
		)`, column, people, people)
	default:
		return fmt.Sprintf(`$%d::uuid IS NULL`, actor)
	}
}

// seesCustomers is the condition that the actor sees the customer whose id is
// the column.
func seesCustomers(actor approval.Actor, column string, arg int) string {
	return customersInReach(actor.Grants.Scope(approval.ReadCustomers), column, arg)
}

// checkSeesCustomer returns a not_found Error unless the actor sees the
// customer.
func (s *Store) checkSeesCustomer(ctx context.Context, actor approval.Actor, customerID string) error {
	var id string
	return s.in(ctx).get(ctx, &id, `
		SELECT c.id FROM customers c WHERE c.id = $1 AND `+seesCustomers(actor, "c.id", 2), customerID, actor.ID)
}

// checkWritesCustomer returns an Error unless the actor may change the customer
// and what hangs on it: not_found when the actor does not even see it.
func (s *Store) checkWritesCustomer(ctx context.Context, actor approval.Actor, customerID string) error {
	var writes bool
	err := s.in(ctx).get(ctx, &writes, `
		SELECT `+customersInReach(actor.Grants.Scope(approval.WriteCustomers), "c.id", 2)+`
		FROM customers c WHERE c.id = $1 AND `+seesCustomers(actor, "c.id", 2), customerID, actor.ID)
	if err != nil {
		return err
	}
	if !writes {
		return approval.Forbidden(approval.Text{
			ZH: "您可以查看此客户，但不能修改", EN: "You may see this customer but not change it"})
	}
	return nil
}
