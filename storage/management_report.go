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
	Kind  string        `json:"kind" enum:"key,text,count,hours,money" doc:"key: the group of the row; the currency of money is in the column currency"`
}

// ReportCell is a value of a management report.
type ReportCell struct {
	Value string         `json:"value" doc:"A code, an id, a text or a decimal number; may be empty"`
	Label *approval.Text `json:"label,omitempty" doc:"Label of a code or an id"`
}

// ManagementReport is a table of aggregated values.
type ManagementReport struct {
	Name     string         `json:"name"`
	Title    approval.Text  `json:"title"`
	By       string         `json:"by" doc:"Grouping of the rows"`
	Choices  []string       `json:"by_choices" doc:"Possible groupings of this report"`
	From     *approval.Date `json:"from" format:"date" doc:"First day; null: the report has no dates or no limit"`
	To       *approval.Date `json:"to" format:"date" doc:"Last day"`
	Columns  []ReportColumn `json:"columns"`
	Rows     [][]ReportCell `json:"rows" doc:"A cell for each column"`
	Totals   [][]ReportCell `json:"totals" doc:"Totals of all rows, including those that are not listed; one for each currency"`
	Complete bool           `json:"complete" doc:"false: not all rows are listed"`
}

// ReportFilter selects the data of a management report; zero fields do not filter.
type ReportFilter struct {
	// By is the grouping of the rows; the default is the report's first choice.
	By string
	// From and To are the first and last day, in the company's time zone.
	From, To approval.Date
	// DepartmentID is a department, including those below it; UserID is a person.
	DepartmentID, UserID, OwnerID, RequesterID, CustomerID string
	ProjectID, Category, Step, Kind                        string
	Stage                                                  customer.Stage
}

// mostReportRows is the maximum number of rows of a report.
const mostReportRows = 2000

// reportKey is a grouping of a report: SQL for the id or code and for the name. If the
// latter is empty, the code has a label.
type reportKey struct {
	by, key, name string
	label         approval.Text
	// codes are the labels of built-in codes; options is the option list with the codes.
	codes   map[string]approval.Text
	options variable.OptionList
	// order is SQL; the default order is by key.
	order string
}

// reportMeasure is an aggregated value, as an SQL expression of type text.
type reportMeasure struct {
	key, kind, sql string
	label          approval.Text
}

// reportShape defines a report.
type reportShape struct {
	name  string
	title approval.Text
	// reads is the permission to read the aggregated data.
	reads approval.Action
	keys  []reportKey
	// from is the FROM clause.
	from string
	// reach is the condition that a row is within the scope; arg is the parameter with
	// the actor's id.
	reach func(scope approval.Scope, arg int) string
	// days is the condition for the days from $3 to $4 in the time zone $2; empty for a
	// report without dates.
	days string
	// bounded reports cover the last twelve months by default.
	bounded bool
	// filters has the conditions of the supported filters by parameter name.
	filters map[string]string
	// currency is SQL; empty for a report without money.
	currency string
	measures []reportMeasure
}

var reportShapes = []reportShape{approvalTimes, spending, budgets, pipeline, workLogReport}

// ManagementReport returns a report on the data that the actor may see, within the scope
// of the permission to read reports.
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

// check returns the grouping. Unsupported filters are an invalid Error.
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

// given returns the filters that are set.
func (f ReportFilter) given() []givenFilter {
	return slices.DeleteFunc([]givenFilter{
		{"department_id", f.DepartmentID}, {"user_id", f.UserID}, {"owner_id", f.OwnerID}, {"requester_id", f.RequesterID},
		{"customer_id", f.CustomerID}, {"project_id", f.ProjectID}, {"category", f.Category},
		{"step", f.Step}, {"stage", string(f.Stage)}, {"kind", f.Kind},
	}, func(g givenFilter) bool { return g.value == "" })
}

// boundDays sets the default days of a bounded report: until today, from the first of the
// month eleven months before the last day.
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

// reportQuery builds the query of a report. Totals come first, so that the limit on rows
// does not cut them off.
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

// reportRow is a row of the query's result.
type reportRow struct {
	Key      string         `db:"key"`
	Name     string         `db:"name"`
	Currency string         `db:"currency"`
	Total    bool           `db:"total"`
	Cells    pq.StringArray `db:"cells"`
}
