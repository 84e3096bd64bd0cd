package customer

import (
	"context"
	"fmt"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

// CustomersInReach is an SQL condition: the scope covers the customer whose id is in the
// column. A user's own customers are those that the user owns or has a project in as a
// member. $actor is the number of the parameter with the actor's id, which is always
// used.
func CustomersInReach(scope approval.Scope, column string, actor int) string {
	switch scope {
	case approval.ScopeAll:
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, actor)
	case approval.ScopeOwn, approval.ScopeTeam:
		return column + ` IN (` + customerIDsInReach(scope, actor) + `)`
	default:
		return fmt.Sprintf(`$%d::uuid IS NULL`, actor)
	}
}

// customerIDsInReach is an SQL query for the ids of the customers that an own or team
// scope covers.
func customerIDsInReach(scope approval.Scope, actor int) string {
	// An array lets PostgreSQL use the indexes on owner and member.
	people := `ANY(ARRAY` + account.PeopleInReach(scope, actor) + `)`
	return fmt.Sprintf(`
			SELECT id FROM customers WHERE owner_id = %[1]s
			UNION
			SELECT p.customer_id FROM project_members m JOIN projects p ON p.id = m.project_id WHERE m.user_id = %[1]s
		`, people)
}

// seesFewCustomers is SeesCustomers for lists of records of customers when the actor can
// read only a few customers. The ids are an array, so that the index on the column is
// used.
func seesFewCustomers(actor approval.Actor, column string, arg int) string {
	scope := actor.Grants.Scope(approval.ReadCustomers)
	if scope != approval.ScopeOwn && scope != approval.ScopeTeam {
		return SeesCustomers(actor, column, arg)
	}
	return column + ` = ANY(ARRAY(` + customerIDsInReach(scope, arg) + `))`
}

// SeesCustomers is an SQL condition: the actor may read the customer whose id is in the
// column.
func SeesCustomers(actor approval.Actor, column string, arg int) string {
	return CustomersInReach(actor.Grants.Scope(approval.ReadCustomers), column, arg)
}

// checkCanRead returns a not_found Error unless the actor may read the customer.
func (s *Store) checkCanRead(ctx context.Context, actor approval.Actor, customerID string) error {
	var id string
	return s.In(ctx).Get(ctx, &id, `
		SELECT c.id FROM customers c WHERE c.id = $1 AND `+SeesCustomers(actor, "c.id", 2), customerID, actor.ID)
}

// MayVerify returns an Error unless the actor may verify a hash chain. A customer's
// timeline requires read access to all customers or to the audit log; the audit log
// itself (customerID is empty) requires the latter.
func MayVerify(actor approval.Actor, customerID string) error {
	readsAll := customerID != "" && actor.Grants.Scope(approval.ReadCustomers) == approval.ScopeAll
	if readsAll || actor.Grants.Allows(approval.ReadAudit) {
		return nil
	}
	return approval.Forbidden(approval.Text{ZH: "您没有校验记录的权限", EN: "You do not have permission to verify records"})
}

// checkCanWrite returns an Error unless the actor may change the customer's records:
// not_found if the actor cannot read the customer, conflict if it is archived. It locks
// the customer in share mode, so that the customer is not archived or handed over until
// the transaction ends.
func (s *Store) checkCanWrite(ctx context.Context, actor approval.Actor, customerID string) error {
	return s.lockForWrite(ctx, actor, customerID, `FOR SHARE`)
}

// checkCanEdit is checkCanWrite for changes to the customer itself. It locks exclusively
// from the start, because upgrading a shared lock can deadlock.
func (s *Store) checkCanEdit(ctx context.Context, actor approval.Actor, customerID string) error {
	return s.lockForWrite(ctx, actor, customerID, `FOR NO KEY UPDATE`)
}

func (s *Store) lockForWrite(ctx context.Context, actor approval.Actor, customerID, lock string) error {
	if err := s.LockRow(ctx, "customers", customerID, lock); err != nil {
		return err
	}
	archived, err := s.checkPermitsWrite(ctx, actor, customerID)
	if err == nil && archived {
		return customerArchived()
	}
	return err
}

