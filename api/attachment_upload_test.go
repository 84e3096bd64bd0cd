package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestUpload(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	for _, size := range []int{9, 300 * kib, 9 * mib} {
		content := pdf(size)
		got := f.attached(t, "高铁票 上海-南京.pdf", content)
		want := request.Attachment{
			ID: got.ID, RequestID: f.draft.ID, Name: "高铁票 上海-南京.pdf", Size: int64(size), ContentType: "application/pdf",
			SHA256: hexSum(content), Purpose: approval.PurposeReceipt, PurposeLabel: approval.PurposeReceipt.Label(),
			UploadedBy: approval.Person{ID: f.rep().ID, Name: f.rep().Name}, UploadedAt: got.UploadedAt,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		about := read[request.Attachment](f.send(t, approval.SalesRep, "GET", "/attachments/"+got.ID, nil).want(200))
		if diff := cmp.Diff(got, about); diff != "" {
			t.Error("the answer and the attachment differ:", diff)
		}
		if back := f.content(t, approval.SalesRep, "GET", got.ID).want(200); back.Raw != string(content) {
			t.Errorf("%d other bytes came back", len(back.Raw))
		}
	}
	f.holds(t, 3)
	detail := read[request.RequestDetail](f.send(t, approval.SalesRep, "GET", "/expense-requests/"+f.draft.ID, nil).want(200))
	if len(detail.Attachments) != 3 || detail.Revision != f.draft.Revision+3 {
		t.Errorf("%d attachments, revision %d", len(detail.Attachments), detail.Revision)
	}
}

// TestNames keeps what people call their files, but for where they had them.
func TestNames(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	content := pdf(100)
	long := strings.Repeat("长", 251) + ".pdf"
	for given, want := range map[string]string{
		"плата.pdf":                   "плата.pdf",
		"רשימה \u200fمرفق.pdf":        "רשימה \u200fمرفق.pdf",
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
		got := f.attached(t, given, content)
		if got.Name != want {
			t.Errorf("%q is kept as %q, want %q", given, got.Name, want)
		}
	}
	kept := f.count(t, `SELECT count(*) FROM attachments`)
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
		p := f.upload(t, form("receipt", given, content)).problem(status, approval.CodeInvalid)
		if diff := cmp.Diff([]string{"body.file"}, p.locations()); diff != "" {
			t.Errorf("%q: %s", given, diff)
		}
	}
	f.holds(t, kept)
}

// TestForm sends forms that are whole but wrong.
func TestForm(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
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
			p := f.upload(t, c.body).problem(c.status, approval.CodeInvalid)
			if diff := cmp.Diff(c.fields, p.locations()); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, contentType := range []string{"", "application/json", "application/pdf", "multipart/form-data", "multipart/form-data; boundary=\""} {
		f.upload(t, form("receipt", "a.pdf", pdf(100)), "Content-Type", contentType).problem(400, approval.CodeInvalid)
	}
	f.holds(t, 0)
}

func TestUploadOnce(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	body, key := form("receipt", "a.pdf", pdf(2*mib)), []string{keyHeader, uuid.NewString()}
	first := f.upload(t, body, key...).want(http.StatusCreated)
	again := f.upload(t, body, key...).want(http.StatusCreated)
	if first.Raw != again.Raw {
		t.Errorf("first\n%sthen\n%s", first.Raw, again.Raw)
	}
	f.holds(t, 1)
	other := map[string][]byte{
		"bytes": form("receipt", "a.pdf", pdf(2*mib+1)), "name": form("receipt", "b.pdf", pdf(2*mib)), "purpose": form("other", "a.pdf", pdf(2*mib)),
	}
	for what, body := range other {
		t.Run("other "+what, func(t *testing.T) { f.upload(t, body, key...).problem(409, approval.CodeConflict) })
	}
	f.uploadTo(t, approval.SalesRep, f.newDraft(t).ID, body, key...).problem(409, approval.CodeConflict)
	f.upload(t, body, keyHeader, "not-a-uuid").problem(400, approval.CodeInvalid)
	// What failed under a key can be sent again under it.
	second := []string{keyHeader, uuid.NewString()}
	f.upload(t, body[:len(body)-10], second...).problem(400, approval.CodeInvalid)
	f.upload(t, body, second...).want(http.StatusCreated)
	f.holds(t, 2)

	// An answer that got lost can still be had when the request has moved on.
	storagetest.ByHand(t, f.store, `UPDATE requests SET status = 'paid' WHERE id = $1`, f.draft.ID)
	if late := f.upload(t, body, key...).want(http.StatusCreated); late.Raw != first.Raw {
		t.Errorf("first\n%slater\n%s", first.Raw, late.Raw)
	}
	f.upload(t, other["bytes"], key...).problem(409, approval.CodeConflict)
	f.upload(t, body, keyHeader, uuid.NewString()).problem(409, approval.CodeConflict)
	f.holds(t, 2)
}

// TestUploadOnceAtOnce sends the same file under one key from several sides.
func TestUploadOnceAtOnce(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	body, key := form("receipt", "a.pdf", pdf(100*kib)), uuid.NewString()
	answers := atOnce(8, func() answer { return f.upload(t, body, keyHeader, key) })
	for _, a := range answers {
		if a.Raw != answers[0].want(http.StatusCreated).Raw {
			t.Errorf("%s, and %s", a.Raw, answers[0].Raw)
		}
	}
	f.holds(t, 1)
}
