// Package customer stores customers and their contacts, projects and competitors.
package customer

import "approvals/storage/account"

// Store stores customers.
type Store struct{ *account.Store }
