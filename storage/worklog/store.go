// Package worklog keeps work logs.
package worklog

import "approvals/storage/customer"

// Store keeps the work logs.
type Store struct{ *customer.Store }
