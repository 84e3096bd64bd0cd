package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// today is the company's day.
func today() approval.Date {
	return approval.DateOf(time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60)))
}

// visit is a filled-in entry of today.
func visit() storage.WorkLogInput {
	hours, _ := storage.ParseHours("1.50")
	return storage.WorkLogInput{
		WorkDate: new(today()), Kind: new(storage.WorkVisit), Content: new("看了现场\n量了柜子"), Hours: storage.SetTo(&hours),
	}
}

func TestWorkLogsTellTheTimeline(t *testing.T) {
	s := newScene(t)
	other, project := s.newProject(s.rep)
	in := visit()
	w := s.write(s.rep, in)
	if w.Customer != nil || *w.Hours != "1.5" || w.Author.ID != s.rep.ID || w.Version != 1 {
		t.Errorf("written: %+v", w)
	}
	// Without a customer nobody is told; then it gets one by its project.
	w, err := s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{ProjectID: storage.SetTo(&s.project.ID)})
	s.must(err)
	if w.Customer == nil || w.Customer.ID != s.customer.ID {
		t.Fatalf("the project brought %+v along", w.Customer)
	}
	w, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{Result: new("谈妥"), Hours: storage.SetTo[storage.Hours](nil)})
	s.must(err)
	same, err := s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{Result: new("谈妥")})
	s.must(err)
	if same.Version != w.Version {
		t.Error("an edit that changes nothing counted")
	}
	w, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{
		Content: new("去了另一家"), CustomerID: storage.SetTo(&other.ID), ProjectID: storage.SetTo(&project.ID)})
	s.must(err)
	w, err = s.CorrectWorkLog(t.Context(), s.rep, w.ID, "时间写错了", storage.CorrectionFields{Place: new("苏州")})
	s.must(err)
	if w.Place != "" || len(w.Corrections) != 1 || *w.Corrections[0].Fields.Place != "苏州" {
		t.Errorf("the correction overwrote the entry: %+v", w)
	}

	kinds, events := s.told(s.customer.ID)
	if want := []string{"work_log.added", "work_log.changed", "work_log.changed"}; !slices.Equal(kinds, want) {
		t.Fatalf("the first customer was told %v, want %v", kinds, want)
	}
	for _, e := range events {
		for _, summary := range []string{e.Summary.ZH, e.Summary.EN} {
			if !strings.HasPrefix(summary, s.rep.Name) || strings.Contains(summary, "%!") || strings.Contains(summary, "\n") {
				t.Errorf("summary %q", summary)
			}
		}
		if e.Subject.ID != w.ID || e.Subject.Type != "work_log" || e.ProjectID == nil || *e.ProjectID != s.project.ID {
			t.Errorf("%s is about %+v of project %v", e.Kind, e.Subject, e.ProjectID)
		}
	}
	if c := events[1].Changes; fmt.Sprint(c["hours"]) != "{1.5 <nil>}" || c["result"].After != "谈妥" || len(c) != 2 {
		t.Errorf("changes %v", c)
	}
	if text := fmt.Sprint(events[2].Changes, events[2].Summary); strings.Contains(text, other.ID) || strings.Contains(text, "另一家") {
		t.Errorf("the customer that was left is told of the other: %s", text)
	}
	kinds, events = s.told(other.ID)
	if want := []string{"work_log.added", "work_log.corrected"}; !slices.Equal(kinds, want) {
		t.Fatalf("the second customer was told %v, want %v", kinds, want)
	}
	if c := events[1].Changes; c["place"].After != "苏州" || c["correction"].After != "时间写错了" || len(c) != 2 {
		t.Errorf("correction %v", c)
	}
	if !strings.Contains(events[1].Summary.EN, "时间写错了") {
		t.Errorf("summary %q", events[1].Summary.EN)
	}
}

