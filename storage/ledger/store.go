// Package ledger keeps the hash-chained records: the timelines of the customers
// and the list of administrative acts.
package ledger

import "approvals/storage/postgres"

// Store keeps the records. What they can tell of is handed in.
type Store struct {
	*postgres.Pool
	TimelineSubjects, AuditSubjects Subjects
}
