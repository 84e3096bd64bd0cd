package storage

import (
	"context"

	"approvals/workflows/approval"
)

// checkReportsTo makes sure that a contact reports to somebody at the same
// customer who does not, in turn, report to the contact. before is whom the
// contact reported to so far.
func (s *Store) checkReportsTo(ctx context.Context, c Contact, before *string) error {
	if c.ReportsToID == nil || before != nil && plainID(*before) == plainID(*c.ReportsToID) {
		return nil
	}
	const location = "body.reports_to_id"
	// Two changes at once could close a circle that neither of them sees.
	if err := s.in(ctx).exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('contacts'), hashtext($1))`, plainID(c.CustomerID)); err != nil {
		return err
	}
	var row struct {
		Exists bool `db:"there"`
		Circle bool `db:"circle"`
	}
	if err := s.in(ctx).get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT id, reports_to_id FROM contacts WHERE id = $2 AND customer_id = $3 AND archived_at IS NULL
			UNION
			SELECT c.id, c.reports_to_id FROM contacts c JOIN above a ON c.id = a.reports_to_id
		) SELECT EXISTS (SELECT FROM above) AS there, EXISTS (SELECT FROM above WHERE id = $1) AS circle`,
		c.ID, *c.ReportsToID, c.CustomerID); err != nil {
		return err
	}
	switch {
	case !row.Exists:
		return approval.InvalidField(location, approval.Text{ZH: "该客户没有这个关系人", EN: "The customer has no such contact"})
	case row.Circle:
		return approval.InvalidField(location, approval.Text{
			ZH: "上级不能是本人或其下属", EN: "Nobody can report to themselves or to somebody below"})
	default:
		return nil
	}
}
