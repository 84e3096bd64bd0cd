package storage

import (
	"sync"
	"sync/atomic"
	"time"
)

const (
	// Once a statement has waited for this long, the server is asked whether it
	// is there at all; it has answerTime to say anything.
	waitTime   = 2 * time.Second
	answerTime = 4 * time.Second
	// askAgain is the pause while the server is there and just takes its time.
	askAgain = 3 * time.Second
	// lookTime is how often it is looked who waits.
	lookTime = 250 * time.Millisecond
)

// pulse tells a server that is slow from one that hangs: a statement may take as
// long as its context allows, a migration or a report for minutes, while new
// connections are answered. When they are not, then everybody who waits is let
// go, and nobody begins to wait until the server answers again.
type pulse struct {
	answers func(limit time.Duration) bool
	silent  atomic.Bool
	stopped chan struct{}
	once    sync.Once

	mu      sync.Mutex
	sockets map[*socket]struct{}
}

func newPulse(answers func(limit time.Duration) bool) *pulse {
	p := &pulse{answers: answers, stopped: make(chan struct{}), sockets: map[*socket]struct{}{}}
	go p.run()
	return p
}

func (p *pulse) stop() { p.once.Do(func() { close(p.stopped) }) }

func (p *pulse) run() {
	look := time.NewTicker(lookTime)
	defer look.Stop()
	var asked time.Time
	for {
		select {
		case <-p.stopped:
			return
		case <-look.C:
		}
		if p.silent.Load() || time.Since(asked) > askAgain && len(p.waiting(waitTime)) > 0 {
			p.feel()
			asked = time.Now()
		}
	}
}

// feel asks the server for a sign of life and lets go who waits if there is none.
func (p *pulse) feel() {
	if p.answers(answerTime) {
		p.silent.Store(false)
		return
	}
	p.silent.Store(true)
	for _, s := range p.waiting(0) {
		s.cut(silence{})
	}
}

// waiting are the sockets on which somebody has waited for at least so long.
func (p *pulse) waiting(atLeast time.Duration) (found []*socket) {
	long := time.Now().Add(-atLeast)
	p.mu.Lock()
	defer p.mu.Unlock()
	for s := range p.sockets {
		if s.waitsSince(long) {
			found = append(found, s)
		}
	}
	return found
}

func (p *pulse) watch(s *socket) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sockets[s] = struct{}{}
}

func (p *pulse) forget(s *socket) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sockets, s)
}
