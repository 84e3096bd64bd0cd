package api

import (
	"slices"
	"testing"

	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

func TestNamesArePlain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rep := approval.SalesRep
	cust := w.customerOf(t, rep, "A")
	path := "/customers/" + cust.ID
	project := read[customer.Project](w.send(t, rep, "POST", path+"/projects", `{"name":"P"}`).want(201))
	for _, name := range []string{"two\nlines", "two\rlines", "two\u2028lines", "evil\u202egpj.exe", "\u2066x\u2069", "\u200b", "\u3000", "\u200b\u3000\ufeff"} {
		for where, key := range map[string]string{
			"/customers": "name", path + "/contacts": "name", path + "/projects": "name", "/projects/" + project.ID + "/competitors": "company",
		} {
			p := w.send(t, rep, "POST", where, map[string]any{key: name}).problem(422, approval.CodeInvalid)
			if len(p.Errors) != 1 || p.Errors[0].Location != "body."+key {
				t.Errorf("%s %q: %+v", where, name, p.Errors)
			}
		}
		w.send(t, rep, "PATCH", path, map[string]any{"version": 1, "name": name}).problem(422, approval.CodeInvalid)
		if report := read[ImportReport](w.upload(t, rep, "/customers/import?dry_run=true", []byte("name,address\n\""+name+"\",x\n")).want(200)); report.Bad != 1 {
			t.Errorf("import %q: %+v", name, report)
		}
	}
	for _, text := range []string{"\u200b", "\u3000\u200b"} {
		w.send(t, rep, "POST", path+"/notes", map[string]any{"text": text}).problem(422, approval.CodeInvalid)
	}
	w.send(t, rep, "POST", path+"/notes", map[string]any{"text": "two\nlines"}).want(201)
	// What joins letters is a part of names in some languages.
	w.send(t, rep, "POST", path+"/contacts", map[string]any{"name": "می\u200cخواهم"}).want(201)
	for phone, status := range map[string]int{"call me": 422, "-": 422, "": 201, "021-5555": 201, "１３８": 201} {
		w.send(t, rep, "POST", path+"/contacts", map[string]any{"name": "x", "phone": phone}).want(status)
	}
	if report := read[ImportReport](w.upload(t, rep, "/customers/import?dry_run=true", []byte("name,contact_name,contact_phone\nx,y,none\n")).want(200)); report.Bad != 1 {
		t.Errorf("%+v", report)
	}
}

func TestEverythingWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	got := w.send(t, approval.SalesRep, "POST", "/customers", map[string]any{"name": "x", "industry": "nonsense", "owner_id": uuid.NewString()}).problem(422, approval.CodeInvalid)
	var at []string
	for _, e := range got.Errors {
		at = append(at, e.Location)
	}
	if slices.Sort(at); !slices.Equal(at, []string{"body.industry", "body.owner_id"}) {
		t.Errorf("%v", at)
	}
}
