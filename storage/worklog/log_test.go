package worklog_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// today is the current date in the company's time zone.
func today() approval.Date {
	return approval.DateOf(time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60)))
}

// visit is the scene of an API that already runs, with the demo accounts signed in.
func visit() worklog.Input {
	hours, _ := variable.ParseHours("1.50")
	return worklog.Input{
		WorkDate: new(today()), Kind: new(worklog.WorkVisit), Content: new("看了现场\n量了柜子"), Hours: postgres.SetTo(&hours),
	}
}

func TestWorkLogEvents(t *testing.T) {
	s := storagetest.NewScene(t)
	other, project := s.NewProject(s.Rep)
	in := visit()
	w := s.Write(s.Rep, in)
	if w.Customer != nil || *w.Hours != "1.5" || w.Author.ID != s.Rep.ID || w.Version != 1 {
		t.Errorf("written: %+v", w)
	}
	// Without a customer there is no event; then the project sets the customer.
	w, err := s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{ProjectID: postgres.SetTo(&s.OwnProject.ID)})
	s.Must(err)
	if w.Customer == nil || w.Customer.ID != s.OwnCustomer.ID {
		t.Fatalf("the project brought %+v along", w.Customer)
	}
	w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Result: new("谈妥"), Hours: postgres.SetTo[variable.Hours](nil)})
	s.Must(err)
	same, err := s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Result: new("谈妥")})
	s.Must(err)
	if same.Version != w.Version {
		t.Error("an edit that changes nothing counted")
	}
	w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{
		Content: new("去了另一家"), CustomerID: postgres.SetTo(&other.ID), ProjectID: postgres.SetTo(&project.ID)})
	s.Must(err)
	w, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "时间写错了", worklog.CorrectionFields{Place: new("苏州")})
	s.Must(err)
	if w.Place != "" || len(w.Corrections) != 1 || *w.Corrections[0].Fields.Place != "苏州" {
		t.Errorf("the correction overwrote the entry: %+v", w)
	}

	kinds, events := s.WorkLogEvents(s.OwnCustomer.ID)
	if want := []string{"work_log.added", "work_log.changed", "work_log.changed"}; !slices.Equal(kinds, want) {
		t.Fatalf("the first timeline has %v, want %v", kinds, want)
	}
	for _, e := range events {
		for _, summary := range []string{e.Summary.ZH, e.Summary.EN} {
			if !strings.HasPrefix(summary, s.Rep.Name) || strings.Contains(summary, "%!") || strings.Contains(summary, "\n") {
				t.Errorf("summary %q", summary)
			}
		}
		if e.Subject.ID != w.ID || e.Subject.Type != "work_log" || e.ProjectID == nil || *e.ProjectID != s.OwnProject.ID {
			t.Errorf("%s is about %+v of project %v", e.Kind, e.Subject, e.ProjectID)
		}
	}
	if c := events[1].Changes; fmt.Sprint(c["hours"]) != "{1.5 <nil>}" || c["result"].After != "谈妥" || len(c) != 2 {
		t.Errorf("changes %v", c)
	}
	if text := fmt.Sprint(events[2].Changes, events[2].Summary); strings.Contains(text, other.ID) || strings.Contains(text, "另一家") {
		t.Errorf("the first timeline names the other customer: %s", text)
	}
	kinds, events = s.WorkLogEvents(other.ID)
	if want := []string{"work_log.added", "work_log.corrected"}; !slices.Equal(kinds, want) {
		t.Fatalf("the second timeline has %v, want %v", kinds, want)
	}
	if c := events[1].Changes; c["place"].After != "苏州" || c["correction"].After != "时间写错了" || len(c) != 2 {
		t.Errorf("correction %v", c)
	}
	if !strings.Contains(events[1].Summary.EN, "时间写错了") {
		t.Errorf("summary %q", events[1].Summary.EN)
	}
}

