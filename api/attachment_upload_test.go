package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestUpload(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	for _, size := range []int{9, 300 * kib, 9 * mib} {
		content := pdf(size)
		got := s.attached(t, "高铁票 上海-南京.pdf", content)
		want := request.Attachment{
			ID: got.ID, RequestID: s.draft.ID, Name: "高铁票 上海-南京.pdf", Size: int64(size), ContentType: "application/pdf",
			SHA256: hexSum(content), Purpose: approval.PurposeReceipt, PurposeLabel: approval.PurposeReceipt.Label(),
			UploadedBy: approval.Person{ID: s.Rep.ID, Name: s.Rep.Name}, UploadedAt: got.UploadedAt,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		about := apitest.Read[request.Attachment](s.Send(t, "rep", "GET", "/attachments/"+got.ID, nil).Want(200))
		if diff := cmp.Diff(got, about); diff != "" {
			t.Error("the answer and the attachment differ:", diff)
		}
		if back := s.content(t, "rep", "GET", got.ID).Want(200); back.Raw != string(content) {
			t.Errorf("%d other bytes came back", len(back.Raw))
		}
	}
	s.holds(t, 3)
	detail := apitest.Read[request.RequestDetail](s.Send(t, "rep", "GET", "/expense-requests/"+s.draft.ID, nil).Want(200))
	if len(detail.Attachments) != 3 || detail.Revision != s.draft.Revision+3 {
		t.Errorf("%d attachments, revision %d", len(detail.Attachments), detail.Revision)
	}
}

// TestNames checks that file names are kept without their folders.
func TestNames(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(100)
	long := strings.Repeat("长", 251) + ".pdf"
	for given, want := range map[string]string{
		"плата.pdf":                   "плата.pdf",
		"רשימה \u200fمرفق.pdf":        "רשימה مرفق.pdf",
		"发票\u202efdp.exe.pdf":         "发票fdp.exe.pdf",
		"🧾 👩‍💻.pdf":                   "🧾 👩‍💻.pdf",
		"e\u0301te\u0301.pdf":         "e\u0301te\u0301.pdf",
		" blanks around .pdf ":        " blanks around .pdf ",
		"100% 'a' & b;c=d, (1).pdf":   "100% 'a' & b;c=d, (1).pdf",
		`said \"yes\".pdf`:            `said "yes".pdf`,
		".hidden":                     ".hidden",
		long:                          long,
		"/home/me/receipts/a.pdf":     "a.pdf",
		"../../../etc/passwd":         "passwd",
		`C:\Users\李雷\Desktop\收据.pdf`:  "收据.pdf",
		`\\server\share\dir/file.pdf`: "file.pdf",
	} {
		got := s.attached(t, given, content)
		if got.Name != want {
			t.Errorf("%q is kept as %q, want %q", given, got.Name, want)
		}
	}
	kept := s.count(t, `SELECT count(*) FROM attachments`)
	refused := map[string]int{"a" + long: 422, "\xb8\xdf\xcc\xfa.pdf": 422}
	for _, empty := range []string{"", " ", "..", ".", "/", `dir\\`} {
		refused[empty] = 422
	}
	for _, control := range []string{"\t", "\u0085"} {
		refused["a"+control+"b.pdf"] = 422
	}
	// These may not even stand in a header.
	for _, control := range []string{"\x00", "\x01", "\x1b", "\x7f"} {
		refused["a"+control+"b.pdf"] = 400
	}
	for given, status := range refused {
		p := s.upload(t, form("receipt", given, content)).WantProblem(status, approval.CodeInvalid)
		if diff := cmp.Diff([]string{"body.file"}, p.Locations()); diff != "" {
			t.Errorf("%q: %s", given, diff)
		}
	}
	s.holds(t, kept)
}

// TestForm sends complete but invalid forms.
func TestForm(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	file := formFile("a.pdf") + string(pdf(100))
	next := "\r\n"
	for name, c := range map[string]struct {
		body   []byte
		status int
		fields []string
	}{
		"purpose after the file":  {slicesOf(file, next, formField("purpose", "receipt"), "--"+boundary+"--\r\n"), 422, []string{"body.purpose"}},
		"no purpose":              {slicesOf(file, formTail), 422, []string{"body.purpose"}},
		"empty purpose":           {form("", "a.pdf", pdf(100)), 422, []string{"body.purpose"}},
		"unknown purpose":         {form("fun", "a.pdf", pdf(100)), 422, []string{"body.purpose"}},
		"purpose too long":        {form("receipt"+strings.Repeat(" ", 200), "a.pdf", pdf(100)), 422, []string{"body.purpose"}},
		"both wrong":              {form("fun", "", pdf(100)), 422, []string{"body.purpose", "body.file"}},
		"no file":                 {slicesOf(formField("purpose", "receipt"), "--"+boundary+"--\r\n"), 422, []string{"body.file"}},
		"file without a name":     {slicesOf(formField("purpose", "receipt"), formField("file", string(pdf(100))), "--"+boundary+"--\r\n"), 422, []string{"body.file"}},
		"nothing at all":          {slicesOf("--" + boundary + "--\r\n"), 422, []string{"body.file"}},
		"unknown field":           {slicesOf(formField("color", "red"), file, formTail), 400, []string{"body.color"}},
		"a field after the file":  {slicesOf(formField("purpose", "receipt"), file, next, formField("color", "red"), "--"+boundary+"--\r\n"), 400, []string{"body.color"}},
		"a field without a name":  {slicesOf("--", boundary, "\r\n\r\nx\r\n", file, formTail), 400, []string{"body"}},
		"two files":               {slicesOf(formField("purpose", "receipt"), file, next, file, formTail), 400, []string{"body.file"}},
		"empty file":              {form("receipt", "a.pdf", nil), 422, []string{"body.file"}},
		"empty body":              {nil, 400, []string{"body.file"}},
		"no form in it":           {[]byte("just text"), 400, []string{"body.file"}},
		"another boundary":        {bytes.ReplaceAll(form("receipt", "a.pdf", pdf(100)), []byte(boundary), []byte("other")), 400, []string{"body.file"}},
		"headers that are broken": {slicesOf("--", boundary, "\r\nno header\r\n\r\n", formTail), 400, []string{"body.file"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := s.upload(t, c.body).WantProblem(c.status, approval.CodeInvalid)
			if diff := cmp.Diff(c.fields, p.Locations()); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, contentType := range []string{"", "application/json", "application/pdf", "multipart/form-data", "multipart/form-data; boundary=\""} {
		s.upload(t, form("receipt", "a.pdf", pdf(100)), "Content-Type", contentType).WantProblem(400, approval.CodeInvalid)
	}
	s.holds(t, 0)
}

func TestUploadOnce(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	body, key := form("receipt", "a.pdf", pdf(2*mib)), []string{keyHeader, uuid.NewString()}
	first := s.upload(t, body, key...).Want(http.StatusCreated)
	again := s.upload(t, body, key...).Want(http.StatusCreated)
	if first.Raw != again.Raw {
		t.Errorf("first\n%sthen\n%s", first.Raw, again.Raw)
	}
	s.holds(t, 1)
	other := map[string][]byte{
		"bytes": form("receipt", "a.pdf", pdf(2*mib+1)), "name": form("receipt", "b.pdf", pdf(2*mib)), "purpose": form("other", "a.pdf", pdf(2*mib)),
	}
	for what, body := range other {
		t.Run("other "+what, func(t *testing.T) { s.upload(t, body, key...).WantProblem(409, approval.CodeConflict) })
	}
	s.uploadTo(t, "rep", s.Expense(s.Rep, s.OwnProject.ID, "10.00").ID, body, key...).WantProblem(409, approval.CodeConflict)
	s.upload(t, body, keyHeader, "not-a-uuid").WantProblem(400, approval.CodeInvalid)
	// What failed under a key can be sent again under it.
	second := []string{keyHeader, uuid.NewString()}
	s.upload(t, body[:len(body)-10], second...).WantProblem(400, approval.CodeInvalid)
	s.upload(t, body, second...).Want(http.StatusCreated)
	s.holds(t, 2)

	// An answer that got lost can still be had when the request has moved on.
	s.ByHand(`UPDATE requests SET status = 'paid' WHERE id = $1`, s.draft.ID)
	if late := s.upload(t, body, key...).Want(http.StatusCreated); late.Raw != first.Raw {
		t.Errorf("first\n%slater\n%s", first.Raw, late.Raw)
	}
	s.upload(t, other["bytes"], key...).WantProblem(409, approval.CodeConflict)
	s.upload(t, body, keyHeader, uuid.NewString()).WantProblem(409, approval.CodeConflict)
	s.holds(t, 2)
}

// TestUploadOnceAtOnce uploads the same file concurrently with one Idempotency-Key.
func TestUploadOnceAtOnce(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	body, key := form("receipt", "a.pdf", pdf(100*kib)), uuid.NewString()
	answers := atOnce(8, func() apitest.Reply { return s.upload(t, body, keyHeader, key) })
	for _, a := range answers {
		if a.Raw != answers[0].Want(http.StatusCreated).Raw {
			t.Errorf("%s, and %s", a.Raw, answers[0].Raw)
		}
	}
	s.holds(t, 1)
}
