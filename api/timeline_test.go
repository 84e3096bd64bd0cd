package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// busyCustomer creates a customer of the sales representative and changes it in every
// way that needs no engine, over HTTP.
func (s *scene) busyCustomer(t *testing.T) (customer, project string) {
	t.Helper()
	do := func(method, path string, body string, status int) map[string]any {
		t.Helper()
		a := s.Send(t, "rep", method, path, body).Want(status)
		if a.Raw == "" {
			return nil
		}
		return apitest.Read[map[string]any](a)
	}
	id := func(made map[string]any) string { return made["id"].(string) }
	customer = id(do("POST", "/customers", `{"name":"华东电力设计院","industry":"power","source":"exhibition"}`, 201))
	do("PATCH", "/customers/"+customer, `{"version":1,"level":"a","address":"上海"}`, 200)
	boss := id(do("POST", "/customers/"+customer+"/contacts", `{"name":"周建国","birthday":"1970-05-01"}`, 201))
	contact := id(do("POST", "/customers/"+customer+"/contacts", `{"name":"吴敏","reports_to_id":"`+boss+`"}`, 201))
	do("PATCH", "/contacts/"+contact, `{"version":1,"title":"采购主管","reports_to_id":null}`, 200)
	do("DELETE", "/contacts/"+contact, "", 204)
	project = id(do("POST", "/customers/"+customer+"/projects", `{"name":"变电站改造","estimated_amount":{"amount":"10","currency":"CNY"}}`, 201))
	other := s.Commercial.ID
	do("PATCH", "/projects/"+project, `{"version":1,"stage":"bidding","win_probability":40,"expected_close_on":"2027-01-31","member_ids":["`+other+`"]}`, 200)
	do("PATCH", "/projects/"+project, `{"version":2,"member_ids":["`+s.Rep.ID+`"]}`, 200)
	competitor := id(do("POST", "/projects/"+project+"/competitors", `{"company":"Siemens","price":{"amount":"9","currency":"CNY"}}`, 201))
	do("PATCH", "/competitors/"+competitor, `{"version":1,"threat":"高"}`, 200)
	do("DELETE", "/competitors/"+competitor, "", 204)
	do("POST", "/customers/"+customer+"/notes", `{"text":"下周再谈"}`, 201)
	return customer, project
}

func (s *scene) timelinePage(t *testing.T, customer, query string) List[timelineEvent] {
	t.Helper()
	return apitest.Read[List[timelineEvent]](s.Send(t, "rep", "GET", "/customers/"+customer+"/timeline?"+query, nil).Want(200))
}

func seqs(page List[timelineEvent]) (seqs []int64) {
	for _, e := range page.Items {
		seqs = append(seqs, e.Seq)
	}
	return seqs
}

func TestTimelineTellsEverything(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust, project := s.busyCustomer(t)
	events := s.timelinePage(t, cust, "limit=200").Items
	if len(events) != 13 {
		t.Errorf("%d events, want 13", len(events))
	}
	for _, e := range events {
		if !strings.HasPrefix(e.Summary.ZH, e.Actor.Name) || !strings.HasPrefix(e.Summary.EN, e.Actor.Name) {
			t.Errorf("%s: the summary does not begin with who: %v", e.Kind, e.Summary)
		}
		if e.KindLabel.ZH == "" || e.KindLabel.EN == "" || e.KindLabel.ZH == e.KindLabel.EN {
			t.Errorf("%s has the label %v", e.Kind, e.KindLabel)
		}
		for field := range e.Changes {
			if label := e.FieldLabels[field]; label.ZH == "" || label.EN == "" {
				t.Errorf("%s: the field %s has the label %v", e.Kind, field, label)
			}
		}
		s.Send(t, "rep", "GET", strings.TrimPrefix(e.Link, basePath), nil).Want(200)
	}
	created := events[len(events)-1]
	if created.Kind != customer.CustomerCreated || created.PrevHash != "" || created.Changes["name"].After != "华东电力设计院" {
		t.Errorf("the first event is %+v", created)
	}
	if got := s.timelinePage(t, cust, "project_id="+project).Items; len(got) != 6 {
		t.Errorf("%d events of the project, want 6", len(got))
	}
	s.Send(t, "admin", "GET", "/audit/verify?customer_id="+cust, nil).Want(200)
}