// checkPermitsWrite is checkCanWrite without a lock, and for archived customers as well.
// It reports whether the customer is archived.
func (s *Store) checkPermitsWrite(ctx context.Context, actor approval.Actor, customerID string) (archived bool, err error) {
	var row struct {
		Writes   bool `db:"writes"`
		Archived bool `db:"archived"`
	}
	err = s.In(ctx).Get(ctx, &row, `
		SELECT `+CustomersInReach(actor.Grants.Scope(approval.WriteCustomers), "c.id", 2)+` AS writes,
			c.archived_at IS NOT NULL AS archived
		FROM customers c WHERE c.id = $1 AND `+SeesCustomers(actor, "c.id", 2), customerID, actor.ID)
	if err != nil {
		return false, err
	}
	if !row.Writes {
		return false, approval.Forbidden(approval.Text{
			ZH: "您可以查看此客户，但不能修改", EN: "You can view this customer but not change it"})
	}
	return row.Archived, nil
}

// fewCustomers is the number of readable customers up to which a list is computed from
// their ids rather than by filtering all customers.
var fewCustomers = 5000

// listsCustomers is SeesCustomers for long lists of customers c. few reports whether the
// actor can read at most fewCustomers, whose ids the condition then contains; otherwise
// the condition is cheap to evaluate for each row.
func (s *Store) listsCustomers(ctx context.Context, actor approval.Actor, arg int) (condition string, few bool, err error) {
	scope := actor.Grants.Scope(approval.ReadCustomers)
	if scope != approval.ScopeOwn && scope != approval.ScopeTeam {
		return SeesCustomers(actor, "c.id", arg), scope == approval.ScopeNone, nil
	}
	people := account.PeopleInReach(scope, 1)
	if err := s.In(ctx).Get(ctx, &few, `
		SELECT count(*) <= $2 FROM (
			SELECT FROM customers WHERE owner_id IN `+people+`
			UNION ALL
			SELECT FROM project_members WHERE user_id IN `+people+`
			LIMIT $2 + 1
		) reach`, actor.ID, fewCustomers); err != nil || few {
		return SeesCustomers(actor, "c.id", arg), few, err
	}
	people = account.PeopleInReach(scope, arg)
	return fmt.Sprintf(`(c.owner_id IN %s OR EXISTS (
		SELECT FROM projects p JOIN project_members m ON m.project_id = p.id
		WHERE p.customer_id = c.id AND m.user_id IN %s))`, people, people), false, nil
}

// mayHandOver reports whether the actor may give the customer to another owner: the
// current owner must be within the scope of the permission. Being a member of one of its
// projects is not enough.
func (s *Store) mayHandOver(ctx context.Context, actor approval.Actor, c Customer) (may bool, err error) {
	scope := actor.Grants.Scope(approval.HandOverCustomers)
	if scope == approval.ScopeAll || scope == approval.ScopeNone {
		return scope == approval.ScopeAll, nil
	}
	err = s.In(ctx).Get(ctx, &may, `SELECT $2::uuid IN `+account.PeopleInReach(scope, 1), actor.ID, c.Owner.ID)
	return may, err
}

// ownerInReach returns the owner of a new customer. The actor must be allowed to change
// the owner's customers, since otherwise the actor would lose access to the new
// customer.
func (s *Store) ownerInReach(ctx context.Context, actor approval.Actor, id string) (p approval.Person, err error) {
	const location = "body.owner_id"
	if p, err = s.newOwner(ctx, id, location); err != nil {
		return p, err
	}
	scope := actor.Grants.Scope(approval.WriteCustomers)
	if scope == approval.ScopeAll {
		return p, nil
	}
	var reached bool
	if err = s.In(ctx).Get(ctx, &reached, `SELECT $2::uuid IN `+account.PeopleInReach(scope, 1), actor.ID, id); err != nil || reached {
		return p, err
	}
	return p, approval.InvalidField(location, approval.Text{
		ZH: "您不能替此人建立客户", EN: "You cannot create customers for this person"})
}

// CheckCanReadProject returns a not_found Error unless the actor may read the project's
// customer.
func (s *Store) CheckCanReadProject(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.In(ctx).Get(ctx, &found, `
		SELECT p.id FROM projects p WHERE p.id = $2 AND `+SeesCustomers(actor, "p.customer_id", 1), actor.ID, id)
}
