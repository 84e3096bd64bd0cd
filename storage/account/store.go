// Package account stores users, roles, departments, sessions, tokens and notifications.
package account

import "approvals/storage/variable"

// Store stores accounts.
type Store struct{ *variable.Store }
