package devstack

import "context"

// halt ends the part's process and keeps it down. It reports whether the
// process had to be killed.
func (r *runner) halt() (killed bool) {
	r.mu.Lock()
	r.wanted = false
	if r.state != Stopped {
		r.state = Halted
	}
	proc := r.proc
	r.broadcast()
	r.mu.Unlock()
	if proc == nil {
		return false
	}
	killed = proc.stop(r.part.StopSignal, r.part.StopTimeout)
	// Until it was noted that the process is gone, a resume would look like a
	// restart after a crash.
	for {
		r.mu.Lock()
		noted, changed := r.proc != proc, r.changed
		r.mu.Unlock()
		if noted {
			return killed
		}
		<-changed
	}
}

// resume ends a halt; the part is then on its way up.
func (r *runner) resume() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != Halted {
		return fail(CodeNoSuchPart, "%s is %s, not halted", r.part.Name, r.state)
	}
	r.wanted = true
	r.state = Starting
	r.broadcast()
	return nil
}

// stop ends the part for good.
func (r *runner) stop() (killed bool) {
	r.cancel()
	killed = r.halt()
	if r.done != nil {
		<-r.done
	}
	r.set(func() { r.state = Stopped })
	return killed
}

// kill ends the part's process and its children without warning; it is
// restarted by supervise.
func (r *runner) kill() error {
	proc, err := r.running("killed", Starting, Running, Paused)
	if err != nil {
		return err
	}
	r.set(func() { r.meant = true })
	proc.kill()
	return nil
}

func (r *runner) pause() error {
	proc, err := r.running("paused", Running)
	if err != nil {
		return err
	}
	proc.pause()
	r.move(Running, Paused)
	return nil
}

func (r *runner) unpause() error {
	proc, err := r.running("unpaused", Paused)
	if err != nil {
		return err
	}
	proc.unpause()
	r.move(Paused, Running)
	return nil
}

// running is the part's process if the part is in one of the states.
func (r *runner) running(verb string, states ...State) (*process, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range states {
		if r.state == s && r.proc != nil {
			return r.proc, nil
		}
	}
	return nil, fail(CodeNoSuchPart, "%s is %s and can't be %s", r.part.Name, r.state, verb)
}

// move changes the state unless something else, such as the part's death, has.
func (r *runner) move(from, to State) {
	r.set(func() {
		if r.state == from {
			r.state = to
		}
	})
}

// waitReady returns when the part serves, or says why it doesn't when ctx ends.
func (r *runner) waitReady(ctx context.Context) error {
	for {
		r.mu.Lock()
		state, trouble, changed := r.state, r.trouble, r.changed
		serving := state == Running && r.proc != nil && !r.proc.hasExited()
		r.mu.Unlock()
		switch {
		case serving:
			return nil
		case state == Halted || state == Stopped:
			return fail(CodeNoSuchPart, "%s is %s and will not get ready", r.part.Name, state)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			if trouble != nil {
				return trouble
			}
			return fail(CodePartFailed, "%s is still %s: %w", r.part.Name, state, ctx.Err())
		}
	}
}

func (r *runner) status() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := Status{Name: r.part.Name, State: r.state, Restarts: r.restarts, Log: r.log.path}
	if r.proc != nil && !r.proc.hasExited() {
		s.PID = r.proc.pid()
	}
	return s
}
