package request

import (
	"fmt"
	"slices"

	"approvals/workflows/approval"
)

// compareOrigin compares who asks for what with the event of the submission, and where it
// belongs with every event.
func (r *record) compareOrigin(d *differences, timeline told) {
	if r.ProjectCustomerID != r.Customer.ID {
		d.add("its customer is %s, of its project %s", r.Customer.ID, r.ProjectCustomerID)
	}
	for _, t := range r.tasks {
		if t.RequesterID != r.Requester.ID {
			d.add("the requester of %s is %s, of the request %s", t.name(), t.RequesterID, r.Requester.ID)
		}
	}
	if timeline.requesterID != "" && timeline.requesterID != r.Requester.ID {
		d.add("its requester is %s, in the timeline %s", r.Requester.ID, timeline.requesterID)
	}
	for _, e := range r.events {
		var moved differences
		moved.compare("its customer", r.Customer.ID, e.CustomerID)
		moved.compare("its project", r.ProjectID, e.ProjectID)
		moved.compare("its number", r.Number, e.Subject.Label)
		if len(moved) > 0 {
			*d = append(*d, moved...)
			return
		}
	}
}

// compareHolders compares who has the open tasks with how they got them. Claiming and
// releasing a task of a role leaves no event, but the time of the claim.
func (r *record) compareHolders(d *differences, timeline told) {
	for _, t := range r.tasks {
		if t.State != approval.TaskOpen {
			continue
		}
		if given := orEmpty(t.Role); given != t.Reason.Value.Role {
			d.add("the role of %s is %s, by its reason %s", t.name(), inWords(given), inWords(t.Reason.Value.Role))
		}
		assignee := orEmpty(t.AssigneeID)
		switch {
		case t.Step == approval.Revise:
			given := r.Requester.ID
			if timeline.assigneeID != "" {
				given = timeline.assigneeID
			}
			if assignee != given {
				d.add("%s is assigned to %s, in the timeline %s", t.name(), inWords(assignee), given)
			}
		case assignee == r.Requester.ID:
			d.add("%s is assigned to the requester, who may not do it", t.name())
		case (assignee != "") != t.Claimed:
			d.add("%s is assigned to %s, and was claimed by %s", t.name(), inWords(assignee), map[bool]string{true: "somebody", false: "nobody"}[t.Claimed])
		}
	}
}

func (t recordedTask) name() string { return "task " + t.ID + " (" + string(t.Step) + ")" }

// recordedFile is an attachment as far as the timeline tells of it.
type recordedFile struct {
	RequestID string `db:"request_id"`
	Name      string `db:"name"`
	SHA256    string `db:"sha256"`
}

func (f recordedFile) String() string { return fmt.Sprintf("%s with SHA-256 %s", f.Name, f.SHA256) }

// compareFiles compares the names and hashes of the attachments with their events, which
// a request has from its submission on.
func (r *record) compareFiles(d *differences, timeline told) {
	if timeline.requesterID == "" {
		return
	}
	untold, missing := r.files, []recordedFile(nil)
	for _, told := range timeline.files {
		i := slices.IndexFunc(untold, func(f recordedFile) bool { return f.Name == told.Name && f.SHA256 == told.SHA256 })
		if i < 0 {
			missing = append(missing, told)
			continue
		}
		untold = slices.Delete(slices.Clone(untold), i, i+1)
	}
	for _, stored := range untold {
		i := slices.IndexFunc(missing, func(f recordedFile) bool { return f.SHA256 == stored.SHA256 || f.Name == stored.Name })
		if i < 0 {
			d.add("the attachment %s is not in the timeline", stored)
			continue
		}
		d.add("the attachment is %s, in the timeline %s", stored, missing[i])
		missing = slices.Delete(missing, i, i+1)
	}
	for _, told := range missing {
		d.add("the attachment %s is in the timeline and not stored", told)
	}
}
