package workflows

import (
	"context"
	"testing"
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
)

// TestReminder makes the database unavailable at first: the reminder is retried with its
// scheduled time.
func TestReminder(t *testing.T) {
	start := time.Date(2026, 3, 5, 16, 1, 0, 0, time.UTC)
	due := time.Date(2026, 3, 5, 10, 0, 0, 0, time.UTC)
	for name, scheduled := range map[string]bool{"late after its schedule": true, "started by hand": false} {
		t.Run(name, func(t *testing.T) {
			var suite testsuite.WorkflowTestSuite
			env := suite.NewTestWorkflowEnvironment()
			env.SetStartTime(start)
			want := start
			if scheduled {
				want = due
				if err := env.SetTypedSearchAttributesOnStart(temporal.NewSearchAttributes(scheduledStart.ValueSet(due))); err != nil {
					t.Fatal(err)
				}
			}
			Register(env)
			calls := 0
			env.RegisterActivityWithOptions(func(_ context.Context, r approval.Reminder) (approval.Reminded, error) {
				if !r.At.Equal(want) {
					t.Errorf("for %s, want %s", r.At, want)
				}
				if calls++; calls < 5 {
					return approval.Reminded{}, approval.Unavailable(approval.PartDatabase)
				}
				return approval.Reminded{People: 7}, nil
			}, activity.RegisterOptions{Name: approval.ActivityRemindWorkLogs})
			env.ExecuteWorkflow(approval.WorkflowRemindWorkLogs)
			var got approval.Reminded
			if err := env.GetWorkflowResult(&got); err != nil {
				t.Fatal(err)
			}
			if got.People != 7 || calls != 5 {
				t.Errorf("%+v after %d calls", got, calls)
			}
		})
	}
}
