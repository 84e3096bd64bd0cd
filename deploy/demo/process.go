package demo

import (
	"context"
	"fmt"
	"time"
)

// process is one request on its way through the people.
type process struct {
	*Year
	label, path, rep string
	id               string
	// decided counts the decisions that the plan has come to.
	decided int
}

// draft makes the request and counts it.
func (y *Year) draft(ctx context.Context, label, path, rep string, body Answer) (*process, error) {
	made, err := y.people[rep].Post(once(ctx, label), path, body)
	if err != nil {
		return nil, err
	}
	y.mu.Lock()
	y.requests++
	y.mu.Unlock()
	return &process{Year: y, label: label, path: path + "/" + made.At("id"), rep: rep, id: made.At("id")}, nil
}

// step lets a decision happen, unless it has: do is given the request as it
// stands.
func (r *process) step(ctx context.Context, do func(ctx context.Context, now Answer) error) error {
	now, err := r.people["manager"].Get(ctx, r.path)
	if err != nil {
		// A draft is its author's alone.
		if now, err = r.people[r.rep].Get(ctx, r.path); err != nil {
			return err
		}
	}
	n := r.decided
	r.decided++
	if len(now.List("decisions")) > n {
		return nil
	}
	return do(once(ctx, fmt.Sprintf("%s/%d", r.label, n)), now)
}

func (r *process) submit(ctx context.Context) error {
	return r.step(ctx, func(ctx context.Context, _ Answer) error {
		now, err := r.people[r.rep].Post(ctx, r.path+"/submit", Answer{})
		if err != nil {
			return err
		}
		// While the engine is busy, a submission is kept for it.
		for deadline := time.Now().Add(time.Minute); now.At("status") == "submitting" && time.Now().Before(deadline); {
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
				return ctx.Err()
			}
			if now, err = r.people[r.rep].Get(ctx, r.path); err != nil {
				return err
			}
		}
		if status := now.At("status"); status == "submitting" || status == "draft" {
			return fmt.Errorf("%s is still %s", r.label, status)
		}
		return nil
	})
}

func (r *process) withdraw(ctx context.Context, reason string) error {
	return r.step(ctx, func(ctx context.Context, _ Answer) error {
		_, err := r.people[r.rep].Post(ctx, r.path+"/withdraw", Answer{"reason": reason})
		return err
	})
}

// decide completes the open task of the step.
func (r *process) decide(ctx context.Context, who, step, outcome string, more Answer) error {
	return r.step(ctx, func(ctx context.Context, now Answer) error {
		for _, task := range now.List("tasks") {
			if task.At("state") != "open" || task.At("step") != step {
				continue
			}
			body := Answer{"outcome": outcome, "revision": now["revision"]}
			for k, v := range more {
				body[k] = v
			}
			_, err := r.people[who].Post(ctx, "/tasks/"+task.At("id")+"/complete", body)
			return err
		}
		return fmt.Errorf("%s has no open task %s", r.label, step)
	})
}

func (r *process) attach(ctx context.Context, who, purpose string, f File, err error) error {
	if err != nil {
		return err
	}
	_, err = r.people[who].Attach(once(ctx, r.label+"/"+purpose+"/"+f.Name), r.id, purpose, f)
	if stale(err) {
		// The request has moved on since: it was attached before.
		return nil
	}
	return err
}
