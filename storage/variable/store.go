// Package variable stores the global variables, the option lists and the company's
// working calendar.
package variable

import "approvals/storage/ledger"

// Store stores the variables.
type Store struct{ *ledger.Store }
