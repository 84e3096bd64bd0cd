package devstack

import "context"

// Status tells of every part, in the order of their start.
func (s *Stack) Status() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Status, 0, len(s.parts))
	for _, r := range s.parts {
		all = append(all, r.status())
	}
	return all
}

// WaitReady returns when the part serves, or when ctx ends with the reason why
// it does not. For a halted part it fails at once.
func (s *Stack) WaitReady(ctx context.Context, name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.waitReady(ctx)
}

// Kill ends the part and all its children with SIGKILL, as a crash would, and
// returns when it is dead. It is then restarted; see [Stack.WaitReady].
func (s *Stack) Kill(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.kill()
}

// Halt stops the part as Stop would and keeps it down until [Stack.Resume].
// Its ports stay its own.
func (s *Stack) Halt(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	r.halt()
	return nil
}

// Resume starts a halted part again, on the same port, and returns when it
// serves or ctx ends.
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

// Pause holds the part and its children still (SIGSTOP): connections to it
// hang instead of being refused.
func (s *Stack) Pause(name string) error {
	r, err := s.find(name)
	if err != nil {
		return err
	}
	return r.pause()
}

// Unpause lets a paused part go on.
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
