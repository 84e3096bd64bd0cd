package api

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestContent checks the headers of a download.
func TestContent(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(3 * mib)
	a := s.attached(t, "高铁票 \\\"1\\\".pdf", content)
	want := map[string]string{
		"Content-Type": "application/pdf", "Content-Length": fmt.Sprint(3 * mib), "Accept-Ranges": "bytes",
		"Etag": `"` + hexSum(content) + `"`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-cache",
		"Last-Modified": a.UploadedAt.UTC().Format(http.TimeFormat),
	}
	for method, body := range map[string]string{"GET": string(content), "HEAD": ""} {
		got := s.content(t, "rep", method, a.ID).Want(200)
		if got.Raw != body {
			t.Errorf("%s: %d bytes, want %d", method, len(got.Raw), len(body))
		}
		for name, value := range want {
			if got.Header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", method, name, got.Header.Get(name), value)
			}
		}
		kind, params, err := mime.ParseMediaType(got.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != `高铁票 "1".pdf` {
			t.Errorf("%s: %s", method, got.Header.Get("Content-Disposition"))
		}
	}
}

// TestDisposition encodes names in a header and decodes them.
func TestDisposition(t *testing.T) {
	for _, name := range []string{
		"a.pdf", "收据.pdf", "a b; c=d.pdf", `"quoted".pdf`, `back\slash`, "100%.pdf", "%22.pdf", "🧾.pdf", strings.Repeat("长", 255),
		"line\u2028separator", "filename*=x",
	} {
		header := disposition(name)
		kind, params, err := mime.ParseMediaType(header)
		if err != nil || kind != "attachment" || params["filename"] != name {
			t.Errorf("%q comes back as %q from %q: %v", name, params["filename"], header, err)
		}
		if strings.ContainsFunc(header, func(r rune) bool { return r > '~' || r < ' ' }) {
			t.Errorf("%q has a character that a header cannot carry", header)
		}
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(2 * mib)
	a := s.attached(t, "a.pdf", content)
	for asked, want := range map[string][2]int{
		"bytes=0-0": {0, 1}, "bytes=100-199": {100, 200}, "bytes=2097000-": {2097000, 2 * mib}, "bytes=-5": {2*mib - 5, 2 * mib},
		"bytes=1048570-1048580": {1048570, 1048581}, "bytes=2097151-9999999999": {2*mib - 1, 2 * mib},
	} {
		got := s.content(t, "rep", "GET", a.ID, "Range", asked).Want(http.StatusPartialContent)
		if got.Raw != string(content[want[0]:want[1]]) {
			t.Errorf("%s: %d other bytes", asked, len(got.Raw))
		}
		if contentRange := fmt.Sprintf("bytes %d-%d/%d", want[0], want[1]-1, len(content)); got.Header.Get("Content-Range") != contentRange {
			t.Errorf("%s: %s, want %s", asked, got.Header.Get("Content-Range"), contentRange)
		}
	}
	for _, asked := range []string{"bytes=2097152-", "bytes=5-4", "bytes=x-y", "bytes=9999999999999999999999-"} {
		got := s.content(t, "rep", "GET", a.ID, "Range", asked)
		got.WantProblem(http.StatusRequestedRangeNotSatisfiable, approval.CodeInvalid)
		for name, value := range map[string]string{"ETag": "", "Content-Disposition": "", "Last-Modified": "", "Cache-Control": "no-store"} {
			if got.Header.Get(name) != value {
				t.Errorf("%s: %s is %q", asked, name, got.Header.Get(name))
			}
		}
	}
	past := s.content(t, "rep", "GET", a.ID, "Range", "bytes=2097152-")
	if contentRange := past.Header.Get("Content-Range"); contentRange != "bytes */2097152" {
		t.Errorf("past the end: %s", contentRange)
	}
	if got := s.content(t, "rep", "HEAD", a.ID, "Range", "bytes=2097152-"); got.Status != 416 || got.Raw != "" {
		t.Errorf("HEAD past the end: %d %q", got.Status, got.Raw)
	}
}

// TestRangeUnits checks that a Range in an unknown unit is ignored and that the unit
// bytes is case-insensitive.
func TestRangeUnits(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(1000)
	a := s.attached(t, "a.pdf", content)
	for _, asked := range []string{"pages=1-2", "lines=0-0", "1-2", "=", "bytes", "bytesx=0-0"} {
		got := s.content(t, "rep", "GET", a.ID, "Range", asked).Want(http.StatusOK)
		if got.Raw != string(content) || got.Header.Get("Content-Range") != "" {
			t.Errorf("%s: %d bytes, %v", asked, len(got.Raw), got.Header)
		}
	}
	s.content(t, "rep", "GET", a.ID, "Range", "Bytes=0-9").Want(http.StatusPartialContent)
}

func TestManyRanges(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(2 * mib)
	a := s.attached(t, "a.pdf", content)
	got := s.content(t, "rep", "GET", a.ID, "Range", "bytes=0-9,1000000-1000009,-10").Want(http.StatusPartialContent)
	kind, params, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/byteranges" {
		t.Fatalf("%s: %v", got.Header.Get("Content-Type"), err)
	}
	parts := multipart.NewReader(strings.NewReader(got.Raw), params["boundary"])
	for _, from := range []int{0, 1000000, 2*mib - 10} {
		part, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		piece, err := io.ReadAll(part)
		if err != nil || !bytes.Equal(piece, content[from:from+10]) || part.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("from %d: %x %v (%v)", from, piece, part.Header, err)
		}
	}
	if _, err := parts.NextPart(); err != io.EOF {
		t.Errorf("after the last piece: %v", err)
	}
	// Who asks for very many pieces gets the whole instead.
	very := "bytes=0-0" + strings.Repeat(",2-3", mostRanges)
	if whole := s.content(t, "rep", "GET", a.ID, "Range", very).Want(200); whole.Raw != string(content) {
		t.Errorf("%d bytes", len(whole.Raw))
	}
}

