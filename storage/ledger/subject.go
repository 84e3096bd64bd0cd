package ledger

import (
	"fmt"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Subject declares a type of object whose changes are recorded in the timeline, with
// its kinds of events. Tests check that every table whose rows belong to a customer is
// declared, and that every write to such a table appends an event.
type Subject struct {
	// Type is the prefix of the events' kinds and the type in approval.Subject.
	Type  string
	Label approval.Text
	// Link is the object's path in the API. {id}, {customer} and {project} are
	// replaced by the ids in the event.
	Link string
	// Kinds are the kinds of events with their labels in filters.
	Kinds map[approval.EventKind]approval.Text
	// Fields are the labels of the fields that changes can contain.
	Fields map[string]approval.Text
	Tables []RecordedTable
}

// RecordedTable is a table whose writes are recorded in the timeline.
type RecordedTable struct {
	Table string
	// Column is the foreign key to Parent, through which the row belongs to a
	// customer.
	Column, Parent string
	// About is an SQL expression for the subject id of the events; r is the row. The
	// default is the row's id.
	About string
	// Changes of Quiet columns alone need no event. Unless is an SQL condition on the
	// new row r and the old row o under which no change needs one. Why gives the
	// reason.
	Quiet       []string
	Unless, Why string
}

// UnrecordedTable is a table whose rows belong to a customer but need no events.
type UnrecordedTable struct{ Table, Why string }

// Subjects are the declared subjects of a list of events.
type Subjects []Subject

// Of returns the declaration of the type, or a zero Subject.
func (l Subjects) Of(typ string) Subject {
	i := slices.IndexFunc(l, func(s Subject) bool { return s.Type == typ })
	if i < 0 {
		return Subject{}
	}
	return l[i]
}

// OfKind returns the declaration of the kind of event, or a zero Subject.
func (l Subjects) OfKind(kind approval.EventKind) Subject {
	typ, _, _ := strings.Cut(string(kind), ".")
	return l.Of(typ)
}

// kindsOf returns the kinds that a filter value selects: one kind, or all of a
// subject.
func (l Subjects) kindsOf(word string) (kinds []string) {
	typ, verb, _ := strings.Cut(word, ".")
	for kind := range l.Of(typ).Kinds {
		if verb == "" || string(kind) == word {
			kinds = append(kinds, string(kind))
		}
	}
	return kinds
}

// AllKinds returns the distinct kinds that the values of a filter select. Unknown
// values are an invalid Error.
func (l Subjects) AllKinds(words []string) ([]string, error) {
	var kinds []string
	var wrong approval.Invalid
	for _, word := range words {
		found := l.kindsOf(approval.Trim(word))
		if len(found) == 0 {
			wrong.Add("query.kind", approval.Text{ZH: "没有“%s”这类记录", EN: "There is no kind of event %q"}.Format(postgres.Clipped(word)))
		}
		kinds = append(kinds, found...)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds), wrong.Err()
}

// CheckKinds returns an invalid Error if a filter has an unknown value.
func (l Subjects) CheckKinds(words []string) error {
	_, err := l.AllKinds(words)
	return err
}

// KindLabel is the label of the kind of event.
func (l Subjects) KindLabel(kind approval.EventKind) approval.Text { return l.OfKind(kind).Kinds[kind] }

// FieldLabels are the labels of the changed fields of an event.
func (l Subjects) FieldLabels(e approval.Event) map[string]approval.Text {
	return FieldLabels(e.Changes, l.Of(e.Subject.Type), l.OfKind(e.Kind))
}

// FieldLabels are the subjects' labels of the changed fields. A later subject
// overrides an earlier one.
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

// LinkOf is the path in the API of the event's subject.
func (l Subjects) LinkOf(e approval.Event) string {
	project := ""
	if e.ProjectID != nil {
		project = *e.ProjectID
	}
	return strings.NewReplacer("{id}", e.Subject.ID, "{customer}", e.CustomerID, "{project}", project).Replace(l.Of(e.Subject.Type).Link)
}

// CustomerOf is an SQL expression for the id of the customer to whom record, a row of
// the table, belongs.
func (l Subjects) CustomerOf(t RecordedTable, record string) string {
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
	panic(fmt.Sprintf("ledger: the parent table %[2]s of %[1]s is not declared", t.Table, t.Parent))
}