func TestTimelineFilters(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer, project := s.busyCustomer(t)
	s.Send(t, "commercial", "POST", "/customers/"+customer+"/notes", `{"text":"已看"}`).Want(201)
	all := s.timelinePage(t, customer, "").Items
	middle := all[5]
	kinds := func(wanted ...string) int {
		n := 0
		for _, e := range all {
			for _, kind := range wanted {
				if string(e.Kind) == kind || strings.HasPrefix(string(e.Kind), kind+".") {
					n++
				}
			}
		}
		return n
	}
	at := url.QueryEscape(middle.At.Format("2006-01-02T15:04:05.999999Z07:00"))
	for query, want := range map[string]int{
		"kind=contact.created":                          kinds("contact.created"),
		"kind=contact.created,note.added":               kinds("contact.created", "note.added"),
		"kind=contact.created&kind=note.added":          kinds("contact.created", "note.added"),
		"kind=contact":                                  kinds("contact"),
		"kind=contact,contact.created":                  kinds("contact"),
		"kind=project&kind=customer":                    kinds("project", "customer"),
		"kind=project_request":                          0,
		"kind=contact&project_id=" + project:            0,
		"actor_id=" + s.Commercial.ID:                   1,
		"actor_id=" + s.Rep.ID:                          13,
		"actor_id=" + s.Manager.ID:                      0,
		"to=" + at:                                      len(all) - 6,
		"from=" + at:                                    6,
		"from=" + at + "&kind=note":                     2,
		"from=" + at + "&to=" + at:                      0,
		"from=2099-01-01":                               0,
		"to=2000-01-01":                                 0,
		"from=2000-01-01&to=2099-01-01&kind=competitor": 3,
		"kind=note&actor_id=" + s.Commercial.ID:         1,
	} {
		if got := s.timelinePage(t, customer, query).Items; len(got) != want {
			t.Errorf("%s: %d events, want %d", query, len(got), want)
		} else if !slices.IsSortedFunc(got, func(a, b timelineEvent) int { return int(b.Seq - a.Seq) }) {
			t.Errorf("%s: not the newest first", query)
		}
	}
	for _, kind := range []string{"nonsense", "contact.flown", "contact.created,x.y"} {
		p := s.Send(t, "rep", "GET", "/customers/"+customer+"/timeline?kind="+kind, nil).WantProblem(422, approval.CodeInvalid)
		if p.Errors[0].Location != "query.kind" {
			t.Errorf("%s: %+v", kind, p.Errors)
		}
	}
}

// TestTimelineInBothDirections reads pages to the oldest event, back to the newest, and
// further after new events.
func TestTimelineInBothDirections(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer, _ := s.busyCustomer(t)
	newest := s.timelinePage(t, customer, "limit=5")
	older := s.timelinePage(t, customer, "limit=5&cursor="+newest.NextCursor)
	oldest := s.timelinePage(t, customer, "limit=5&cursor="+older.NextCursor)
	if got := fmt.Sprint(seqs(newest), seqs(older), seqs(oldest)); got != "[13 12 11 10 9] [8 7 6 5 4] [3 2 1]" || oldest.NextCursor != "" {
		t.Fatalf("%s, then %q", got, oldest.NextCursor)
	}
	back := s.timelinePage(t, customer, "limit=5&cursor="+oldest.PrevCursor)
	again := s.timelinePage(t, customer, "limit=5&cursor="+back.PrevCursor)
	if got := fmt.Sprint(seqs(back), seqs(again)); got != "[8 7 6 5 4] [13 12 11 10 9]" {
		t.Fatal(got)
	}
	if down := s.timelinePage(t, customer, "limit=3&cursor="+back.NextCursor); fmt.Sprint(seqs(down)) != "[3 2 1]" {
		t.Fatal(seqs(down))
	}

	// Polling: nothing yet, then what has come meanwhile, also through a filter
	// that had found nothing.
	poll := s.timelinePage(t, customer, "cursor="+newest.PrevCursor)
	if len(poll.Items) != 0 || poll.PrevCursor == "" {
		t.Fatalf("%+v", poll)
	}
	finances := "kind=note&actor_id=" + s.Finance.ID
	none := s.timelinePage(t, customer, finances)
	s.Send(t, "commercial", "POST", "/customers/"+customer+"/notes", `{"text":"已看"}`).Want(201)
	poll = s.timelinePage(t, customer, "cursor="+poll.PrevCursor)
	if fmt.Sprint(seqs(poll)) != "[14]" {
		t.Fatalf("%+v", poll)
	}
	s.Send(t, "finance", "POST", "/customers/"+customer+"/notes", `{"text":"已核"}`).Want(201)
	if poll = s.timelinePage(t, customer, finances+"&limit=1&cursor="+none.PrevCursor); fmt.Sprint(seqs(poll)) != "[15]" {
		t.Fatalf("%+v", poll)
	}
	s.Send(t, "rep", "GET", "/customers/"+s.NewCustomer(s.Rep, "B").ID+"/timeline?cursor="+newest.PrevCursor, nil).
		WantProblem(400, approval.CodeInvalid)
}

