package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
)

// insisting sends calls as somebody, wherever there is an API, and does not take
// silence for an answer.
type insisting func(ctx context.Context, who string, c call) (reply, error)

// streamed is a request that a client took to its end, with the decisions that
// the last answer showed.
type streamed struct {
	id        string
	decisions []string
}

// stream takes an expense request from its draft to its payment, repeating each
// call under its key until it is answered.
func (ask insisting) stream(ctx context.Context, project string) (s streamed, err error) {
	draft, err := ask.insist(ctx, "rep", call{path: "/expense-requests", body: answer{"project_id": project, "category": "travel",
		"amount": cny("10.00"), "purpose": "出租车", "spent_on": "2026-11-20"}})
	if err != nil {
		return s, err
	}
	s.id = draft.at("id")
	submitted, err := ask.insist(ctx, "rep", call{path: "/expense-requests/" + s.id + "/submit"})
	if err != nil {
		return s, err
	}
	signed, err := ask.insist(ctx, "gm", decisionOn(submitted.last("tasks"), "approve", nil))
	if err != nil {
		return s, err
	}
	paid, err := ask.insist(ctx, "finance", decisionOn(signed.sub("request").last("tasks"), "complete", payment("10.00", "")))
	s.decisions = paid.sub("request").all("decisions", "id")
	return s, err
}

func decisionOn(task answer, outcome string, data answer) call {
	body := answer{"outcome": outcome, "revision": task.sub("request")["revision"]}
	if data != nil {
		body["data"] = data
	}
	return call{path: "/tasks/" + task.at("id") + "/complete", body: body}
}

// insist sends a call again and again under one key until it has happened. A
// submission that is only accepted is looked after until it has started.
func (ask insisting) insist(ctx context.Context, who string, c call) (reply, error) {
	c.key = uuid.NewString()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	var last reply
	for {
		r, err := ask(ctx, who, c)
		switch {
		case ctx.Err() != nil:
			return r, fmt.Errorf("%w; until then %s: %w", ctx.Err(), c.path, errorOf(last))
		case err != nil, r.status == http.StatusServiceUnavailable, r.status == http.StatusAccepted:
			last = r
		case r.status >= 300:
			return r, fmt.Errorf("%s: %w", c.path, errorOf(r))
		default:
			return r, nil
		}
		select {
		case <-ctx.Done():
		case <-again.C:
		}
	}
}
