package devstack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The test binary also plays the processes that the tests need: an
// application's part, and a supervisor that is killed.
const (
	roleVar    = "DEVSTACK_TEST_ROLE"
	folderVar  = "DEVSTACK_TEST_FOLDER"
	addressVar = "DEVSTACK_TEST_ADDRESS"
)

func TestMain(m *testing.M) {
	switch os.Getenv(roleVar) {
	case "part":
		playPart()
	case "supervisor":
		playSupervisor()
	default:
		code := m.Run()
		if err := shared.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "the shared stack:", err)
			code = 1
		}
		os.Exit(code)
	}
}

// playPart serves until SIGTERM.
func playPart() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	server := http.Server{Addr: os.Getenv(addressVar)}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Println(err)
		os.Exit(1)
	}
}

// playSupervisor runs a stack until it is killed.
func playSupervisor() {
	stack, err := Start(context.Background(), Config{DataDir: os.Getenv(folderVar), NoFsync: true, Output: os.Stderr})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ready")
	<-stack.Done()
}

// shared is one running stack for all tests that leave it as they found it.
var shared sharedStack

type sharedStack struct {
	once   sync.Once
	folder string
	stack  *Stack
	err    error
}

func (s *sharedStack) get(t *testing.T) *Stack {
	t.Helper()
	s.once.Do(func() {
		if s.folder, s.err = makeFolder(); s.err == nil {
			s.stack, s.err = Start(context.Background(), testConfig(s.folder))
		}
	})
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.stack
}

func (s *sharedStack) stop() error {
	if s.folder == "" {
		return nil
	}
	if s.stack == nil {
		return os.RemoveAll(s.folder)
	}
	return errors.Join(s.stack.Stop(), os.RemoveAll(s.folder))
}

func testConfig(folder string) Config {
	return Config{DataDir: folder, NoFsync: true, Output: os.Stderr}
}

// makeFolder creates a temporary folder for servers that run as another user.
func makeFolder() (string, error) {
	folder, err := os.MkdirTemp("", "devstack-test-*")
	if err != nil {
		return "", err
	}
	return folder, os.Chmod(folder, 0o711)
}

func tempFolder(t *testing.T) string {
	t.Helper()
	folder, err := makeFolder()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// processesOf returns the processes that use the folder as working directory or in
// their arguments.
func processesOf(t *testing.T, folder string) []string {
	t.Helper()
	if _, err := os.Stat("/proc/self/cmdline"); err != nil {
		t.Skip("processes are found in /proc, which this system does not have")
	}
	var found []string
	for _, pid := range processes() {
		if pid == os.Getpid() {
			continue
		}
		proc := filepath.Join("/proc", strconv.Itoa(pid))
		cwd, _ := os.Readlink(filepath.Join(proc, "cwd"))
		args, _ := os.ReadFile(filepath.Join(proc, "cmdline"))
		if len(args) == 0 {
			// Its memory is gone already: it ends at this very moment.
			continue
		}
		if strings.HasPrefix(cwd, folder) || strings.Contains(string(args), folder) {
			found = append(found, fmt.Sprintf("%d %s", pid, strings.ReplaceAll(string(args), "\x00", " ")))
		}
	}
	return found
}

// wantCode checks the code and the words of an error.
func wantCode(t *testing.T, err error, code Code, words ...string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got the error %v, want one with the code %s", err, code)
	}
	if e.Code != code {
		t.Fatalf("got the code %s, want %s: %v", e.Code, code, err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the message does not say %q: %v", w, err)
		}
	}
}

func listen(t *testing.T) (port int) {
	t.Helper()
	l, err := net.Listen("tcp4", hostPort(0))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	return ctx
}
