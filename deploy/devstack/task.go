package devstack

import (
	"bytes"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// task is a tool that may run for minutes, while the console shows that it
// moves.
type task struct {
	cmd *exec.Cmd
	// doing is what the console says, such as "building Temporal".
	doing string
	// expected is how long it takes, told at the start.
	expected string
	// progress tells how far it is from a line of its output; nil, or an
	// empty answer, changes nothing.
	progress func(line string) string
	// quiet lines are left out of the error when the task fails.
	quiet func(line string) bool

	mu   sync.Mutex
	part []byte // the line that has not ended yet
	far  string
	tail []string
}

func (t *task) run(console *console) error {
	began := time.Now()
	console.say("%s (%s)", t.doing, t.expected)
	finished := make(chan struct{})
	go t.tell(console, began, finished)
	t.cmd.Stdout, t.cmd.Stderr = t, t
	err := runTool(t.cmd)
	close(finished)
	if err != nil {
		return fail(CodeInstallFailed, "%s failed: %w; its last lines:\n%s", t.doing, err, t.last())
	}
	console.say("%s: done (%s)", t.doing, since(began))
	return nil
}

// Write takes the tool's output.
func (t *task) Write(output []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.part = append(t.part, output...)
	for {
		line, rest, ended := bytes.Cut(t.part, []byte("\n"))
		if !ended {
			return len(output), nil
		}
		t.note(string(line))
		t.part = rest
	}
}

func (t *task) note(line string) {
	const kept = 15
	if t.progress != nil {
		if far := t.progress(line); far != "" {
			t.far = ", " + far
		}
	}
	if t.quiet == nil || !t.quiet(line) {
		t.tail = append(t.tail, line)
		t.tail = t.tail[max(0, len(t.tail)-kept):]
	}
}

func (t *task) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return lastLines(strings.Join(append(t.tail, string(t.part)), "\n"), len(t.tail)+1)
}

func (t *task) tell(console *console, began time.Time, finished <-chan struct{}) {
	ticker := time.NewTicker(5 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-finished:
			return
		case <-ticker.C:
			t.mu.Lock()
			far := t.far
			t.mu.Unlock()
			console.say("  %s: %s so far%s", t.doing, since(began), far)
		}
	}
}
