// Package customer keeps customers with their contacts, projects and competitors.
package customer

import "approvals/storage/account"

// Store keeps the customers.
type Store struct{ *account.Store }
