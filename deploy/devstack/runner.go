package devstack

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// runner supervises one part until it is halted or stopped.
type runner struct {
	part    Part
	console *console
	log     partLog

	// ctx ends when the part is stopped permanently.
	ctx    context.Context
	cancel context.CancelFunc
	// done is closed when supervise has returned; nil until it runs.
	done chan struct{}

	mu sync.Mutex
	// changed is closed and replaced whenever a field below changes.
	changed   chan struct{}
	shouldRun bool
	state     State
	proc      *process
	restarts  int
	// killedOnPurpose means that kill was called, so the exit does not count as a
	// crash.
	killedOnPurpose bool
	// startErr is the error of the last start, nil if it succeeded.
	startErr error
}

// errHalted means that the part was halted or stopped while it was starting.
var errHalted = errors.New("halted")

func newRunner(part Part, console *console, log partLog) *runner {
	ctx, cancel := context.WithCancel(context.Background())
	return &runner{
		part: part, console: console, log: log, ctx: ctx, cancel: cancel,
		changed: make(chan struct{}), shouldRun: true, state: Starting,
	}
}

// start starts the part, waits until it is ready and then supervises it. If it
// fails, no process is left.
func (r *runner) start(ctx context.Context) error {
	began := time.Now()
	if err := r.log.rotate(); err != nil {
		return fail(CodeDataDir, "cannot rotate the log of %s: %w", r.part.Name, err)
	}
	proc, err := r.startProcess(ctx)
	if err != nil {
		r.set(func() { r.state, r.shouldRun = Stopped, false })
		return err
	}
	r.console.logf("%s is ready%s (%s)", r.part.Name, r.onAddress(), elapsed(began))
	r.done = make(chan struct{})
	go r.supervise(proc)
	return nil
}

func (r *runner) onAddress() string {
	if r.part.Address == "" {
		return ""
	}
	return " on " + r.part.Address
}

// startProcess starts the process and waits until it is ready. If that fails, the
// process has exited when it returns.
func (r *runner) startProcess(ctx context.Context) (*process, error) {
	proc, err := r.launch(ctx)
	if err == nil {
		if err = r.awaitReady(ctx, proc); err != nil {
			proc.stop(r.part.StopSignal, r.part.StopTimeout)
		}
	}
	r.set(func() {
		r.startErr = err
		switch {
		case err != nil:
			r.proc = nil
		case r.shouldRun:
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
	// Checked under the lock, so that a concurrent halt either prevents the start
	// or sees the process.
	if !r.shouldRun {
		return nil, errHalted
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

// awaitReady returns nil when the part is ready. When the part exits or its start
// times out, the error includes the end of its log.
func (r *runner) awaitReady(ctx context.Context, proc *process) error {
	const interval, probeTimeout = 50 * time.Millisecond, 5 * time.Second
	limited, cancel := context.WithTimeout(ctx, r.part.StartTimeout)
	defer cancel()
	var last error
	err := poll(limited, interval, func(ctx context.Context) (bool, error) {
		if proc.hasExited() {
			return false, r.failed("ended before it was ready: %s", proc.exitState)
		}
		if r.part.Ready == nil {
			return true, nil
		}
		probe, cancel := context.WithTimeout(ctx, probeTimeout)
		defer cancel()
		last = r.part.Ready(probe)
		return last == nil, nil
	})
	switch {
	case err == nil || ctx.Err() == nil && limited.Err() == nil:
		return err
	case ctx.Err() != nil:
		return fail(CodePartFailed, "the start of %s was canceled: %w", r.part.Name, ctx.Err())
	default:
		return r.failed("was not ready within %s: %v", r.part.StartTimeout, last)
	}
}

func (r *runner) failed(format string, args ...any) error {
	message := fail(CodePartFailed, format, args...)
	return fail(CodePartFailed, "%s %s; the end of its log, %s:\n%s", r.part.Name, message, r.log.path, r.log.tail())
}

// supervise restarts the part whenever it exits, until it is stopped. The delay
// before a restart doubles while the part keeps exiting soon after its start.
func (r *runner) supervise(proc *process) {
	defer close(r.done)
	const stableAfter, minDelay, maxDelay = 10 * time.Second, 200 * time.Millisecond, 15 * time.Second
	delay := minDelay
	for {
		started := time.Now()
		<-proc.exited
		if r.exitWasExpected() || time.Since(started) > stableAfter {
			delay = minDelay
		}
		r.recordExit(proc, delay)
		for logShown := false; ; logShown = true {
			if !r.awaitRestart(delay) {
				return
			}
			delay = min(2*delay, maxDelay)
			began := time.Now()
			var err error
			if proc, err = r.startProcess(r.ctx); err == nil {
				r.set(func() { r.restarts++ })
				r.console.logf("%s is back (%s)", r.part.Name, elapsed(began))
				break
			}
			if r.isEnabled() {
				r.set(func() { r.state = Restarting })
				message := err.Error()
				if logShown {
					message, _, _ = strings.Cut(message, "\n")
				}
				r.console.logf("%s failed to restart, next attempt in %s: %s", r.part.Name, delay, message)
			}
		}
	}
}

func (r *runner) recordExit(proc *process, delay time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.proc = nil
	if r.shouldRun {
		r.state = Restarting
		r.console.logf("%s exited: %s; restarting in %s", r.part.Name, proc.exitState, delay)
	}
	r.broadcast()
}

// awaitRestart waits for the back-off delay and for the end of a halt. It returns
// false when the part is stopped permanently.
func (r *runner) awaitRestart(delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	due := false
	for {
		r.mu.Lock()
		shouldRun, changed := r.shouldRun, r.changed
		if !shouldRun {
			due = true // a resumed part restarts without delay
		}
		r.mu.Unlock()
		if r.ctx.Err() != nil {
			return false
		}
		if shouldRun && due {
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

// exitWasExpected reports whether the exit was caused by kill or halt, and resets
// the mark of kill.
func (r *runner) exitWasExpected() (expected bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	expected, r.killedOnPurpose = r.killedOnPurpose || !r.shouldRun, false
	return expected
}

func (r *runner) isEnabled() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.shouldRun
}

func (r *runner) set(change func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change()
	r.broadcast()
}

// broadcast wakes those that wait for a change. The caller holds the lock.
func (r *runner) broadcast() {
	close(r.changed)
	r.changed = make(chan struct{})
}
