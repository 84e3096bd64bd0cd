package devstack

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	taskqueuepb "go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"
)

// namespace is the one that the application's workflows live in.
type namespace struct {
	name      string
	retention time.Duration
}

// ensure registers the namespace if it is not there and returns nil once the
// server would take a workflow in it.
func (n namespace) ensure(ctx context.Context, address string) error {
	if err := n.knock(ctx, address); err != nil {
		return err
	}
	c, err := client.DialContext(ctx, client.Options{
		HostPort:  address,
		Namespace: n.name,
		Logger:    log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	service := c.WorkflowService()
	if err := n.register(ctx, service); err != nil {
		return err
	}
	return n.try(ctx, service)
}

// knock finds out at once that nobody listens yet; the client would wait longer
// and longer between its tries to connect.
func (n namespace) knock(ctx context.Context, address string) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return conn.Close()
}

func (n namespace) register(ctx context.Context, service workflowservice.WorkflowServiceClient) error {
	_, err := service.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: n.name})
	var missing *serviceerror.NamespaceNotFound
	if !errors.As(err, &missing) {
		return err
	}
	_, err = service.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        n.name,
		WorkflowExecutionRetentionPeriod: durationpb.New(n.retention),
	})
	var there *serviceerror.NamespaceAlreadyExists
	if errors.As(err, &there) {
		return nil
	}
	return err
}

// try asks both services that run workflows for something in the namespace:
// each keeps its own list of namespaces, and history has to have its shards.
func (n namespace) try(ctx context.Context, service workflowservice.WorkflowServiceClient) error {
	const nobody = "approvals-devstack-readiness"
	_, err := service.DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace:     n.name,
		TaskQueue:     &taskqueuepb.TaskQueue{Name: nobody},
		TaskQueueType: enumspb.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		return err
	}
	_, err = service.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: n.name,
		Execution: &commonpb.WorkflowExecution{WorkflowId: nobody},
	})
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return nil // the answer that shows that history looked
	}
	return err
}
