package ledger_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// copyEvent is SQL that puts a copy of the event at from into the place seq,
// with the columns that are given set to other values.
func copyEvent(from, seq int, other string) string {
	columns := "id, customer_id, seq, kind, at, actor_id, actor_name, project_id, subject_type, subject_id, subject_label, " +
		"changes, summary_zh, summary_en, prev_hash, hash"
	chosen := strings.NewReplacer("id, customer_id, seq", fmt.Sprintf("gen_random_uuid(), customer_id, %d", seq)).Replace(columns)
	for _, set := range strings.Split(other, ";") {
		if name, value, ok := strings.Cut(set, "="); ok {
			chosen = strings.Replace(chosen, ", "+name, ", "+value, 1)
		}
	}
	return fmt.Sprintf(`INSERT INTO timeline_events (%s) SELECT %s FROM timeline_events WHERE seq = %d AND customer_id = {c}`,
		columns, chosen, from)
}

// makeRoom moves the events from a place on by one.
func makeRoom(seq int) []string {
	return []string{
		fmt.Sprintf(`UPDATE timeline_events SET seq = -seq WHERE seq >= %d AND customer_id = {c}`, seq),
		`UPDATE timeline_events SET seq = 1 - seq WHERE seq < 0 AND customer_id = {c}`,
		`UPDATE timeline_heads SET seq = seq + 1 WHERE customer_id = {c}`,
	}
}

func TestChainNamesTheFirstBrokenEvent(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	tests := map[string]struct {
		tamper  []string
		problem ledger.BreakKind
		seq     int64
	}{
		"untouched":         {nil, "", 0},
		"changed summary":   {[]string{`UPDATE timeline_events SET summary_en = 'x' WHERE seq = 3 AND customer_id = {c}`}, ledger.BrokenAltered, 3},
		"changed change":    {[]string{`UPDATE timeline_events SET changes = '{"text":{"before":null,"after":"y"}}' WHERE seq = 2 AND customer_id = {c}`}, ledger.BrokenAltered, 2},
		"changed time":      {[]string{`UPDATE timeline_events SET at = at + interval '1 microsecond' WHERE seq = 4 AND customer_id = {c}`}, ledger.BrokenAltered, 4},
		"changed actor":     {[]string{`UPDATE timeline_events SET actor_name = 'Somebody' WHERE seq = 1 AND customer_id = {c}`}, ledger.BrokenAltered, 1},
		"changed the last":  {[]string{`UPDATE timeline_events SET kind = 'x' WHERE seq = 5 AND customer_id = {c}`}, ledger.BrokenAltered, 5},
		"changed two":       {[]string{`UPDATE timeline_events SET kind = 'x' WHERE seq IN (2, 4) AND customer_id = {c}`}, ledger.BrokenAltered, 2},
		"removed":           {[]string{`DELETE FROM timeline_events WHERE seq = 3 AND customer_id = {c}`}, ledger.BrokenRemoved, 3},
		"removed the first": {[]string{`DELETE FROM timeline_events WHERE seq = 1 AND customer_id = {c}`}, ledger.BrokenRemoved, 1},
		"removed the last":  {[]string{`DELETE FROM timeline_events WHERE seq = 5 AND customer_id = {c}`}, ledger.BrokenRemoved, 5},
		"removed all":       {[]string{`DELETE FROM timeline_events WHERE customer_id = {c}`, `DELETE FROM timeline_heads WHERE customer_id = {c}`}, ledger.BrokenRemoved, 1},
		"closed the gap": {[]string{`DELETE FROM timeline_events WHERE seq = 3 AND customer_id = {c}`,
			`UPDATE timeline_events SET seq = seq - 1 WHERE seq > 3 AND customer_id = {c}`,
			`UPDATE timeline_heads SET seq = 4 WHERE customer_id = {c}`}, ledger.BrokenRemoved, 3},
		"put one after": {[]string{copyEvent(5, 6, "prev_hash=hash")}, ledger.BrokenInserted, 6},
		"put one after and moved the head": {[]string{copyEvent(5, 6, "prev_hash=hash"),
			`UPDATE timeline_heads SET seq = 6 WHERE customer_id = {c}`}, ledger.BrokenInserted, 6},
		"put an older one after": {[]string{copyEvent(2, 6, "prev_hash=(SELECT hash FROM timeline_events WHERE seq = 5 AND customer_id = {c})"),
			`UPDATE timeline_heads h SET seq = 6, hash = e.hash FROM timeline_events e WHERE e.seq = 2 AND h.customer_id = {c} AND e.customer_id = {c}`},
			ledger.BrokenInserted, 6},
		"put an older one after as it was": {[]string{copyEvent(2, 6, ""),
			`UPDATE timeline_heads h SET seq = 6, hash = e.hash FROM timeline_events e WHERE e.seq = 2 AND h.customer_id = {c} AND e.customer_id = {c}`},
			ledger.BrokenInserted, 6},
		"put one after with a hash of its own": {[]string{copyEvent(5, 6, "prev_hash=hash"),
			`UPDATE timeline_events SET hash = 'x' WHERE seq = 6 AND customer_id = {c}`,
			`UPDATE timeline_heads SET seq = 6 WHERE customer_id = {c}`}, ledger.BrokenInserted, 6},
		"put two after": {[]string{copyEvent(4, 6, ""), copyEvent(5, 7, ""),
			`UPDATE timeline_heads SET seq = 7 WHERE customer_id = {c}`}, ledger.BrokenInserted, 6},
		"gave one the hash of another": {[]string{`UPDATE timeline_events t SET hash = o.hash FROM timeline_events o
			WHERE t.seq = 4 AND o.seq = 2 AND t.customer_id = {c} AND o.customer_id = {c}`}, ledger.BrokenAltered, 4},
		"gave the last the hash of another": {[]string{`UPDATE timeline_events t SET hash = o.hash FROM timeline_events o
			WHERE t.seq = 5 AND o.seq = 2 AND t.customer_id = {c} AND o.customer_id = {c}`}, ledger.BrokenAltered, 5},
		"put one between":          {append(makeRoom(3), copyEvent(4, 3, "")), ledger.BrokenInserted, 3},
		"put one at the beginning": {append(makeRoom(1), copyEvent(2, 1, "kind='note.added'")), ledger.BrokenInserted, 1},
		"removed the head":         {[]string{`DELETE FROM timeline_heads WHERE customer_id = {c}`}, ledger.BrokenHead, 5},
		"moved the head":           {[]string{`UPDATE timeline_heads SET hash = 'x' WHERE customer_id = {c}`}, ledger.BrokenHead, 5},
		"moved its time":           {[]string{`UPDATE timeline_heads SET last_at = last_at + interval '1 day' WHERE customer_id = {c}`}, ledger.BrokenHead, 5},
		"moved the head on":        {[]string{`UPDATE timeline_heads SET seq = 9 WHERE customer_id = {c}`}, ledger.BrokenRemoved, 6},
		"moved it back":            {[]string{`UPDATE timeline_heads SET seq = 3 WHERE customer_id = {c}`}, ledger.BrokenInserted, 4},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := storagetest.NewCustomer(t, store, rep, "宏图")
			for _, text := range []string{"one", "两个", `<&> "three"`, "four"} {
				if _, err := store.AddNote(t.Context(), rep, c.ID, text); err != nil {
					t.Fatal(err)
				}
			}
			var statements []string
			for _, statement := range test.tamper {
				statements = append(statements, strings.ReplaceAll(statement, "{c}", "'"+c.ID+"'"))
			}
			storagetest.WithoutTriggers(t, store, statements...)
			wantBreak(t, store, c.ID, test.problem, test.seq)
		})
	}
}