// TestSubjectsHaveTheirPages checks that the links of subjects are routes.
func TestSubjectsHaveTheirPages(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, subject := range storage.TimelineSubjects {
		if subject.Link == "" {
			continue
		}
		path := strings.NewReplacer("{customer}", "{id}", "{project}", "{id}").Replace(subject.Link)
		if !slices.ContainsFunc(s.table, func(r routeSpec) bool { return r.method == "GET" && r.path == basePath+path || r.path == path }) {
			t.Errorf("%s: there is no GET %s", subject.Type, path)
		}
	}
	subjects := apitest.Read[List[subjectKinds]](s.Send(t, "nobody", "GET", "/timeline/kinds", nil).Want(200)).Items
	if len(subjects) != len(storage.TimelineSubjects) || len(subjects[0].Kinds) < 2 || subjects[0].Kinds[0].Label.ZH == "" {
		t.Errorf("%+v", subjects)
	}
}

// TestTimelineNamesItsValues checks the labels of codes, from the current option lists.
func TestTimelineNamesItsValues(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer, _ := s.busyCustomer(t)
	label := func(field, code string) (found approval.Text) {
		for _, e := range s.timelinePage(t, customer, "limit=200").Items {
			if text, ok := e.ValueLabels[field][code]; ok {
				found = text
			}
		}
		return found
	}
	for _, want := range []struct{ field, code, zh, en string }{
		{"industry", "power", "电力与能源", "Power and energy"}, {"source", "exhibition", "展会", "Exhibition"},
		{"level", "a", "A 级（重点）", "A (key account)"}, {"stage", "bidding", "投标", "Bidding"}, {"stage", "lead", "线索", "Lead"},
	} {
		if got := label(want.field, want.code); got.ZH != want.zh || got.EN != want.en {
			t.Errorf("%s %s is called %v", want.field, want.code, got)
		}
	}
	if got := label("name", "华东电力设计院"); got != (approval.Text{}) {
		t.Errorf("a name is taken for a code: %v", got)
	}
	s.ByHand(`INSERT INTO variables (key, value) VALUES ('customer.industries',
		'[{"key":"power","label":{"zh-CN":"能源","en":"Energy"}}]')`)
	if got := label("industry", "power"); got.EN != "Energy" {
		t.Errorf("the list calls it Energy, the timeline %v", got)
	}
}

// TestVerifyOverHTTP alters an event as the owner of the table.
func TestVerifyOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer, _ := s.busyCustomer(t)
	path := "/audit/verify?customer_id=" + customer
	// Users who may read all customers can verify a timeline, but not the administrative acts.
	s.Send(t, "manager", "GET", path, nil).Want(200)
	s.Send(t, "manager", "GET", "/audit/verify", nil).WantProblem(403, approval.CodeForbidden)
	s.Send(t, "rep", "GET", path, nil).WantProblem(403, approval.CodeForbidden)
	if v := apitest.Read[ledger.Verification](s.Send(t, "admin", "GET", path, nil).Want(200)); !v.OK || v.Events != 13 {
		t.Fatalf("%+v", v)
	}
	if _, err := storagetest.Owner(t, s.Store).ExecContext(t.Context(), `ALTER TABLE timeline_events DISABLE TRIGGER USER;
		UPDATE timeline_events SET summary_zh = summary_zh || '。' WHERE seq IN (4, 9);
		ALTER TABLE timeline_events ENABLE TRIGGER USER`); err != nil {
		t.Fatal(err)
	}
	v := apitest.Read[ledger.Verification](s.Send(t, "admin", "GET", path, nil).Want(200))
	if v.OK || v.FirstBroken == nil || v.FirstBroken.Seq != 4 || v.FirstBroken.Problem != ledger.BrokenAltered || v.FirstBroken.EventID == "" {
		t.Fatalf("%+v", v)
	}
}
