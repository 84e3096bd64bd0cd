package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// ReportColumn is a column of a management report.
type ReportColumn struct {
	Key   string        `json:"key"`
	Label approval.Text `json:"label"`
	Kind  string        `json:"kind" enum:"key,text,count,hours,money" doc:"key: what the row is about; of money the currency stands in the column currency"`
}

// ReportCell is a value of a management report.
type ReportCell struct {
	Value string         `json:"value" doc:"A code, an id, a text, or a decimal number; empty where there is none"`
	Label *approval.Text `json:"label,omitempty" doc:"What a code or an id is called"`
}

// ManagementReport is a table that the database has added up.
type ManagementReport struct {
	Name     string         `json:"name"`
	Title    approval.Text  `json:"title"`
	By       string         `json:"by" doc:"What the rows are about"`
	Choices  []string       `json:"by_choices" doc:"What the rows of this report can be about"`
	From     *approval.Date `json:"from" format:"date" doc:"First day; null: the report has no days, or is not bounded"`
	To       *approval.Date `json:"to" format:"date" doc:"Last day"`
	Columns  []ReportColumn `json:"columns"`
	Rows     [][]ReportCell `json:"rows" doc:"A cell for each column"`
	Totals   [][]ReportCell `json:"totals" doc:"Over all rows, also those that are left out: one line, or one for each currency"`
	Complete bool           `json:"complete" doc:"false: there are more rows than a report has"`
}

// ReportFilter says what a management report adds up; a zero field asks for
// nothing.
type ReportFilter struct {
	// By is what the rows are about; empty for the first of the report's choices.
	By string
	// From and To bound the company's days that the report goes by, both included.
	From, To approval.Date
	// DepartmentID is a department with those below it, UserID one of its people.
	DepartmentID, UserID, OwnerID, RequesterID, CustomerID string
	ProjectID, Category, Step, Kind                        string
	Stage                                                  customer.Stage
}

// mostReportRows is how many rows a report has at most.
const mostReportRows = 2000

// reportKey is something that the rows of a report can be about: SQL for its id
// or code and for its name, in which the code has a label of its own if names is
// empty.
type reportKey struct {
	by, key, name string
	label         approval.Text
	// codes are the labels of codes that the program knows, options the list whose
	// codes they are.
	codes   map[string]approval.Text
	options variable.OptionList
	// order is SQL; without it rows come by key.
	order string
}

// reportMeasure is what a report adds up, as SQL for a text.
type reportMeasure struct {
	key, kind, sql string
	label          approval.Text
}

// reportShape is how a report is made.
type reportShape struct {
	name  string
	title approval.Text
	// reads is the permission for what the report adds up.
	reads approval.Action
	keys  []reportKey
	// from is SQL for what is added up.
	from string
	// reach is the condition that the scope reaches a row; arg is the actor's id.
	reach func(scope approval.Scope, arg int) string
	// days is the condition on a row for the company's days from $3 to $4, whose time
	// zone is $2; empty for a report that does not go by days.
	days string
	// bounded reports have days in any case: the last twelve months.
	bounded bool
	// filters are the conditions of those filters that the report has, by the
	// parameter's name.
	filters map[string]string
	// currency is SQL; empty for a report without money.
	currency string
	measures []reportMeasure
}

var reportShapes = []reportShape{approvalTimes, spending, budgets, pipeline, workLogReport}

// ManagementReport adds up a report over what the actor sees, no further than
// the permission to read reports reaches.
func (s *Store) ManagementReport(ctx context.Context, actor approval.Actor, name string, f ReportFilter) (ManagementReport, error) {
	at := slices.IndexFunc(reportShapes, func(shape reportShape) bool { return shape.name == name })
	if at < 0 {
		return ManagementReport{}, approval.NotFound()
	}
	shape := reportShapes[at]
	scope := actor.Grants.Scope(approval.ReadReports).Narrower(actor.Grants.Scope(shape.reads))
	if scope == approval.ScopeNone {
		return ManagementReport{}, approval.Forbidden(approval.Text{
			ZH: "您没有查看此报表所统计内容的权限", EN: "You do not have permission to see the data of this report"})
	}
	key, err := shape.check(f)
	if err != nil {
		return ManagementReport{}, err
	}
	if err := s.boundDays(ctx, shape, &f); err != nil {
		return ManagementReport{}, err
	}
	query, args, err := s.reportQuery(ctx, shape, key, actor, scope, f)
	if err != nil {
		return ManagementReport{}, err
	}
	var rows []reportRow
	if err := s.In(ctx).All(ctx, &rows, query, args...); err != nil {
		return ManagementReport{}, err
	}
	return s.toReport(ctx, shape, key, f, rows)
}

