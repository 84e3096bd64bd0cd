package account_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestCreateUserValidation(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	good := account.UserInput{Username: "wang.wei", Name: "王伟", Password: "long enough", Roles: []string{approval.SalesRep}}
	user, err := store.CreateUser(t.Context(), ledger.Program, good)
	if err != nil || user.Roles[0] != approval.SalesRep || user.Locale != nil {
		t.Fatalf("%+v, %v", user, err)
	}
	nobody := "0192f5d0-0000-7000-8000-000000000000"
	tests := map[string]struct {
		change   func(*account.UserInput)
		location string
	}{
		"taken":            {func(in *account.UserInput) { in.Username = "WANG.Wei" }, "body.username"},
		"taken in width":   {func(in *account.UserInput) { in.Username = "ｗａｎｇ.wei" }, "body.username"},
		"a Hangul filler":  {func(in *account.UserInput) { in.Username = "wang.wei\u3164" }, "body.username"},
		"invisible name":   {func(in *account.UserInput) { in.Username, in.Name = "b", "\u3164\u200b" }, "body.name"},
		"blank user name":  {func(in *account.UserInput) { in.Username = "a b" }, "body.username"},
		"long user name":   {func(in *account.UserInput) { in.Username = strings.Repeat("a", 65) }, "body.username"},
		"no name":          {func(in *account.UserInput) { in.Username, in.Name = "b", " " }, "body.name"},
		"short password":   {func(in *account.UserInput) { in.Username, in.Password = "b", "short" }, "body.password"},
		"own name":         {func(in *account.UserInput) { in.Username, in.Password = "same-as-this", "Same-As-This" }, "body.password"},
		"no such language": {func(in *account.UserInput) { in.Username, in.Locale = "b", "fr" }, "body.locale"},
		"no such role":     {func(in *account.UserInput) { in.Username, in.Roles = "b", []string{"king"} }, "body.roles[0]"},
		"no such manager":  {func(in *account.UserInput) { in.Username, in.ManagerID = "b", nobody }, "body.manager_id"},
		"no department":    {func(in *account.UserInput) { in.Username, in.DepartmentID = "b", nobody }, "body.department_id"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := good
			test.change(&in)
			_, err := store.CreateUser(t.Context(), ledger.Program, in)
			storagetest.WrongAt(t, err, test.location)
		})
	}
	taken := good
	taken.Name, taken.Roles = " ", []string{"king"}
	_, err = store.CreateUser(t.Context(), ledger.Program, taken)
	var named []string
	for _, field := range approval.AsError(err).Fields {
		named = append(named, field.Location)
	}
	if slices.Sort(named); !slices.Equal(named, []string{"body.name", "body.roles[0]", "body.username"}) {
		t.Errorf("of all that is wrong only %v is named", named)
	}
	users, more, err := store.Users(t.Context(), account.UserFilter{}, postgres.Page{Limit: 10})
	if err != nil || len(users) != 1 || more {
		t.Fatalf("half a user was made: %+v, %v", users, err)
	}
	for _, typed := range []string{"Wang.Wei", "ＷＡＮＧ．wei", " wang.wei\u200b"} {
		found, err := store.UserByUsername(t.Context(), typed)
		if err != nil || found.ID != user.ID {
			t.Errorf("%+q: %+v, %v", typed, found, err)
		}
		if id, err := store.SignIn(t.Context(), typed, good.Password, account.SignInFrom{Address: "192.0.2.1"}); err != nil || id != user.ID {
			t.Errorf("%+q signs in as %q, %v", typed, id, err)
		}
	}
	for _, q := range []string{"ＷＡＮＧ", " 伟 ", "wei\u3000王"} {
		users, _, err := store.Users(t.Context(), account.UserFilter{Q: q}, postgres.Page{Limit: 10})
		people, _, also := store.People(t.Context(), q, postgres.Page{Limit: 10})
		if err != nil || also != nil || len(users) != 1 || len(people) != 1 {
			t.Errorf("%q finds %v and %v, %v, %v", q, users, people, err, also)
		}
	}
}

func TestManagerCycle(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	a := storagetest.NewUser(t, store, "a").ID
	b := storagetest.NewUser(t, store, "b").ID
	c := storagetest.NewUser(t, store, "c").ID
	below := func(id, manager string) error { return store.SetManager(t.Context(), id, manager) }
	for _, err := range []error{below(b, a), below(c, b)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	storagetest.WrongAt(t, below(a, c), "body.manager_id")
	storagetest.WrongAt(t, below(a, b), "body.manager_id")
	storagetest.WrongAt(t, below(a, a), "body.manager_id")
	storagetest.WrongAt(t, below(a, "0192f5d0-0000-7000-8000-000000000000"), "body.manager_id")
	if err := below(b, ""); err != nil {
		t.Fatal(err)
	}
	if err := below(a, c); err != nil {
		t.Fatal(err)
	}

	// Of two concurrent changes that would form a cycle, one is rejected.
	x := storagetest.NewUser(t, store, "x").ID
	y := storagetest.NewUser(t, store, "y").ID
	errs := make([]error, 2)
	var wg sync.WaitGroup
	wg.Go(func() { errs[0] = below(x, y) })
	wg.Go(func() { errs[1] = below(y, x) })
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("both the same: %v, %v", errs[0], errs[1])
	}
}

func TestActorHasWidestScope(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	actor := storagetest.NewUser(t, store, "both", approval.SalesRep, approval.Finance)
	if len(actor.Roles) != 2 || actor.Grants.Scope(approval.ReadCustomers) != approval.ScopeAll ||
		actor.Grants.Scope(approval.CreateExpenseRequest) != approval.ScopeOwn || actor.Grants.Allows(approval.ManageUsers) {
		t.Errorf("%+v", actor)
	}
	if without := storagetest.NewUser(t, store, "without"); len(without.Roles) != 0 || without.Roles == nil || len(without.Grants) != 0 {
		t.Errorf("%+v", without)
	}
	if err := store.SetUserActive(t.Context(), actor.ID, false); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Actor(t.Context(), actor.ID); approval.CodeOf(err) != approval.CodeUnauthenticated {
		t.Error(err)
	}
}

func TestConcurrentSignInsAreCounted(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	storagetest.NewUser(t, store, "target")
	codes := make([]approval.Code, 30)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() {
			_, err := store.SignIn(t.Context(), "target", "guess", account.SignInFrom{Address: "192.0.2.1"})
			codes[i] = approval.CodeOf(err)
		})
	}
	wg.Wait()
	looked := 0
	for _, code := range codes {
		switch code {
		case approval.CodeUnauthenticated:
			looked++
		case approval.CodeRateLimited:
		default:
			t.Errorf("code %s", code)
		}
	}
	if looked > 5 {
		t.Errorf("%d of 30 guesses were answered, more than 5", looked)
	}
}
