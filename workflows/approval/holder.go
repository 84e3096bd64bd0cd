package approval

// Holder says who may do a task.
type Holder struct {
	Step Step `db:"step"`
	// CandidateRole is the role that shares the task; nil when it is for the
	// assignee alone.
	CandidateRole *string `db:"candidate_role"`
	// Assignee is the person who has claimed the task or whom it is for.
	Assignee *Person `db:"assignee"`
	// RequesterID is the author of the request.
	RequesterID string `db:"requester_id"`
}

// IsCandidate reports whether the actor is one of those who share the task:
// whoever has the permission for its step. The step's own role is whom the task
// is addressed to and gives nothing by its name, so that what is taken from the
// role is taken from its holders; a task that stands with another role went to
// it as the fallback, whose holders may do it. The author never may.
func (h Holder) IsCandidate(a Actor) bool {
	if h.CandidateRole == nil || a.ID == h.RequesterID {
		return false
	}
	return a.Grants.Allows(h.Step.Action()) || h.isFallback() && a.HasRole(*h.CandidateRole)
}

// isFallback reports whether the task stands with another role than its step's;
// of the tasks stored, the column fallback says the same.
func (h Holder) isFallback() bool { return h.CandidateRole != nil && *h.CandidateRole != h.Step.Role() }

// Outcomes returns how the actor could end the task now; none for those who may
// not decide it.
func (h Holder) Outcomes(a Actor) []Outcome {
	if h.MayDecide(a) != nil {
		return []Outcome{}
	}
	return h.Step.Outcomes()
}

// MayDecide refuses everybody who may not decide the task now.
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
