package api

import (
	"slices"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

func TestNamesArePlain(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	path := "/customers/" + cust.ID
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", path+"/projects", `{"name":"P"}`).Want(201))
	for _, name := range []string{"two\nlines", "two\rlines", "two\u2028lines", "evil\u202egpj.exe", "\u2066x\u2069", "\u200b", "\u3000", "\u200b\u3000\ufeff"} {
		for where, key := range map[string]string{
			"/customers": "name", path + "/contacts": "name", path + "/projects": "name", "/projects/" + project.ID + "/competitors": "company",
		} {
			p := s.Send(t, "rep", "POST", where, map[string]any{key: name}).WantProblem(422, approval.CodeInvalid)
			if len(p.Errors) != 1 || p.Errors[0].Location != "body."+key {
				t.Errorf("%s %q: %+v", where, name, p.Errors)
			}
		}
		s.Send(t, "rep", "PATCH", path, map[string]any{"version": 1, "name": name}).WantProblem(422, approval.CodeInvalid)
		// Cells lose what shows nothing at their ends.
		bad := 1
		if approval.Trim(name) == "x" {
			bad = 0
		}
		if report := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", []byte("name,address\n\""+name+"\",x\n")).Want(200)); report.Bad != bad {
			t.Errorf("import %q: %+v", name, report)
		}
	}
	for _, text := range []string{"\u200b", "\u3000\u200b"} {
		s.Send(t, "rep", "POST", path+"/notes", map[string]any{"text": text}).WantProblem(422, approval.CodeInvalid)
	}
	s.Send(t, "rep", "POST", path+"/notes", map[string]any{"text": "two\nlines"}).Want(201)
	// What joins letters is a part of names in some languages.
	s.Send(t, "rep", "POST", path+"/contacts", map[string]any{"name": "می\u200cخواهم"}).Want(201)
	for phone, status := range map[string]int{"call me": 422, "-": 422, "": 201, "021-5555": 201, "１３８": 201} {
		s.Send(t, "rep", "POST", path+"/contacts", map[string]any{"name": "x", "phone": phone}).Want(status)
	}
	if report := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", []byte("name,contact_name,contact_phone\nx,y,none\n")).Want(200)); report.Bad != 1 {
		t.Errorf("%+v", report)
	}
}

func TestEverythingWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	got := s.Send(t, "rep", "POST", "/customers", map[string]any{"name": "x", "industry": "nonsense", "owner_id": uuid.NewString()}).WantProblem(422, approval.CodeInvalid)
	var at []string
	for _, e := range got.Errors {
		at = append(at, e.Location)
	}
	if slices.Sort(at); !slices.Equal(at, []string{"body.industry", "body.owner_id"}) {
		t.Errorf("%v", at)
	}
}
