package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Register makes a worker run the workflows of this package.
func Register(w worker.WorkflowRegistry) {
	w.RegisterWorkflowWithOptions(ProjectRequest, workflow.RegisterOptions{Name: approval.WorkflowProjectRequest})
	w.RegisterWorkflowWithOptions(ExpenseRequest, workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
	// Work logs.
	w.RegisterWorkflowWithOptions(RemindWorkLogs, workflow.RegisterOptions{Name: approval.WorkflowRemindWorkLogs})
}