func TestConditions(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(1000)
	a := s.attached(t, "a.pdf", content)
	tag, stored := `"`+hexSum(content)+`"`, a.UploadedAt.UTC().Format(http.TimeFormat)
	const longAgo = "Mon, 02 Jan 2006 15:04:05 GMT"
	for _, c := range []struct {
		headers []string
		status  int
		size    int
	}{
		{[]string{"If-None-Match", tag}, 304, 0},
		{[]string{"If-None-Match", `"other", ` + tag}, 304, 0},
		{[]string{"If-None-Match", "*"}, 304, 0},
		{[]string{"If-None-Match", `"other"`}, 200, 1000},
		{[]string{"If-Modified-Since", stored}, 304, 0},
		{[]string{"If-Modified-Since", longAgo}, 200, 1000},
		{[]string{"If-None-Match", `"other"`, "If-Modified-Since", stored}, 200, 1000},
		{[]string{"If-Match", tag}, 200, 1000},
		{[]string{"Range", "bytes=0-9", "If-Range", tag}, 206, 10},
		{[]string{"Range", "bytes=0-9", "If-Range", `"other"`}, 200, 1000},
		{[]string{"Range", "bytes=0-9", "If-Range", stored}, 206, 10},
		{[]string{"Range", "bytes=0-9", "If-Range", longAgo}, 200, 1000},
		{[]string{"Range", "bytes=0-9", "If-None-Match", tag}, 304, 0},
	} {
		got := s.content(t, "rep", "GET", a.ID, c.headers...)
		if got.Status != c.status || len(got.Raw) != c.size {
			t.Errorf("%q: %d with %d bytes, want %d with %d", c.headers, got.Status, len(got.Raw), c.status, c.size)
		}
		if got.Header.Get("ETag") != tag {
			t.Errorf("%q: tag %s", c.headers, got.Header.Get("ETag"))
		}
	}
	for _, headers := range [][]string{{"If-Match", `"other"`}, {"If-Unmodified-Since", longAgo}} {
		s.content(t, "rep", "GET", a.ID, headers...).WantProblem(412, approval.CodeInvalid)
	}
}

// TestContentOverHTTP downloads a whole file, then closes the connection in the middle
// of one.
func TestContentOverHTTP(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	content := pdf(20 * mib)
	a := s.attached(t, "a.pdf", content)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	for _, leave := range []bool{true, false} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+basePath+"/attachments/"+a.ID+"/content", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if leave {
			response.Body.Close()
			continue
		}
		back, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || hexSum(back) != hexSum(content) || response.ContentLength != 20*mib {
			t.Errorf("%d bytes of %d, %v", len(back), response.ContentLength, err)
		}
	}
}

// TestStreamsAreDescribed checks the description of files in the API document.
func TestStreamsAreDescribed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	document := apitest.Read[map[string]any](s.Send(t, "", "GET", "/openapi.json", nil).Want(200))
	at := func(path ...string) (value any) {
		value = document
		for _, name := range path {
			object, _ := value.(map[string]any)
			value = object[name]
		}
		return value
	}
	form := at("paths", "/requests/{id}/attachments", "post", "requestBody", "content", "multipart/form-data", "schema", "$ref")
	name := strings.TrimPrefix(fmt.Sprint(form), "#/components/schemas/")
	purposes := []any{"feasibility_report", "budget_report", "receipt", "other"}
	for _, c := range []struct{ got, want any }{
		{at("components", "schemas", name, "required"), []any{"purpose", "file"}},
		{at("components", "schemas", name, "properties", "purpose", "enum"), purposes},
		{at("components", "schemas", name, "properties", "file", "format"), "binary"},
		{at("paths", "/requests/{id}/attachments", "post", "responses", "201", "content", "application/json", "schema", "$ref"), "#/components/schemas/Attachment"},
		{at("paths", "/attachments/{id}/content", "get", "responses", "200", "content", "*/*", "schema", "format"), "binary"},
		{at("paths", "/attachments/{id}/content", "get", "responses", "206", "content", "*/*", "schema", "format"), "binary"},
		{at("paths", "/attachments/{id}/content", "get", "responses", "default", "content", problemType, "schema", "$ref"), "#/components/schemas/Problem"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Error(diff)
		}
	}
	if page := s.Send(t, "", "GET", "/docs", nil).Want(200).Raw; !strings.Contains(page, `id="schema-`+name+`"`) {
		t.Errorf("the page does not show %s", name)
	}
}