// TestConcurrentSwapOfCustomers swaps the customers of two entries concurrently and
// repeatedly: the chains are locked in a fixed order, so there is no deadlock.
func TestConcurrentSwapOfCustomers(t *testing.T) {
	s := storagetest.NewScene(t)
	other, _ := s.NewProject(s.Rep)
	customers := []string{s.OwnCustomer.ID, other.ID}
	var wait sync.WaitGroup
	for i := range 2 {
		in := visit()
		in.CustomerID = postgres.SetTo(&customers[i])
		w := s.Write(s.Rep, in)
		wait.Go(func() {
			for n := range 10 {
				var err error
				w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{CustomerID: postgres.SetTo(&customers[(i+n+1)%2])})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	for _, id := range customers {
		if kinds, _ := s.WorkLogEvents(id); len(kinds) != 21 {
			t.Errorf("%d events, want 21", len(kinds))
		}
	}
}

func TestWorkLogRules(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	stranger := s.Join("rep2", approval.SalesRep)
	theirs, theirProject := s.NewProject(stranger)
	contact, err := s.CreateContact(t.Context(), s.Rep, s.OwnCustomer.ID, customer.ContactInput{Name: new("周工")})
	s.Must(err)
	second, _ := s.NewProject(s.Rep)

	in := visit()
	in.WorkDate = new(today().Next())
	in.CustomerID, in.ProjectID = postgres.SetTo(&theirs.ID), postgres.SetTo(&theirProject.ID)
	_, err = s.CreateWorkLog(t.Context(), s.Rep, in)
	for _, location := range []string{"body.work_date", "body.customer_id", "body.project_id"} {
		storagetest.WantCode(t, err, approval.CodeInvalid, location)
	}
	in = visit()
	in.WorkDate = new(approval.Date("1999-12-31"))
	_, err = s.CreateWorkLog(t.Context(), s.Rep, in)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.work_date")
	in = visit()
	in.CustomerID, in.ProjectID, in.ContactID = postgres.SetTo(&second.ID), postgres.SetTo(&s.OwnProject.ID), postgres.SetTo(&contact.ID)
	_, err = s.CreateWorkLog(t.Context(), s.Rep, in)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.project_id")
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.contact_id")

	in = visit()
	in.CustomerID, in.ContactID = postgres.SetTo[string](nil), postgres.SetTo(&contact.ID)
	w := s.Write(s.Rep, in)
	if w.Customer == nil || w.Customer.ID != s.OwnCustomer.ID || w.Contact.Name != "周工" {
		t.Errorf("the contact brought %+v along", w.Customer)
	}
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, 1, worklog.Input{CustomerID: postgres.SetTo[string](nil)})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.contact_id")
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, 7, worklog.Input{Result: new("x")})
	storagetest.WantCode(t, err, approval.CodeConflict, "")

	// After a hand-over of the customer and the archiving of the contact, the entry
	// keeps its references and its other fields can still be edited.
	_, err = s.ArchiveContact(t.Context(), s.Rep, contact.ID)
	s.Must(err)
	s.ByHand(`UPDATE customers SET owner_id = $1 WHERE id = $2`, stranger.ID, s.OwnCustomer.ID)
	s.ByHand(`DELETE FROM project_members WHERE user_id = $1`, s.Rep.ID)
	w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, 1, worklog.Input{
		Result: new("谈妥"), CustomerID: postgres.SetTo(&s.OwnCustomer.ID), ContactID: postgres.SetTo(&contact.ID)})
	s.Must(err)
	if w.Result != "谈妥" || w.Contact == nil {
		t.Errorf("edited: %+v", w)
	}

	// The window closes.
	s.ByHand(`UPDATE work_logs SET created_at = created_at - interval '49 hours'`)
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Result: new("晚了")})
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	storagetest.WantCode(t, s.MayAddPhoto(t.Context(), s.Rep, w.ID), approval.CodeConflict, "")
	s.Set("work_log.edit_window_hours", `72`)
	w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Result: new("还来得及")})
	s.Must(err)
	s.Set("work_log.edit_window_hours", `0`)
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Result: new("晚了")})
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "更正", worklog.CorrectionFields{WorkDate: new(today().Next())})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.fields.work_date")
	_, err = s.CorrectWorkLog(t.Context(), s.Manager, w.ID, "更正", worklog.CorrectionFields{})
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	_, err = s.CorrectWorkLog(t.Context(), stranger, w.ID, "更正", worklog.CorrectionFields{})
	storagetest.WantCode(t, err, approval.CodeNotFound, "")
}

