package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if built.folder != "" {
		_ = os.RemoveAll(built.folder)
	}
	os.Exit(code)
}

// built are the programs as they are shipped, built once for all tests.
var built struct {
	once   sync.Once
	folder string
	err    error
}

// programs are the names of the programs.
var programs = []string{"approvals", "devstack"}

// binary returns the path of the program.
func binary(t testing.TB, program string) string {
	t.Helper()
	built.once.Do(func() {
		if built.folder, built.err = os.MkdirTemp("", "approvals-binary-*"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", built.folder+"/", "./cmd/approvals", "./cmd/devstack")
		build.Dir = "../.."
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("build: %w\n%s", err, out)
		}
	})
	must(t, built.err)
	return filepath.Join(built.folder, program)
}

// place is a folder in which a test runs the programs, and by which their processes can
// be recognised.
type place struct {
	t      *testing.T
	folder string
}

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{t, tempFolder(t)}
	for _, program := range programs {
		must(t, os.Link(binary(t, program), filepath.Join(p.folder, program)))
	}
	return p
}

func (p place) data() string { return filepath.Join(p.folder, "data") }

// running is a running command of a program.
type running struct {
	*exec.Cmd
	t     testing.TB
	said  *spoken
	ended chan struct{}
}

// run starts a command of one of the programs, with env added to a clean environment.
func (p place) run(env []string, args ...string) *running { return p.runWith("", env, args...) }

func (p place) runWith(input string, env []string, args ...string) *running {
	p.t.Helper()
	program := "approvals"
	if slices.Contains([]string{"up", "demo", "seed"}, args[0]) {
		program = "devstack"
	}
	r := &running{exec.Command(filepath.Join(p.folder, program), args...), p.t, &spoken{}, make(chan struct{})}
	r.Dir, r.Env = p.folder, append(freshShell(), env...)
	r.Stdin, r.Stdout, r.Stderr = strings.NewReader(input), r.said, r.said
	must(p.t, r.Start())
	go func() {
		// The exit is checked by its state.
		_ = r.Wait()
		close(r.ended)
	}()
	p.t.Cleanup(func() {
		_ = r.Process.Kill()
		<-r.ended
		if p.t.Failed() {
			p.t.Logf("%s %s said:\n%s", program, strings.Join(args, " "), r.said)
		}
	})
	return r
}

// freshShell returns the environment without the variables that the programs read.
func freshShell() (env []string) {
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "APPROVALS_CACHE_DIR"} {
		if value, set := os.LookupEnv(name); set {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// says waits until the program has printed the words.
func (r *running) says(limit time.Duration, words string) {
	r.t.Helper()
	eventually(r.t, limit, func() error {
		if strings.Contains(r.said.String(), words) {
			return nil
		}
		select {
		case <-r.ended:
			r.t.Fatalf("ended with %s before it said %q:\n%s", r.ProcessState, words, r.said)
		default:
		}
		return fmt.Errorf("did not say %q:\n%s", words, r.said)
	})
}

// exits waits for the exit of the program and checks its exit code.
func (r *running) exits(limit time.Duration, code int) {
	r.t.Helper()
	select {
	case <-r.ended:
	case <-time.After(limit):
		r.t.Fatalf("still runs after %s:\n%s", limit, r.said)
	}
	if got := r.ProcessState.ExitCode(); got != code {
		r.t.Errorf("ended with %s, want exit code %d:\n%s", r.ProcessState, code, r.said)
	}
}

// ends sends the signal and waits for exit code 0.
func (r *running) ends(signal syscall.Signal) {
	r.t.Helper()
	must(r.t, r.Process.Signal(signal))
	r.exits(60*time.Second, 0)
}

// refuses waits for exit code 1 and checks that the error is one sentence with these
// words.
func (r *running) refuses(words ...string) {
	r.t.Helper()
	r.exits(20*time.Second, 1)
	said := strings.TrimSpace(r.said.String())
	sentence, ok := strings.CutPrefix(said, filepath.Base(r.Path)+": ")
	if !ok || strings.Contains(sentence, "\n") {
		r.t.Errorf("this is not one sentence:\n%s", said)
	}
	for _, w := range words {
		if !strings.Contains(sentence, w) {
			r.t.Errorf("%q is not in: %s", w, sentence)
		}
	}
}

// left returns the processes that use the folder: as working directory, for their
// executable or in their arguments.
func (p place) left() (found []string) {
	p.t.Helper()
	for _, pid := range pids(p.t) {
		proc := filepath.Join("/proc", strconv.Itoa(pid))
		cwd, _ := os.Readlink(filepath.Join(proc, "cwd"))
		exe, _ := os.Readlink(filepath.Join(proc, "exe"))
		args, _ := os.ReadFile(filepath.Join(proc, "cmdline"))
		if strings.HasPrefix(cwd, p.folder) || strings.HasPrefix(exe, p.folder) || bytes.Contains(args, []byte(p.folder)) {
			found = append(found, fmt.Sprintf("%d %s %s", pid, filepath.Base(exe), bytes.ReplaceAll(args, []byte{0}, []byte(" "))))
		}
	}
	return found
}

// wantNothingLeft fails the test if a process or a lock file is left.
func (p place) wantNothingLeft() {
	p.t.Helper()
	if left := p.left(); len(left) > 0 {
		p.t.Errorf("processes are left:\n%s", strings.Join(left, "\n"))
	}
	for _, lock := range []string{"devstack.lock", "postgres/postmaster.pid"} {
		if _, err := os.Stat(filepath.Join(p.data(), lock)); err == nil {
			p.t.Errorf("%s is left", lock)
		}
	}
}

// child returns the id of the child process with the command.
func (r *running) child(command string) (pid int) {
	r.t.Helper()
	for _, pid := range pids(r.t) {
		args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if bytes.HasSuffix(args, []byte("/approvals\x00"+command+"\x00")) && bytes.Contains(status, fmt.Appendf(nil, "\nPPid:\t%d\n", r.Process.Pid)) {
			return pid
		}
	}
	r.t.Fatalf("%d has no child %s", r.Process.Pid, command)
	return 0
}

func pids(t testing.TB) (all []int) {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Skip("processes are found in /proc, which this system does not have")
	}
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			all = append(all, pid)
		}
	}
	return all
}

// spoken is a buffer for the output of a running program.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}
