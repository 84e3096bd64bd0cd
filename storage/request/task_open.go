package request

import (
	"context"
	"strconv"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// openTasks opens a task for each of the steps and records its holder and due time. The
// due time is fixed: it does not depend on later assignees or changes of the calendar.
func (s *Store) openTasks(ctx context.Context, r Request, steps []approval.Step, at time.Time) ([]approval.OpenTask, error) {
	if len(steps) == 0 {
		return nil, nil
	}
	due, err := s.Deadlines(ctx)
	if err != nil {
		return nil, err
	}
	var opened []approval.OpenTask
	for _, step := range steps {
		reason, assignee, err := s.findHolder(ctx, r, step)
		if err != nil {
			return nil, err
		}
		id := postgres.NewID()
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO tasks (id, request_id, step, candidate_role, assignee_id, requester_id, reason, due_at, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, r.ID, step, postgres.Nullable(reason.Role), assignee, r.Requester.ID, postgres.AsJSON(reason), due.Of(step, at), at); err != nil {
			return nil, err
		}
		opened = append(opened, approval.OpenTask{ID: id, Step: step})
	}
	return opened, nil
}

// findHolder returns who is to do a step: the author, the step's role or, if nobody
// besides the author has the permission for it, the fallback role.
func (s *Store) findHolder(ctx context.Context, r Request, step approval.Step) (approval.Reason, *string, error) {
	if step == approval.Revise {
		return approval.Reason{
			How:    approval.ByAuthor,
			Values: map[string]string{"requester": r.Requester.Name, "step": string(step)},
			Text: approval.Text{
				ZH: "申请已退回，由申请人 %s 修改", EN: "The request was returned to its author, %s"}.Format(r.Requester.Name),
		}, &r.Requester.ID, nil
	}
	var holders int
	err := s.In(ctx).Get(ctx, &holders, `
		SELECT count(DISTINCT u.id)
		FROM users u
		JOIN user_roles ur ON ur.user_id = u.id
		JOIN role_permissions rp ON rp.role_id = ur.role_id AND rp.action = $2
		WHERE u.active AND u.id <> $1`,
		r.Requester.ID, step.Action())
	if err != nil {
		return approval.Reason{}, nil, err
	}
	values := map[string]string{
		"step": string(step), "role": step.Role(), "holders": strconv.Itoa(holders), "requester": r.Requester.Name,
	}
	if r.Amount != nil {
		values["amount"] = r.Amount.String()
	}
	role, err := s.roleName(ctx, step.Role())
	if err != nil {
		return approval.Reason{}, nil, err
	}
	if holders > 0 {
		return approval.Reason{
			How: approval.ByRole, Role: step.Role(), Values: values,
			Text: approval.Text{ZH: "“%s”由角色“%s”处理", EN: "%s is done by the role %s"}.Format(step.Label(), role),
		}, nil, nil
	}
	key, err := s.FallbackRole(ctx)
	if err != nil {
		return approval.Reason{}, nil, err
	}
	values["fallback_role"] = key
	fallback, err := s.roleName(ctx, key)
	if err != nil {
		return approval.Reason{}, nil, err
	}
	return approval.Reason{
		How: approval.ByFallback, Role: key, Values: values,
		Text: approval.Text{
			ZH: "“%s”应由角色“%s”处理，但除申请人 %s 外无人可以处理，因此转给后备角色“%s”",
			EN: "%s belongs to the role %s, but nobody besides the author %s may do it, so it goes to the fallback role %s",
		}.Format(step.Label(), role, r.Requester.Name, fallback),
	}, nil, nil
}

// roleName returns the display name of the role with the key; the key itself if there is
// no such role.
func (s *Store) roleName(ctx context.Context, key string) (approval.Text, error) {
	var name approval.Text
	err := s.In(ctx).Get(ctx, &name, `SELECT jsonb_build_object('zh-CN', name_zh, 'en', name_en) FROM roles WHERE key = $1`, key)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return approval.Text{ZH: key, EN: key}, nil
	}
	return name, err
}
