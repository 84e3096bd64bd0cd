package request_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// describe formats duplicates on one line: the number, or "?" for a request that is not
// readable, and the reason.
func describe(doubles []request.LikelyDuplicate) string {
	var all []string
	for _, d := range doubles {
		number := "?"
		if d.Request != nil {
			number = d.Request.Number
		}
		var why []string
		for _, reason := range d.Why {
			why = append(why, string(reason))
		}
		all = append(all, number+" "+strings.Join(why, "+"))
	}
	return strings.Join(all, ", ")
}

// TestDuplicateExpenses finds the same amount, day and category of the same person in
// every status.
func TestDuplicateExpenses(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	first := s.Expense(s.Rep, s.OwnProject.ID, "10.50")
	s.Submit(first, approval.GMSignoff)
	same := request.ExpenseCheck{Amount: storagetest.Yuan("10.5"), Category: new("travel"), SpentOn: new(approval.Date("2026-11-20"))}
	check := func(as approval.Actor, change func(*request.ExpenseCheck)) string {
		t.Helper()
		c := same
		change(&c)
		doubles, err := s.CheckExpense(t.Context(), as, c)
		s.Must(err)
		return describe(doubles)
	}
	unchanged := func(*request.ExpenseCheck) {}
	found := first.Number + " same_amount_day_category"
	rep2 := s.Join("rep2", approval.SalesRep)
	for name, test := range map[string]struct {
		as     approval.Actor
		change func(*request.ExpenseCheck)
		want   string
	}{
		"the same":           {s.Rep, unchanged, found},
		"somebody else":      {rep2, unchanged, ""},
		"another amount":     {s.Rep, func(c *request.ExpenseCheck) { c.Amount = storagetest.Yuan("10.51") }, ""},
		"another currency":   {s.Rep, func(c *request.ExpenseCheck) { c.Amount = &approval.Money{Amount: "10.50", Currency: "USD"} }, ""},
		"another day":        {s.Rep, func(c *request.ExpenseCheck) { c.SpentOn = new(approval.Date("2026-11-21")) }, ""},
		"another category":   {s.Rep, func(c *request.ExpenseCheck) { c.Category = new("bidding") }, ""},
		"no amount yet":      {s.Rep, func(c *request.ExpenseCheck) { c.Amount = nil }, ""},
		"no day yet":         {s.Rep, func(c *request.ExpenseCheck) { c.SpentOn = nil }, ""},
		"no category yet":    {s.Rep, func(c *request.ExpenseCheck) { c.Category = nil }, ""},
		"nothing yet":        {s.Rep, func(c *request.ExpenseCheck) { *c = request.ExpenseCheck{} }, ""},
		"edited, not made":   {s.Rep, func(c *request.ExpenseCheck) { c.RequestID = first.ID }, ""},
		"another one edited": {s.Rep, func(c *request.ExpenseCheck) { c.RequestID = s.Expense(s.Rep, s.OwnProject.ID, "1").ID }, found},
	} {
		if got := check(test.as, test.change); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	for status, counts := range map[approval.Status]bool{
		approval.StatusDraft: true, approval.StatusSubmitting: true, approval.StatusReturned: true, approval.StatusApproved: true,
		approval.StatusPaid: true, approval.StatusRejected: true, approval.StatusWithdrawn: false,
	} {
		s.ByHand(`UPDATE requests SET status = $2, submitting = CASE WHEN $2 = 'submitting' THEN '{}'::jsonb END WHERE id = $1`, first.ID, string(status))
		if got := check(s.Rep, unchanged); (got == found) != counts || !counts && got != "" {
			t.Errorf("%s: %q", status, got)
		}
	}
	for _, id := range []string{uuid.NewString(), first.ID} {
		_, err := s.CheckExpense(t.Context(), rep2, request.ExpenseCheck{RequestID: id})
		storagetest.WantCode(t, err, approval.CodeNotFound, "body.request_id")
	}
	_, err := s.CheckExpense(t.Context(), s.GM, request.ExpenseCheck{RequestID: first.ID})
	storagetest.WantCode(t, err, approval.CodeNotFound, "body.request_id")
}

// TestDuplicateFiles finds a file by its hash, whoever attached it. A user who may not
// read the other request only learns that there is one; drafts are private.
func TestDuplicateFiles(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	rep2 := s.Join("rep2", approval.SalesRep)
	_, project2 := s.NewProject(rep2)
	theirs := s.Expense(rep2, project2.ID, "99")
	s.AttachFile(theirs, "a")
	s.AttachFile(theirs, "b")
	check := func(as approval.Actor, letters ...string) []request.LikelyDuplicate {
		t.Helper()
		c := request.ExpenseCheck{}
		for _, letter := range letters {
			c.SHA256 = append(c.SHA256, storagetest.Hash(letter))
		}
		doubles, err := s.CheckExpense(t.Context(), as, c)
		s.Must(err)
		return doubles
	}
	if got := describe(check(s.Rep, "a")); got != "" {
		t.Errorf("the draft of another user is disclosed: %s", got)
	}
	if got := describe(check(rep2, "a")); got != theirs.Number+" same_file" {
		t.Errorf("one's own draft: %q", got)
	}
	s.Submit(theirs, approval.GMSignoff)
	hidden := check(s.Rep, "a", "b", "c")
	if describe(hidden) != "? same_file" || fmt.Sprint(hidden[0].SHA256) != fmt.Sprint([]string{storagetest.Hash("a"), storagetest.Hash("b")}) {
		t.Errorf("what is not seen: %+v", hidden)
	}
	if words := fmt.Sprintf("%+v", hidden); strings.Contains(words, theirs.Number) || strings.Contains(words, rep2.Name) || strings.Contains(words, theirs.ID) {
		t.Errorf("too much is disclosed: %s", words)
	}
	if got := describe(check(s.Rep, "c")); got != "" {
		t.Errorf("a file that is nowhere: %q", got)
	}
	s.ByHand(`UPDATE requests SET status = 'withdrawn' WHERE id = $1`, theirs.ID)
	if got := describe(check(s.Rep, "a")); got != "? same_file" {
		t.Errorf("attached to what was taken back: %q", got)
	}
}

// TestDuplicatesOfRequestAndTasks checks that the request and its tasks show the same
// duplicates, depending on the reader's permissions.
func TestDuplicatesOfRequestAndTasks(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	rep2 := s.Join("rep2", approval.SalesRep)
	_, project2 := s.NewProject(rep2)
	theirs, before, r := s.Expense(rep2, project2.ID, "10"), s.Expense(s.Rep, s.OwnProject.ID, "10"), s.Expense(s.Rep, s.OwnProject.ID, "10")
	for _, of := range []request.Request{theirs, before, r} {
		s.AttachFile(of, "a")
	}
	s.Submit(theirs, approval.GMSignoff)
	s.Submit(before, approval.GMSignoff)
	s.Submit(r, approval.GMSignoff)
	for who, want := range map[string]string{
		s.GM.ID:  before.Number + " same_file+same_amount_day_category, " + theirs.Number + " same_file",
		s.Rep.ID: before.Number + " same_file+same_amount_day_category, ? same_file",
	} {
		as := storagetest.Actor(t, s.Store, who)
		detail, err := s.RequestDetail(t.Context(), as, r.ID)
		s.Must(err)
		ofTask, err := s.RequestDuplicates(t.Context(), as, r.ID)
		s.Must(err)
		if describe(detail.Doubles) != want || describe(ofTask) != want {
			t.Errorf("%s: the request shows %q, its task %q, want %q", as.Name, describe(detail.Doubles), describe(ofTask), want)
		}
	}
	s.AttachFile(s.Expense(rep2, project2.ID, "3"), "d")
	alone := s.Expense(s.Rep, s.OwnProject.ID, "4")
	s.AttachFile(alone, "d")
	s.Submit(alone, approval.GMSignoff)
	doubled := map[string]bool{theirs.ID: true, before.ID: true, r.ID: true, alone.ID: false}
	tasks, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 10})
	s.Must(err)
	requests, _, err := s.Requests(t.Context(), s.GM, request.Filter{}, postgres.Page{Limit: 10})
	s.Must(err)
	if len(tasks) != 4 || len(requests) != 4 {
		t.Fatalf("%d tasks and %d requests", len(tasks), len(requests))
	}
	for i := range tasks {
		if mark := tasks[i].Request.LikelyDouble; mark == nil || *mark != doubled[tasks[i].Request.ID] {
			t.Errorf("the task of %s is marked %v", tasks[i].Request.Number, mark)
		}
		if mark := requests[i].LikelyDouble; mark == nil || *mark != doubled[requests[i].ID] {
			t.Errorf("%s is marked %v", requests[i].Number, mark)
		}
	}
	shown, err := s.RequestDuplicates(t.Context(), s.GM, r.ID)
	s.Must(err)
	want := request.DuplicateRequest{ID: before.ID, Kind: approval.ExpenseRequest, Number: before.Number, Status: approval.StatusInReview,
		Amount: storagetest.Yuan("10"), SpentOn: new(approval.Date("2026-11-20")), Category: new("travel"), Requester: before.Requester,
		Link: "/expense-requests/" + before.ID}
	if got := *shown[0].Request; fmt.Sprintf("%+v %+v %s %s", got.Amount, got.Requester, *got.SpentOn, *got.Category) !=
		fmt.Sprintf("%+v %+v %s %s", want.Amount, want.Requester, *want.SpentOn, *want.Category) ||
		got.ID != want.ID || got.Kind != want.Kind || got.Number != want.Number || got.Status != want.Status || got.Link != want.Link {
		t.Errorf("%+v, want %+v", got, want)
	}
	if words := shown[0].Label; !strings.Contains(words.ZH, before.Number) || !strings.Contains(words.EN, before.Number) {
		t.Errorf("%+v", words)
	}
	_, err = s.RequestDuplicates(t.Context(), s.Join("nobody"), r.ID)
	storagetest.WantCode(t, err, approval.CodeNotFound, "")
}

