package customer

import (
	"testing"

	"approvals/storage/postgres"
)

// SmallSearches lowers the limits of searches until the test ends, so that little data
// exercises every branch.
func SmallSearches(t testing.TB, newest, few int) {
	before, reach := postgres.NewestSearched, fewCustomers
	postgres.NewestSearched, fewCustomers = newest, few
	t.Cleanup(func() { postgres.NewestSearched, fewCustomers = before, reach })
}
