package api

import (
	"context"

	"approvals/storage/request"
)

type stuckOutput struct {
	Body struct {
		List[request.StuckRequest]
		EngineChecked bool `json:"engine_checked" doc:"false: the workflow engine has not been checked for a minute, so requests whose workflows have since gone missing, failed or stalled are not listed"`
	}
}

// stuck lists the stuck requests that the worker's last sweep found, the newest first.
func (s *Server) stuck(ctx context.Context, in *Paged) (*stuckOutput, error) {
	list := in.of("stuck")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	var out stuckOutput
	if out.Body.EngineChecked, err = s.store.EngineChecked(ctx); err != nil {
		return nil, err
	}
	found, more, err := s.store.StuckRequests(ctx, actorOf(ctx), page)
	out.Body.List = pageOf(list, found, more, func(r request.StuckRequest) string { return r.Request.ID }).Body
	return &out, err
}
