package ledger_test

import (
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// aside runs statements as the owner of the tables, who can put the triggers
// aside.
func aside(t *testing.T, s *storage.Store, statements ...string) {
	t.Helper()
	all := append([]string{`ALTER TABLE audit_events DISABLE TRIGGER USER`}, statements...)
	for _, statement := range append(all, `ALTER TABLE audit_events ENABLE TRIGGER USER`) {
		if _, err := storagetest.Owner(t, s).ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestAuditNamesTheFirstBrokenAct(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		tamper  []string
		problem ledger.BreakKind
		seq     int64
	}{
		"untouched":        {},
		"changed summary":  {[]string{`UPDATE audit_events SET summary_en = 'x' WHERE seq = 3`}, ledger.BrokenAltered, 3},
		"changed change":   {[]string{`UPDATE audit_events SET changes = '{}' WHERE seq = 4`}, ledger.BrokenAltered, 4},
		"changed actor":    {[]string{`UPDATE audit_events SET actor_name = 'x' WHERE seq = 2`}, ledger.BrokenAltered, 2},
		"made nobody's":    {[]string{`UPDATE audit_events SET actor_id = NULL WHERE seq = 4`}, ledger.BrokenAltered, 4},
		"removed":          {[]string{`DELETE FROM audit_events WHERE seq = 3`}, ledger.BrokenRemoved, 3},
		"removed the last": {[]string{`DELETE FROM audit_events WHERE seq = 4`}, ledger.BrokenRemoved, 4},
		"removed all":      {[]string{`DELETE FROM audit_events`, `DELETE FROM audit_head`}, ledger.BrokenRemoved, 1},
		"moved the head":   {[]string{`UPDATE audit_head SET hash = 'x'`}, ledger.BrokenHead, 4},
		"put one after": {[]string{`INSERT INTO audit_events SELECT gen_random_uuid(), 5, kind, at, actor_id, actor_name,
			subject_type, subject_id, subject_label, changes, summary_zh, summary_en, hash, hash
			FROM audit_events WHERE seq = 4`}, ledger.BrokenInserted, 5},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := storagetest.New(t)
			admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
			storagetest.Must(t, func() error { _, err := s.CreateDepartment(t.Context(), admin, "100% <销售>", ""); return err }())
			storagetest.Must(t, func() error {
				_, err := s.SetVariable(t.Context(), admin, "attachments.max_bytes", nil, []byte(`104857601`))
				return err
			}())
			if test.tamper != nil {
				aside(t, s, test.tamper...)
			}
			got, err := s.VerifyAudit(t.Context())
			storagetest.Must(t, err)
			switch {
			case got.OK != (test.problem == ""):
				t.Fatalf("ok = %v, broken at %+v", got.OK, got.FirstBroken)
			case !got.OK && (got.FirstBroken.Problem != test.problem || got.FirstBroken.Seq != test.seq):
				t.Fatalf("got %+v, want %s at %d", got.FirstBroken, test.problem, test.seq)
			case got.OK && got.Events != 4:
				t.Fatalf("%d acts, want 4", got.Events)
			}
		})
	}
}

func TestAuditIsAppendOnly(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	for _, statement := range []string{`UPDATE audit_events SET kind = 'x'`, `DELETE FROM audit_events`, `TRUNCATE audit_events`} {
		if _, err := s.DB().ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
}

func TestAuditOfManyAtOnce(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 5 {
				if _, err := s.CreateDepartment(t.Context(), admin, string(rune('a'+i))+time.Now().String(), ""); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := s.VerifyAudit(t.Context())
	if err != nil || !got.OK || got.Events != 42 {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestAuditFilters(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	other := storagetest.NewUser(t, s, "other", approval.Administrator)
	for _, actor := range []approval.Actor{admin, other} {
		_, err := s.SetVariable(t.Context(), actor, "company.name", nil, []byte(`"`+actor.Name+`"`))
		storagetest.Must(t, err)
	}
	for name, test := range map[string]struct {
		filter ledger.AuditFilter
		want   int
	}{
		"all":          {ledger.AuditFilter{}, 5},
		"kind":         {ledger.AuditFilter{Kinds: []string{"variable.set"}}, 2},
		"actor":        {ledger.AuditFilter{ActorID: other.ID}, 1},
		"subject":      {ledger.AuditFilter{SubjectID: "company.name"}, 2},
		"user":         {ledger.AuditFilter{SubjectID: admin.ID}, 1},
		"in the past":  {ledger.AuditFilter{To: time.Now().Add(-time.Hour)}, 0},
		"since then":   {ledger.AuditFilter{From: time.Now().Add(-time.Hour)}, 5},
		"both at once": {ledger.AuditFilter{Kinds: []string{"variable.set"}, ActorID: admin.ID}, 1},
	} {
		listed, more, err := s.Audit(t.Context(), test.filter, postgres.Page{Limit: 50})
		storagetest.Must(t, err)
		walked := 0
		for _, err := range s.AuditEvents(t.Context(), test.filter) {
			storagetest.Must(t, err)
			walked++
		}
		if len(listed) != test.want || walked != test.want || more {
			t.Errorf("%s: %d listed, %d walked over, want %d", name, len(listed), walked, test.want)
		}
	}
	last, more, err := s.Audit(t.Context(), ledger.AuditFilter{}, postgres.Page{Limit: 2})
	storagetest.Must(t, err)
	if len(last) != 2 || !more || last[0].Seq != 5 || last[0].Changes["value"].Before != "Test admin" || last[0].Changes["value"].After != "Test other" {
		t.Errorf("%+v", last)
	}
}
