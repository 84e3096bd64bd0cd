package devstack

import "context"

// halt stops the part's process and keeps it stopped. It reports whether the
// process had to be killed.
func (r *runner) halt() (killed bool) {
	r.mu.Lock()
	r.shouldRun = false
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
	// Wait until supervise has recorded the exit: a resume before that would be
	// treated as a restart after a crash.
	for {
		r.mu.Lock()
		recorded, changed := r.proc != proc, r.changed
		r.mu.Unlock()
		if recorded {
			return killed
		}
		<-changed
	}
}

// resume starts a halted part and does not wait until it is ready.
func (r *runner) resume() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != Halted {
		return fail(CodeNoSuchPart, "%s is %s, not halted", r.part.Name, r.state)
	}
	r.shouldRun = true
	r.state = Starting
	r.broadcast()
	return nil
}

// stop stops the part permanently.
func (r *runner) stop() (killed bool) {
	r.cancel()
	killed = r.halt()
	if r.done != nil {
		<-r.done
	}
	r.set(func() { r.state = Stopped })
	return killed
}

// kill kills the part's process and its descendants; supervise restarts it.
func (r *runner) kill() error {
	proc, err := r.processIn("killed", Starting, Running, Paused)
	if err != nil {
		return err
	}
	r.set(func() { r.killedOnPurpose = true })
	proc.kill()
	return nil
}

func (r *runner) pause() error {
	proc, err := r.processIn("paused", Running)
	if err != nil {
		return err
	}
	proc.pause()
	r.transition(Running, Paused)
	return nil
}

func (r *runner) unpause() error {
	proc, err := r.processIn("unpaused", Paused)
	if err != nil {
		return err
	}
	proc.unpause()
	r.transition(Paused, Running)
	return nil
}

// processIn returns the part's process if the part is in one of the states.
func (r *runner) processIn(verb string, states ...State) (*process, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range states {
		if r.state == s && r.proc != nil {
			return r.proc, nil
		}
	}
	return nil, fail(CodeNoSuchPart, "%s is %s and cannot be %s", r.part.Name, r.state, verb)
}

// transition changes the state unless it has changed meanwhile, for example
// because the process has exited.
func (r *runner) transition(from, to State) {
	r.set(func() {
		if r.state == from {
			r.state = to
		}
	})
}

// waitReady returns when the part is ready. When ctx ends, it returns the last
// start error.
func (r *runner) waitReady(ctx context.Context) error {
	for {
		r.mu.Lock()
		state, startErr, changed := r.state, r.startErr, r.changed
		serving := state == Running && r.proc != nil && !r.proc.hasExited()
		r.mu.Unlock()
		switch {
		case serving:
			return nil
		case state == Halted || state == Stopped:
			return fail(CodeNoSuchPart, "%s is %s and will not become ready", r.part.Name, state)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			if startErr != nil {
				return startErr
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
