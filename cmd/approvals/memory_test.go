package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestTransfersNeedLittleMemory uploads and downloads a file of 1 GiB through the
// program as it is shipped, in a process of its own, and looks at how much
// memory that process had at its worst.
func TestTransfersNeedLittleMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what memory a process has is read from /proc")
	}
	const size, allowed = 1 << 30, 64 << 20
	s := sharedServers(t)
	must(t, s.prepare(t.Context()))
	store, err := s.openStore()
	must(t, err)
	t.Cleanup(func() { store.Close() })
	admin := storagetest.NewUser(t, store, "memory", approval.Administrator)
	_, err = store.SetVariable(t.Context(), admin, "attachments.max_bytes", nil, fmt.Appendf(nil, "%d", size))
	must(t, err)
	api := runProgram(t, s, "api")
	rep := signedIn(t, s, "rep")
	draft := draftOf(t, rep)

	before := api.memory(t, "VmRSS")
	measure := func(what string, transfer func()) {
		must(t, os.WriteFile(api.file("clear_refs"), []byte("5"), 0))
		began := time.Now()
		transfer()
		took, more := time.Since(began), api.memory(t, "VmHWM")-before
		t.Logf("%s: %.1f s, %.0f MiB/s; at most %.1f MiB more than the %.1f MiB before any transfer",
			what, took.Seconds(), size/mib/took.Seconds(), float64(more)/mib, float64(before)/mib)
		if more > allowed {
			t.Errorf("%s took %d bytes of memory, allowed are %d", what, more, allowed)
		}
	}
	files, err := s.openObjects()
	must(t, err)
	var attachment answer
	sent := sha256.New()
	measure("upload", func() { attachment = stream(t, rep, draft, io.TeeReader(endlessPDF(size), sent), size) })
	if want := hex.EncodeToString(sent.Sum(nil)); attachment.at("sha256") != want || attachment.at("content_type") != "application/pdf" {
		t.Errorf("kept as %v, sent %s", attachment, want)
	}
	got := sha256.New()
	measure("download", func() {
		response, err := rep.http.Get(rep.server + "/api/v1/attachments/" + attachment.at("id") + "/content")
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
	must(t, files.Remove(t.Context(), attachment.at("id")))
}

const mib = 1 << 20

// endlessPDF begins as a PDF does; what follows can be compressed by nobody.
func endlessPDF(size int64) io.Reader {
	return io.LimitReader(io.MultiReader(strings.NewReader("%PDF-1.7\n"), rand.NewChaCha8([32]byte{})), size)
}

// stream uploads a file that is nowhere as a whole.
func stream(t *testing.T, who *person, requestID string, content io.Reader, size int64) answer {
	t.Helper()
	const boundary = "boundary"
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nreceipt\r\n" +
		"--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
	tail := "\r\n--" + boundary + "--\r\n"
	body := io.MultiReader(strings.NewReader(head), content, strings.NewReader(tail))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, who.server+"/api/v1/requests/"+requestID+"/attachments", body)
	must(t, err)
	request.ContentLength = int64(len(head)) + size + int64(len(tail))
	request.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	response, err := who.http.Do(request)
	must(t, err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	must(t, err)
	if response.StatusCode != http.StatusCreated {
		t.Fatalf("upload: %s: %s", response.Status, raw)
	}
	return decoded(t, raw)
}

// program is the product in a process of its own.
type program struct{ *exec.Cmd }

// runProgram builds the program and runs one of its commands until the test
// ends. It returns when the command serves.
func runProgram(t *testing.T, s settings, command string) program {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "approvals")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	running := program{exec.Command(binary, command)}
	running.Env = s.environment()
	said, err := running.StderrPipe()
	must(t, err)
	must(t, running.Start())
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		for lines := bufio.NewScanner(said); lines.Scan(); {
			if !strings.Contains(lines.Text(), `"level":"INFO"`) {
				t.Log(lines.Text())
			}
		}
	}()
	t.Cleanup(func() {
		must(t, running.Process.Signal(syscall.SIGTERM))
		<-heard
		if err := running.Wait(); err != nil {
			t.Errorf("%s ended with %v", command, err)
		}
	})
	eventually(t, 20*time.Second, func() error { return s.apiReady(t.Context()) })
	return running
}

// file is one of the files in which the kernel tells about the process.
func (p program) file(name string) string { return fmt.Sprintf("/proc/%d/%s", p.Process.Pid, name) }

// memory reads a figure of the process in bytes: VmRSS is what it has now, VmHWM
// the most that it had since clear_refs was written.
func (p program) memory(t *testing.T, figure string) int64 {
	t.Helper()
	status, err := os.ReadFile(p.file("status"))
	must(t, err)
	for line := range strings.Lines(string(status)) {
		var kib int64
		if n, _ := fmt.Sscanf(line, figure+": %d kB", &kib); n == 1 {
			return kib << 10
		}
	}
	t.Fatalf("the kernel does not tell %s", figure)
	return 0
}

func signedIn(t *testing.T, s settings, name string) *person {
	t.Helper()
	who, err := signIn(t.Context(), "http://"+s.listen, name)
	must(t, err)
	return who
}

// draftOf makes a draft and returns its id.
func draftOf(t *testing.T, who *person) string {
	t.Helper()
	customers, err := who.get(t.Context(), "/customers?limit=1")
	must(t, err)
	projects, err := who.get(t.Context(), "/customers/"+customers.at("items.0.id")+"/projects")
	must(t, err)
	draft, err := who.post(t.Context(), "/expense-requests", answer{"project_id": projects.at("items.0.id")})
	must(t, err)
	return draft.at("id")
}

func decoded(t *testing.T, raw []byte) answer {
	t.Helper()
	a := answer{}
	must(t, json.Unmarshal(raw, &a))
	return a
}
