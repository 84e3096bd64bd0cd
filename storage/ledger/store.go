// Package ledger stores the hash-chained records: the customers' timelines and the
// audit log.
package ledger

import "approvals/storage/postgres"

// Store stores the records. The subjects are the declared kinds of events.
type Store struct {
	*postgres.Pool
	TimelineSubjects, AuditSubjects Subjects
}
