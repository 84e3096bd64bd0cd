package request

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// lockedProject is the project of a request to create or to submit.
type lockedProject struct {
	CustomerID string `db:"customer_id"`
	Currency   string `db:"currency"`
	// Member reports whether the actor is a member of the project or the owner of the
	// customer.
	Member bool `db:"member"`
	customer.Archived
}

// lockProject reads a project that the actor may read, and locks it with its customer by
// the clause.
func (s *Store) lockProject(ctx context.Context, actor approval.Actor, projectID, lock string) (p lockedProject, err error) {
	err = s.In(ctx).Get(ctx, &p, `
		SELECT p.customer_id, p.currency, `+customer.ArchivedColumns+`,
		       c.owner_id = $1 OR EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $1) AS member
		FROM projects p JOIN customers c ON c.id = p.customer_id
		WHERE p.id = $2 AND `+customer.SeesCustomers(actor, "p.customer_id", 1)+` `+lock, actor.ID, projectID)
	return p, err
}

// memberProject is lockProject for members of the project and the owner of the customer.
// For others, as the customer's former owner, the error is invalid.
func (s *Store) memberProject(ctx context.Context, actor approval.Actor, projectID, lock string) (p lockedProject, err error) {
	if p, err = s.lockProject(ctx, actor, projectID, lock); err == nil || approval.CodeOf(err) == approval.CodeNotFound {
		err = p.checkMember()
	}
	return p, err
}

// checkMember returns an invalid Error unless the actor is a member of the project or the
// owner of the customer.
func (p lockedProject) checkMember() error {
	if p.Member {
		return nil
	}
	return approval.InvalidField("body.project_id", approval.Text{ZH: "您不是该项目的成员", EN: "You are not a member of this project"})
}
