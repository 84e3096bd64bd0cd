package bench

import (
	"context"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// floor is what the engine by itself needs for the steps of an approval: a workflow that
// is started with its first update and gets two more, each with an empty local activity.
// Nothing that the product does on top can make it faster than this.
type floor struct {
	temporal client.Client
	worker   worker.Worker
	queue    string
}

const (
	floorSteps  = 3
	floorUpdate = "step"
)

func startFloor(temporal client.Client) (*floor, error) {
	f := &floor{temporal: temporal, queue: "bench-floor-" + uuid.NewString()}
	// As many pollers as the product's worker has.
	f.worker = worker.New(temporal, f.queue, worker.Options{MaxConcurrentWorkflowTaskPollers: 8})
	f.worker.RegisterWorkflow(floorWorkflow)
	f.worker.RegisterActivity(floorActivity)
	return f, f.worker.Start()
}

func floorWorkflow(ctx workflow.Context) error {
	steps := 0
	if err := workflow.SetUpdateHandler(ctx, floorUpdate, func(ctx workflow.Context) error {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: 10 * time.Second})
		err := workflow.ExecuteLocalActivity(ctx, floorActivity).Get(ctx, nil)
		steps++
		return err
	}); err != nil {
		return err
	}
	return workflow.Await(ctx, func() bool { return steps == floorSteps })
}

func floorActivity(context.Context) error { return nil }

// approve runs one workflow and reports how long each update after the first took.
func (f *floor) approve(ctx context.Context, decided func(time.Duration)) error {
	id := "bench-floor-" + uuid.NewString()
	update := client.UpdateWorkflowOptions{UpdateName: floorUpdate, UpdateID: uuid.NewString(), WaitForStage: client.WorkflowUpdateStageCompleted}
	handle, err := f.temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: f.temporal.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
			ID: id, TaskQueue: f.queue, WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		}, floorWorkflow),
		UpdateOptions: update,
	})
	if err != nil {
		return err
	}
	if err := handle.Get(ctx, nil); err != nil {
		return err
	}
	update.WorkflowID = id
	for range floorSteps - 1 {
		update.UpdateID = uuid.NewString()
		began := time.Now()
		handle, err := f.temporal.UpdateWorkflow(ctx, update)
		if err != nil {
			return err
		}
		if err := handle.Get(ctx, nil); err != nil {
			return err
		}
		decided(time.Since(began))
	}
	return nil
}
