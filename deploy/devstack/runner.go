package devstack

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// runner keeps one part running until it is halted or stopped.
type runner struct {
	part    Part
	console *console
	log     partLog

	// ctx ends when the part is to stop for good.
	ctx    context.Context
	cancel context.CancelFunc
	// done is closed when supervise has returned; nil until it runs.
	done chan struct{}

	mu sync.Mutex
	// changed is closed and replaced at every change below.
	changed  chan struct{}
	wanted   bool
	state    State
	proc     *process
	restarts int
	// meant: the part was killed by us, so its death is no sign of a crash loop.
	meant bool
	// trouble is why the last start failed, nil once one went well.
	trouble error
}

// errNotWanted says that the part was halted or stopped while it was starting.
var errNotWanted = errors.New("halted")

func newRunner(part Part, console *console, log partLog) *runner {
	ctx, cancel := context.WithCancel(context.Background())
	return &runner{
		part: part, console: console, log: log, ctx: ctx, cancel: cancel,
		changed: make(chan struct{}), wanted: true, state: Starting,
	}
}

// start brings the part up and supervises it from then on. If it fails, nothing
// is left running.
func (r *runner) start(ctx context.Context) error {
	began := time.Now()
	if err := r.log.begin(); err != nil {
		return fail(CodeDataDir, "cannot put the old log of %s aside: %w", r.part.Name, err)
	}
	proc, err := r.bringUp(ctx)
	if err != nil {
		r.set(func() { r.state, r.wanted = Stopped, false })
		return err
	}
	r.console.say("%s is ready%s (%s)", r.part.Name, r.place(), since(began))
	r.done = make(chan struct{})
	go r.supervise(proc)
	return nil
}

func (r *runner) place() string {
	if r.part.Address == "" {
		return ""
	}
	return " on " + r.part.Address
}

// bringUp starts the process and waits until it serves. If that fails the
// process is gone when it returns.
func (r *runner) bringUp(ctx context.Context) (*process, error) {
	proc, err := r.launch(ctx)
	if err == nil {
		if err = r.awaitReady(ctx, proc); err != nil {
			proc.stop(r.part.StopSignal, r.part.StopTimeout)
		}
	}
	r.set(func() {
		r.trouble = err
		switch {
		case err != nil:
			r.proc = nil
		case r.wanted:
			r.state = Running
		}
	})
	return proc, err
}

func (r *runner) launch(ctx context.Context) (*process, error) {
	if r.part.Before != nil {
		if err := r.part.Before(ctx); err != nil {
			return nil, err
		}
	}
	log, err := r.log.open()
	if err != nil {
		return nil, fail(CodeDataDir, "cannot write the log of %s: %w", r.part.Name, err)
	}
	defer log.Close()

	r.mu.Lock()
	defer r.mu.Unlock()
	// Under the lock, so that whoever halts the part either keeps it from
	// starting or sees its process.
	if !r.wanted {
		return nil, errNotWanted
	}
	proc, err := launch(&r.part, log)
	if err != nil {
		return nil, fail(CodePartFailed, "%s cannot be started: %w", r.part.Name, err)
	}
	r.proc = proc
	r.state = Starting
	r.broadcast()
	return proc, nil
}

// awaitReady returns nil when the part serves and an error that shows its log
// when it has ended or its time is over.
func (r *runner) awaitReady(ctx context.Context, proc *process) error {
	const interval, oneTry = 50 * time.Millisecond, 5 * time.Second
	limited, cancel := context.WithTimeout(ctx, r.part.StartTimeout)
	defer cancel()
	var last error
	err := poll(limited, interval, func(ctx context.Context) (bool, error) {
		if proc.hasExited() {
			return false, r.failed("ended before it was ready: %s", proc.how)
		}
		if r.part.Ready == nil {
			return true, nil
		}
		try, cancel := context.WithTimeout(ctx, oneTry)
		defer cancel()
		last = r.part.Ready(try)
		return last == nil, nil
	})
	switch {
	case err == nil || ctx.Err() == nil && limited.Err() == nil:
		return err
	case ctx.Err() != nil:
		return fail(CodePartFailed, "the start of %s was broken off: %w", r.part.Name, ctx.Err())
	default:
		return r.failed("was not ready within %s: %v", r.part.StartTimeout, last)
	}
}

func (r *runner) failed(format string, args ...any) error {
	message := fail(CodePartFailed, format, args...)
	return fail(CodePartFailed, "%s %s; the end of its log, %s:\n%s", r.part.Name, message, r.log.path, r.log.tail())
}

// supervise starts the part again whenever it dies, waiting a little longer
// each time it dies soon, until it is stopped.
func (r *runner) supervise(proc *process) {
	defer close(r.done)
	const calm, shortest, longest = 10 * time.Second, 200 * time.Millisecond, 15 * time.Second
	delay := shortest
	for {
		up := time.Now()
		<-proc.exited
		if r.wasMeant() || time.Since(up) > calm {
			delay = shortest
		}
		r.noteExit(proc, delay)
		for told := false; ; told = true {
			if !r.awaitTurn(delay) {
				return
			}
			delay = min(2*delay, longest)
			began := time.Now()
			var err error
			if proc, err = r.bringUp(r.ctx); err == nil {
				r.set(func() { r.restarts++ })
				r.console.say("%s is back (%s)", r.part.Name, since(began))
				break
			}
			if r.isWanted() {
				r.set(func() { r.state = Restarting })
				message := err.Error()
				if told {
					// Its log was shown with the first failure.
					message, _, _ = strings.Cut(message, "\n")
				}
				r.console.say("%s did not come up, next try in %s: %s", r.part.Name, delay, message)
			}
		}
	}
}

func (r *runner) noteExit(proc *process, delay time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.proc = nil
	if r.wanted {
		r.state = Restarting
		r.console.say("%s exited: %s; restarting in %s", r.part.Name, proc.how, delay)
	}
	r.broadcast()
}

// awaitTurn sleeps the back-off, or for as long as the part is halted. It is
// false when the part is to stop for good.
func (r *runner) awaitTurn(delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	due := false
	for {
		r.mu.Lock()
		wanted, changed := r.wanted, r.changed
		if !wanted {
			due = true // who resumes a part does not want to wait
		}
		r.mu.Unlock()
		if r.ctx.Err() != nil {
			return false
		}
		if wanted && due {
			return true
		}
		select {
		case <-timer.C:
			due = true
		case <-changed:
		case <-r.ctx.Done():
			return false
		}
	}
}

func (r *runner) wasMeant() (meant bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	meant, r.meant = r.meant || !r.wanted, false
	return meant
}

func (r *runner) isWanted() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.wanted
}

func (r *runner) set(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	r.broadcast()
}

// broadcast wakes who waits for a change; the lock is held.
func (r *runner) broadcast() {
	close(r.changed)
	r.changed = make(chan struct{})
}
