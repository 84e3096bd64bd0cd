package api

import (
	"fmt"
	"strings"
	"testing"

	"approvals/api/apitest"

	"github.com/google/uuid"
)

// TestImportOfAMendedFile imports a file with bad rows, then corrected versions of it:
// no row is imported twice.
func TestImportOfAMendedFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	send := func(path, file string, headers ...string) ImportReport {
		t.Helper()
		return apitest.Read[ImportReport](s.upload(t, "rep", path, []byte(file), headers...).Want(200))
	}
	want := func(got ImportReport, created, skipped, bad int) {
		t.Helper()
		if got.Created != created || got.Skipped != skipped || got.Bad != bad {
			t.Errorf("created %d, skipped %d, bad %d; want %d, %d, %d", got.Created, got.Skipped, got.Bad, created, skipped, bad)
		}
	}
	row := func(i int, level string) string { return fmt.Sprintf("Customer %d,%s,City %d\n", i, level, i) }
	head, first, mended := "name,level,address\n", "", ""
	for i := range 8 {
		first += row(i, []string{"a", "nonsense"}[i%2])
		mended += row(i, "a")
	}
	want(send("/customers/import", head+first), 4, 0, 4)
	want(send("/customers/import", head+first), 0, 4, 4)
	want(send("/customers/import?dry_run=true", head+mended), 4, 4, 0)
	want(send("/customers/import", head+mended, keyHeader, uuid.NewString()), 4, 4, 0)
	// As another program saves it, with the columns in another order and more rows.
	want(send("/customers/import", strings.ReplaceAll(head+mended, "\n", "\r\n")), 0, 8, 0)
	other := "address,level,name\n"
	for i := range 9 {
		other += fmt.Sprintf(" City  %d, a,Ｃｕｓｔｏｍｅｒ %d \n", i, i)
	}
	want(send("/customers/import", other), 1, 8, 0)
	// A row that stands in the file twice is one customer.
	want(send("/customers/import", head+row(20, "a")+row(20, "a")), 1, 1, 0)
	want(send("/customers/import", head+row(20, "a")+row(20, "a")+row(20, "a")), 0, 3, 0)
	if n := s.size(t, "customers"); n != 9+1 {
		t.Errorf("%d customers", n)
	}
}

func TestImportTellsItsDoubles(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.NewCustomer(s.Rep, "西门子")
	file := []byte("name\n西门子股份有限公司\nNew\nNew Ltd.\n")
	dry := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", file).Want(200))
	done := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import", file).Want(200))
	for _, r := range []ImportReport{dry, done} {
		if r.DoublesTotal != 2 || len(r.Doubles) != 2 || r.Doubles[0].OfRow == nil || *r.Doubles[0].OfRow != 3 ||
			r.Doubles[1].Row != 2 || r.Doubles[1].Customer == nil || r.Doubles[1].Customer.Name != "西门子" {
			t.Errorf("dry %v: %+v", r.DryRun, r.Doubles)
		}
	}
	// What it has made itself is no double of it.
	if again := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import", file).Want(200)); again.DoublesTotal != 0 || again.Skipped != 3 {
		t.Errorf("%+v", again)
	}
}

func TestUserImportOfAMendedFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	head := "username,name,department\n"
	first := head + "zhang,张三,\nli,李四,Nowhere\n"
	if got := apitest.Read[ImportReport](s.upload(t, "admin", "/users/import", []byte(first)).Want(200)); got.Created != 1 || got.Bad != 1 {
		t.Errorf("%+v", got)
	}
	mended := head + "zhang,张三,\r\nli,李四,\r\nwang,王五,\r\n"
	for _, path := range []string{"/users/import?dry_run=true", "/users/import"} {
		if got := apitest.Read[ImportReport](s.upload(t, "admin", path, []byte(mended)).Want(200)); got.Created != 2 || got.Skipped != 1 || got.Bad != 0 {
			t.Errorf("%s: %+v", path, got)
		}
	}
}
