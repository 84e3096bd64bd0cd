package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"approvals/api/apitest"

	"github.com/google/uuid"
)

// insisting sends calls as a user to any available API and repeats them until there is
// a response.
type insisting func(ctx context.Context, who string, c apitest.Call) (apitest.Reply, error)

// streamed is a completed request with the decisions in the last response.
type streamed struct {
	id        string
	decisions []string
}

// stream takes an expense request from draft to payment, repeating each call under its
// key until it gets a response.
func (ask insisting) stream(ctx context.Context, project string) (s streamed, err error) {
	draft, err := ask.insist(ctx, "rep", apitest.Call{Path: "/expense-requests", Body: apitest.JSON{"project_id": project, "category": "travel",
		"amount": cny("10.00"), "purpose": "出租车", "spent_on": "2026-11-20"}})
	if err != nil {
		return s, err
	}
	s.id = draft.At("id")
	submitted, err := ask.insist(ctx, "rep", apitest.Call{Path: "/expense-requests/" + s.id + "/submit"})
	if err != nil {
		return s, err
	}
	signed, err := ask.insist(ctx, "gm", decisionOn(submitted.Last("tasks"), "approve", nil))
	if err != nil {
		return s, err
	}
	paid, err := ask.insist(ctx, "finance", decisionOn(signed.Sub("request").Last("tasks"), "complete", payment("10.00", "")))
	s.decisions = paid.Sub("request").All("decisions", "id")
	return s, err
}

func decisionOn(task apitest.JSON, outcome string, data apitest.JSON) apitest.Call {
	body := apitest.JSON{"outcome": outcome, "revision": task.Sub("request")["revision"]}
	if data != nil {
		body["data"] = data
	}
	return apitest.Call{Path: "/tasks/" + task.At("id") + "/complete", Body: body}
}

// insist repeats a call under one key until it succeeds. It waits until an accepted
// submission has started.
func (ask insisting) insist(ctx context.Context, who string, c apitest.Call) (apitest.Reply, error) {
	c.Key = uuid.NewString()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	var last apitest.Reply
	for {
		r, err := ask(ctx, who, c)
		switch {
		case ctx.Err() != nil:
			return r, fmt.Errorf("%w; until then %s: %w", ctx.Err(), c.Path, errorOf(last))
		case err != nil, r.Status == http.StatusServiceUnavailable, r.Status == http.StatusAccepted:
			last = r
		case r.Status >= 300:
			return r, fmt.Errorf("%s: %w", c.Path, errorOf(r))
		default:
			return r, nil
		}
		select {
		case <-ctx.Done():
		case <-again.C:
		}
	}
}
