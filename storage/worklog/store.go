// Package worklog stores work logs.
package worklog

import "approvals/storage/customer"

// Store stores work logs.
type Store struct{ *customer.Store }
