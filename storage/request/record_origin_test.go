package request_test

import (
	"strings"
	"testing"

	"approvals/storage/customer"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestRecordsNameWhoseAndWhatForWasChangedByHand changes whose a request, a task or a file
// is, one after the other, and puts it back.
func TestRecordsNameWhoseAndWhatForWasChangedByHand(t *testing.T) {
	s := storagetest.NewScene(t)
	heir := s.Join("heir", approval.SalesRep)
	other, theirs := s.NewProject(heir)
	_, err := s.EditProject(t.Context(), s.Rep, s.OwnProject.ID, s.OwnProject.Version, customer.ProjectInput{MemberIDs: []string{s.Rep.ID, heir.ID}})
	s.Must(err)
	second := s.AddProject(s.Rep, s.OwnCustomer, "二期")

	sent := s.Expense(s.Rep, s.OwnProject.ID, "10")
	s.AttachFile(sent, "a")
	s.AttachFile(sent, "a")
	task := s.Submit(sent, approval.GMSignoff).Open[0]
	claimed := s.Expense(s.Rep, s.OwnProject.ID, "11")
	held := s.Submit(claimed, approval.GMSignoff).Open[0]
	_, err = s.ClaimTask(t.Context(), s.GM, held.ID)
	s.Must(err)

	returned := s.Expense(s.Rep, s.OwnProject.ID, "20")
	s.AttachFile(returned, "b")
	revise := s.SendBack(returned, s.GM, s.Submit(returned, approval.GMSignoff).Open[0], "", approval.Revise).Open[0]
	own := s.Expense(s.Rep, s.OwnProject.ID, "30")
	reviseOwn := s.SendBack(own, s.GM, s.Submit(own, approval.GMSignoff).Open[0], "", approval.Revise).Open[0]
	s.AttachFile(returned, "c")
	dropped, err := s.Attach(s.Rep, returned.ID, approval.PurposeReceipt)
	s.Must(err)
	s.Must(s.RemoveAttachment(t.Context(), s.Rep, dropped.ID))
	_, err = s.ReassignTask(t.Context(), s.Admin, revise.ID, heir.ID, "离职")
	s.Must(err)
	s.AttachFile(s.Expense(s.Rep, s.OwnProject.ID, "40"), "d")
	wantDifferences(t, s, "untouched")

	hash := strings.NewReplacer("{a}", storagetest.Hash("a"), "{c}", storagetest.Hash("c"))
	for name, test := range map[string]struct{ change, back, named string }{
		"requester": {
			`UPDATE requests SET requester_id = '{heir}' WHERE id = '{sent}'`, `UPDATE requests SET requester_id = '{rep}' WHERE id = '{sent}'`,
			"{number}: its requester is {heir}, in the timeline {rep}"},
		"project": {
			`UPDATE requests SET project_id = '{second}' WHERE id = '{sent}'`, `UPDATE requests SET project_id = '{project}' WHERE id = '{sent}'`,
			"{number}: its project is {second}, in the timeline {project}"},
		"customer": {
			`UPDATE requests SET customer_id = '{other}' WHERE id = '{sent}'`, `UPDATE requests SET customer_id = '{customer}' WHERE id = '{sent}'`,
			"{number}: its customer is {other}, in the timeline {customer}"},
		"customer of a draft": {
			`UPDATE requests SET customer_id = '{other}' WHERE status = 'draft'`, `UPDATE requests SET customer_id = '{customer}' WHERE status = 'draft'`,
			"its customer is {other}, of its project {customer}"},
		"project and customer": {
			`UPDATE requests SET customer_id = '{other}', project_id = '{theirs}' WHERE id = '{sent}'`,
			`UPDATE requests SET customer_id = '{customer}', project_id = '{project}' WHERE id = '{sent}'`,
			"{number}: its project is {theirs}, in the timeline {project}"},
		"number": {
			`UPDATE requests SET number = 'X-1' WHERE id = '{sent}'`, `UPDATE requests SET number = '{number}' WHERE id = '{sent}'`,
			"X-1: its number is X-1, in the timeline {number}"},
		"requester of a task": {
			`UPDATE tasks SET requester_id = '{heir}' WHERE id = '{task}'`, `UPDATE tasks SET requester_id = '{rep}' WHERE id = '{task}'`,
			"{number}: the requester of task {task} (gm_signoff) is {heir}, of the request {rep}"},
		"role of a task": {
			`UPDATE tasks SET candidate_role = 'sales_rep' WHERE id = '{task}'`, `UPDATE tasks SET candidate_role = 'general_manager' WHERE id = '{task}'`,
			"{number}: the role of task {task} (gm_signoff) is sales_rep, by its reason general_manager"},
		"assignee without a claim": {
			`UPDATE tasks SET assignee_id = '{heir}' WHERE id = '{task}'`, `UPDATE tasks SET assignee_id = NULL WHERE id = '{task}'`,
			"{number}: task {task} (gm_signoff) is assigned to {heir}, and was claimed by nobody"},
		"claim without an assignee": {
			`UPDATE tasks SET assignee_id = NULL WHERE id = '{held}'`, `UPDATE tasks SET assignee_id = '{gm}' WHERE id = '{held}'`,
			"task {held} (gm_signoff) is assigned to nothing, and was claimed by somebody"},
		"claimed by the author": {
			`UPDATE tasks SET assignee_id = '{rep}' WHERE id = '{held}'`, `UPDATE tasks SET assignee_id = '{gm}' WHERE id = '{held}'`,
			"task {held} (gm_signoff) is assigned to the requester, who may not do it"},
		"assignee of a revision": {
			`UPDATE tasks SET assignee_id = '{heir}' WHERE id = '{reviseOwn}'`, `UPDATE tasks SET assignee_id = '{rep}' WHERE id = '{reviseOwn}'`,
			"task {reviseOwn} (revise) is assigned to {heir}, in the timeline {rep}"},
		"assignee of a reassigned revision": {
			`UPDATE tasks SET assignee_id = '{rep}' WHERE id = '{revise}'`, `UPDATE tasks SET assignee_id = '{heir}' WHERE id = '{revise}'`,
			"task {revise} (revise) is assigned to {rep}, in the timeline {heir}"},
		"name of a file": {
			`UPDATE attachments SET name = '假.pdf' WHERE sha256 = '{c}'`, `UPDATE attachments SET name = '发票.pdf' WHERE sha256 = '{c}'`,
			"the attachment is 假.pdf with SHA-256 {c}, in the timeline 发票.pdf with SHA-256 {c}"},
		"name of one of two files": {
			`UPDATE attachments SET name = '假.pdf' WHERE id = (SELECT min(id::text)::uuid FROM attachments WHERE sha256 = '{a}')`,
			`UPDATE attachments SET name = '发票.pdf' WHERE sha256 = '{a}'`,
			"the attachment is 假.pdf with SHA-256 {a}, in the timeline 发票.pdf with SHA-256 {a}"},
		"hash of a file": {
			`UPDATE attachments SET sha256 = 'x' WHERE sha256 = '{c}'`, `UPDATE attachments SET sha256 = '{c}' WHERE sha256 = 'x'`,
			"the attachment is 发票.pdf with SHA-256 x, in the timeline 发票.pdf with SHA-256 {c}"},
		"file taken away": {
			`UPDATE attachments SET request_id = '{own}' WHERE sha256 = '{c}'`, `UPDATE attachments SET request_id = '{returned}' WHERE sha256 = '{c}'`,
			"the attachment 发票.pdf with SHA-256 {c} is in the timeline and not stored"},
		"file put under": {
			`UPDATE attachments SET request_id = '{own}' WHERE sha256 = '{c}'`, `UPDATE attachments SET request_id = '{returned}' WHERE sha256 = '{c}'`,
			"the attachment 发票.pdf with SHA-256 {c} is not in the timeline"},
	} {
		filled := func(text string) string {
			return hash.Replace(strings.NewReplacer(
				"{sent}", sent.ID, "{number}", sent.Number, "{returned}", returned.ID, "{own}", own.ID, "{rep}", s.Rep.ID, "{heir}", heir.ID, "{gm}", s.GM.ID,
				"{project}", s.OwnProject.ID, "{second}", second.ID, "{theirs}", theirs.ID, "{customer}", s.OwnCustomer.ID, "{other}", other.ID,
				"{task}", task.ID, "{held}", held.ID, "{revise}", revise.ID, "{reviseOwn}", reviseOwn.ID).Replace(text))
		}
		s.ByHand(filled(test.change))
		wantDifferences(t, s, name, filled(test.named))
		s.ByHand(filled(test.back))
		wantDifferences(t, s, name+", put back")
	}
}
