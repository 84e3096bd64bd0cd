package api

import (
	"context"
	"maps"
	"slices"
	"time"

	"approvals/storage/request"
	"approvals/workflows"
	"approvals/workflows/approval"
)

// StuckRequest is a request that does not go on by itself.
type StuckRequest struct {
	Request  request.ManagedRequest `json:"request"`
	Problems []StuckProblem         `json:"problems"`
}

// StuckProblem is one reason why a request does not go on.
type StuckProblem struct {
	Kind StuckKind `json:"kind" enum:"task_without_holder,workflow_missing,workflow_failed,workflow_faltering,projection_behind"`
	// Task is the task that nobody could do.
	Task  *request.StuckTask `json:"task,omitempty"`
	Since *time.Time         `json:"since,omitempty"`
	Text  approval.Text      `json:"text" doc:"The problem in words"`
}

// StuckKind is a way for a request to be stuck.
type StuckKind string

// The ways for a request to be stuck.
const (
	TaskWithoutHolder StuckKind = "task_without_holder"
	WorkflowMissing   StuckKind = "workflow_missing"
	WorkflowFailed    StuckKind = "workflow_failed"
	WorkflowFaltering StuckKind = "workflow_faltering"
	ProjectionBehind  StuckKind = "projection_behind"
)

var stuckTexts = map[StuckKind]approval.Text{
	TaskWithoutHolder: {ZH: "任务“%s”没有人能处理", EN: "Nobody is able to do the task: %s"},
	WorkflowMissing:   {ZH: "流程引擎中没有这个申请的流程", EN: "The workflow engine has no workflow for this request"},
	WorkflowFailed:    {ZH: "这个申请的流程已异常终止", EN: "The request's workflow has failed or was terminated"},
	WorkflowFaltering: {ZH: "这个申请的流程一再出错，无法继续", EN: "The request's workflow keeps failing"},
	ProjectionBehind:  {ZH: "已记录的一步还没有得到流程引擎的确认", EN: "A recorded step has not been confirmed by the workflow engine"},
}

// behindAfter is how long a recorded transition may stay unconfirmed.
const behindAfter = time.Minute

type stuckOutput struct {
	Body struct {
		List[StuckRequest]
		EngineChecked bool `json:"engine_checked" doc:"false: the workflow engine is away, so workflows that are missing, failed or faltering are not among these"`
	}
}

// stuck lists the requests that do not go on by themselves, the newest first.
func (s *Server) stuck(ctx context.Context, in *Paged) (*stuckOutput, error) {
	list := in.of("stuck")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	problems, err := s.databaseProblems(ctx)
	if err != nil {
		return nil, err
	}
	// The requests are read before the engine's list: one that starts after that
	// is not missed, and one that ends is asked about again.
	underWay, err := s.requestsUnderWay(ctx)
	if err != nil {
		return nil, err
	}
	suspects, engineErr := s.suspects(ctx, underWay)
	if engineErr != nil && approval.CodeOf(engineErr) != approval.CodeUnavailable {
		return nil, engineErr
	}
	candidates := slices.Sorted(maps.Keys(problems))
	for id := range suspects {
		if _, there := problems[id]; !there {
			candidates = append(candidates, id)
		}
	}
	slices.Sort(candidates)
	slices.Reverse(candidates)
	var found []StuckRequest
	for _, id := range candidates {
		if page.After != "" && id >= page.After {
			continue
		}
		if len(found) > page.Limit {
			break
		}
		entry, err := s.stuckRequest(ctx, id, problems[id], suspects)
		if err != nil {
			return nil, err
		}
		if len(entry.Problems) > 0 {
			found = append(found, entry)
		}
	}
	more := len(found) > page.Limit
	if more {
		found = found[:page.Limit]
	}
	var out stuckOutput
	out.Body.List = pageOf(list, found, more, func(r StuckRequest) string { return r.Request.ID }).Body
	out.Body.EngineChecked = engineErr == nil
	return &out, nil
}

// databaseProblems are those that the database knows of, by request.
func (s *Server) databaseProblems(ctx context.Context) (map[string][]StuckProblem, error) {
	problems := map[string][]StuckProblem{}
	tasks, err := s.store.StuckTasks(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range tasks {
		problems[t.RequestID] = append(problems[t.RequestID], StuckProblem{
			Kind: TaskWithoutHolder, Task: &t, Since: &t.CreatedAt, Text: stuckTexts[TaskWithoutHolder].Format(t.Step.Label())})
	}
	behind, err := s.store.BehindRequests(ctx, time.Now().Add(-behindAfter))
	for _, b := range behind {
		problems[b.RequestID] = append(problems[b.RequestID], StuckProblem{
			Kind: ProjectionBehind, Since: &b.At, Text: stuckTexts[ProjectionBehind]})
	}
	return problems, err
}

func (s *Server) requestsUnderWay(ctx context.Context) (map[string]approval.Kind, error) {
	underWay := map[string]approval.Kind{}
	for r, err := range s.store.RequestsUnderWay(ctx) {
		if err != nil {
			return nil, err
		}
		underWay[r.ID] = r.Kind
	}
	return underWay, nil
}

// suspects are those of the requests under way that the engine's list of workflows
// that run and go on does not name.
func (s *Server) suspects(ctx context.Context, suspects map[string]approval.Kind) (map[string]approval.Kind, error) {
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	running, err := s.process.Running(within)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(suspects, func(id string, kind approval.Kind) bool { return running[approval.WorkflowID(kind, id)] })
	return suspects, nil
}

// stuckRequest looks at one candidate: the engine is asked about this very
// workflow, and the request is read once more after that.
func (s *Server) stuckRequest(ctx context.Context, id string, problems []StuckProblem, suspects map[string]approval.Kind) (StuckRequest, error) {
	if kind, ok := suspects[id]; ok {
		state, err := s.process.State(ctx, kind, id)
		if err != nil {
			return StuckRequest{}, err
		}
		underWay, err := s.store.IsUnderWay(ctx, id)
		if err != nil {
			return StuckRequest{}, err
		}
		if problem, ok := stateProblem(state); ok && underWay {
			problems = append(problems, problem)
		}
	}
	request, err := s.store.ManagedRequest(ctx, actorOf(ctx), id)
	return StuckRequest{Request: request, Problems: problems}, err
}

func stateProblem(state workflows.State) (StuckProblem, bool) {
	switch state {
	case workflows.Running:
		return StuckProblem{}, false
	case workflows.Faltering:
		return StuckProblem{Kind: WorkflowFaltering, Text: stuckTexts[WorkflowFaltering]}, true
	case workflows.Failed:
		return StuckProblem{Kind: WorkflowFailed, Text: stuckTexts[WorkflowFailed]}, true
	default:
		return StuckProblem{Kind: WorkflowMissing, Text: stuckTexts[WorkflowMissing]}, true
	}
}
