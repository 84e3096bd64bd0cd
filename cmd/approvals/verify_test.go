package main

import (
	"os"
	"strings"
	"testing"

	shared "approvals/cmd/internal/settings"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestVerifyTheAuditAndWhatWasEndedAlone has a request without a workflow: that
// differs until an administrator has ended it, and then agrees. A status, a
// requester or an act that somebody alters by hand differs.
func TestVerifyTheAuditAndWhatWasEndedAlone(t *testing.T) {
	s := settings{
		databaseConnections: 4, logLevel: "error", Addresses: shared.Addresses{
			TaskQueue:         "test-" + uuid.NewString(),
			TemporalAddress:   os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"),
			TemporalNamespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"),
			S3Endpoint:        os.Getenv("APPROVALS_TEST_S3_ENDPOINT"), S3Bucket: "none",
			S3AccessKey: os.Getenv("APPROVALS_TEST_S3_ACCESS_KEY"), S3SecretKey: os.Getenv("APPROVALS_TEST_S3_SECRET_KEY"),
		}}
	s.ownDatabase(t)
	store, err := s.openStore()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := s.migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	verify := func() string {
		t.Helper()
		var out strings.Builder
		if err := s.verify(t.Context(), &out); (err == nil) != strings.HasSuffix(out.String(), "No differences found.\n") {
			t.Fatalf("%v: %s", err, out.String())
		}
		return out.String()
	}
	people := storagetest.NewPeopleIn(t, store)
	r := submittedWithoutWorkflow(people)
	if got := verify(); !strings.Contains(got, "has no workflow") {
		t.Errorf("%s", got)
	}
	_, d, err := store.PrepareEnd(t.Context(), people.Admin, r.ID, "lost")
	if err == nil {
		err = store.EndWithoutWorkflow(t.Context(), r.ID, uuid.NewString(), d)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := verify(); !strings.Contains(got, "No differences") || !strings.Contains(got, "1 were ended by an administrator") {
		t.Errorf("%s", got)
	}
	storagetest.Own(t, store, s.MigrateDatabaseURL)
	for _, status := range []string{"paid", "withdrawn"} {
		storagetest.ByHand(t, store, `UPDATE requests SET status = $2 WHERE id = $1`, r.ID, status)
		named := strings.Contains(verify(), "request "+r.Number+": status is paid, in its position withdrawn")
		if named != (status == "paid") {
			t.Errorf("with the status %s: named is %v", status, named)
		}
	}
	for _, requester := range []string{people.Commercial.ID, people.Rep.ID} {
		storagetest.ByHand(t, store, `UPDATE requests SET requester_id = $2 WHERE id = $1`, r.ID, requester)
		named := strings.Contains(verify(), "request "+r.Number+": its requester is "+people.Commercial.ID+", in the timeline "+people.Rep.ID)
		if named != (requester != people.Rep.ID) {
			t.Errorf("with the requester %s: named is %v", requester, named)
		}
	}
	for _, statement := range []string{
		`ALTER TABLE audit_events DISABLE TRIGGER USER`, `UPDATE audit_events SET summary_zh = 'x' WHERE seq = 2`,
	} {
		if _, err := storagetest.Owner(t, store).Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if got := verify(); !strings.Contains(got, "Event 2 has been altered") {
		t.Errorf("%s", got)
	}
}

// TestVerifyWithoutAWorker checks that verify reports the missing worker and makes all
// other checks.
func TestVerifyWithoutAWorker(t *testing.T) {
	s := settings{
		databaseConnections: 4, logLevel: "error", Addresses: shared.Addresses{
			TaskQueue:         "test-" + uuid.NewString(),
			TemporalAddress:   os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"),
			TemporalNamespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"),
			S3Endpoint:        os.Getenv("APPROVALS_TEST_S3_ENDPOINT"), S3Bucket: "none",
			S3AccessKey: os.Getenv("APPROVALS_TEST_S3_ACCESS_KEY"), S3SecretKey: os.Getenv("APPROVALS_TEST_S3_SECRET_KEY"),
		}}
	s.ownDatabase(t)
	store, err := s.openStore()
	must(t, err)
	defer store.Close()
	must(t, s.migrate(t.Context()))
	r := submittedWithoutWorkflow(storagetest.NewPeopleIn(t, store))
	logger, err := s.logger("test")
	must(t, err)
	temporal, err := s.openTemporal(logger)
	must(t, err)
	defer temporal.Close()
	must(t, workflows.NewClient(temporal, s.TaskQueue).Restart(t.Context(), r.Kind, r.ID, "", approval.Position{}))
	var out strings.Builder
	err = s.verify(t.Context(), &out)
	if err == nil {
		t.Fatalf("%s", out.String())
	}
	for _, word := range []string{"no worker is running", s.TaskQueue, "approvals worker"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error does not say %q: %v", word, err)
		}
	}
	if said := out.String(); !strings.Contains(said, "Photos:") || strings.Contains(said, "No differences") {
		t.Errorf("%s", said)
	}
}

// submittedWithoutWorkflow creates a request that is submitted in the database only.
func submittedWithoutWorkflow(s *storagetest.Scene) request.Request {
	s.T.Helper()
	_, project := s.NewProject(s.Rep)
	r := s.Expense(s.Rep, project.ID, "1.00")
	s.Submit(r, approval.GMSignoff)
	return r
}
