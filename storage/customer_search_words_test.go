package storage_test

import (
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"
)

// TestSearchFindsEachWordSomewhere: what one remembers of a customer can stand in
// several places.
func TestSearchFindsEachWordSomewhere(t *testing.T) {
	s := newScene(t)
	c, err := s.CreateCustomer(t.Context(), s.rep, storage.CustomerInput{Name: new("Qilu Petrochemical")})
	s.must(err)
	_, err = s.CreateProject(t.Context(), s.rep, c.ID, storage.ProjectInput{Name: new("Boiler house")})
	s.must(err)
	_, err = s.CreateContact(t.Context(), s.rep, c.ID, storage.ContactInput{Name: new("周建国"), Phone: new("139 1234 5678")})
	s.must(err)
	for _, actor := range []approval.Actor{s.rep, s.commercial} {
		for q, found := range map[string]bool{
			"qilu boiler": true, "boiler qilu": true, "boiler 周建国": true, "qilu 13912345678": true, "周建国 qilu house": true,
			"qilu turbine": false, "boiler 李": false, "139 1234 5678": true, "qilu petro": true,
		} {
			list, _, err := s.Customers(t.Context(), actor, storage.CustomerFilter{Q: q}, storage.Page{Limit: 10})
			s.must(err)
			if found != (len(list) == 1) {
				t.Errorf("%s, %s: %d customers", actor.Name, q, len(list))
			}
		}
	}
}
