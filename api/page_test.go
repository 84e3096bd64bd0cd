package api

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/workflows/approval"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// TestPageAddresses checks that every path that is neither of the API nor a file is an
// address of the page.
func TestPageAddresses(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, path := range []string{"//", "//inbox", "//expense-requests/new?project_id=1", "//../go.mod", "//apiary"} {
		page := s.Send(t, "", "GET", path, nil).Want(200)
		if !strings.HasPrefix(page.Raw, "<!doctype html>") || !strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s answers %s", path, page.Raw)
		}
		if page.Header.Get("Cache-Control") != "no-cache" || page.Header.Get("ETag") == "" {
			t.Errorf("%s may be kept: %v", path, page.Header)
		}
		policy := page.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s has the policy %s", path, policy)
		}
	}
	// A browser asks for these by name for as long as the page is installed: they must never be old.
	for _, path := range []string{"//sw.js", "//manifest.webmanifest"} {
		file := s.Send(t, "", "GET", path, nil).Want(200)
		policy := file.Header.Get("Content-Security-Policy")
		if file.Header.Get("Cache-Control") != "no-cache" || !strings.Contains(policy, "worker-src 'self'; manifest-src 'self'") {
			t.Errorf("%s has the headers %v", path, file.Header)
		}
	}
	for _, path := range []string{"/nowhere", "//api/v2", "//api", "//assets/none.js", "//index.html.br"} {
		s.Send(t, "", "GET", path, nil).WantProblem(404, approval.CodeNotFound)
	}
	s.Send(t, "", "POST", "//inbox", nil).WantProblem(404, approval.CodeNotFound)
}

// TestPageEncodings checks that a client gets the smallest encoding that it accepts,
// and 304 for a known file.
func TestPageEncodings(t *testing.T) {
	file := pageFile{kind: "text/javascript", etag: "e", plain: []byte("plain"),
		encoded: map[string][]byte{"br": []byte("brotli"), "gzip": []byte("zipped")}}
	for _, c := range []struct{ accept, match, content, encoding string }{
		{"", "", "plain", ""},
		{"gzip, deflate, br", "", "brotli", "br"},
		{"br;q=0, gzip;q=0.5", "", "zipped", "gzip"},
		{"BR ; q=1.0", "", "brotli", "br"},
		{"gzip, br;q=0.2", "", "zipped", "gzip"},
		{"*", "", "brotli", "br"},
		{"br;q=0, *;q=0.1", "", "zipped", "gzip"},
		{"identity, gzip;q=0.5", "", "plain", ""},
		{"identity", "", "plain", ""},
		{"gzip", `"e-gzip"`, "", ""},
		{"br", `"e-gzip"`, "brotli", "br"},
	} {
		got := httptest.NewRecorder()
		context, _ := gin.CreateTestContext(got)
		context.Request = httptest.NewRequest(http.MethodGet, "/file.js", nil)
		context.Request.Header.Set("Accept-Encoding", c.accept)
		context.Request.Header.Set("If-None-Match", c.match)
		file.serve(context)
		if got.Body.String() != c.content || (c.content != "" && got.Header().Get("Content-Encoding") != c.encoding) || got.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%+v gets %q with %v", c, got.Body.String(), got.Header())
		}
	}
}

func TestJSONIsCompressedForThoseWhoAccept(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	plain := s.Send(t, "", "GET", "/openapi.json", nil, "Accept-Encoding", "identity").Want(200)
	zipped := s.Send(t, "", "GET", "/openapi.json", nil, "Accept-Encoding", "gzip").Want(200)
	if plain.Header.Get("Content-Encoding") != "" || zipped.Header.Get("Content-Encoding") != "gzip" || len(zipped.Raw)*3 > len(plain.Raw) {
		t.Fatalf("%d bytes plain, %d compressed: %v", len(plain.Raw), len(zipped.Raw), zipped.Header)
	}
	reader, err := gzip.NewReader(strings.NewReader(zipped.Raw))
	if err != nil {
		t.Fatal(err)
	}
	if unzipped, err := io.ReadAll(reader); err != nil || string(unzipped) != plain.Raw {
		t.Errorf("what was compressed is not what was meant: %v", err)
	}
	if small := s.Send(t, "", "GET", "//healthz", nil, "Accept-Encoding", "gzip"); small.Header.Get("Content-Encoding") != "" {
		t.Error("what is smaller than a packet is compressed")
	}
}

// TestAttachedJSONIsNotCompressed checks that attachments are not compressed, because
// their ETag and ranges refer to the stored bytes.
func TestAttachedJSONIsNotCompressed(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	s.Set("attachments.allowed_types", `["application/json"]`)
	content := []byte(`{"lines":["` + strings.Repeat("line ", 4096) + `"]}`)
	a := s.attached(t, "lines.json", content)
	if a.ContentType != jsonType {
		t.Fatalf("attached as %s", a.ContentType)
	}
	whole := s.content(t, "rep", "GET", a.ID, "Accept-Encoding", "gzip").Want(200)
	if whole.Raw != string(content) || whole.Header.Get("Content-Encoding") != "" || whole.Header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("%d bytes of %d: %v", len(whole.Raw), len(content), whole.Header)
	}
	part := s.content(t, "rep", "GET", a.ID, "Accept-Encoding", "gzip", "Range", "bytes=2000-5999", "If-Range", whole.Header.Get("ETag")).Want(206)
	if part.Raw != string(content[2000:6000]) || part.Header.Get("Content-Encoding") != "" {
		t.Errorf("%d bytes of a part: %v", len(part.Raw), part.Header)
	}
	for _, got := range []apitest.Reply{whole, part} {
		if _, told := got.Header[gzhttp.HeaderNoCompression]; told {
			t.Error("an internal header is sent to clients")
		}
	}
}
