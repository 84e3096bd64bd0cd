package api

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type timelineInput struct {
	ByID
	Paged
	Kind      []string `query:"kind,explode" maxItems:"50" doc:"Such as project.created, or all of a subject, such as project; separated by commas or repeated"`
	ActorID   string   `query:"actor_id" format:"uuid"`
	ProjectID string   `query:"project_id" format:"uuid"`
	From      Moment   `query:"from"`
	To        Moment   `query:"to" doc:"A day counts in full"`
}

// timelineEvent is an event with labels and a link.
type timelineEvent struct {
	customer.LabeledEvent
	Link string `json:"link,omitempty" doc:"API path of the event's subject; absent if the reader may not see it"`
}

// labelEvents adds labels and links to events.
func (s *Server) labelEvents(ctx context.Context, events []approval.Event) ([]timelineEvent, error) {
	labeled, err := s.store.LabelEvents(ctx, events)
	if err != nil {
		return nil, err
	}
	links, err := s.store.ReadableLinks(ctx, actorOf(ctx), events)
	if err != nil {
		return nil, err
	}
	shown := make([]timelineEvent, len(events))
	for i, e := range labeled {
		shown[i] = timelineEvent{LabeledEvent: e}
		if links[i] != "" {
			shown[i].Link = basePath + links[i]
		}
	}
	return shown, nil
}

// timeline lists events, the newest first. next_cursor leads to older events, prev_cursor
// to newer ones, also if there are none yet.
func (s *Server) timeline(ctx context.Context, in *timelineInput) (*listOutput[timelineEvent], error) {
	list := in.of("timeline of " + in.ID)
	asked, err := in.page(list)
	if err != nil {
		return nil, err
	}
	page, err := timelinePage(asked)
	if err != nil {
		return nil, err
	}
	at, err := s.moments(ctx)
	if err != nil {
		return nil, err
	}
	filter := customer.TimelineFilter{Kinds: splitValues(in.Kind), ActorID: in.ActorID, ProjectID: in.ProjectID}
	filter.From, filter.To = at.span(in.From, in.To)
	if err := at.wrong.With(storage.TimelineSubjects.CheckKinds(filter.Kinds)); err != nil {
		return nil, err
	}
	events, more, err := s.store.Timeline(ctx, actorOf(ctx), in.ID, filter, page)
	if err != nil {
		return nil, err
	}
	shown, err := s.labelEvents(ctx, events)
	if err != nil {
		return nil, err
	}
	out := wholeList(shown)
	if len(events) == 0 {
		if page.After == 0 {
			// There are no events newer than the cursor.
			newest := int64(0)
			if page.Before != nil {
				newest = *page.Before
			}
			out.Body.PrevCursor = newerThan(list, newest)
		}
		return out, nil
	}
	out.Body.PrevCursor = newerThan(list, events[0].Seq)
	if oldest := events[len(events)-1].Seq; more && page.Before == nil || page.Before != nil && oldest > 1 {
		out.Body.NextCursor = cursorOf(list, strconv.FormatInt(oldest, 10))
	}
	return out, nil
}

// newer is the prefix of a cursor for newer events.
const newer = ">"

func newerThan(list string, seq int64) string {
	return cursorOf(list, newer+strconv.FormatInt(seq, 10))
}

// timelinePage parses a cursor.
func timelinePage(asked postgres.Page) (customer.TimelinePage, error) {
	page := customer.TimelinePage{Limit: asked.Limit}
	if asked.After == "" {
		return page, nil
	}
	place, back := strings.CutPrefix(asked.After, newer)
	seq, err := strconv.ParseInt(place, 10, 64)
	if err != nil {
		return page, invalidCursor()
	}
	if back {
		page.Before = &seq
	} else {
		page.After = seq
	}
	return page, nil
}

// subjectKinds is a subject of the timeline or the audit with its kinds of events.
type subjectKinds struct {
	Type   string                   `json:"type"`
	Label  approval.Text            `json:"label"`
	Kinds  []subjectKind            `json:"kinds"`
	Fields map[string]approval.Text `json:"fields" doc:"Labels of the fields"`
}

type subjectKind struct {
	Kind  approval.EventKind `json:"kind"`
	Label approval.Text      `json:"label"`
}

// timelineKinds lists the values of the filter by kind.
func (s *Server) timelineKinds(context.Context, *none) (*listOutput[subjectKinds], error) {
	return wholeList(kindsOf(storage.TimelineSubjects)), nil
}

func kindsOf(declaredSubjects []ledger.Subject) (subjects []subjectKinds) {
	for _, declared := range declaredSubjects {
		shown := subjectKinds{Type: declared.Type, Label: declared.Label, Fields: declared.Fields}
		if shown.Fields == nil {
			shown.Fields = map[string]approval.Text{}
		}
		for _, kind := range slices.Sorted(maps.Keys(declared.Kinds)) {
			shown.Kinds = append(shown.Kinds, subjectKind{kind, declared.Kinds[kind]})
		}
		subjects = append(subjects, shown)
	}
	return subjects
}

// splitValues splits the values of a filter, which are separated by commas or repeated.
func splitValues(values []string) (split []string) {
	for _, value := range values {
		split = append(split, strings.FieldsFunc(value, func(r rune) bool { return r == ',' })...)
	}
	return split
}

type noteInput struct {
	ByID
	Body struct {
		Text Filled `json:"text" maxLength:"5000"`
	}
}

type eventOutput struct{ Body timelineEvent }

func (s *Server) addNote(ctx context.Context, in *noteInput) (*eventOutput, error) {
	event, err := s.store.AddNote(ctx, actorOf(ctx), in.ID, string(in.Body.Text))
	if err != nil {
		return nil, err
	}
	shown, err := s.labelEvents(ctx, []approval.Event{event})
	if err != nil {
		return nil, err
	}
	return &eventOutput{Body: shown[0]}, nil
}

// limitFilterValues limits the length of each value of a filter, which a tag cannot do.
func limitFilterValues(op *huma.Operation, _ huma.Registry) {
	for _, p := range op.Parameters {
		if p.Schema.Type == huma.TypeArray {
			p.Schema.Items.MaxLength = bound(100)
		}
	}
}
