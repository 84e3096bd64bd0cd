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

// namespace is the Temporal namespace of the application's workflows.
type namespace struct {
	name      string
	retention time.Duration
}

// ensure registers the namespace if it is missing and returns nil when the server
// accepts workflows in it.
func (n namespace) ensure(ctx context.Context, address string) error {
	if err := n.checkListening(ctx, address); err != nil {
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
	return n.checkServing(ctx, service)
}

// checkListening fails fast while the server does not listen yet, because the
// client's connection attempts back off.
func (n namespace) checkListening(ctx context.Context, address string) error {
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
	var exists *serviceerror.NamespaceAlreadyExists
	if errors.As(err, &exists) {
		return nil
	}
	return err
}

// checkServing queries the matching and history services: each has its own
// namespace cache, and the history service must have acquired its shards.
func (n namespace) checkServing(ctx context.Context, service workflowservice.WorkflowServiceClient) error {
	const probe = "approvals-devstack-readiness"
	_, err := service.DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace:     n.name,
		TaskQueue:     &taskqueuepb.TaskQueue{Name: probe},
		TaskQueueType: enumspb.TASK_QUEUE_TYPE_WORKFLOW,
	})
	if err != nil {
		return err
	}
	_, err = service.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: n.name,
		Execution: &commonpb.WorkflowExecution{WorkflowId: probe},
	})
	var missing *serviceerror.NotFound
	if errors.As(err, &missing) {
		return nil // the history service has answered
	}
	return err
}
