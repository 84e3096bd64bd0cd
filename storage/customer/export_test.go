package customer

import "testing"

// SmallSearches makes the bounds of searches so small, until the test ends, that
// little data takes every way.
func SmallSearches(t testing.TB, newest, found, few int) {
	sizes, reach := searchSizes, fewCustomers
	searchSizes.newest, searchSizes.found, searchSizes.common, searchSizes.further = newest, found, 3, 2
	fewCustomers = few
	t.Cleanup(func() { searchSizes, fewCustomers = sizes, reach })
}

// SetNewestProjects makes searches of projects look at that many of the newest
// until the test ends.
func SetNewestProjects(t testing.TB, newest int) {
	before := newestProjects
	newestProjects = newest
	t.Cleanup(func() { newestProjects = before })
}
