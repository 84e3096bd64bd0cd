package storage_test

import (
	"slices"
	"sync"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

var (
	toFinance = approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}}
	toPaid    = approval.Move{Status: approval.StatusPaid, CloseAll: true}
)

func signOff(actor approval.Actor, task approval.OpenTask, amount *approval.Money) approval.Decision {
	return approval.Decision{
		ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Approve,
		Data: approval.DecisionData{ApprovedAmount: amount},
	}
}

func payment(actor approval.Actor, task approval.OpenTask, amount, voucher string) approval.Decision {
	return approval.Decision{
		ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete,
		Data: approval.DecisionData{PaidAmount: yuan(amount), Method: "cash", VoucherNo: voucher, PaidOn: "2026-11-23"},
	}
}

// TestTransitionHappensOnce records one transition many times at once: the
// database keeps the first, and gives it back to all of them.
func TestTransitionHappensOnce(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "500")
	task := s.submit(r, approval.GMSignoff).Open[0]
	var wg sync.WaitGroup
	answers := make([]approval.Recorded, 8)
	for i := range answers {
		wg.Go(func() {
			d := signOff(s.gm, task, nil)
			d.Revision = r.Revision
			var err error
			answers[i], err = s.RecordTransition(t.Context(), approval.Transition{
				RequestID: r.ID, Number: 2, UpdateID: string(rune('a' + i)), Decision: d, Move: toFinance,
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, a := range answers {
		if diff := cmp.Diff(answers[0], a); diff != "" {
			t.Error("two answers differ:", diff)
		}
	}
	detail, err := s.RequestDetail(t.Context(), s.finance, r.ID)
	s.must(err)
	if len(detail.Decisions) != 2 || len(detail.Tasks) != 2 || len(detail.Events) != 2 {
		t.Errorf("%d decisions, %d tasks, %d events, want 2 of each", len(detail.Decisions), len(detail.Tasks), len(detail.Events))
	}
	checked, err := s.VerifyChain(t.Context(), s.customer.ID)
	s.must(err)
	if !checked.OK {
		t.Errorf("chain broken: %+v", checked.FirstBroken)
	}
}

func TestAmounts(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "500.00")
	task := s.submit(r, approval.GMSignoff).Open[0]
	_, err := s.record(r, signOff(s.gm, task, yuan("500.01")), toFinance)
	wantCode(t, err, approval.CodeInvalid, "body.data.approved_amount")
	_, err = s.record(r, signOff(s.gm, task, &approval.Money{Amount: "1", Currency: "USD"}), toFinance)
	wantCode(t, err, approval.CodeInvalid, "body.data.approved_amount.currency")
	recorded, err := s.record(r, signOff(s.gm, task, yuan("400")), toFinance)
	s.must(err)

	_, err = s.record(r, payment(s.finance, recorded.Position.Open[0], "400.01", "V-1"), toPaid)
	wantCode(t, err, approval.CodeInvalid, "body.data.paid_amount")
	_, err = s.record(r, payment(s.finance, recorded.Position.Open[0], "399.99", "V-1"), toPaid)
	s.must(err)

	other := s.expense(s.rep, s.project.ID, "20")
	recorded, err = s.record(other, signOff(s.gm, s.submit(other, approval.GMSignoff).Open[0], nil), toFinance)
	s.must(err)
	// A number that is taken is a conflict however it is typed, and one finding
	// among others where there are some.
	for _, same := range []string{"V-1", "v-1", "Ｖ－１", " V - 1", "v-\u30001\u200b"} {
		_, err = s.record(other, payment(s.finance, recorded.Position.Open[0], "20", same), toPaid)
		wantCode(t, err, approval.CodeConflict, "body.data.voucher_no")
		_, err = s.record(other, payment(s.finance, recorded.Position.Open[0], "21", same), toPaid)
		wantCode(t, err, approval.CodeInvalid, "body.data.voucher_no")
	}

	project, err := s.Project(t.Context(), s.rep, s.project.ID)
	s.must(err)
	if project.Spent.Amount != "399.99" || !project.Pending.Same(*yuan("20")) {
		t.Errorf("spent %s and pending %s, want 399.99 and 20", project.Spent, project.Pending)
	}
}

func TestReportNeedsItsAttachment(t *testing.T) {
	s := newScene(t)
	r, err := s.CreateProjectRequest(t.Context(), s.rep, s.project.ID, storage.ProjectRequestDraft{
		Reason: new("三年一次的大项目"), ExpectedRevenue: yuan("100000"), ExpectedCost: yuan("60000"),
		ExpectedCloseOn: new(approval.Date("2027-03-31")), WinProbability: new(60),
	})
	s.must(err)
	open := s.submit(r, approval.CommercialReport, approval.FinanceReport).Open
	report := approval.Decision{
		ActorID: s.commercial.ID, TaskID: open[0].ID, Step: open[0].Step, Outcome: approval.Complete,
		Data: approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"},
	}
	stay := approval.Move{Status: approval.StatusInReview}
	_, err = s.record(r, report, stay)
	wantCode(t, err, approval.CodeInvalid, "body.attachments.feasibility_report")

	_, err = s.attach(s.finance, r.ID, approval.PurposeFeasibilityReport)
	wantCode(t, err, approval.CodeForbidden, "")
	_, err = s.attach(s.commercial, r.ID, approval.PurposeFeasibilityReport)
	s.must(err)

	// The budget's writer is not held up by what concerns the other report.
	_, err = s.attach(s.finance, r.ID, approval.PurposeBudgetReport)
	s.must(err)
	report.Revision = r.Revision + 1
	_, err = s.record(r, report, stay)
	s.must(err)
}

// TestDecisionOnWhatWasSeen changes a request between the look and the
// decision.
func TestDecisionOnWhatWasSeen(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "500")
	task := s.submit(r, approval.GMSignoff).Open[0]
	receipt, err := s.attach(s.rep, r.ID, approval.PurposeReceipt)
	s.must(err)
	d := signOff(s.gm, task, nil)
	d.Revision = r.Revision
	_, err = s.record(r, d, toFinance)
	wantCode(t, err, approval.CodeConflict, "")
	changed := approval.AsError(err).Changed
	if len(changed) != 1 || changed[0].Kind != approval.RevisedAttachments || changed[0].By.ID != s.rep.ID {
		t.Errorf("the difference told is %+v", changed)
	}

	d.Revision = 0
	_, err = s.record(r, d, toFinance)
	s.must(err)
	detail, err := s.RequestDetail(t.Context(), s.finance, r.ID)
	s.must(err)
	last := detail.Decisions[len(detail.Decisions)-1]
	if len(last.Attachments) != 1 || last.Attachments[0].SHA256 != receipt.SHA256 || last.Revision != r.Revision+1 {
		t.Errorf("the record holds %+v at revision %d", last.Attachments, last.Revision)
	}
	wantCode(t, s.RemoveAttachment(t.Context(), s.rep, receipt.ID), approval.CodeConflict, "")
}

// TestNobodyDecidesTheirOwn lets the only general manager ask for money.
func TestNobodyDecidesTheirOwn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	boss := storagetest.NewUser(t, s.Store, "boss", approval.SalesRep, approval.GeneralManager)
	s.must(s.SetUserActive(t.Context(), s.gm.ID, false))
	_, project := s.newProject(boss)
	r := s.expense(boss, project.ID, "500")
	task := s.submit(r, approval.GMSignoff).Open[0]
	_, err := s.record(r, signOff(boss, task, nil), toFinance)
	wantCode(t, err, approval.CodeForbidden, "")

	got, err := s.Task(t.Context(), s.manager, task.ID)
	s.must(err)
	if got.Reason.How != approval.ByFallback || *got.Role != approval.Manager {
		t.Errorf("the task went to %s by %s, want the fallback role", *got.Role, got.Reason.How)
	}
	inbox := func(a approval.Actor) bool {
		tasks, _, err := s.Tasks(t.Context(), a, storage.TaskFilter{Box: storage.BoxInbox}, storage.Page{Limit: 50})
		s.must(err)
		return slices.ContainsFunc(tasks, func(found storage.Task) bool { return found.ID == task.ID })
	}
	if inbox(boss) || !inbox(s.manager) || inbox(s.finance) {
		t.Errorf("inboxes: author %v, fallback %v, other %v", inbox(boss), inbox(s.manager), inbox(s.finance))
	}
	_, err = s.record(r, signOff(s.manager, task, nil), toFinance)
	s.must(err)
}

func TestClaim(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	deputy := storagetest.NewUser(t, s.Store, "deputy", approval.GeneralManager)
	r := s.expense(s.rep, s.project.ID, "500")
	task := s.submit(r, approval.GMSignoff).Open[0]
	_, err := s.ClaimTask(t.Context(), s.rep, task.ID)
	wantCode(t, err, approval.CodeForbidden, "")

	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, actor := range []approval.Actor{s.gm, deputy} {
		wg.Go(func() { _, errs[i] = s.ClaimTask(t.Context(), actor, task.ID) })
	}
	wg.Wait()
	winner, loser := s.gm, deputy
	if errs[0] != nil {
		winner, loser = deputy, s.gm
		slices.Reverse(errs)
	}
	s.must(errs[0])
	wantCode(t, errs[1], approval.CodeConflict, "")
	_, err = s.record(r, signOff(loser, task, nil), toFinance)
	wantCode(t, err, approval.CodeConflict, "")

	_, err = s.ReleaseTask(t.Context(), loser, task.ID)
	wantCode(t, err, approval.CodeConflict, "")
	_, err = s.ReleaseTask(t.Context(), winner, task.ID)
	s.must(err)
	_, err = s.record(r, signOff(loser, task, nil), toFinance)
	s.must(err)
	_, err = s.ClaimTask(t.Context(), winner, task.ID)
	wantCode(t, err, approval.CodeConflict, "")
	if closed := approval.AsError(err).Closed; closed == nil || closed.By.ID != loser.ID || closed.Outcome != approval.Approve {
		t.Errorf("told %+v of who finished the task", closed)
	}
}

// TestDraftIsItsAuthors lets everybody else look for a draft.
func TestDraftIsItsAuthors(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "500")
	for _, a := range []approval.Actor{s.commercial, s.finance, s.manager, s.gm} {
		_, err := s.Request(t.Context(), a, r.ID)
		wantCode(t, err, approval.CodeNotFound, "")
	}
	s.submit(r, approval.GMSignoff)
	for _, a := range []approval.Actor{s.rep, s.commercial, s.finance, s.manager, s.gm} {
		_, err := s.Request(t.Context(), a, r.ID)
		s.must(err)
	}
	stranger := storagetest.NewUser(t, s.Store, "stranger", approval.SalesRep)
	_, err := s.Request(t.Context(), stranger, r.ID)
	wantCode(t, err, approval.CodeNotFound, "")
}