func TestWorkLogAccess(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	join := func(name string, manager approval.Actor) approval.Actor {
		a := s.Join(name, approval.SalesRep)
		s.Must(s.SetManager(t.Context(), a.ID, manager.ID))
		return a
	}
	head := s.Join("head", approval.SalesRep)
	middle := join("middle", head)
	low := join("low", middle)
	storagetest.WantCode(t, s.SetManager(t.Context(), head.ID, low.ID), approval.CodeInvalid, "body.manager_id")
	// An inactive superior still connects the people below with those above.
	s.Must(s.SetUserActive(t.Context(), middle.ID, false))

	in := visit()
	in.CustomerID = postgres.SetTo(&s.OwnCustomer.ID)
	s.Write(s.Rep, in)
	w := s.Write(low, visit())
	s.Write(head, visit())
	for _, test := range []struct {
		actor approval.Actor
		sees  bool
		list  int
	}{
		{low, true, 1}, {middle, true, 1}, {head, true, 2}, {s.Manager, true, 3}, {s.GM, true, 3},
		{s.Rep, false, 1}, {s.Commercial, false, 0}, {s.Finance, false, 0}, {s.Admin, false, 0},
	} {
		_, err := s.WorkLog(t.Context(), test.actor, w.ID)
		_, _, comments := s.WorkLogComments(t.Context(), test.actor, w.ID, postgres.Page{Limit: 1})
		_, comment := s.CommentWorkLog(t.Context(), test.actor, w.ID, "x")
		_, edit := s.EditWorkLog(t.Context(), test.actor, w.ID, 99, worklog.Input{})
		if test.sees {
			s.Must(err)
			s.Must(comments)
			s.Must(comment)
			if test.actor.ID != low.ID {
				storagetest.WantCode(t, edit, approval.CodeForbidden, "")
			}
		} else {
			for _, err := range []error{err, comments, comment, edit} {
				storagetest.WantCode(t, err, approval.CodeNotFound, "")
			}
		}
		entries, _, err := s.WorkLogs(t.Context(), test.actor, worklog.Filter{}, postgres.Page{Limit: 10})
		s.Must(err)
		if len(entries) != test.list {
			t.Errorf("%s sees %d entries, want %d", test.actor.Name, len(entries), test.list)
		}
	}
	// Users who can read the customer can read the event of an entry, but not the entry.
	if kinds, _ := s.WorkLogEvents(s.OwnCustomer.ID); len(kinds) != 1 {
		t.Errorf("the timeline says %v", kinds)
	}
}

