package devstack

import (
	"bytes"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// task is a tool that may run for minutes and reports its progress on the console.
type task struct {
	cmd *exec.Cmd
	// description is shown on the console, such as "building Temporal".
	description string
	// expected is the duration shown at the start.
	expected string
	// progress derives a status from a line of output. It may be nil; an empty
	// result keeps the last status.
	progress func(line string) string
	// quiet reports whether to omit a line from the error when the task fails.
	quiet func(line string) bool

	mu      sync.Mutex
	partial []byte // the last, incomplete line
	status  string
	tail    []string
}

func (t *task) run(console *console) error {
	began := time.Now()
	console.logf("%s (%s)", t.description, t.expected)
	finished := make(chan struct{})
	go t.reportProgress(console, began, finished)
	t.cmd.Stdout, t.cmd.Stderr = t, t
	err := runTool(t.cmd)
	close(finished)
	if err != nil {
		return fail(CodeInstallFailed, "%s failed: %w; its last lines:\n%s", t.description, err, t.lastOutput())
	}
	console.logf("%s: done (%s)", t.description, elapsed(began))
	return nil
}

// Write takes the tool's output.
func (t *task) Write(output []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partial = append(t.partial, output...)
	for {
		line, rest, complete := bytes.Cut(t.partial, []byte("\n"))
		if !complete {
			return len(output), nil
		}
		t.addLine(string(line))
		t.partial = rest
	}
}

func (t *task) addLine(line string) {
	const kept = 15
	if t.progress != nil {
		if status := t.progress(line); status != "" {
			t.status = ", " + status
		}
	}
	if t.quiet == nil || !t.quiet(line) {
		t.tail = append(t.tail, line)
		t.tail = t.tail[max(0, len(t.tail)-kept):]
	}
}

func (t *task) lastOutput() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return lastLines(strings.Join(append(t.tail, string(t.partial)), "\n"), len(t.tail)+1)
}

func (t *task) reportProgress(console *console, began time.Time, finished <-chan struct{}) {
	ticker := time.NewTicker(5 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-finished:
			return
		case <-ticker.C:
			t.mu.Lock()
			status := t.status
			t.mu.Unlock()
			console.logf("  %s: %s so far%s", t.description, elapsed(began), status)
		}
	}
}
