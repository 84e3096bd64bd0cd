// Package request stores requests and their tasks, decisions and attachments.
package request

import "approvals/storage/customer"

// Store stores requests.
type Store struct{ *customer.Store }