// check finds what the rows are about, and notes the filters that the report
// has not.
func (shape reportShape) check(f ReportFilter) (reportKey, error) {
	var wrong approval.Invalid
	for _, given := range f.given() {
		if _, has := shape.filters[given.name]; !has {
			wrong.Add("query."+given.name, approval.Text{ZH: "此报表没有这个筛选条件", EN: "This report has no such filter"})
		}
	}
	if shape.days == "" && (f.From != "" || f.To != "") {
		wrong.Add("query.from", approval.Text{ZH: "此报表不按日期统计", EN: "This report has no dates to filter by"})
	}
	if f.By == "" {
		return shape.keys[0], wrong.Err()
	}
	at := slices.IndexFunc(shape.keys, func(k reportKey) bool { return k.by == f.By })
	if at < 0 {
		wrong.Add("query.by", approval.Text{ZH: "应为以下之一：%s", EN: "This must be one of %s"}.Format(strings.Join(shape.choices(), ", ")))
		return reportKey{}, wrong.Err()
	}
	return shape.keys[at], wrong.Err()
}

func (shape reportShape) choices() (choices []string) {
	for _, k := range shape.keys {
		choices = append(choices, k.by)
	}
	return choices
}

type givenFilter struct{ name, value string }

// given are the filters that are asked for.
func (f ReportFilter) given() []givenFilter {
	return slices.DeleteFunc([]givenFilter{
		{"department_id", f.DepartmentID}, {"user_id", f.UserID}, {"owner_id", f.OwnerID}, {"requester_id", f.RequesterID},
		{"customer_id", f.CustomerID}, {"project_id", f.ProjectID}, {"category", f.Category},
		{"step", f.Step}, {"stage", string(f.Stage)}, {"kind", f.Kind},
	}, func(g givenFilter) bool { return g.value == "" })
}

// boundDays fills in the days of a report that has to have some: up to today,
// from the first of the month eleven months before the last day.
func (s *Store) boundDays(ctx context.Context, shape reportShape, f *ReportFilter) error {
	if !shape.bounded {
		return nil
	}
	if f.To == "" {
		today, err := s.Today(ctx)
		if err != nil {
			return err
		}
		f.To = max(today, f.From)
	}
	if f.From == "" {
		last := f.To.Time()
		f.From = approval.DateOf(time.Date(last.Year(), last.Month()-11, 1, 0, 0, 0, 0, time.UTC))
	}
	return nil
}

// reportQuery is the statement of a report. Totals come first, so that they are
// there however many rows there are.
func (s *Store) reportQuery(ctx context.Context, shape reportShape, key reportKey, actor approval.Actor, scope approval.Scope, f ReportFilter) (string, []any, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", nil, err
	}
	where := postgres.Conditions{Args: []any{actor.ID, zone.String()}}
	where.And(shape.reach(scope, 1))
	where.And(`$2::text IS NOT NULL`)
	if shape.days != "" && (f.From != "" || f.To != "") {
		where.Args = append(where.Args, cmp.Or(f.From, "-infinity"), cmp.Or(f.To, "infinity"))
		where.And(shape.days)
	}
	for _, given := range f.given() {
		where.AndIf(true, shape.filters[given.name], given.value)
	}
	currency := `''`
	if shape.currency != "" {
		currency = shape.currency
	}
	measures := make([]string, len(shape.measures))
	for i, m := range shape.measures {
		measures[i] = `coalesce((` + m.sql + `)::text, '')`
	}
	order := `min(` + key.key + `)`
	if key.order != "" {
		order = key.order
	}
	total := `GROUPING(` + key.key + `) = 1`
	sets := fmt.Sprintf(`(%s, %s, %s), (%s)`, key.key, key.name, currency, currency)
	if shape.currency == "" {
		sets = fmt.Sprintf(`(%s, %s), ()`, key.key, key.name)
	}
	return fmt.Sprintf(`
		SELECT coalesce(%s, '') AS key, coalesce(%s, '') AS name, %s AS currency, %s AS total, ARRAY[%s] AS cells
		FROM %s WHERE %s GROUP BY GROUPING SETS (%s) ORDER BY total DESC, %s, key, currency LIMIT %d`,
		key.key, key.name, currency, total, strings.Join(measures, ", "), shape.from, where, sets, order, mostReportRows+200), where.Args, nil
}

// reportRow is a row of a report as the database gives it.
type reportRow struct {
	Key      string         `db:"key"`
	Name     string         `db:"name"`
	Currency string         `db:"currency"`
	Total    bool           `db:"total"`
	Cells    pq.StringArray `db:"cells"`
}
