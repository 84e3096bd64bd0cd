package customer_test

import (
	"testing"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestSearchFindsEachWordSomewhere: what one remembers of a customer can stand in
// several places.
func TestSearchFindsEachWordSomewhere(t *testing.T) {
	s := storagetest.NewScene(t)
	c, err := s.CreateCustomer(t.Context(), s.Rep, customer.Input{Name: new("Qilu Petrochemical")})
	s.Must(err)
	_, err = s.CreateProject(t.Context(), s.Rep, c.ID, customer.ProjectInput{Name: new("Boiler house")})
	s.Must(err)
	_, err = s.CreateContact(t.Context(), s.Rep, c.ID, customer.ContactInput{Name: new("周建国"), Phone: new("139 1234 5678")})
	s.Must(err)
	for _, actor := range []approval.Actor{s.Rep, s.Commercial} {
		for q, found := range map[string]bool{
			"qilu boiler": true, "boiler qilu": true, "boiler 周建国": true, "qilu 13912345678": true, "周建国 qilu house": true,
			"qilu turbine": false, "boiler 李": false, "139 1234 5678": true, "qilu petro": true,
		} {
			list, _, err := s.Customers(t.Context(), actor, customer.Filter{Q: q}, postgres.Page{Limit: 10})
			s.Must(err)
			if found != (len(list) == 1) {
				t.Errorf("%s, %s: %d customers", actor.Name, q, len(list))
			}
		}
	}
}
