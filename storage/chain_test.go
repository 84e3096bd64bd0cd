package storage_test

import (
	"database/sql"
	"sync"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func ptr[T any](v T) *T { return &v }

func newCustomer(t testing.TB, store *storage.Store, actor approval.Actor, name string) storage.Customer {
	t.Helper()
	c, err := store.CreateCustomer(t.Context(), actor, storage.CustomerInput{Name: &name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// without runs statements as somebody who got around the triggers.
func without(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	statements = append([]string{`ALTER TABLE timeline_events DISABLE TRIGGER USER`}, statements...)
	for _, statement := range append(statements, `ALTER TABLE timeline_events ENABLE TRIGGER USER`) {
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestChainNamesTheFirstBrokenEvent(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	tests := map[string]struct {
		tamper  []string
		problem storage.BreakKind
		seq     int64
	}{
		"untouched":        {nil, "", 0},
		"changed summary":  {[]string{`UPDATE timeline_events SET summary_en = 'x' WHERE seq = 3`}, storage.BrokenAltered, 3},
		"changed change":   {[]string{`UPDATE timeline_events SET changes = '{"text":{"before":null,"after":"y"}}' WHERE seq = 2`}, storage.BrokenAltered, 2},
		"changed time":     {[]string{`UPDATE timeline_events SET at = at + interval '1 microsecond' WHERE seq = 4`}, storage.BrokenAltered, 4},
		"changed actor":    {[]string{`UPDATE timeline_events SET actor_name = 'Somebody' WHERE seq = 1`}, storage.BrokenAltered, 1},
		"removed":          {[]string{`DELETE FROM timeline_events WHERE seq = 3`}, storage.BrokenRemoved, 3},
		"removed the last": {[]string{`DELETE FROM timeline_events WHERE seq = 5`}, storage.BrokenRemoved, 5},
		"removed all":      {[]string{`DELETE FROM timeline_events`, `DELETE FROM timeline_heads`}, storage.BrokenRemoved, 1},
		"closed the gap": {[]string{`DELETE FROM timeline_events WHERE seq = 3`,
			`UPDATE timeline_events SET seq = seq - 1 WHERE seq > 3`, `UPDATE timeline_heads SET seq = 4`}, storage.BrokenAltered, 3},
		"put one after": {[]string{`INSERT INTO timeline_events SELECT gen_random_uuid(), customer_id, 6, kind, at, actor_id,
			actor_name, project_id, subject_type, subject_id, subject_label, changes, summary_zh, summary_en, hash, hash
			FROM timeline_events WHERE seq = 5`}, storage.BrokenInserted, 6},
		"removed the head": {[]string{`DELETE FROM timeline_heads`}, storage.BrokenHead, 5},
		"moved the head":   {[]string{`UPDATE timeline_heads SET hash = 'x'`}, storage.BrokenHead, 5},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			without(t, store.DB(), `DELETE FROM timeline_events`, `DELETE FROM timeline_heads`, `DELETE FROM customers`)
			c := newCustomer(t, store, rep, "宏图")
			for _, text := range []string{"one", "两个", `<&> "three"`, "four"} {
				if _, err := store.AddNote(t.Context(), rep, c.ID, text); err != nil {
					t.Fatal(err)
				}
			}
			if test.tamper != nil {
				without(t, store.DB(), test.tamper...)
			}
			got, err := store.VerifyChain(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case got.OK != (test.problem == ""):
				t.Fatalf("ok = %v, broken at %+v", got.OK, got.FirstBroken)
			case !got.OK && (got.FirstBroken.Problem != test.problem || got.FirstBroken.Seq != test.seq):
				t.Fatalf("got %+v, want %s at %d", got.FirstBroken, test.problem, test.seq)
			case got.OK && got.Events != 5:
				t.Fatalf("%d events, want 5", got.Events)
			}
		})
	}
}

func TestTimelineIsAppendOnly(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	newCustomer(t, store, rep, "A")
	for _, statement := range []string{`UPDATE timeline_events SET kind = 'x'`, `DELETE FROM timeline_events`, `TRUNCATE timeline_events`} {
		if _, err := store.DB().ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
}

func TestManyWritersKeepOneChain(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	c := newCustomer(t, store, rep, "A")
	const writers, each = 8, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				if _, err := store.AddNote(t.Context(), rep, c.ID, "note"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		if v, err := store.VerifyChain(t.Context(), c.ID); err != nil || !v.OK {
			t.Errorf("while it grows: %+v, %v", v, err)
		}
	}
	wg.Wait()
	v, err := store.VerifyChain(t.Context(), c.ID)
	if err != nil || !v.OK || v.Events != 1+writers*each {
		t.Fatalf("%+v, %v", v, err)
	}
	ids := 0
	for id, err := range store.CustomerIDs(t.Context()) {
		if err != nil || id != c.ID {
			t.Fatal(id, err)
		}
		ids++
	}
	if ids != 1 {
		t.Fatalf("walked over %d customers", ids)
	}
}

func TestChainOfNoCustomer(t *testing.T) {
	store := storagetest.New(t)
	_, err := store.VerifyChain(t.Context(), "0192f5d0-0000-7000-8000-000000000000")
	if approval.CodeOf(err) != approval.CodeNotFound {
		t.Fatal(err)
	}
}