// TestDuplicateQueriesUseIndexes checks that the queries do not read all requests of a
// person or all attachments.
func TestDuplicateQueriesUseIndexes(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	s.ByHand(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id, amount)
		SELECT gen_random_uuid(), kind, 'E-X-' || n, 'paid', customer_id, project_id, requester_id, n
		FROM requests CROSS JOIN generate_series(1, 20000) n WHERE id = $1`, r.ID)
	s.ByHand(`INSERT INTO expense_requests (request_id, category, spent_on)
		SELECT id, 'travel', '2026-11-20' FROM requests WHERE number LIKE 'E-X-%'`)
	s.ByHand(`INSERT INTO attachments (id, request_id, name, size, content_type, sha256, purpose, revision, uploaded_by, uploaded_at)
		SELECT gen_random_uuid(), id, 'x', 1, 'text/plain', md5(number) || md5(number), 'receipt', 1, requester_id, now() FROM requests WHERE number LIKE 'E-X-%'`)
	s.ByHand(`ANALYZE requests, expense_requests, attachments`)
	listed, _, err := s.Requests(t.Context(), s.Rep, request.Filter{}, postgres.Page{Limit: 20})
	s.Must(err)
	var page []string
	for _, r := range listed {
		page = append(page, r.ID)
	}
	s.Must(s.InTx(t.Context(), func(ctx context.Context) error {
		doubles, err := s.CheckExpense(ctx, s.Rep, request.ExpenseCheck{
			Amount: storagetest.Yuan("17"), Category: new("travel"), SpentOn: new(approval.Date("2026-11-20")), SHA256: []string{storagetest.Hash("a")}})
		if err != nil {
			return err
		}
		if len(doubles) != 1 {
			t.Errorf("%+v", doubles)
		}
		if _, err := s.HaveDuplicates(ctx, s.Rep, page); err != nil {
			return err
		}
		var rows int
		if err := s.In(ctx).Get(ctx, &rows, `SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables
			WHERE relname IN ('requests', 'expense_requests', 'attachments')`); err != nil {
			return err
		}
		if rows > 500 {
			t.Errorf("%d rows were read to find one and to mark twenty", rows)
		}
		return nil
	}))
}
