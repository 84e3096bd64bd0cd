package ledger

import (
	"fmt"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Subject declares a kind of thing that the tracking timeline tells of. A new
// kind joins by its entry in TimelineSubjects; the tests see to it that there is one
// for every table whose rows lead to a customer, and that no write to such a
// table goes untold.
type Subject struct {
	// Type is the first word of the events' kinds, and names the thing in
	// approval.Subject.
	Type  string
	Label approval.Text
	// Link is the path in the API that shows the thing; {id}, {customer} and
	// {project} stand for the ids in the event.
	Link string
	// Kinds are what can happen to the thing, in the words of a filter.
	Kinds map[approval.EventKind]approval.Text
	// Fields are the names of what an event can show before and after.
	Fields map[string]approval.Text
	Tables []Told
}

// Told is a table whose writes the timeline tells of.
type Told struct {
	Table string
	// Column leads to the row of Parent that this one belongs to, and so in the
	// end to the customer.
	Column, Parent string
	// About is the id of the thing that the events are about, in SQL; r is the
	// row. The row's own id unless it is given.
	About string
	// Quiet columns can change by themselves without an event, and Unless is
	// the condition, in SQL on the row r and what it was before, o, under which
	// any change can. Why says why.
	Quiet       []string
	Unless, Why string
}

// Untold is a table that leads to a customer and needs no events of its own.
type Untold struct{ Table, Why string }

// Subjects are what a list of events can tell of.
type Subjects []Subject

// Of returns the declaration of the type, or an empty one.
func (l Subjects) Of(typ string) Subject {
	i := slices.IndexFunc(l, func(s Subject) bool { return s.Type == typ })
	if i < 0 {
		return Subject{}
	}
	return l[i]
}

// OfKind returns the declaration that the kind of event is in.
func (l Subjects) OfKind(kind approval.EventKind) Subject {
	typ, _, _ := strings.Cut(string(kind), ".")
	return l.Of(typ)
}

// kindsOf returns the kinds that a filter's word stands for: a kind, or all of
// a subject. A word that stands for nothing has none.
func (l Subjects) kindsOf(word string) (kinds []string) {
	typ, verb, _ := strings.Cut(word, ".")
	for kind := range l.Of(typ).Kinds {
		if verb == "" || string(kind) == word {
			kinds = append(kinds, string(kind))
		}
	}
	return kinds
}

// AllKinds returns the kinds, each once, that the words of a filter stand for.
func (l Subjects) AllKinds(words []string) ([]string, error) {
	var kinds []string
	var wrong approval.Invalid
	for _, word := range words {
		found := l.kindsOf(strings.TrimSpace(word))
		if len(found) == 0 {
			wrong.Add("query.kind", approval.Text{ZH: "没有“%s”这类记录", EN: "There is no kind of event %q"}.Format(postgres.Clipped(word)))
		}
		kinds = append(kinds, found...)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds), wrong.Err()
}

// CheckKinds refuses a filter's word that stands for no kind of event.
func (l Subjects) CheckKinds(words []string) error {
	_, err := l.AllKinds(words)
	return err
}

// KindLabel is what people call the kind of event.
func (l Subjects) KindLabel(kind approval.EventKind) approval.Text { return l.OfKind(kind).Kinds[kind] }

// FieldLabels are what people call the changed fields of an event.
func (l Subjects) FieldLabels(e approval.Event) map[string]approval.Text {
	return FieldLabels(e.Changes, l.Of(e.Subject.Type), l.OfKind(e.Kind))
}

// FieldLabels are what the subjects call the changed fields; the last has the
// last word.
func FieldLabels(changes approval.Changes, named ...Subject) map[string]approval.Text {
	labels := map[string]approval.Text{}
	for field := range changes {
		for _, s := range named {
			if label, ok := s.Fields[field]; ok {
				labels[field] = label
			}
		}
	}
	return labels
}

// LinkOf is the path in the API that shows what the event is about.
func (l Subjects) LinkOf(e approval.Event) string {
	project := ""
	if e.ProjectID != nil {
		project = *e.ProjectID
	}
	return strings.NewReplacer("{id}", e.Subject.ID, "{customer}", e.CustomerID, "{project}", project).Replace(l.Of(e.Subject.Type).Link)
}

// CustomerOf is SQL for the id of the customer that the record, a row of the
// table, leads to.
func (l Subjects) CustomerOf(t Told, record string) string {
	switch t.Parent {
	case "":
		return record + ".id"
	case "customers":
		return record + "." + t.Column
	}
	for _, s := range l {
		for _, parent := range s.Tables {
			if parent.Table == t.Parent {
				above := record + "_" + parent.Table
				return fmt.Sprintf(`(SELECT %s FROM %s %s WHERE %s.id = %s.%s)`,
					l.CustomerOf(parent, above), parent.Table, above, above, record, t.Column)
			}
		}
	}
	panic(fmt.Sprintf("storage: %s belongs to %s, which is not declared", t.Table, t.Parent))
}
