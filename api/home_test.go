package api

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

func (w *world) home(t *testing.T, as string) Home {
	t.Helper()
	return read[Home](w.send(t, as, "GET", "/home", nil).want(http.StatusOK))
}

// Each role has its blocks and no others.
func TestHomeOfEveryRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	always := []string{"due", "requested", "tasks"}
	for as, more := range map[string][]string{
		"nobody":                nil,
		approval.SalesRep:       {"budgets", "drafts", "returned", "week"},
		approval.Commercial:     {"week"},
		approval.Finance:        {"payments", "week"},
		approval.Manager:        {"team"},
		approval.GeneralManager: {"team"},
		approval.Administrator:  {"acts", "stuck"},
	} {
		home := w.home(t, as)
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
	w := newWorld(t)
	things := w.things(t)
	head := w.join(t, "head", approval.SalesRep)
	if err := w.store.SetManager(t.Context(), w.actors[approval.SalesRep].ID, head.ID); err != nil {
		t.Fatal(err)
	}
	task := things["task"]()
	storagetest.ByHand(t, w.store, `UPDATE projects SET status = 'approved', budget = 500 WHERE id = $1`, things["project"]())
	zone, err := w.store.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	today := approval.DateOf(time.Now().In(zone))
	if _, err := w.store.CreateWorkLog(t.Context(), w.actors[approval.SalesRep], worklog.Input{
		WorkDate: ptr(today), Kind: ptr(worklog.WorkVisit), Content: ptr("visit"), Hours: postgres.SetTo(ptr(variable.Hours("1.5")))}); err != nil {
		t.Fatal(err)
	}
	home := w.home(t, approval.SalesRep)
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
	if team := w.home(t, "head").Team.value; team.People != 1 || team.Wrote != 1 || team.Visits != 1 || team.MissingCount != 0 || team.Date != today {
		t.Errorf("team %+v", team)
	}
	team := w.home(t, approval.Manager).Team.value
	working := slices.ContainsFunc(week.Days, func(d worklog.WeekDay) bool { return d.Date == today && d.Working })
	if team.People != 4 || team.Wrote != 1 || working && (team.MissingCount != 3 || len(team.Missing) != 3 || team.Missing[0].Name == "") {
		t.Errorf("management's team on a working day (%v) %+v", working, team)
	}
	storagetest.ByHand(t, w.store, `UPDATE requests SET status = 'returned' WHERE id = $1`, things["expense"]())
	if returned := w.home(t, approval.SalesRep).Returned.value; returned.Count != 1 || returned.Items[0].ID != things["expense"]() {
		t.Errorf("returned %+v", returned)
	}
}

// What is late, and what is due before the company's day ends.
func TestHomeTasks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	things := w.things(t)
	late, today, later := things["task"](), things["task"](), things["task"]()
	zone, err := w.store.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	year, month, day := time.Now().In(zone).Date()
	ends := time.Date(year, month, day+1, 0, 0, 0, 0, zone)
	for id, due := range map[string]time.Time{late: time.Now().Add(-time.Minute), today: ends.Add(-time.Millisecond), later: ends} {
		storagetest.ByHand(t, w.store, `UPDATE tasks SET due_at = $2 WHERE id = $1`, id, due)
	}
	home := w.home(t, approval.Commercial)
	if tasks := home.Tasks.value; tasks.Count != 3 || len(tasks.Items) != 3 || tasks.Items[0].ID != late || tasks.Items[2].ID != later {
		t.Errorf("tasks %+v", tasks)
	}
	if due := home.Due.value; due.Count != 2 || len(due.Items) != 2 || due.Items[0].ID != late || due.Items[1].ID != today {
		t.Errorf("due %+v", due)
	}
}

func TestHomeOfFinance(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	things := w.things(t)
	expense := things["expense"]()
	storagetest.ByHand(t, w.store, `UPDATE requests SET status = 'approved', amount = 90 WHERE id = $1`, expense)
	storagetest.ByHand(t, w.store, `UPDATE expense_requests SET approved_amount = 80.5 WHERE request_id = $1`, expense)
	storagetest.ByHand(t, w.store, `UPDATE tasks SET step = 'finance_processing', candidate_role = 'finance' WHERE id = $1`, things["task"]())
	ready := w.home(t, approval.Finance).Payments.value
	if ready.Ready != 1 || !slices.Equal(ready.ReadySums, []approval.Money{{Amount: "80.50", Currency: "CNY"}}) || ready.PaidToday != 0 || len(ready.PaidSums) != 0 {
		t.Errorf("payments %+v", ready)
	}
	zone, err := w.store.CompanyZone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	storagetest.ByHand(t, w.store, `UPDATE tasks SET state = 'done', closed_at = now() WHERE request_id = $1`, expense)
	storagetest.ByHand(t, w.store, `UPDATE requests SET status = 'paid' WHERE id = $1`, expense)
	storagetest.ByHand(t, w.store, `UPDATE expense_requests SET paid_amount = 80, paid_on = $2::date WHERE request_id = $1`,
		expense, time.Now().In(zone).Format(time.DateOnly))
	paid := w.home(t, approval.Finance).Payments.value
	if paid.Ready != 0 || paid.PaidToday != 1 || !slices.Equal(paid.PaidSums, []approval.Money{{Amount: "80.00", Currency: "CNY"}}) {
		t.Errorf("payments %+v", paid)
	}
}

// A block that fails says so, and the others stand.
func TestHomeStandsWithoutABlock(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.home(t, approval.Administrator)
	if acts := before.Acts.value; len(acts.Items) == 0 || acts.Items[0].KindLabel.EN == "" {
		t.Errorf("acts %+v", acts)
	}
	if stuck := before.Stuck.value; stuck.EngineChecked {
		t.Errorf("stuck %+v with the engine away", stuck)
	}
	storagetest.ByHand(t, w.store, `ALTER TABLE audit_events RENAME TO elsewhere`)
	home := w.home(t, approval.Administrator)
	if len(home.Failed) != 1 || home.Failed[0].Block != "acts" || home.Failed[0].Code != approval.CodeInternal || home.Failed[0].Reason == "" {
		t.Errorf("failed %+v", home.Failed)
	}
	if home.Acts.value != nil || home.Tasks.value == nil || home.Stuck.value == nil {
		t.Errorf("home %+v", home)
	}
}
