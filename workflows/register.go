package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Register registers the workflows of this package with a worker.
func Register(w worker.WorkflowRegistry) {
	w.RegisterWorkflowWithOptions(ProjectRequest, workflow.RegisterOptions{Name: approval.WorkflowProjectRequest})
	w.RegisterWorkflowWithOptions(ExpenseRequest, workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
	// Reminders.
	w.RegisterWorkflowWithOptions(RemindWorkLogs, workflow.RegisterOptions{Name: approval.WorkflowRemindWorkLogs})
}
