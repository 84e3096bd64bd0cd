package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestTransfersNeedLittleMemory uploads and downloads a file of 1 GiB with the program
// in its own process, and checks its maximum memory.
func TestTransfersNeedLittleMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what memory a process has is read from /proc")
	}
	const size, allowed = 1 << 30, 64 << 20
	s := sharedServers(t)
	s.prepare(t)
	store, err := s.openStore()
	must(t, err)
	t.Cleanup(func() { store.Close() })
	admin := storagetest.NewUser(t, store, "memory", approval.Administrator)
	_, err = store.SetVariable(t.Context(), admin, "attachments.max_bytes", nil, fmt.Appendf(nil, "%d", size))
	must(t, err)
	api := newPlace(t).run(append(s.Environment(), "APPROVALS_LISTEN="+s.listen, "APPROVALS_DEVELOPMENT=true", "APPROVALS_INSECURE_COOKIES=true"), "api")
	api.says(20*time.Second, "api listening")
	door := apitest.At("http://" + s.listen)
	rep := door.SignIn(t, "rep")
	draft := draftOf(t, door)

	before := api.memory("VmRSS")
	measure := func(what string, transfer func()) {
		must(t, os.WriteFile(api.kernelFile("clear_refs"), []byte("5"), 0))
		began := time.Now()
		transfer()
		took, more := time.Since(began), api.memory("VmHWM")-before
		t.Logf("%s: %.1f s, %.0f MiB/s; at most %.1f MiB more than the %.1f MiB before any transfer",
			what, took.Seconds(), size/mib/took.Seconds(), float64(more)/mib, float64(before)/mib)
		if more > allowed {
			t.Errorf("%s took %d bytes of memory, allowed are %d", what, more, allowed)
		}
	}
	files, err := s.openObjects()
	must(t, err)
	var attachment apitest.JSON
	sent := sha256.New()
	measure("upload", func() { attachment = stream(t, rep, draft, io.TeeReader(endlessPDF(size), sent), size) })
	if want := hex.EncodeToString(sent.Sum(nil)); attachment.At("sha256") != want || attachment.At("content_type") != "application/pdf" {
		t.Errorf("kept as %v, sent %s", attachment, want)
	}
	got := sha256.New()
	measure("download", func() {
		response, err := rep.HTTP.Get(rep.Server + "/api/v1/attachments/" + attachment.At("id") + "/content")
		must(t, err)
		defer response.Body.Close()
		n, err := io.Copy(got, response.Body)
		if err != nil || n != size || response.StatusCode != http.StatusOK {
			t.Errorf("%s, %d bytes, %v", response.Status, n, err)
		}
	})
	if string(got.Sum(nil)) != string(sent.Sum(nil)) {
		t.Error("other bytes came back")
	}
	// The tests that come after this one share the disk.
	must(t, files.Remove(t.Context(), attachment.At("id")))
}

const mib = 1 << 20

// endlessPDF begins like a PDF and continues with incompressible data.
func endlessPDF(size int64) io.Reader {
	return io.LimitReader(io.MultiReader(strings.NewReader("%PDF-1.7\n"), rand.NewChaCha8([32]byte{})), size)
}

// stream uploads a file that is generated while it is sent.
func stream(t *testing.T, who *apitest.Person, requestID string, content io.Reader, size int64) apitest.JSON {
	t.Helper()
	const boundary = "boundary"
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nreceipt\r\n" +
		"--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
	tail := "\r\n--" + boundary + "--\r\n"
	body := io.MultiReader(strings.NewReader(head), content, strings.NewReader(tail))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, who.Server+"/api/v1/requests/"+requestID+"/attachments", body)
	must(t, err)
	request.ContentLength = int64(len(head)) + size + int64(len(tail))
	request.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	response, err := who.HTTP.Do(request)
	must(t, err)
	return apitest.ReplyOf(t, response).Want(http.StatusCreated).JSON
}

// kernelFile is a file of the process in /proc.
func (r *running) kernelFile(name string) string {
	return fmt.Sprintf("/proc/%d/%s", r.Process.Pid, name)
}

// memory reads a memory figure of the process in bytes: VmRSS is the current size,
// VmHWM the maximum since clear_refs was written.
func (r *running) memory(figure string) int64 {
	r.t.Helper()
	status, err := os.ReadFile(r.kernelFile("status"))
	must(r.t, err)
	for line := range strings.Lines(string(status)) {
		var kib int64
		if n, _ := fmt.Sscanf(line, figure+": %d kB", &kib); n == 1 {
			return kib << 10
		}
	}
	r.t.Fatalf("the kernel does not tell %s", figure)
	return 0
}

// draftOf creates a draft of the representative and returns its id.
func draftOf(t *testing.T, a *apitest.API) string {
	t.Helper()
	customer := a.Get(t, "rep", "/customers?limit=1").At("items.0.id")
	project := a.Get(t, "rep", "/customers/"+customer+"/projects").At("items.0.id")
	return a.Post(t, "rep", "/expense-requests", apitest.JSON{"project_id": project}).At("id")
}
