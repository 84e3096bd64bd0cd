package api

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

func (s *scene) home(t *testing.T, as string) Home {
	t.Helper()
	return apitest.Read[Home](s.Send(t, as, "GET", "/home", nil).Want(http.StatusOK))
}

// TestHomeOfEveryRole checks which blocks each role has.
func TestHomeOfEveryRole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	always := []string{"due", "requested", "tasks"}
	for as, more := range map[string][]string{
		"nobody":     nil,
		"rep":        {"budgets", "drafts", "returned", "week"},
		"commercial": {"week"},
		"finance":    {"payments", "week"},
		"manager":    {"team"},
		"gm":         {"team"},
		"admin":      {"acts", "stuck"},
	} {
		home := s.home(t, as)
		got := []string{}
		for name, there := range map[string]bool{
			"tasks": home.Tasks.value != nil, "due": home.Due.value != nil, "requested": home.Requested.value != nil,
			"returned": home.Returned.value != nil, "drafts": home.Drafts.value != nil, "budgets": home.Budgets.value != nil,
			"week": home.Week.value != nil, "team": home.Team.value != nil, "payments": home.Payments.value != nil,
			"stuck": home.Stuck.value != nil, "acts": home.Acts.value != nil,
		} {
			if there {
				got = append(got, name)
			}
		}
		want := slices.Sorted(slices.Values(append(slices.Clone(always), more...)))
		if slices.Sort(got); !slices.Equal(got, want) || len(home.Failed) > 0 {
			t.Errorf("%s has %v, want %v; failed: %+v", as, got, want, home.Failed)
		}
	}
}

func TestHomeOfARepresentative(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	things := s.things(t)
	head := s.Join("head", approval.SalesRep)
	if err := s.SetManager(t.Context(), s.Rep.ID, head.ID); err != nil {
		t.Fatal(err)
	}
	task := things["task"]()
	s.ByHand(`UPDATE projects SET status = 'approved', budget = 500 WHERE id = $1`, things["project"]())
	zone, err := s.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := approval.DateOf(time.Now().In(zone))
	if _, err := s.CreateWorkLog(t.Context(), s.Rep, worklog.Input{
		WorkDate: new(today), Kind: new(worklog.WorkVisit), Content: new("visit"), Hours: postgres.SetTo(new(variable.Hours("1.5")))}); err != nil {
		t.Fatal(err)
	}
	home := s.home(t, "rep")
	if drafts := home.Drafts.value; drafts.Count != 1 || len(drafts.Items) != 1 || drafts.Items[0].Status != approval.StatusDraft {
		t.Errorf("drafts %+v", drafts)
	}
	if requested := home.Requested.value; requested.Count != 1 || requested.Items[0].ID != task {
		t.Errorf("waits for %+v", requested)
	}
	if budgets := home.Budgets.value; len(budgets.Items) != 1 || budgets.Items[0].Budget.Amount != "500" || budgets.More {
		t.Errorf("budgets %+v", budgets)
	}
	week := home.Week.value
	if len(week.Days) != 7 || week.Days[0].Date != week.From || week.From > today || today > week.To || week.Entries != 1 || week.Hours != "1.5" {
		t.Errorf("week %+v", week)
	}
	for _, day := range week.Days {
		if (day.Date == today) != (day.Entries == 1 && day.Hours == "1.5") || day.Missing && day.Date >= today {
			t.Errorf("day %+v", day)
		}
	}
	// The head of the team has who wrote, and management has everybody.
	if team := s.home(t, "head").Team.value; team.People != 1 || team.Wrote != 1 || team.Visits != 1 || team.MissingCount != 0 || team.Date != today {
		t.Errorf("team %+v", team)
	}
	team := s.home(t, "manager").Team.value
	working := slices.ContainsFunc(week.Days, func(d worklog.WeekDay) bool { return d.Date == today && d.Working })
	if team.People != 4 || team.Wrote != 1 || working && (team.MissingCount != 3 || len(team.Missing) != 3 || team.Missing[0].Name == "") {
		t.Errorf("management's team on a working day (%v) %+v", working, team)
	}
	s.ByHand(`UPDATE requests SET status = 'returned' WHERE id = $1`, things["expense"]())
	if returned := s.home(t, "rep").Returned.value; returned.Count != 1 || returned.Items[0].ID != things["expense"]() {
		t.Errorf("returned %+v", returned)
	}
}