func wantBreak(t *testing.T, store *storage.Store, customerID string, problem ledger.BreakKind, seq int64) {
	t.Helper()
	got, err := store.VerifyChain(t.Context(), customerID)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case got.OK != (problem == ""):
		t.Errorf("ok = %v, broken at %+v", got.OK, got.FirstBroken)
	case !got.OK && (got.FirstBroken.Problem != problem || got.FirstBroken.Seq != seq):
		t.Errorf("got %+v, want %s at %d", got.FirstBroken, problem, seq)
	case got.OK && got.Events != 5:
		t.Errorf("%d events, want 5", got.Events)
	}
}

// TestForgedHashes alters an event and gives it a hash that fits: the one after
// knows better.
func TestForgedHashes(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	forge := func(c customer.Customer, seq int64, change func(*approval.Event)) {
		t.Helper()
		events, _, err := store.Timeline(t.Context(), rep, c.ID, customer.TimelineFilter{}, customer.TimelinePage{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		event := events[len(events)-int(seq)]
		change(&event)
		if event.Hash, err = event.Digest(); err != nil {
			t.Fatal(err)
		}
		storagetest.WithoutTriggers(t, store, fmt.Sprintf(
			`UPDATE timeline_events SET summary_en = '%s', prev_hash = '%s', hash = '%s' WHERE customer_id = '%s' AND seq = %d`,
			event.Summary.EN, event.PrevHash, event.Hash, c.ID, seq))
	}
	other := func(e *approval.Event) { e.Summary.EN = "something else" }
	for seq := int64(1); seq <= 5; seq++ {
		c := storagetest.NewCustomer(t, store, rep, "A")
		for range 4 {
			if _, err := store.AddNote(t.Context(), rep, c.ID, "note"); err != nil {
				t.Fatal(err)
			}
		}
		forge(c, seq, other)
		if seq == 5 {
			wantBreak(t, store, c.ID, ledger.BrokenHead, 5)
			continue
		}
		wantBreak(t, store, c.ID, ledger.BrokenAltered, seq)
	}
	c := storagetest.NewCustomer(t, store, rep, "B")
	for range 4 {
		if _, err := store.AddNote(t.Context(), rep, c.ID, "note"); err != nil {
			t.Fatal(err)
		}
	}
	forge(c, 3, func(e *approval.Event) { e.PrevHash = "of another chain" })
	wantBreak(t, store, c.ID, ledger.BrokenInserted, 3)
}

// TestTimelineIsAppendOnly tries, as the application's own role and as the owner
// who puts nothing aside, to do anything to the timeline but append.
func TestTimelineIsAppendOnly(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	c := storagetest.NewCustomer(t, store, rep, "A")
	if _, err := store.AddNote(t.Context(), rep, c.ID, "note"); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`UPDATE timeline_events SET kind = 'x'`,
		`DELETE FROM timeline_events`,
		`TRUNCATE timeline_events`,
		`TRUNCATE timeline_heads CASCADE`,
		`DELETE FROM timeline_heads`,
		`UPDATE timeline_heads SET seq = seq - 1`,
		`UPDATE timeline_heads SET hash = 'x'`,
		`UPDATE timeline_heads SET hash = 'x', seq = seq + 1`,
		`UPDATE timeline_heads SET seq = seq + 1, last_at = last_at - interval '1 day'`,
		copyEvent(2, 3, "prev_hash=hash"),
		copyEvent(2, 7, "prev_hash=hash"),
		`WITH head AS (UPDATE timeline_heads SET seq = 3) ` + copyEvent(2, 3, "prev_hash='x'"),
		`DELETE FROM customers`,
	} {
		for _, db := range []*sql.DB{store.DB(), storagetest.Owner(t, store)} {
			if _, err := db.ExecContext(t.Context(), strings.ReplaceAll(statement, "{c}", "'"+c.ID+"'")); err == nil {
				t.Errorf("%s went through", statement)
			}
		}
	}
	if v, err := store.VerifyChain(t.Context(), c.ID); err != nil || !v.OK || v.Events != 2 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestManyWritersKeepOneChain(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	c := storagetest.NewCustomer(t, store, rep, "A")
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

// TestOtherCustomersGoOn keeps a transaction on one customer open and writes,
// in every way that there is, to another.
func TestOtherCustomersGoOn(t *testing.T) {
	s := storagetest.NewScene(t)
	held := s.NewCustomer(s.Rep, "held")
	waiting := make(chan error, 1)
	err := s.InTx(t.Context(), func(holding context.Context) error {
		if _, err := s.AddNote(holding, s.Rep, held.ID, "and then nothing for a long time"); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		// A writer of the held customer waits; the others do not notice.
		go func() {
			_, err := s.AddNote(t.Context(), s.Rep, held.ID, "after you")
			waiting <- err
		}()
		if _, err := s.AddNote(ctx, s.Rep, s.OwnCustomer.ID, "note"); err != nil {
			return err
		}
		if _, err := s.CreateContact(ctx, s.Rep, s.OwnCustomer.ID, customer.ContactInput{Name: new("周敏")}); err != nil {
			return err
		}
		s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff)
		select {
		case err := <-waiting:
			// On a slow machine the wait may have been too long.
			if approval.CodeOf(err) != approval.CodeUnavailable {
				t.Errorf("the second writer of the held customer did not wait: %v", err)
			}
			waiting <- err
		default:
		}
		return nil
	})
	s.Must(err)
	if err := <-waiting; err != nil && approval.CodeOf(err) != approval.CodeUnavailable {
		t.Error(err)
	}
}

// TestTwoCustomersInOneTransaction has many transactions that each write to the
// same two customers.
func TestTwoCustomersInOneTransaction(t *testing.T) {
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	a, b := storagetest.NewCustomer(t, store, rep, "A"), storagetest.NewCustomer(t, store, rep, "B")
	who := approval.Person{ID: rep.ID, Name: rep.Name}
	note := func(c customer.Customer) ledger.NewEvent {
		return ledger.NewEvent{Kind: customer.NoteAdded, Subject: approval.Subject{Type: "customer", ID: c.ID, Label: c.Name}}
	}
	const writers, each = 4, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				if err := store.InTx(t.Context(), func(ctx context.Context) error {
					if err := store.AppendEvents(ctx, a.ID, who, note(a)); err != nil {
						return err
					}
					return store.AppendEvents(ctx, b.ID, who, note(b), note(b))
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for id, want := range map[string]int64{a.ID: 1 + writers*each, b.ID: 1 + 2*writers*each} {
		if v, err := store.VerifyChain(t.Context(), id); err != nil || !v.OK || v.Events != want {
			t.Errorf("%+v, %v, want %d events", v, err, want)
		}
	}
	err := store.InTx(t.Context(), func(ctx context.Context) error {
		if err := store.AppendEvents(ctx, b.ID, who, note(b)); err != nil {
			return err
		}
		return store.AppendEvents(ctx, a.ID, who, note(a))
	})
	if err == nil {
		t.Error("a transaction that goes through its customers in the wrong order was not noticed")
	}
}

func TestChainOfNoCustomer(t *testing.T) {
	store := storagetest.New(t)
	_, err := store.VerifyChain(t.Context(), "0192f5d0-0000-7000-8000-000000000000")
	if approval.CodeOf(err) != approval.CodeNotFound {
		t.Fatal(err)
	}
}
