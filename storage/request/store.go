// Package request keeps requests with their tasks, decisions and attachments.
package request

import "approvals/storage/customer"

// Store keeps the requests.
type Store struct{ *customer.Store }
