package approval

// Holder determines who may do a task.
type Holder struct {
	Step Step `db:"step"`
	// CandidateRole is the role that shares the task; nil if it is assigned to one
	// person only.
	CandidateRole *string `db:"candidate_role"`
	// Assignee is the person who has claimed the task or to whom it is assigned.
	Assignee *Person `db:"assignee"`
	// RequesterID is the author of the request.
	RequesterID string `db:"requester_id"`
}

// IsCandidate reports whether the actor is one of those who share the task: users with
// the permission for its step. Holding the step's role is not enough, so that removing a
// permission from the role takes effect. If the candidate role is not the step's role,
// it is the fallback role, whose members may do the task. The author never may.
func (h Holder) IsCandidate(a Actor) bool {
	if h.CandidateRole == nil || a.ID == h.RequesterID {
		return false
	}
	return a.Grants.Allows(h.Step.Action()) || h.isFallback() && a.HasRole(*h.CandidateRole)
}

// isFallback reports whether the candidate role is not the step's role. The database
// column fallback has the same value.
func (h Holder) isFallback() bool { return h.CandidateRole != nil && *h.CandidateRole != h.Step.Role() }

// Outcomes returns the outcomes that the actor may choose now; none if the actor may not
// decide the task.
func (h Holder) Outcomes(a Actor) []Outcome {
	if h.MayDecide(a) != nil {
		return []Outcome{}
	}
	return h.Step.Outcomes()
}

// MayDecide returns an Error if the actor may not decide the task now.
func (h Holder) MayDecide(a Actor) error {
	if h.CandidateRole == nil {
		if h.Assignee != nil && h.Assignee.ID == a.ID {
			return nil
		}
		return Forbidden(Text{"该任务只属于指定的人", "This task is for one person only"})
	}
	if a.ID == h.RequesterID {
		return Forbidden(Text{"不能审批自己的申请", "You cannot decide your own request"})
	}
	if !h.IsCandidate(a) {
		return Forbidden(Text{"您没有处理该任务的权限", "You may not do this task"})
	}
	if h.Assignee != nil && h.Assignee.ID != a.ID {
		return Conflict(Text{"该任务已由 %s 认领", "%s has claimed this task"}.Format(h.Assignee.Name))
	}
	return nil
}
