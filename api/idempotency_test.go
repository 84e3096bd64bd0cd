package api

import (
	"strings"
	"sync"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

func (s *scene) count(t testing.TB, query string, args ...any) (n int) {
	t.Helper()
	if err := s.DB().QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOneKeyHappensOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	key := []string{keyHeader, uuid.NewString()}
	first := s.Send(t, "rep", "POST", "/customers", `{"name":"A & B"}`, key...).Want(201)
	again := s.Send(t, "rep", "POST", "/customers", `{"name":"A & B"}`, key...).Want(201)
	if first.Raw != again.Raw {
		t.Errorf("first\n%sthen\n%s", first.Raw, again.Raw)
	}
	if n := s.count(t, `SELECT count(*) FROM customers`); n != 1 {
		t.Errorf("%d customers", n)
	}
	reused := s.Send(t, "rep", "POST", "/customers", `{"name":"C"}`, key...).WantProblem(409, approval.CodeConflict)
	if len(reused.Errors) != 1 || reused.Errors[0].Location != "header."+keyHeader {
		t.Errorf("the key is not named: %+v", reused.Errors)
	}
	s.Send(t, "rep", "POST", "/me/tokens", `{"name":"A & B"}`, key...).WantProblem(409, approval.CodeConflict)
	// Another person's keys are their own.
	s.Send(t, "commercial", "POST", "/customers", `{"name":"C"}`, key...).Want(201)
	// In capitals it is the same key.
	s.Send(t, "rep", "POST", "/customers", `{"name":"A & B"}`, keyHeader, strings.ToUpper(key[1])).Want(201)
	if n := s.count(t, `SELECT count(*) FROM customers`); n != 2 {
		t.Errorf("%d customers", n)
	}
}

func TestFailureKeepsNoKey(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	key := []string{keyHeader, uuid.NewString()}
	body := map[string]any{"name": "A", "owner_id": uuid.NewString()}
	s.Send(t, "commercial", "POST", "/customers", body, key...).WantProblem(422, approval.CodeInvalid)
	if n := s.count(t, `SELECT count(*) FROM idempotency_keys`); n != 0 {
		t.Errorf("%d keys", n)
	}
	body["owner_id"] = s.Rep.ID
	s.Send(t, "commercial", "POST", "/customers", body, key...).Want(201)
}

func TestOneKeyAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	key := uuid.NewString()
	answers := make([]apitest.Reply, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			answers[i] = s.Send(t, "rep", "POST", "/customers", `{"name":"one"}`, keyHeader, key)
		})
	}
	wg.Wait()
	for _, a := range answers {
		a.Want(201)
		if a.Raw != answers[0].Raw {
			t.Errorf("%s, and %s", a.Raw, answers[0].Raw)
		}
	}
	if n := s.count(t, `SELECT count(*) FROM customers`); n != 1 {
		t.Errorf("%d customers", n)
	}
	if n := s.count(t, `SELECT count(*) FROM timeline_events`); n != 1 {
		t.Errorf("%d events", n)
	}
}

func TestKeptSecretIsSealed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	key := []string{keyHeader, uuid.NewString()}
	token := apitest.Read[NewToken](s.Send(t, "finance", "POST", "/me/tokens", `{"name":"x"}`, key...).Want(201))
	again := apitest.Read[NewToken](s.Send(t, "finance", "POST", "/me/tokens", `{"name":"x"}`, key...).Want(201))
	if token.Token == "" || token.Token != again.Token {
		t.Error("not the same token")
	}
	var kept, hash []byte
	if err := s.DB().QueryRow(`SELECT answer, key_hash FROM idempotency_keys`).Scan(&kept, &hash); err != nil {
		t.Fatal(err)
	}
	if len(kept) == 0 || strings.Contains(string(kept), token.Token) || strings.Contains(string(hash), key[1]) {
		t.Error("the database has the secret or the key")
	}
}

func TestKeyMustBeAnID(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, key := range []string{"1", "abc", strings.Repeat("a", 36), "{" + uuid.NewString() + "}", uuid.NewString() + "0"} {
		p := s.Send(t, "rep", "POST", "/customers", `{"name":"x"}`, keyHeader, key).WantProblem(400, approval.CodeInvalid)
		if p.Errors[0].Location != "header.Idempotency-Key" {
			t.Errorf("%+v", p)
		}
	}
	// Also where the handler does without.
	s.Send(t, "", "POST", "/auth/login", `{"username":"a","password":"b"}`, keyHeader, "abc").WantProblem(400, approval.CodeInvalid)
}

func TestOnceWithoutHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	actor := s.Rep
	ctx := withCall(t.Context(), &call{actor: &actor, accepts: approval.Chinese})
	in := &createCustomerInput{}
	in.Body.Name = "handler alone"
	out, err := s.createCustomer(ctx, in)
	if err != nil || out.Body.Owner.ID != actor.ID {
		t.Fatalf("%+v, %v", out, err)
	}
	if _, err := s.customer(ctx, &ByID{ID: out.Body.ID}); err != nil {
		t.Fatal(err)
	}
	var want customer.Customer = out.Body
	if want.Version != 1 {
		t.Errorf("version %d", want.Version)
	}
}
