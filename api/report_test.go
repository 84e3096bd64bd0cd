package api

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/xuri/excelize/v2"
)

// report reads a report as lines with the labels of its cells.
func (s *scene) report(t *testing.T, as, path string) (lines []string) {
	t.Helper()
	report := apitest.Read[storage.ManagementReport](s.Send(t, as, "GET", "/reports/"+path, nil).Want(http.StatusOK))
	for _, line := range slices.Concat(report.Rows, report.Totals) {
		if len(line) != len(report.Columns) {
			t.Errorf("%d cells in %d columns", len(line), len(report.Columns))
		}
		var cells []string
		for _, cell := range line {
			if cell.Label != nil {
				cells = append(cells, cell.Label.EN)
				continue
			}
			cells = append(cells, cell.Value)
		}
		lines = append(lines, strings.Join(cells, " | "))
	}
	return lines
}

// reported is a company with data for all reports.
func reported(t *testing.T) (s *scene, department string) {
	t.Helper()
	s = newScene(t)
	things := s.things(t)
	d, err := s.CreateDepartment(t.Context(), ledger.Program, "North", "")
	if err != nil {
		t.Fatal(err)
	}
	second := s.Join("second", approval.SalesRep)
	s.ByHand(`UPDATE users SET department_id = $2 WHERE id = $1`, second.ID, d.ID)
	c := s.NewCustomer(s.Actors["second"], "Nordwind")
	p := s.AddProject(second, c, "SCADA")
	theirs, err := s.CreateExpenseRequest(t.Context(), second, p.ID, request.ExpenseRequestDraft{})
	if err != nil {
		t.Fatal(err)
	}
	mine := things["expense"]()
	for id, of := range map[string]struct{ amount, category, day string }{
		mine: {"80.5", "travel", "2026-10-31"}, theirs.ID: {"20", "bidding", "2026-11-02"},
	} {
		s.ByHand(`UPDATE requests SET status = 'paid', amount = $2 WHERE id = $1`, id, of.amount)
		s.ByHand(`UPDATE expense_requests SET approved_amount = $2, paid_amount = $2, category = $3, paid_on = $4 WHERE request_id = $1`,
			id, of.amount, of.category, of.day)
	}
	s.ByHand(`UPDATE projects SET status = 'approved', budget = 50, stage = 'bidding', estimated_amount = 1000,
		win_probability = 25, expected_close_on = '2026-12-01' WHERE id = $1`, things["project"]())
	s.ByHand(`UPDATE projects SET estimated_amount = 10, currency = 'USD' WHERE id = $1`, p.ID)
	// Closed at half past midnight in Shanghai, still the day before in UTC.
	s.ByHand(`UPDATE tasks SET state = 'done', closed_by = $2, created_at = '2026-10-31T13:00:00Z', closed_at = '2026-10-31T16:30:00Z',
		due_at = '2026-10-31T14:00:00Z' WHERE id = $1`, things["task"](), s.Commercial.ID)
	return s, d.ID
}