// TestSwappedCustomers lets two entries change places at once, again and again:
// both chains are locked in one order, so nobody waits for ever.
func TestSwappedCustomers(t *testing.T) {
	s := newScene(t)
	other, _ := s.newProject(s.rep)
	customers := []string{s.customer.ID, other.ID}
	var wait sync.WaitGroup
	for i := range 2 {
		in := visit()
		in.CustomerID = storage.SetTo(&customers[i])
		w := s.write(s.rep, in)
		wait.Go(func() {
			for n := range 10 {
				var err error
				w, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{CustomerID: storage.SetTo(&customers[(i+n+1)%2])})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	for _, id := range customers {
		if kinds, _ := s.told(id); len(kinds) != 21 {
			t.Errorf("%d events, want 21", len(kinds))
		}
	}
}

func TestWorkLogRules(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	stranger := storagetest.NewUser(t, s.Store, "rep2", approval.SalesRep)
	theirs, theirProject := s.newProject(stranger)
	contact, err := s.CreateContact(t.Context(), s.rep, s.customer.ID, storage.ContactInput{Name: new("周工")})
	s.must(err)
	second, _ := s.newProject(s.rep)

	in := visit()
	in.WorkDate = new(today().Next())
	in.CustomerID, in.ProjectID = storage.SetTo(&theirs.ID), storage.SetTo(&theirProject.ID)
	_, err = s.CreateWorkLog(t.Context(), s.rep, in)
	for _, location := range []string{"body.work_date", "body.customer_id", "body.project_id"} {
		wantCode(t, err, approval.CodeInvalid, location)
	}
	in = visit()
	in.WorkDate = new(approval.Date("1999-12-31"))
	_, err = s.CreateWorkLog(t.Context(), s.rep, in)
	wantCode(t, err, approval.CodeInvalid, "body.work_date")
	in = visit()
	in.CustomerID, in.ProjectID, in.ContactID = storage.SetTo(&second.ID), storage.SetTo(&s.project.ID), storage.SetTo(&contact.ID)
	_, err = s.CreateWorkLog(t.Context(), s.rep, in)
	wantCode(t, err, approval.CodeInvalid, "body.project_id")
	wantCode(t, err, approval.CodeInvalid, "body.contact_id")

	in = visit()
	in.CustomerID, in.ContactID = storage.SetTo[string](nil), storage.SetTo(&contact.ID)
	w := s.write(s.rep, in)
	if w.Customer == nil || w.Customer.ID != s.customer.ID || w.Contact.Name != "周工" {
		t.Errorf("the contact brought %+v along", w.Customer)
	}
	_, err = s.EditWorkLog(t.Context(), s.rep, w.ID, 1, storage.WorkLogInput{CustomerID: storage.SetTo[string](nil)})
	wantCode(t, err, approval.CodeInvalid, "body.contact_id")
	_, err = s.EditWorkLog(t.Context(), s.rep, w.ID, 7, storage.WorkLogInput{Result: new("x")})
	wantCode(t, err, approval.CodeConflict, "")

	// The customer goes to somebody else, and the contact goes: what the entry
	// has named stays, and the rest can still be edited.
	_, err = s.ArchiveContact(t.Context(), s.rep, contact.ID)
	s.must(err)
	s.run(`UPDATE customers SET owner_id = $1 WHERE id = $2`, stranger.ID, s.customer.ID)
	s.run(`DELETE FROM project_members WHERE user_id = $1`, s.rep.ID)
	w, err = s.EditWorkLog(t.Context(), s.rep, w.ID, 1, storage.WorkLogInput{
		Result: new("谈妥"), CustomerID: storage.SetTo(&s.customer.ID), ContactID: storage.SetTo(&contact.ID)})
	s.must(err)
	if w.Result != "谈妥" || w.Contact == nil {
		t.Errorf("edited: %+v", w)
	}

	// The window closes.
	s.run(`UPDATE work_logs SET created_at = created_at - interval '49 hours'`)
	_, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{Result: new("晚了")})
	wantCode(t, err, approval.CodeConflict, "")
	wantCode(t, s.MayAddPhoto(t.Context(), s.rep, w.ID), approval.CodeConflict, "")
	s.set("work_log.edit_window_hours", `72`)
	w, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{Result: new("还来得及")})
	s.must(err)
	s.set("work_log.edit_window_hours", `0`)
	_, err = s.EditWorkLog(t.Context(), s.rep, w.ID, w.Version, storage.WorkLogInput{Result: new("晚了")})
	wantCode(t, err, approval.CodeConflict, "")
	_, err = s.CorrectWorkLog(t.Context(), s.rep, w.ID, "更正", storage.CorrectionFields{WorkDate: new(today().Next())})
	wantCode(t, err, approval.CodeInvalid, "body.fields.work_date")
	_, err = s.CorrectWorkLog(t.Context(), s.manager, w.ID, "更正", storage.CorrectionFields{})
	wantCode(t, err, approval.CodeForbidden, "")
	_, err = s.CorrectWorkLog(t.Context(), stranger, w.ID, "更正", storage.CorrectionFields{})
	wantCode(t, err, approval.CodeNotFound, "")
}

func TestWhoSeesWorkLogs(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	join := func(name string, manager approval.Actor) approval.Actor {
		a := storagetest.NewUser(t, s.Store, name, approval.SalesRep)
		s.must(s.SetManager(t.Context(), a.ID, manager.ID))
		return a
	}
	head := storagetest.NewUser(t, s.Store, "head", approval.SalesRep)
	middle := join("middle", head)
	low := join("low", middle)
	admin := storagetest.NewUser(t, s.Store, "admin", approval.Administrator)
	wantCode(t, s.SetManager(t.Context(), head.ID, low.ID), approval.CodeInvalid, "body.manager_id")
	// A superior who has left still links the people below to those above.
	s.must(s.SetUserActive(t.Context(), middle.ID, false))

	in := visit()
	in.CustomerID = storage.SetTo(&s.customer.ID)
	s.write(s.rep, in)
	w := s.write(low, visit())
	s.write(head, visit())
	for _, test := range []struct {
		actor approval.Actor
		sees  bool
		list  int
	}{
		{low, true, 1}, {middle, true, 1}, {head, true, 2}, {s.manager, true, 3}, {s.gm, true, 3},
		{s.rep, false, 1}, {s.commercial, false, 0}, {s.finance, false, 0}, {admin, false, 0},
	} {
		_, err := s.WorkLog(t.Context(), test.actor, w.ID)
		_, _, comments := s.WorkLogComments(t.Context(), test.actor, w.ID, storage.Page{Limit: 1})
		_, comment := s.CommentWorkLog(t.Context(), test.actor, w.ID, "x")
		_, edit := s.EditWorkLog(t.Context(), test.actor, w.ID, 99, storage.WorkLogInput{})
		if test.sees {
			s.must(err)
			s.must(comments)
			s.must(comment)
			if test.actor.ID != low.ID {
				wantCode(t, edit, approval.CodeForbidden, "")
			}
		} else {
			for _, err := range []error{err, comments, comment, edit} {
				wantCode(t, err, approval.CodeNotFound, "")
			}
		}
		entries, _, err := s.WorkLogs(t.Context(), test.actor, storage.WorkLogFilter{}, storage.Page{Limit: 10})
		s.must(err)
		if len(entries) != test.list {
			t.Errorf("%s sees %d entries, want %d", test.actor.Name, len(entries), test.list)
		}
	}
	// Who sees the customer sees what the timeline says of the entry, only.
	if kinds, _ := s.told(s.customer.ID); len(kinds) != 1 {
		t.Errorf("the timeline says %v", kinds)
	}
}

func TestWorkLogList(t *testing.T) {
	s := newScene(t)
	var want []string
	for i := range 7 {
		in := visit()
		in.WorkDate, in.Content = new(approval.DateOf(today().Time().AddDate(0, 0, -i/2))), new(fmt.Sprint(i))
		if i%2 == 0 {
			in.CustomerID = storage.SetTo(&s.customer.ID)
		}
		s.write(s.rep, in)
	}
	want = []string{"1", "0", "3", "2", "5", "4", "6"}
	var got []string
	for page := (storage.Page{Limit: 2}); ; {
		entries, more, err := s.WorkLogs(t.Context(), s.rep, storage.WorkLogFilter{}, page)
		s.must(err)
		for _, w := range entries {
			got = append(got, w.Content)
		}
		if !more {
			break
		}
		page.After = entries[len(entries)-1].PlaceInList()
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	yesterday := approval.DateOf(today().Time().AddDate(0, 0, -1))
	for filter, want := range map[storage.WorkLogFilter]int{
		{CustomerID: s.customer.ID}: 4, {AuthorID: s.rep.ID}: 7, {AuthorID: s.gm.ID}: 0,
		{From: yesterday, To: yesterday}: 2, {From: yesterday}: 4, {To: yesterday, CustomerID: s.customer.ID}: 3,
	} {
		entries, _, err := s.WorkLogs(t.Context(), s.manager, filter, storage.Page{Limit: 10})
		s.must(err)
		if len(entries) != want {
			t.Errorf("%+v: %d entries, want %d", filter, len(entries), want)
		}
	}
}

func TestCommentsTellPeople(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	head := storagetest.NewUser(t, s.Store, "head", approval.SalesRep)
	s.must(s.SetManager(t.Context(), s.rep.ID, head.ID))
	w := s.write(s.rep, visit())
	say := func(a approval.Actor, text string) {
		t.Helper()
		_, err := s.CommentWorkLog(t.Context(), a, w.ID, text)
		s.must(err)
	}
	unread := func(a approval.Actor) []storage.Notification {
		t.Helper()
		told, _, err := s.Notifications(t.Context(), a.ID, true, storage.Page{Limit: 10})
		s.must(err)
		return told
	}
	say(s.rep, "补充一下")
	if n := len(unread(s.rep)); n != 0 {
		t.Errorf("the author was told of the own comment: %d", n)
	}
	say(head, "很好")
	told := unread(s.rep)
	if len(told) != 1 || told[0].Subject != (storage.NotificationSubject{Type: "work_log", ID: w.ID}) ||
		!strings.Contains(told[0].Text.EN, "很好") || !strings.HasPrefix(told[0].Text.ZH, head.Name) || told[0].Link == "" {
		t.Errorf("the author was told %+v", told)
	}
	say(s.manager, "明天再去")
	if len(unread(s.rep)) != 2 || len(unread(head)) != 1 || len(unread(s.manager)) != 0 {
		t.Error("the author and the earlier commenter were not told once each")
	}
	// Nobody hears of what they may no longer see.
	s.must(s.SetManager(t.Context(), s.rep.ID, ""))
	say(s.manager, "另外")
	if len(unread(head)) != 1 || len(unread(s.rep)) != 3 {
		t.Error("somebody who no longer sees the entry was told")
	}
	comments, more, err := s.WorkLogComments(t.Context(), s.rep, w.ID, storage.Page{Limit: 2})
	s.must(err)
	if len(comments) != 2 || !more || comments[0].Text != "补充一下" {
		t.Errorf("comments %+v", comments)
	}

	// Reading them.
	ids := []string{told[0].ID, told[0].ID}
	left, err := s.ReadNotifications(t.Context(), s.rep.ID, ids)
	s.must(err)
	if left != 2 {
		t.Errorf("%d unread, want 2", left)
	}
	_, err = s.ReadNotifications(t.Context(), head.ID, ids)
	wantCode(t, err, approval.CodeNotFound, "")
	left, err = s.ReadAllNotifications(t.Context(), s.rep.ID)
	s.must(err)
	if left != 0 || len(unread(head)) != 1 {
		t.Error("reading all did not read all, or read others'")
	}
}

func TestPhotosBelongToTheirEntry(t *testing.T) {
	s := newScene(t)
	in := visit()
	in.CustomerID = storage.SetTo(&s.customer.ID)
	w := s.write(s.rep, in)
	photo := func(actor approval.Actor, id string) (storage.Photo, error) {
		return s.AddPhoto(t.Context(), actor, storage.Photo{
			ID: id, WorkLogID: w.ID, Name: "现场.png", Size: 10, ContentType: "image/png", SHA256: strings.Repeat("0", 64)})
	}
	const first = "0192f5d0-0000-7000-8000-000000000001"
	_, err := photo(s.rep, first)
	s.must(err)
	_, err = photo(s.manager, "0192f5d0-0000-7000-8000-000000000002")
	wantCode(t, err, approval.CodeForbidden, "")
	_, err = photo(s.commercial, "0192f5d0-0000-7000-8000-000000000002")
	wantCode(t, err, approval.CodeNotFound, "")
	orphans, err := s.WithoutRow(t.Context(), []string{first, "0192f5d0-0000-7000-8000-000000000002"})
	s.must(err)
	if !slices.Equal(orphans, []string{"0192f5d0-0000-7000-8000-000000000002"}) {
		t.Errorf("without a row: %v", orphans)
	}
	n := 0
	for p, err := range s.AllPhotos(t.Context()) {
		s.must(err)
		if n++; p.ID != first || p.UploadedBy.ID != s.rep.ID {
			t.Errorf("walked over %+v", p)
		}
	}
	if n != 1 {
		t.Errorf("%d photos", n)
	}
	kinds, events := s.told(s.customer.ID)
	if len(kinds) != 2 || kinds[1] != "work_log.photo_added" || !strings.Contains(events[1].Summary.EN, "现场.png") {
		t.Errorf("the timeline says %v", kinds)
	}
	s.run(`INSERT INTO work_log_photos SELECT gen_random_uuid(), work_log_id, name, size, content_type, sha256, uploaded_by, uploaded_at
		FROM work_log_photos, generate_series(1, 49)`)
	_, err = photo(s.rep, "0192f5d0-0000-7000-8000-000000000003")
	wantCode(t, err, approval.CodeConflict, "")
}

func TestHours(t *testing.T) {
	for in, want := range map[string]storage.Hours{
		"0": "0", "7.50": "7.5", "0.25": "0.25", "24.00": "24", "1.75": "1.75", "12.0": "12"} {
		if got, ok := storage.ParseHours(in); !ok || got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	for _, in := range []string{"", ".5", "1.1", "-1", "x", "1.125", "1e1"} {
		if got, ok := storage.ParseHours(in); ok {
			t.Errorf("%q was read as %q", in, got)
		}
	}
}