func TestWorkLogList(t *testing.T) {
	s := storagetest.NewScene(t)
	var want []string
	for i := range 7 {
		in := visit()
		in.WorkDate, in.Content = new(approval.DateOf(today().Time().AddDate(0, 0, -i/2))), new(fmt.Sprint(i))
		if i%2 == 0 {
			in.CustomerID = postgres.SetTo(&s.OwnCustomer.ID)
		}
		s.Write(s.Rep, in)
	}
	want = []string{"1", "0", "3", "2", "5", "4", "6"}
	var got []string
	for page := (postgres.Page{Limit: 2}); ; {
		entries, more, err := s.WorkLogs(t.Context(), s.Rep, worklog.Filter{}, page)
		s.Must(err)
		for _, w := range entries {
			got = append(got, w.Content)
		}
		if !more {
			break
		}
		page.After = entries[len(entries)-1].Cursor()
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	yesterday := approval.DateOf(today().Time().AddDate(0, 0, -1))
	for filter, want := range map[worklog.Filter]int{
		{CustomerID: s.OwnCustomer.ID}: 4, {AuthorID: s.Rep.ID}: 7, {AuthorID: s.GM.ID}: 0,
		{From: yesterday, To: yesterday}: 2, {From: yesterday}: 4, {To: yesterday, CustomerID: s.OwnCustomer.ID}: 3,
	} {
		entries, _, err := s.WorkLogs(t.Context(), s.Manager, filter, postgres.Page{Limit: 10})
		s.Must(err)
		if len(entries) != want {
			t.Errorf("%+v: %d entries, want %d", filter, len(entries), want)
		}
	}
}

func TestCommentNotifications(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	head := s.Join("head", approval.SalesRep)
	s.Must(s.SetManager(t.Context(), s.Rep.ID, head.ID))
	w := s.Write(s.Rep, visit())
	say := func(a approval.Actor, text string) {
		t.Helper()
		_, err := s.CommentWorkLog(t.Context(), a, w.ID, text)
		s.Must(err)
	}
	unread := func(a approval.Actor) []account.Notification {
		t.Helper()
		told, _, err := s.Notifications(t.Context(), a.ID, true, postgres.Page{Limit: 10})
		s.Must(err)
		return told
	}
	say(s.Rep, "补充一下")
	if n := len(unread(s.Rep)); n != 0 {
		t.Errorf("the author was notified of the own comment: %d", n)
	}
	say(head, "很好")
	told := unread(s.Rep)
	if len(told) != 1 || told[0].Subject != (account.NotificationSubject{Type: "work_log", ID: w.ID}) ||
		!strings.Contains(told[0].Text.EN, "很好") || !strings.HasPrefix(told[0].Text.ZH, head.Name) || told[0].Link == "" {
		t.Errorf("the author was notified %+v", told)
	}
	say(s.Manager, "明天再去")
	if len(unread(s.Rep)) != 2 || len(unread(head)) != 1 || len(unread(s.Manager)) != 0 {
		t.Error("the author and the earlier commenter were not notified once each")
	}
	// Users who may no longer read the entry are not notified.
	s.Must(s.SetManager(t.Context(), s.Rep.ID, ""))
	say(s.Manager, "另外")
	if len(unread(head)) != 1 || len(unread(s.Rep)) != 3 {
		t.Error("somebody without access to the work log was notified")
	}
	comments, more, err := s.WorkLogComments(t.Context(), s.Rep, w.ID, postgres.Page{Limit: 2})
	s.Must(err)
	if len(comments) != 2 || !more || comments[0].Text != "补充一下" {
		t.Errorf("comments %+v", comments)
	}

	// Mark them as read.
	ids := []string{told[0].ID, told[0].ID}
	left, err := s.ReadNotifications(t.Context(), s.Rep.ID, ids)
	s.Must(err)
	if left != 2 {
		t.Errorf("%d unread, want 2", left)
	}
	_, err = s.ReadNotifications(t.Context(), head.ID, ids)
	storagetest.WantCode(t, err, approval.CodeNotFound, "")
	left, err = s.ReadAllNotifications(t.Context(), s.Rep.ID)
	s.Must(err)
	if left != 0 || len(unread(head)) != 1 {
		t.Error("reading all did not read all, or read others'")
	}
}

func TestWorkLogPhotos(t *testing.T) {
	s := storagetest.NewScene(t)
	in := visit()
	in.CustomerID = postgres.SetTo(&s.OwnCustomer.ID)
	w := s.Write(s.Rep, in)
	photo := func(actor approval.Actor, id string) (worklog.Photo, error) {
		return s.AddPhoto(t.Context(), actor, worklog.Photo{
			ID: id, WorkLogID: w.ID, Name: "现场.png", Size: 10, ContentType: "image/png", SHA256: strings.Repeat("0", 64)})
	}
	const first = "0192f5d0-0000-7000-8000-000000000001"
	_, err := photo(s.Rep, first)
	s.Must(err)
	_, err = photo(s.Manager, "0192f5d0-0000-7000-8000-000000000002")
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	_, err = photo(s.Commercial, "0192f5d0-0000-7000-8000-000000000002")
	storagetest.WantCode(t, err, approval.CodeNotFound, "")
	orphans, err := s.UnreferencedObjects(t.Context(), []string{first, "0192f5d0-0000-7000-8000-000000000002"})
	s.Must(err)
	if !slices.Equal(orphans, []string{"0192f5d0-0000-7000-8000-000000000002"}) {
		t.Errorf("without a row: %v", orphans)
	}
	n := 0
	for p, err := range s.AllPhotos(t.Context()) {
		s.Must(err)
		if n++; p.ID != first || p.UploadedBy.ID != s.Rep.ID {
			t.Errorf("walked over %+v", p)
		}
	}
	if n != 1 {
		t.Errorf("%d photos", n)
	}
	kinds, events := s.WorkLogEvents(s.OwnCustomer.ID)
	if len(kinds) != 2 || kinds[1] != "work_log.photo_added" || !strings.Contains(events[1].Summary.EN, "现场.png") {
		t.Errorf("the timeline says %v", kinds)
	}
	s.ByHand(`INSERT INTO work_log_photos SELECT gen_random_uuid(), work_log_id, name, size, content_type, sha256, uploaded_by, uploaded_at
		FROM work_log_photos, generate_series(1, 49)`)
	_, err = photo(s.Rep, "0192f5d0-0000-7000-8000-000000000003")
	storagetest.WantCode(t, err, approval.CodeConflict, "")
}

func TestHours(t *testing.T) {
	for in, want := range map[string]variable.Hours{
		"0": "0", "7.50": "7.5", "0.25": "0.25", "24.00": "24", "1.75": "1.75", "12.0": "12"} {
		if got, ok := variable.ParseHours(in); !ok || got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	for _, in := range []string{"", ".5", "1.1", "-1", "x", "1.125", "1e1"} {
		if got, ok := variable.ParseHours(in); ok {
			t.Errorf("%q was read as %q", in, got)
		}
	}
}
