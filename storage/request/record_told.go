package request

import (
	"maps"
	"slices"
	"strings"

	"approvals/workflows/approval"
)

// told is what the timeline tells of a request.
type told struct {
	// fields are the last values of the fields; those of reports begin with the step.
	fields map[string]any
	// decisions are the events of decisions with the fields as of then.
	decisions []toldDecision
	// requesterID is whoever submitted the request first; empty before.
	requesterID string
	// assigneeID is to whom the task to revise the request was reassigned; empty if it
	// is still its author's.
	assigneeID string
	files      []recordedFile
}

type toldDecision struct {
	event  approval.Event
	fields map[string]any
}

// replay reads the timeline of the request from its start.
func (r *record) replay() told {
	timeline := told{fields: map[string]any{}}
	kinds := decisionKinds(r.Kind)
	for _, e := range r.events {
		if !strings.HasPrefix(string(e.Kind), string(r.Kind)+".") {
			timeline.tellFile(e)
			continue
		}
		step, decides := kinds[e.Kind]
		for field, change := range e.Changes {
			if step.ReportPurpose() != "" {
				field = string(step) + "." + field
			}
			timeline.fields[field] = change.After
		}
		switch {
		case e.Kind == reassignedEvent(r.Kind):
			assignee, _ := e.Changes["assignee"].After.(map[string]any)
			timeline.assigneeID = asText(assignee["id"])
		case decides:
			// Tasks that a decision opens were not reassigned yet.
			timeline.assigneeID = ""
			if timeline.requesterID == "" && e.Kind == approval.EventKind(string(r.Kind)+"."+verbs[""][approval.Submit].kind) {
				timeline.requesterID = e.Actor.ID
			}
			timeline.decisions = append(timeline.decisions, toldDecision{event: e, fields: maps.Clone(timeline.fields)})
		}
	}
	return timeline
}

// decisionKinds are the kinds of events of decisions, with the step of those that
// belong to one.
func decisionKinds(kind approval.Kind) map[approval.EventKind]approval.Step {
	kinds := map[approval.EventKind]approval.Step{}
	for step, outcomes := range verbs {
		for _, verb := range outcomes {
			kinds[approval.EventKind(string(kind)+"."+verb.kind)] = step
		}
	}
	return kinds
}

// tellFile notes what the event of an attachment tells.
func (timeline *told) tellFile(e approval.Event) {
	name, hash := e.Changes["attachment"], e.Changes["sha256"]
	switch e.Kind {
	case attachmentAdded:
		timeline.files = append(timeline.files, recordedFile{Name: asText(name.After), SHA256: asText(hash.After)})
	case attachmentRemoved:
		i := slices.IndexFunc(timeline.files, func(f recordedFile) bool {
			return f.Name == asText(name.Before) && f.SHA256 == asText(hash.Before)
		})
		if i >= 0 {
			timeline.files = slices.Delete(timeline.files, i, i+1)
		}
	}
}

func asText(v any) string {
	text, _ := v.(string)
	return text
}
