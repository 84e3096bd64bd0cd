// Package variable keeps the global variables, the option lists and the company's
// calendar.
package variable

import "approvals/storage/ledger"

// Store keeps the variables.
type Store struct{ *ledger.Store }
