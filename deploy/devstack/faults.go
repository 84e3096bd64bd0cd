package devstack

import "context"

// Status returns the status of every part, in the order of their start.
func (s *Stack) Status() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Status, 0, len(s.parts))
	for _, r := range s.parts {
		all = append(all, r.status())
	}
	return all
}

// WaitReady returns when the part is ready. When ctx ends, it returns why the part
// is not ready. For a halted part it fails immediately.
func (s *Stack) WaitReady(ctx context.Context, name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.waitReady(ctx)
}

// Kill sends SIGKILL to the part and all its descendants, to simulate a crash, and
// returns when the part has exited. It is then restarted; see [Stack.WaitReady].
func (s *Stack) Kill(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.kill()
}

// Halt stops the part gracefully and keeps it stopped until [Stack.Resume]. Its
// ports stay reserved.
func (s *Stack) Halt(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	r.halt()
	return nil
}

// Resume starts a halted part on the same ports and returns when it is ready or
// ctx ends.
func (s *Stack) Resume(ctx context.Context, name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	if err := r.resume(); err != nil {
		return err
	}
	return r.waitReady(ctx)
}

// Pause suspends the part and its descendants with SIGSTOP, so that connections to
// it hang instead of being refused.
func (s *Stack) Pause(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.pause()
}

// Unpause continues a paused part.
func (s *Stack) Unpause(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.unpause()
}

func (s *Stack) find(name string) (*runner, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.parts {
		if r.part.Name == name {
			return r, nil
		}
	}
	return nil, fail(CodeNoSuchPart, "there is no part %s", name)
}
