package demo

import (
	"context"
	"fmt"
	"time"
)

// process is a request that is taken through its planned decisions.
type process struct {
	*Year
	label, path, rep string
	id               string
	// step counts the decisions of the plan so far.
	step int
}

// createDraft creates the request and counts it.
func (y *Year) createDraft(ctx context.Context, label, path, rep string, body Answer) (*process, error) {
	made, err := y.people[rep].Post(withKey(ctx, label), path, body)
	if err != nil {
		return nil, err
	}
	y.mu.Lock()
	y.requests++
	y.mu.Unlock()
	return &process{Year: y, label: label, path: path + "/" + made.At("id"), rep: rep, id: made.At("id")}, nil
}

// decideOnce calls do with the current request, unless an earlier run has already
// recorded this decision of the plan.
func (r *process) decideOnce(ctx context.Context, do func(ctx context.Context, now Answer) error) error {
	now, err := r.people["manager"].Get(ctx, r.path)
	if err != nil {
		// Only the author can see a draft.
		if now, err = r.people[r.rep].Get(ctx, r.path); err != nil {
			return err
		}
	}
	n := r.step
	r.step++
	if len(now.List("decisions")) > n {
		return nil
	}
	return do(withKey(ctx, fmt.Sprintf("%s/%d", r.label, n)), now)
}

func (r *process) submit(ctx context.Context) error {
	return r.decideOnce(ctx, func(ctx context.Context, _ Answer) error {
		now, err := r.people[r.rep].Post(ctx, r.path+"/submit", Answer{})
		if err != nil {
			return err
		}
		// While the workflow engine is unavailable, the request stays in submitting.
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
	return r.decideOnce(ctx, func(ctx context.Context, _ Answer) error {
		_, err := r.people[r.rep].Post(ctx, r.path+"/withdraw", Answer{"reason": reason})
		return err
	})
}

// decide completes the open task of the step.
func (r *process) decide(ctx context.Context, who, step, outcome string, more Answer) error {
	return r.decideOnce(ctx, func(ctx context.Context, now Answer) error {
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
	_, err = r.people[who].Attach(withKey(ctx, r.label+"/"+purpose+"/"+f.Name), r.id, purpose, f)
	if isConflict(err) {
		// The request is past this step, so an earlier run has attached the file.
		return nil
	}
	return err
}
