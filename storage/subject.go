package storage

import (
	"fmt"
	"slices"
	"strings"

	"approvals/workflows/approval"
)

// Subject declares a kind of thing that the tracking timeline tells of. A new
// kind joins by its entry in subjects; the tests see to it that there is one
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

// Subjects returns every kind of thing that the timeline tells of.
func Subjects() []Subject { return slices.Clone(subjects) }

// UntoldTables returns the tables that are excused from telling the timeline.
func UntoldTables() []Untold { return slices.Clone(untold) }

// SubjectOf returns the declaration of the type.
func SubjectOf(typ string) (Subject, bool) {
	i := slices.IndexFunc(subjects, func(s Subject) bool { return s.Type == typ })
	if i < 0 {
		return Subject{}, false
	}
	return subjects[i], true
}

// KindLabel is what people call the kind of event.
func KindLabel(kind approval.EventKind) approval.Text {
	typ, _, _ := strings.Cut(string(kind), ".")
	s, _ := SubjectOf(typ)
	return s.Kinds[kind]
}

// FieldLabels are what people call the changed fields of an event.
func FieldLabels(e approval.Event) map[string]approval.Text {
	labels := map[string]approval.Text{}
	for field := range e.Changes {
		for _, typ := range []string{e.Subject.Type, strings.SplitN(string(e.Kind), ".", 2)[0]} {
			s, _ := SubjectOf(typ)
			if label, ok := s.Fields[field]; ok {
				labels[field] = label
			}
		}
	}
	return labels
}

// LinkOf is the path in the API that shows what the event is about.
func LinkOf(e approval.Event) string {
	s, _ := SubjectOf(e.Subject.Type)
	project := ""
	if e.ProjectID != nil {
		project = *e.ProjectID
	}
	return strings.NewReplacer("{id}", e.Subject.ID, "{customer}", e.CustomerID, "{project}", project).Replace(s.Link)
}

// kindsOf returns the kinds that a filter's word stands for: a kind, or all of
// a subject.
func kindsOf(word string) ([]string, error) {
	typ, verb, _ := strings.Cut(word, ".")
	s, known := SubjectOf(typ)
	var kinds []string
	for kind := range s.Kinds {
		if verb == "" || string(kind) == word {
			kinds = append(kinds, string(kind))
		}
	}
	if !known || len(kinds) == 0 {
		return nil, approval.InvalidField("query.kind", approval.Text{
			ZH: "没有“%s”这类记录", EN: "There is no kind of event %q"}.Format(clipped(word)))
	}
	return kinds, nil
}

// CustomerOf is SQL for the id of the customer that the record, a row of the
// table, leads to.
func (t Told) CustomerOf(record string) string {
	switch t.Parent {
	case "":
		return record + ".id"
	case "customers":
		return record + "." + t.Column
	}
	for _, s := range subjects {
		for _, parent := range s.Tables {
			if parent.Table == t.Parent {
				above := record + "_" + parent.Table
				return fmt.Sprintf(`(SELECT %s FROM %s %s WHERE %s.id = %s.%s)`,
					parent.CustomerOf(above), parent.Table, above, above, record, t.Column)
			}
		}
	}
	panic(fmt.Sprintf("storage: %s belongs to %s, which is not declared", t.Table, t.Parent))
}