func TestReports(t *testing.T) {
	t.Parallel()
	s, department := reported(t)
	rep := s.Rep.ID
	project := apitest.Read[List[customer.Project]](s.Send(t, "finance", "GET", "/projects?status=approved", nil).Want(http.StatusOK)).Items[0].ID
	for _, c := range []struct {
		as, path string
		want     []string
	}{
		{"manager", "approval-times?from=2026-11-01&to=2026-11-01", []string{
			"Feasibility report | 1 | 3.5 | 3.5 | 3.5 | 1", "Total | 1 | 3.5 | 3.5 | 3.5 | 1"}},
		{"manager", "approval-times?from=2026-10-31&to=2026-10-31", []string{"Total | 0 |  |  |  | 0"}},
		{"manager", "approval-times?from=2026-10-01&to=2026-11-30&by=month&requester_id=" + rep, []string{
			"2026-11 | 1 | 3.5 | 3.5 | 3.5 | 1", "Total | 1 | 3.5 | 3.5 | 3.5 | 1"}},
		{"manager", "approval-times?to=2026-11-30&user_id=" + rep, []string{"Total | 0 |  |  |  | 0"}},
		{"finance", "spending?from=2026-10-01&to=2026-11-30", []string{
			"Travel | CNY | 1 | 80.50", "Bidding | CNY | 1 | 20.00", "Total | CNY | 2 | 100.50"}},
		{"finance", "spending?from=2026-11-01&to=2026-11-30&by=month", []string{"2026-11 | CNY | 1 | 20.00", "Total | CNY | 1 | 20.00"}},
		{"finance", "spending?from=2026-10-01&to=2026-11-30&category=travel&by=customer", []string{
			"Customer of the representative | CNY | 1 | 80.50", "Total | CNY | 1 | 80.50"}},
		{"finance", "spending?from=2026-10-01&to=2026-11-30&by=department&department_id=" + department, []string{
			"North | CNY | 1 | 20.00", "Total | CNY | 1 | 20.00"}},
		{"finance", "spending?from=2026-10-01&to=2026-11-30&by=requester&user_id=" + rep, []string{
			"Test rep | CNY | 1 | 80.50", "Total | CNY | 1 | 80.50"}},
		{"commercial", "budgets", []string{"project | CNY | 1 | 50.00 | 80.50 | 0.00 | -30.50 | 1", "Total | CNY | 1 | 50.00 | 80.50 | 0.00 | -30.50 | 1"}},
		{"commercial", "budgets?by=owner&department_id=" + department, nil},
		{"manager", "pipeline", []string{"Lead | USD | 1 | 10.00 | 0.00", "Bidding | CNY | 1 | 1000.00 | 250.00",
			"Total | CNY | 1 | 1000.00 | 250.00", "Total | USD | 1 | 10.00 | 0.00"}},
		{"manager", "pipeline?from=2026-12-01&by=month&user_id=" + rep, []string{
			"2026-12 | CNY | 1 | 1000.00 | 250.00", "Total | CNY | 1 | 1000.00 | 250.00"}},
		{"manager", "work-logs?from=2026-11-01&to=2026-11-30", []string{"Test rep | 1 | 1 | 1 | 0", "Total | 1 | 1 | 1 | 0"}},
		{"manager", "work-logs?from=2026-11-01&to=2026-11-30&by=kind", []string{"Visit | 1 | 1 | 1 | 0", "Total | 1 | 1 | 1 | 0"}},
		{"manager", "approval-times?to=2026-11-30&step=commercial_report&by=user", []string{
			"Test commercial | 1 | 3.5 | 3.5 | 3.5 | 1", "Total | 1 | 3.5 | 3.5 | 3.5 | 1"}},
		{"manager", "approval-times?to=2026-11-30&step=gm_signoff", []string{"Total | 0 |  |  |  | 0"}},
		{"finance", "spending?from=2026-10-01&to=2026-11-30&project_id=" + project, []string{"Travel | CNY | 1 | 80.50", "Total | CNY | 1 | 80.50"}},
		{"manager", "pipeline?stage=lead&by=owner", []string{"Test second | USD | 1 | 10.00 | 0.00", "Total | USD | 1 | 10.00 | 0.00"}},
		{"manager", "pipeline?owner_id=" + rep, []string{"Bidding | CNY | 1 | 1000.00 | 250.00", "Total | CNY | 1 | 1000.00 | 250.00"}},
		{"manager", "work-logs?from=2026-11-01&to=2026-11-30&kind=visit", []string{"Test rep | 1 | 1 | 1 | 0", "Total | 1 | 1 | 1 | 0"}},
		{"manager", "work-logs?from=2026-11-01&to=2026-11-30&kind=call", []string{"Total | 0 | 0 | 0 | 0"}},
		// Commercial sees no work logs but those of the people below.
		{"commercial", "work-logs?from=2026-11-01&to=2026-11-30", []string{"Total | 0 | 0 | 0 | 0"}},
	} {
		if got := s.report(t, c.as, c.path); !slices.Equal(got, c.want) {
			t.Errorf("%s reads in %s\n%s\nwant\n%s", c.as, c.path, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestReportOfCorrectedWorkLogs checks that corrected work logs count with their
// corrected values, on their corrected day.
func TestReportOfCorrectedWorkLogs(t *testing.T) {
	t.Parallel()
	s, _ := reported(t)
	rep := s.Rep
	entries, _, err := s.WorkLogs(t.Context(), rep, worklog.Filter{}, postgres.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.CorrectWorkLog(t.Context(), rep, entries[0].ID, "wrong day", worklog.CorrectionFields{
		WorkDate: new(approval.Date("2026-10-30")), Kind: new(worklog.WorkCall), Hours: new(variable.Hours("2.5"))}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"work-logs?by=month&from=2026-11-01&to=2026-11-30": "Total | 0 | 0 | 0 | 0",
		"work-logs?by=month&from=2026-10-30&to=2026-10-30": "2026-10 | 1 | 0 | 1 | 2.5",
	} {
		if got := s.report(t, "manager", path); got[0] != want {
			t.Errorf("%s: %v, want %s", path, got, want)
		}
	}
}

// TestReportsWithinReach checks that a permission with a narrow scope limits the
// report.
func TestReportsWithinReach(t *testing.T) {
	t.Parallel()
	s, _ := reported(t)
	s.Send(t, "rep", "GET", "/reports/spending", nil).WantProblem(http.StatusForbidden, approval.CodeForbidden)
	s.ByHand(`INSERT INTO role_permissions SELECT id, 'report.read', 'team' FROM roles WHERE key = 'sales_rep'`)
	s.ByHand(`INSERT INTO role_permissions SELECT id, 'report.read', 'all' FROM roles WHERE key = 'administrator'`)
	s.Send(t, "admin", "GET", "/reports/spending", nil).WantProblem(http.StatusForbidden, approval.CodeForbidden)
	spent := "spending?from=2026-10-01&to=2026-11-30&by=requester"
	for as, want := range map[string][]string{
		"rep":    {"Test rep | CNY | 1 | 80.50", "Total | CNY | 1 | 80.50"},
		"second": {"Test second | CNY | 1 | 20.00", "Total | CNY | 1 | 20.00"},
	} {
		if got := s.report(t, as, spent); !slices.Equal(got, want) {
			t.Errorf("%s reads %v", as, got)
		}
	}
	if got := s.report(t, "second", "budgets"); len(got) != 0 {
		t.Errorf("budgets of others: %v", got)
	}
	if got := s.report(t, "second", "work-logs?from=2026-11-01"); got[0] != "Total | 0 | 0 | 0 | 0" {
		t.Errorf("work logs of others: %v", got)
	}
	if err := s.SetManager(t.Context(), s.Actors["second"].ID, s.Rep.ID); err != nil {
		t.Fatal(err)
	}
	if got := s.report(t, "rep", spent); len(got) != 3 {
		t.Errorf("the head of the team reads %v", got)
	}
}

// TestReportInput checks that unsupported filters are refused field by field.
func TestReportInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for path, want := range map[string][]string{
		"spending?by=stage":                      {"query.by"},
		"budgets?category=travel":                {"query.category"},
		"budgets?from=2026-01-01":                {"query.from"},
		"spending?from=2026-02-01&to=2026-01-01": {"query.to"},
	} {
		p := s.Send(t, "manager", "GET", "/reports/"+path, nil).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
		if got := p.Locations(); !slices.Equal(got, want) {
			t.Errorf("%s names %v, want %v", path, got, want)
		}
	}
	s.Send(t, "manager", "GET", "/reports/secrets", nil).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
}

// TestReportFiles checks that exports have the same numbers as the JSON.
func TestReportFiles(t *testing.T) {
	t.Parallel()
	s, _ := reported(t)
	const path = "/reports/budgets?format="
	want := append([]string{"Project | Currency | Projects | Budget | Spent | Pending | Left | Over budget"}, s.report(t, "manager", "budgets")...)
	lines := func(records [][]string) (lines []string) {
		for _, record := range records {
			lines = append(lines, strings.Join(record, " | "))
		}
		return lines
	}
	text := s.Send(t, "manager", "GET", path+"csv", nil).Want(http.StatusOK)
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.Raw, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(records); !slices.Equal(got, want) {
		t.Errorf("CSV:\n%v\nwant\n%v", got, want)
	}
	file := s.Send(t, "manager", "GET", path+"xlsx", nil).Want(http.StatusOK)
	book, err := excelize.OpenReader(strings.NewReader(file.Raw))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if records, err = book.GetRows("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if got := lines(records); !slices.Equal(got, want) {
		t.Errorf("XLSX:\n%v\nwant\n%v", got, want)
	}
	if !strings.Contains(file.Header.Get("Content-Disposition"), "budgets-") {
		t.Errorf("the file is %s", file.Header.Get("Content-Disposition"))
	}
}
