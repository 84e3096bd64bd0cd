package request_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestBudgetView checks the paid and reserved amounts and that of the request itself
// against the project's budget.
func TestBudgetView(t *testing.T) {
	s := storagetest.NewScene(t)
	budgetOf := func(r request.Request) *request.BudgetView {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.Rep, r.ID)
		s.Must(err)
		return detail.Budget
	}
	small, large := s.Expense(s.Rep, s.OwnProject.ID, "100.50"), s.Expense(s.Rep, s.OwnProject.ID, "2500")
	if diff := cmp.Diff(&request.BudgetView{
		Spent: *storagetest.Yuan("0.00"), Reserved: *storagetest.Yuan("0.00"), Requested: *storagetest.Yuan("100.50"), Over: true,
	}, budgetOf(small)); diff != "" {
		t.Errorf("without a budget: %s", diff)
	}
	s.ApprovedProject("3000")
	s.PaidExpense("500")
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "200"), approval.GMSignoff)
	for _, c := range []struct {
		request request.Request
		want    request.BudgetView
	}{
		{small, request.BudgetView{Requested: *storagetest.Yuan("100.50"), Remaining: storagetest.Yuan("2199.50")}},
		{large, request.BudgetView{Requested: *storagetest.Yuan("2500.00"), Remaining: storagetest.Yuan("-200.00"), Over: true}},
	} {
		c.want.Approved, c.want.Spent, c.want.Reserved = storagetest.Yuan("3000.00"), *storagetest.Yuan("500.00"), *storagetest.Yuan("200.00")
		if diff := cmp.Diff(&c.want, budgetOf(c.request)); diff != "" {
			t.Errorf("of %s: %s", c.want.Requested.Amount, diff)
		}
	}
}

// TestOneProjectRequestUnderWay refuses a second project request while one is under way,
// and names that one; of two submitted at once, one is refused.
func TestOneProjectRequestUnderWay(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	first, second := s.ProjectRequest(), s.ProjectRequest()
	refusedFor := func(err error, underWay request.Request) {
		t.Helper()
		storagetest.WantCode(t, err, approval.CodeConflict, "body.project_id")
		if told := approval.AsError(err); told != nil && (!strings.Contains(told.Message.EN, underWay.Number) || !strings.Contains(told.Message.ZH, underWay.Number)) {
			t.Errorf("told %+v, which does not name %s", told.Message, underWay.Number)
		}
	}
	submission := func(r request.Request) approval.Transition {
		return approval.Transition{
			RequestID: r.ID, Number: 1, UpdateID: r.ID,
			Decision: approval.Decision{ActorID: s.Rep.ID, Step: approval.Draft, Outcome: approval.Submit, Revision: r.Revision, Facts: r.Facts()},
			Move:     approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.CommercialReport, approval.FinanceReport}},
		}
	}
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, r := range []request.Request{first, second} {
		wg.Go(func() { _, errs[i] = s.RecordTransition(t.Context(), submission(r)) })
	}
	wg.Wait()
	if errs[0] != nil {
		first, second = second, first
		slices.Reverse(errs)
	}
	s.Must(errs[0])
	refusedFor(errs[1], first)
	_, err := s.PrepareSubmission(t.Context(), s.Rep, second)
	refusedFor(err, first)
	refusedFor(s.QueueSubmission(t.Context(), request.Submission{RequestID: second.ID, Kind: second.Kind, Decision: submission(second).Decision}), first)
	_, err = s.CreateProjectRequest(t.Context(), s.Rep, s.OwnProject.ID, request.ProjectRequestDraft{})
	refusedFor(err, first)
	// Expenses and other projects are not concerned.
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff)

	_, err = s.Decide(first, approval.Decision{ActorID: s.Rep.ID, Outcome: approval.Withdraw}, approval.Ended())
	s.Must(err)
	_, err = s.RecordTransition(t.Context(), submission(second))
	s.Must(err)
}

