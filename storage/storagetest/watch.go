package storagetest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/ledger"

	"github.com/lib/pq"
)

// Watch installs triggers that make a transaction fail at commit if it has written a
// row that belongs to a customer without appending a timeline event, or if the event's
// kind or fields are not declared.
func Watch(t testing.TB, store *storage.Store) {
	t.Helper()
	if _, err := Owner(t, store).ExecContext(t.Context(), watchScript()); err != nil {
		t.Fatalf("watch the timeline: %v", err)
	}
}

// watch is Watch for the database at the owner's address.
func watch(ctx context.Context, address string) error {
	db, err := sql.Open("postgres", address)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, watchScript()); err != nil {
		return fmt.Errorf("watch the timeline: %w", err)
	}
	return nil
}

func watchScript() string {
	var script strings.Builder
	script.WriteString(`
		-- The events appended by transactions: customer and subject.
		CREATE UNLOGGED TABLE watch_recorded (xact xid8 NOT NULL, customer uuid NOT NULL, about uuid NOT NULL);
		GRANT SELECT, INSERT ON watch_recorded TO PUBLIC;
		CREATE INDEX ON watch_recorded (about, xact);
		CREATE INDEX ON watch_recorded (xact, customer);`)
	script.WriteString(watchEvents())
	for _, s := range storage.TimelineSubjects {
		for _, table := range s.Tables {
			script.WriteString(watchTable(table))
		}
	}
	return script.String()
}

// watchEvents records appended events and rejects undeclared kinds and fields.
func watchEvents() string {
	var kinds, fields []string
	for _, s := range storage.TimelineSubjects {
		for kind := range s.Kinds {
			kinds = append(kinds, string(kind))
		}
		for field := range s.Fields {
			fields = append(fields, s.Type+"."+field)
		}
	}
	return fmt.Sprintf(`
		CREATE FUNCTION watch_events() RETURNS trigger LANGUAGE plpgsql AS $watch$
		DECLARE unknown text;
		BEGIN
			IF EXISTS (SELECT FROM watch_recorded w WHERE w.xact = pg_current_xact_id() AND w.customer > NEW.customer_id) THEN
				RAISE EXCEPTION 'a transaction with events of several customers must append them in the order of their ids';
			END IF;
			INSERT INTO watch_recorded VALUES (pg_current_xact_id(), NEW.customer_id, NEW.subject_id);
			IF NEW.project_id IS NOT NULL THEN
				INSERT INTO watch_recorded VALUES (pg_current_xact_id(), NEW.customer_id, NEW.project_id);
			END IF;
			IF NEW.kind <> ALL(%s) THEN
				RAISE EXCEPTION 'the kind of event %% is not declared in storage/subject_registry.go', NEW.kind;
			END IF;
			SELECT field INTO unknown FROM jsonb_object_keys(NEW.changes) AS field
			WHERE NEW.subject_type || '.' || field <> ALL(%[2]s) AND split_part(NEW.kind, '.', 1) || '.' || field <> ALL(%[2]s);
			IF FOUND THEN
				RAISE EXCEPTION '%% shows the field %%, which is not declared in storage/subject_registry.go', NEW.kind, unknown;
			END IF;
			RETURN NULL;
		END $watch$;
		CREATE TRIGGER watch_events AFTER INSERT ON timeline_events FOR EACH ROW EXECUTE FUNCTION watch_events();`,
		sqlArray(kinds), sqlArray(fields))
}

// watchTable makes transactions fail at commit that have written to the table without
// appending an event.
func watchTable(t ledger.RecordedTable) string {
	about, unless := t.About, t.Unless
	if about == "" {
		about = "r.id"
	}
	if unless == "" {
		unless = "false"
	}
	return fmt.Sprintf(`
		CREATE FUNCTION watch_%[1]s() RETURNS trigger LANGUAGE plpgsql AS $watch$
		DECLARE r %[1]s; o %[1]s; of_customer uuid;
		BEGIN
			IF current_setting('watch.by_hand', true) = 'on' THEN RETURN NULL; END IF;
			IF TG_OP <> 'INSERT' THEN o := OLD; END IF;
			IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
			IF TG_OP = 'UPDATE' AND to_jsonb(r) - %[2]s = to_jsonb(o) - %[2]s THEN RETURN NULL; END IF;
			IF %[3]s THEN RETURN NULL; END IF;
			of_customer := %[4]s;
			IF of_customer IS NOT NULL AND NOT EXISTS (SELECT FROM watch_recorded w
				WHERE w.xact = pg_current_xact_id() AND w.customer = of_customer AND w.about = %[5]s)
			THEN
				RAISE EXCEPTION '%% on %[1]s left no event about it in the timeline of customer %%: call appendEvents, or say in storage/subject_registry.go why none is needed', TG_OP, of_customer;
			END IF;
			RETURN NULL;
		END $watch$;
		CREATE CONSTRAINT TRIGGER watch_%[1]s AFTER INSERT OR UPDATE OR DELETE ON %[1]s
			DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION watch_%[1]s();`,
		t.Table, sqlArray(append([]string{"version", "updated_at"}, t.Quiet...)), unless, storage.TimelineSubjects.CustomerOf(t, "r"), about)
}

// ByHand runs a statement as the owner of the tables with the checks of Watch
// disabled, to set up rows that the application would not write.
func ByHand(t testing.TB, store *storage.Store, statement string, args ...any) {
	t.Helper()
	tx, err := Owner(t, store).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(t.Context(), `SET LOCAL watch.by_hand = 'on'`); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// sqlArray is an SQL literal for an array of texts.
func sqlArray(texts []string) string {
	for i, text := range texts {
		texts[i] = pq.QuoteLiteral(text)
	}
	return "ARRAY[" + strings.Join(texts, ", ") + "]::text[]"
}
