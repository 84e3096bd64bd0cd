package request_test

import (
	"slices"
	"sync"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
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

// payment is the data of a payment, by default with a unique voucher number.
func payment(actor approval.Actor, task approval.OpenTask, amount, voucher string) approval.Decision {
	return approval.Decision{
		ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete,
		Data: approval.DecisionData{PaidAmount: storagetest.Yuan(amount), Method: "cash", VoucherNo: voucher, PaidOn: storagetest.Today()},
	}
}

// TestRecordTransitionIsIdempotent records one transition many times concurrently: the
// first is stored and returned to all.
func TestRecordTransitionIsIdempotent(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	var wg sync.WaitGroup
	answers := make([]approval.Recorded, 8)
	for i := range answers {
		wg.Go(func() {
			d := signOff(s.GM, task, nil)
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
	detail, err := s.RequestDetail(t.Context(), s.Finance, r.ID)
	s.Must(err)
	if len(detail.Decisions) != 2 || len(detail.Tasks) != 2 || len(detail.Events) != 2 {
		t.Errorf("%d decisions, %d tasks, %d events, want 2 of each", len(detail.Decisions), len(detail.Tasks), len(detail.Events))
	}
	checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID)
	s.Must(err)
	if !checked.OK {
		t.Errorf("chain broken: %+v", checked.FirstBroken)
	}
}

func TestAmounts(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500.00")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	_, err := s.Decide(r, signOff(s.GM, task, storagetest.Yuan("500.01")), toFinance)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.data.approved_amount")
	_, err = s.Decide(r, signOff(s.GM, task, &approval.Money{Amount: "1", Currency: "USD"}), toFinance)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.data.approved_amount.currency")
	recorded, err := s.Decide(r, signOff(s.GM, task, storagetest.Yuan("400")), toFinance)
	s.Must(err)

	_, err = s.Decide(r, payment(s.Finance, recorded.Position.Open[0], "400.01", "V-1"), toPaid)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.data.paid_amount")
	_, err = s.Decide(r, payment(s.Finance, recorded.Position.Open[0], "399.99", "V-1"), toPaid)
	s.Must(err)

	other := s.Expense(s.Rep, s.OwnProject.ID, "20")
	recorded, err = s.Decide(other, signOff(s.GM, s.Submit(other, approval.GMSignoff).Open[0], nil), toFinance)
	s.Must(err)
	// A duplicate number is a conflict regardless of its spelling; if there are other
	// errors, it is one of them.
	for _, same := range []string{"V-1", "v-1", "Ｖ－１", " V - 1", "v-\u30001\u200b"} {
		_, err = s.Decide(other, payment(s.Finance, recorded.Position.Open[0], "20", same), toPaid)
		storagetest.WantCode(t, err, approval.CodeConflict, "body.data.voucher_no")
		_, err = s.Decide(other, payment(s.Finance, recorded.Position.Open[0], "21", same), toPaid)
		storagetest.WantCode(t, err, approval.CodeInvalid, "body.data.voucher_no")
	}

	project, err := s.Project(t.Context(), s.Rep, s.OwnProject.ID)
	s.Must(err)
	if project.Spent.Amount != "399.99" || !project.Pending.Same(*storagetest.Yuan("20")) {
		t.Errorf("spent %s and pending %s, want 399.99 and 20", project.Spent, project.Pending)
	}
}

func TestReportRequiresAttachment(t *testing.T) {
	s := storagetest.NewScene(t)
	made, err := s.CreateProjectRequest(t.Context(), s.Rep, s.OwnProject.ID, request.ProjectRequestDraft{
		Reason: new("三年一次的大项目"), ExpectedRevenue: storagetest.Yuan("100000"), ExpectedCost: storagetest.Yuan("60000"),
		ExpectedCloseOn: new(approval.Date("2027-03-31")), WinProbability: new(60),
	})
	s.Must(err)
	r := made.Request
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	report := approval.Decision{
		ActorID: s.Commercial.ID, TaskID: open[0].ID, Step: open[0].Step, Outcome: approval.Complete,
		Data: approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"},
	}
	stay := approval.Move{Status: approval.StatusInReview}
	_, err = s.Decide(r, report, stay)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.attachments.feasibility_report")

	_, err = s.Attach(s.Finance, r.ID, approval.PurposeFeasibilityReport)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	_, err = s.Attach(s.Commercial, r.ID, approval.PurposeFeasibilityReport)
	s.Must(err)

	// A change to the other report does not affect the writer of the budget.
	_, err = s.Attach(s.Finance, r.ID, approval.PurposeBudgetReport)
	s.Must(err)
	report.Revision = r.Revision + 1
	_, err = s.Decide(r, report, stay)
	s.Must(err)
}

// TestDecisionOnOutdatedRevision changes a request between loading and decision.
func TestDecisionOnOutdatedRevision(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	receipt, err := s.Attach(s.Rep, r.ID, approval.PurposeReceipt)
	s.Must(err)
	d := signOff(s.GM, task, nil)
	d.Revision = r.Revision
	_, err = s.Decide(r, d, toFinance)
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	changed := approval.AsError(err).Changed
	if len(changed) != 1 || changed[0].Kind != approval.RevisedAttachments || changed[0].By.ID != s.Rep.ID {
		t.Errorf("the changes in the problem are %+v", changed)
	}

	d.Revision = 0
	_, err = s.Decide(r, d, toFinance)
	s.Must(err)
	detail, err := s.RequestDetail(t.Context(), s.Finance, r.ID)
	s.Must(err)
	last := detail.Decisions[len(detail.Decisions)-1]
	if len(last.Attachments) != 1 || last.Attachments[0].SHA256 != receipt.SHA256 || last.Revision != r.Revision+1 {
		t.Errorf("the record holds %+v at revision %d", last.Attachments, last.Revision)
	}
	storagetest.WantCode(t, s.RemoveAttachment(t.Context(), s.Rep, receipt.ID), approval.CodeConflict, "")
}

// TestDecisionKeepsAttachmentsOfItsRevision lets finance upload while commercial decides
// on the revision before, and the author while a withdrawal is on its way.
func TestDecisionKeepsAttachmentsOfItsRevision(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	r := s.ProjectRequest()
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	own, err := s.Attach(s.Commercial, r.ID, approval.PurposeFeasibilityReport)
	s.Must(err)
	_, err = s.Attach(s.Finance, r.ID, approval.PurposeBudgetReport)
	s.Must(err)
	_, err = s.Decide(r, approval.Decision{
		ActorID: s.Commercial.ID, TaskID: open[0].ID, Step: open[0].Step, Outcome: approval.Complete, Revision: r.Revision + 1,
		Data: approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"},
	}, approval.Move{Status: approval.StatusInReview})
	s.Must(err)
	last := func() request.Decision {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.Manager, r.ID)
		s.Must(err)
		return detail.Decisions[len(detail.Decisions)-1]
	}
	if d := last(); d.Revision != r.Revision+1 || len(d.Attachments) != 1 || d.Attachments[0].ID != own.ID {
		t.Errorf("revision %d with %+v", d.Revision, d.Attachments)
	}

	now, err := s.Request(t.Context(), s.Rep, r.ID)
	s.Must(err)
	_, err = s.Attach(s.Rep, r.ID, approval.PurposeOther)
	s.Must(err)
	_, err = s.Decide(r, approval.Decision{ActorID: s.Rep.ID, Outcome: approval.Withdraw, Revision: now.Revision}, approval.Ended())
	s.Must(err)
	if d := last(); d.Revision != now.Revision+1 || len(d.Attachments) != 3 {
		t.Errorf("withdrawn at revision %d with %+v", d.Revision, d.Attachments)
	}
}

// TestAuthorCannotDecide lets the only general manager submit an expense request.
func TestAuthorCannotDecide(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	boss := s.Join("boss", approval.SalesRep, approval.GeneralManager)
	s.Must(s.SetUserActive(t.Context(), s.GM.ID, false))
	_, project := s.NewProject(boss)
	r := s.Expense(boss, project.ID, "500")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	_, err := s.Decide(r, signOff(boss, task, nil), toFinance)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")

	got, err := s.Task(t.Context(), s.Manager, task.ID)
	s.Must(err)
	if got.Reason.How != approval.ByFallback || *got.Role != approval.Manager {
		t.Errorf("the task went to %s by %s, want the fallback role", *got.Role, got.Reason.How)
	}
	inbox := func(a approval.Actor) bool {
		tasks, _, err := s.Tasks(t.Context(), a, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 50})
		s.Must(err)
		return slices.ContainsFunc(tasks, func(found request.Task) bool { return found.ID == task.ID })
	}
	if inbox(boss) || !inbox(s.Manager) || inbox(s.Finance) {
		t.Errorf("inboxes: author %v, fallback %v, other %v", inbox(boss), inbox(s.Manager), inbox(s.Finance))
	}
	_, err = s.Decide(r, signOff(s.Manager, task, nil), toFinance)
	s.Must(err)
}