// TestBudgetRevision takes a second project request through an approved project: it says
// everywhere that it revises the budget, and cannot go under what is spent and reserved.
func TestBudgetRevision(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	if first := s.ApprovedProject("1000"); first.BudgetRevision != nil || strings.Contains(first.KindLabel.EN, "revision") {
		t.Errorf("the first request is a revision: %+v", first.BudgetRevision)
	}
	s.PaidExpense("500")
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "400"), approval.GMSignoff)
	r := s.ProjectRequest()
	wantRevision := func(before string, after *approval.Money) request.RequestDetail {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.Rep, r.ID)
		s.Must(err)
		got := detail.BudgetRevision
		if got == nil || got.Before.Amount != before || !cmp.Equal(got.After, after) || detail.KindLabel.ZH != "立项申请（预算调整）" {
			t.Errorf("%s shows %+v, want %s → %v", detail.KindLabel.ZH, got, before, after)
		}
		for _, task := range detail.Tasks {
			if shown := task.Request.BudgetRevision; shown == nil || shown.Committed != nil {
				t.Errorf("the task of the step %s shows %+v", task.Step, shown)
			}
		}
		return detail
	}
	if got := wantRevision("1000.00", nil).BudgetRevision.Committed; got == nil || got.Amount != "900.00" {
		t.Errorf("committed: %v", got)
	}
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	wantRevision("1000.00", nil)
	task, err := s.Task(t.Context(), s.Finance, open[1].ID)
	s.Must(err)
	if task.Request.KindLabel.EN != "Project request (budget revision)" || task.Request.BudgetRevision.Before.Amount != "1000.00" {
		t.Errorf("the task shows %s, %+v", task.Request.KindLabel.EN, task.Request.BudgetRevision)
	}
	if said := last(s.EventsOf(r.ID)).Summary; !strings.Contains(said.ZH, "预算调整") || !strings.Contains(said.EN, "approved budget 1000.00 CNY") {
		t.Errorf("the timeline says %+v", said)
	}

	_, err = s.Attach(s.Commercial, r.ID, approval.PurposeFeasibilityReport)
	s.Must(err)
	_, err = s.Attach(s.Finance, r.ID, approval.PurposeBudgetReport)
	s.Must(err)
	stay := approval.Move{Status: approval.StatusInReview}
	decide := approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.ManagementDecision}}
	_, err = s.Decide(r, approval.Decision{ActorID: s.Commercial.ID, TaskID: open[0].ID, Step: open[0].Step, Outcome: approval.Complete,
		Data: approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"}}, stay)
	s.Must(err)
	budget := func(task approval.OpenTask, amount string) (approval.Recorded, error) {
		t.Helper()
		return s.Decide(r, approval.Decision{ActorID: s.Finance.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete,
			Data: approval.DecisionData{Summary: "预算", Budget: map[string]approval.Money{"travel": *storagetest.Yuan(amount)}}}, decide)
	}
	_, err = budget(open[1], "899.99")
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.data.budget")
	recorded, err := budget(open[1], "900")
	s.Must(err)
	s.WantChange(last(s.EventsOf(r.ID)), "budget", `{"before":{"amount":"1000.00","currency":"CNY"},"after":{"amount":"900","currency":"CNY"}}`)

	// An expense that comes in between counts as well.
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "0.01"), approval.GMSignoff)
	approve := func(task approval.OpenTask) error {
		t.Helper()
		_, err := s.Decide(r, approval.Decision{ActorID: s.Manager.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Approve},
			approval.Move{Status: approval.StatusApproved, CloseAll: true})
		return err
	}
	management := recorded.Position.Open[0]
	storagetest.WantCode(t, approve(management), approval.CodeConflict, "")
	again := s.SendBack(r, s.Manager, management, string(approval.FinanceReport), approval.FinanceReport).Open[0]
	recorded, err = budget(again, "1200")
	s.Must(err)
	s.Must(approve(recorded.Position.Open[0]))
	approved := last(s.EventsOf(r.ID))
	s.WantChange(approved, "project_budget", `{"before":{"amount":"1000","currency":"CNY"},"after":{"amount":"1200","currency":"CNY"}}`)
	if !strings.Contains(approved.Summary.EN, "budget 1000.00 CNY → 1200.00 CNY") {
		t.Errorf("the timeline says %+v", approved.Summary)
	}
	wantRevision("1000.00", storagetest.Yuan("1200.00"))
	project, err := s.Project(t.Context(), s.Rep, s.OwnProject.ID)
	s.Must(err)
	if !project.Budget.Same(*storagetest.Yuan("1200")) {
		t.Errorf("the project's budget is %s", project.Budget)
	}
}