// TestHomeTasks checks the overdue tasks and those due before the end of the company's
// day.
func TestHomeTasks(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	things := s.things(t)
	late, today, later := things["task"](), things["task"](), things["task"]()
	zone, err := s.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year, month, day := time.Now().In(zone).Date()
	ends := time.Date(year, month, day+1, 0, 0, 0, 0, zone)
	for id, due := range map[string]time.Time{late: time.Now().Add(-time.Minute), today: ends.Add(-time.Millisecond), later: ends} {
		s.ByHand(`UPDATE tasks SET due_at = $2 WHERE id = $1`, id, due)
	}
	home := s.home(t, "commercial")
	if tasks := home.Tasks.value; tasks.Count != 3 || len(tasks.Items) != 3 || tasks.Items[0].ID != late || tasks.Items[2].ID != later {
		t.Errorf("tasks %+v", tasks)
	}
	if due := home.Due.value; due.Count != 2 || len(due.Items) != 2 || due.Items[0].ID != late || due.Items[1].ID != today {
		t.Errorf("due %+v", due)
	}
}

func TestHomeOfFinance(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	things := s.things(t)
	expense := things["expense"]()
	s.ByHand(`UPDATE requests SET status = 'approved', amount = 90 WHERE id = $1`, expense)
	s.ByHand(`UPDATE expense_requests SET approved_amount = 80.5 WHERE request_id = $1`, expense)
	s.ByHand(`UPDATE tasks SET step = 'finance_processing', candidate_role = 'finance' WHERE id = $1`, things["task"]())
	ready := s.home(t, "finance").Payments.value
	if ready.Ready != 1 || !slices.Equal(ready.ReadySums, []approval.Money{{Amount: "80.50", Currency: "CNY"}}) || ready.PaidToday != 0 || len(ready.PaidSums) != 0 {
		t.Errorf("payments %+v", ready)
	}
	zone, err := s.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.ByHand(`UPDATE tasks SET state = 'done', closed_at = now() WHERE request_id = $1`, expense)
	s.ByHand(`UPDATE requests SET status = 'paid' WHERE id = $1`, expense)
	s.ByHand(`UPDATE expense_requests SET paid_amount = 80, paid_on = $2::date WHERE request_id = $1`,
		expense, time.Now().In(zone).Format(time.DateOnly))
	paid := s.home(t, "finance").Payments.value
	if paid.Ready != 0 || paid.PaidToday != 1 || !slices.Equal(paid.PaidSums, []approval.Money{{Amount: "80.00", Currency: "CNY"}}) {
		t.Errorf("payments %+v", paid)
	}
}

// TestHomeStandsWithoutABlock checks that a failed block is reported and the others are
// returned.
func TestHomeStandsWithoutABlock(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	before := s.home(t, "admin")
	if acts := before.Acts.value; len(acts.Items) == 0 || acts.Items[0].KindLabel.EN == "" {
		t.Errorf("acts %+v", acts)
	}
	if stuck := before.Stuck.value; stuck.EngineChecked {
		t.Errorf("stuck %+v with the engine away", stuck)
	}
	s.ByHand(`ALTER TABLE audit_events RENAME TO elsewhere`)
	home := s.home(t, "admin")
	if len(home.Failed) != 1 || home.Failed[0].Block != "acts" || home.Failed[0].Code != approval.CodeInternal || home.Failed[0].Reason == "" {
		t.Errorf("failed %+v", home.Failed)
	}
	if home.Acts.value != nil || home.Tasks.value == nil || home.Stuck.value == nil {
		t.Errorf("home %+v", home)
	}
}
