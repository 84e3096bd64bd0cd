package main

import (
	"fmt"
	"testing"
)

// testHistoryIsKept checks with the role of the API and the worker that records cannot
// be rewritten.
func testHistoryIsKept(t *testing.T, s *scene) {
	s.submitted(t)
	var connections, others int
	must(t, s.store.DB().QueryRowContext(t.Context(), `
		SELECT count(*), count(*) FILTER (WHERE usename <> current_user) FROM pg_stat_activity
		WHERE datname = current_database() AND query ~ 'timeline_events|transitions|sessions'`).Scan(&connections, &others))
	if connections == 0 || others > 0 {
		t.Errorf("%d connections are the API's and the worker's, %d of them another role's", connections, others)
	}
	if could, err := s.store.CouldRewrite(t.Context()); err != nil || could {
		t.Errorf("their role could rewrite the timeline: %v, %v", could, err)
	}
	for _, table := range []string{"timeline_events", "audit_events"} {
		for _, statement := range []string{`UPDATE %s SET summary_en = 'x'`, `DELETE FROM %s`, `TRUNCATE %s`, `DROP TABLE %s CASCADE`,
			`ALTER TABLE %s DISABLE TRIGGER USER`, `ALTER TABLE %s DISABLE TRIGGER ALL`, `ALTER TABLE %s DROP COLUMN hash`} {
			if _, err := s.store.DB().ExecContext(t.Context(), fmt.Sprintf(statement, table)); err == nil {
				t.Errorf("%s of %s went through", statement, table)
			}
		}
	}
}
