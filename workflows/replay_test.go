package workflows

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"approvals/workflows/approval"

	commonpb "go.temporal.io/api/common/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// recordedHistories returns the files with the histories of requests that were processed
// by the real server; TestHistories in cmd/approvals records them.
func recordedHistories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"project_", "expense_"} {
		if !slices.ContainsFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), kind) }) {
			t.Fatalf("there are no histories %s*", kind)
		}
	}
	return files
}

// replay replays a history with the workflows that register registers.
func replay(t *testing.T, file string, register func(worker.WorkflowRegistry)) error {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// Payloads are stored readably rather than in base64.
	shorthand := temporalproto.CustomJSONUnmarshalOptions{
		Metadata: map[string]any{commonpb.EnablePayloadShorthandMetadataKey: true},
	}
	var history historypb.History
	if err := shorthand.Unmarshal(raw, &history); err != nil {
		t.Fatal(err)
	}
	replayer := worker.NewWorkflowReplayer()
	register(replayer)
	return replayer.ReplayWorkflowHistory(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), &history)
}

// TestReplay checks that a worker with this version of the workflows can continue every
// open request. If it fails, the change needs workflow.GetVersion; recording the
// histories again only hides the problem.
func TestReplay(t *testing.T) {
	for _, file := range recordedHistories(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if err := replay(t, file, Register); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestReplayNotices changes the workflows incompatibly and expects every history to
// fail.
func TestReplayNotices(t *testing.T) {
	changes := map[string]func(workflow.Context) error{
		"a call more":      func(ctx workflow.Context) error { _, err := readTransition(ctx, "request", 1); return err },
		"a timer more":     func(ctx workflow.Context) error { return workflow.Sleep(ctx, 1) },
		"an end too early": func(workflow.Context) error { return nil },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			changed := func(run func(workflow.Context, approval.Start) (approval.Position, error)) any {
				return func(ctx workflow.Context, start approval.Start) (approval.Position, error) {
					if err := change(ctx); err != nil || name == "an end too early" {
						return start.Position, err
					}
					return run(ctx, start)
				}
			}
			for _, file := range recordedHistories(t) {
				err := replay(t, file, func(r worker.WorkflowRegistry) {
					r.RegisterWorkflowWithOptions(changed(ProjectRequest), workflow.RegisterOptions{Name: approval.WorkflowProjectRequest})
					r.RegisterWorkflowWithOptions(changed(ExpenseRequest), workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
				})
				// Temporal's code of a nondeterminism error.
				if err == nil || !strings.Contains(err.Error(), "TMPRL1100") {
					t.Errorf("%s: %v", filepath.Base(file), err)
				}
			}
		})
	}
}
