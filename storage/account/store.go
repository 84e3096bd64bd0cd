// Package account keeps users with their roles, departments, sessions and what they are
// told.
package account

import "approvals/storage/variable"

// Store keeps the accounts.
type Store struct{ *variable.Store }
