package request

import (
	"context"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// ManagedTask is what an administrator sees of a task.
type ManagedTask struct {
	ID         string             `json:"id" format:"uuid"`
	RequestID  string             `json:"request_id" format:"uuid"`
	Step       approval.Step      `json:"step"`
	StepLabel  approval.Text      `json:"step_label"`
	State      approval.TaskState `json:"state" enum:"open,done,canceled"`
	StateLabel approval.Text      `json:"state_label"`
	Role       *string            `json:"candidate_role,omitempty" doc:"Key of the role that shares the task"`
	RoleLabel  *approval.Text     `json:"candidate_role_label,omitempty" doc:"The role's name"`
	Assignee   *approval.Person   `json:"assignee,omitempty"`
	Reason     approval.Reason    `json:"reason" doc:"How the holder was determined"`
}

// ReassignTask assigns an open task to a user on behalf of an administrator, who gives a
// reason. The task keeps its role if the user is a candidate; otherwise it moves to the
// fallback role. A revision is assigned to the user alone.
func (s *Store) ReassignTask(ctx context.Context, actor approval.Actor, id, userID, comment string) (ManagedTask, error) {
	moved, err := postgres.InTx(ctx, s.Pool, func(ctx context.Context) (moved Task, err error) {
		if !managesRequests(actor) {
			return moved, approval.NotFound()
		}
		target, err := s.reassignTarget(ctx, userID)
		if err != nil {
			return moved, err
		}
		t, err := s.lockTask(ctx, id)
		if err != nil {
			return moved, err
		}
		if t.State != approval.TaskOpen {
			return moved, AlreadyClosed(t)
		}
		if t.Assignee != nil && t.Assignee.ID == target.ID {
			return moved, approval.Conflict(approval.Text{ZH: "该任务已经由 %s 负责", EN: "%s has already claimed this task"}.Format(target.Name))
		}
		if err := s.checkAssignable(ctx, t, target); err != nil {
			return moved, err
		}
		if moved, err = s.assignTask(ctx, t, actor, target, comment); err != nil {
			return moved, err
		}
		if err := s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE task_id = $1`, id); err != nil {
			return moved, err
		}
		return moved, s.recordReassignment(ctx, actor, t, moved, comment)
	})
	return ManagedTask{
		ID: moved.ID, RequestID: moved.Request.ID, Step: moved.Step, State: moved.State,
		StepLabel: moved.StepLabel, StateLabel: moved.StateLabel, Role: moved.Role, RoleLabel: moved.RoleLabel, Assignee: moved.Assignee, Reason: moved.Reason,
	}, err
}

func (s *Store) reassignTarget(ctx context.Context, userID string) (approval.Actor, error) {
	err := s.lockActiveUser(ctx, userID)
	if approval.CodeOf(err) == approval.CodeUnauthenticated {
		return approval.Actor{}, approval.InvalidField("body.user_id", account.NoSuchUser)
	}
	if err != nil {
		return approval.Actor{}, err
	}
	return s.Actor(ctx, userID)
}

// checkAssignable returns an Error if the user could not do the task: the author, and
// users with neither the step's permission nor the fallback role. A revision requires a
// project member.
func (s *Store) checkAssignable(ctx context.Context, t Task, target approval.Actor) error {
	const location = "body.user_id"
	if t.Step == approval.Revise {
		project, err := s.lockProject(ctx, target, t.Request.Project.ID, "")
		if err == nil {
			err = project.checkMember()
		}
		if code := approval.CodeOf(err); code == approval.CodeNotFound || code == approval.CodeInvalid {
			return approval.InvalidField(location, approval.Text{ZH: "此人不参与该项目", EN: "This person is not a member of the project"})
		}
		return err
	}
	if target.ID == t.Request.Requester.ID {
		return approval.InvalidField(location, approval.Text{ZH: "不能审批自己的申请", EN: "You cannot decide your own request"})
	}
	role, err := s.roleForAssignee(ctx, t, target)
	if err != nil || role != nil {
		return err
	}
	return approval.InvalidField(location, approval.Text{
		ZH: "此人没有处理“%s”的权限", EN: "This person does not have permission for: %s"}.Format(t.Step.Label()))
}

// roleForAssignee returns the candidate role of the task once it is assigned to the
// user: its own, or the fallback role if only that entitles the user; nil if neither
// does, and for a revision.
func (s *Store) roleForAssignee(ctx context.Context, t Task, target approval.Actor) (*string, error) {
	if t.Step == approval.Revise {
		return nil, nil
	}
	fallback, err := s.FallbackRole(ctx)
	if err != nil {
		return nil, err
	}
	usual := t.Step.Role()
	for _, role := range []*string{t.Role, &usual, &fallback} {
		h := t.Holder()
		h.CandidateRole = role
		if h.IsCandidate(target) {
			return role, nil
		}
	}
	return nil, nil
}

// assignTask stores the new assignee and the reason.
func (s *Store) assignTask(ctx context.Context, t Task, actor, target approval.Actor, comment string) (Task, error) {
	role, err := s.roleForAssignee(ctx, t, target)
	if err != nil {
		return Task{}, err
	}
	values := map[string]string{
		"step": string(t.Step), "by": actor.Name, "to": target.Name, "comment": comment, "found_before": string(t.Reason.How),
	}
	if t.Assignee != nil {
		values["from"] = t.Assignee.Name
	}
	if t.Role != nil {
		values["role"] = *t.Role
	}
	reason := approval.Reason{
		How: approval.Reassigned, Role: orEmpty(role), Values: values,
		Text: approval.Text{
			ZH: "“%s”由 %s 转交给 %s，原因：%s", EN: "%s was reassigned by %s to %s, because: %s",
		}.Format(t.Step.Label(), actor.Name, target.Name, comment),
	}
	if err := s.In(ctx).Exec(ctx, `
		UPDATE tasks SET assignee_id = $2, candidate_role = $3::text, reason = $4,
			claimed_at = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END WHERE id = $1`,
		t.ID, target.ID, role, postgres.AsJSON(reason)); err != nil {
		return Task{}, err
	}
	return s.task(ctx, t.ID)
}

// reassignedEvent is the event kind of a task that an administrator assigns.
func reassignedEvent(kind approval.Kind) approval.EventKind {
	return approval.EventKind(string(kind) + ".task_reassigned")
}

func (s *Store) recordReassignment(ctx context.Context, actor approval.Actor, before, after Task, comment string) error {
	r, err := s.request(ctx, after.Request.ID)
	if err != nil {
		return err
	}
	var was any
	if before.Assignee != nil {
		was = *before.Assignee
	}
	event := ledger.NewEvent{
		Kind: reassignedEvent(r.Kind), ProjectID: &r.ProjectID,
		Subject: approval.Subject{Type: string(r.Kind), ID: r.ID, Label: r.Number},
		Changes: approval.Changes{
			"assignee": {Before: was, After: *after.Assignee}, "comment": {After: comment},
		},
		Summary: approval.Text{
			ZH: "%s 将%s %s 的任务“%s”转交给 %s", EN: "%s reassigned a task of %s %s (%s) to %s",
		}.Format(actor.Name, r.Kind.Label(), r.Number, after.Step.Label(), after.Assignee.Name),
	}
	if err := s.AppendEvents(ctx, r.Customer.ID, actor.Person(), event); err != nil {
		return err
	}
	return s.RecordAct(ctx, actor, requestAct(TaskReassigned, r, event))
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