func TestClaim(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	deputy := s.Join("deputy", approval.GeneralManager)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	_, err := s.ClaimTask(t.Context(), s.Rep, task.ID)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")

	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, actor := range []approval.Actor{s.GM, deputy} {
		wg.Go(func() { _, errs[i] = s.ClaimTask(t.Context(), actor, task.ID) })
	}
	wg.Wait()
	winner, loser := s.GM, deputy
	if errs[0] != nil {
		winner, loser = deputy, s.GM
		slices.Reverse(errs)
	}
	s.Must(errs[0])
	storagetest.WantCode(t, errs[1], approval.CodeConflict, "")
	_, err = s.Decide(r, signOff(loser, task, nil), toFinance)
	storagetest.WantCode(t, err, approval.CodeConflict, "")

	_, err = s.ReleaseTask(t.Context(), loser, task.ID)
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	_, err = s.ReleaseTask(t.Context(), winner, task.ID)
	s.Must(err)
	_, err = s.Decide(r, signOff(loser, task, nil), toFinance)
	s.Must(err)
	_, err = s.ClaimTask(t.Context(), winner, task.ID)
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	if closed := approval.AsError(err).Closed; closed == nil || closed.By.ID != loser.ID || closed.Outcome != approval.Approve {
		t.Errorf("told %+v of who finished the task", closed)
	}
}

// TestDraftIsPrivate checks that nobody but the author can read a draft.
func TestDraftIsPrivate(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	for _, a := range []approval.Actor{s.Commercial, s.Finance, s.Manager, s.GM} {
		_, err := s.Request(t.Context(), a, r.ID)
		storagetest.WantCode(t, err, approval.CodeNotFound, "")
	}
	s.Submit(r, approval.GMSignoff)
	for _, a := range []approval.Actor{s.Rep, s.Commercial, s.Finance, s.Manager, s.GM} {
		_, err := s.Request(t.Context(), a, r.ID)
		s.Must(err)
	}
	stranger := s.Join("stranger", approval.SalesRep)
	_, err := s.Request(t.Context(), stranger, r.ID)
	storagetest.WantCode(t, err, approval.CodeNotFound, "")
}
