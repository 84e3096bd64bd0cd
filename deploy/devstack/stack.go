package devstack

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"sync"
	"time"
)

// Stack is a running set of servers and of the application's processes that were
// added. Its methods are safe for concurrent use.
type Stack struct {
	cfg         Config
	data        dataDir
	createdDirs []string // the folders that this stack created
	secrets     secrets
	console     *console
	lock        *fileLock
	heldPorts   []io.Closer // reservations of the chosen free ports
	pg          *postgres   // nil if none was started
	ports       Ports       // as chosen

	// ctx ends when the stack begins to stop.
	ctx    context.Context
	cancel context.CancelFunc

	// adding is held while a part starts, so that Stop waits for the start to end.
	adding sync.Mutex
	mu     sync.Mutex
	parts  []*runner // in the order of their start

	stopping sync.Once
	stopped  chan struct{}
	stopErr  error
}

// Start starts the configured servers and returns when all of them are ready. It
// first finds or builds the programs, which takes minutes the first time. Then it
// starts PostgreSQL and MinIO concurrently, then Temporal, and registers the
// namespace.
//
// The context governs the whole life of the stack: when it ends, even after Start
// has returned, the stack stops as by [Stack.Stop]. If Start fails, no process is
// left; expected failures are of type [*Error].
func Start(ctx context.Context, cfg Config) (*Stack, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	s := &Stack{cfg: cfg, console: newConsole(cfg.Output), stopped: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if err := s.start(ctx); err != nil {
		if ctx.Err() != nil {
			// The failure is a consequence of the cancellation.
			err = fail(CodeCanceled, "the start was canceled: %w", context.Cause(ctx)).because(ctx.Err())
		}
		if stopErr := s.Stop(); stopErr != nil {
			err = errors.Join(err, stopErr)
		}
		return nil, err
	}
	go s.trimLogs()
	context.AfterFunc(ctx, func() { _ = s.Stop() })
	return s, nil
}

func (s *Stack) start(ctx context.Context) (err error) {
	if s.data, s.createdDirs, err = openDataDir(s.cfg.DataDir); err != nil {
		return err
	}
	if s.lock, err = s.data.lock(); err != nil {
		return err
	}
	if s.lock.unclean {
		s.console.logf("the last stack on the data folder %s was killed; recovering", string(s.data))
	}
	if err := s.data.createDirs(); err != nil {
		return err
	}
	if s.secrets, err = loadSecrets(s.data); err != nil {
		return err
	}
	plan, err := s.prepare(ctx)
	if err != nil {
		return err
	}
	return s.launch(ctx, plan)
}

// launch starts the parts: MinIO and PostgreSQL concurrently, Temporal after
// PostgreSQL.
func (s *Stack) launch(ctx context.Context, p *plan) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	minio := make(chan error, 1)
	go func() {
		var err error
		if p.minio != nil {
			err = s.add(ctx, p.minio.part())
		}
		if err != nil {
			cancel()
		}
		minio <- err
	}()
	err := s.launchOnPostgres(ctx, p)
	if err != nil {
		cancel()
	}
	// One failure cancels the other start; report the failure, not the cancellation.
	if minioErr := <-minio; minioErr != nil && (err == nil || !errors.Is(minioErr, context.Canceled)) {
		return minioErr
	}
	return err
}

func (s *Stack) launchOnPostgres(ctx context.Context, p *plan) error {
	if p.postgres == nil {
		return nil
	}
	if err := p.postgres.create(ctx, s.console); err != nil {
		return err
	}
	if err := s.add(ctx, p.postgres.part()); err != nil {
		return err
	}
	if err := p.postgres.createDatabases(ctx, s.secrets, p.temporal != nil); err != nil {
		return err
	}
	if p.temporal == nil {
		return nil
	}
	schema := temporalSchema{postgres: p.postgres, tool: p.sqlTool, password: s.secrets.Temporal}
	if err := schema.update(ctx, s.console); err != nil {
		return err
	}
	if err := schema.clearMembership(ctx); err != nil {
		return err
	}
	if err := p.temporal.writeConfig(); err != nil {
		return err
	}
	return s.add(ctx, p.temporal.part())
}

// Add starts one of the application's processes, supervises it like the servers
// and returns when it is ready. If Add fails, the part does not run and is not
// added. Parts are stopped in reverse order of their addition.
func (s *Stack) Add(ctx context.Context, part Part) error {
	s.adding.Lock()
	defer s.adding.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()
	return s.add(ctx, part)
}

func (s *Stack) add(ctx context.Context, part Part) error {
	part, err := part.complete()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fail(CodePartFailed, "%s is not started: %w", part.Name, err)
	}
	r := newRunner(part, s.console, s.data.log(part.Name))
	if err := s.register(r); err != nil {
		return err
	}
	if err := r.start(ctx); err != nil {
		s.unregister(r)
		return err
	}
	return nil
}

func (s *Stack) register(r *runner) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, other := range s.parts {
		if other.part.Name == r.part.Name {
			return fail(CodeConfig, "there is a part %s already", r.part.Name)
		}
	}
	s.parts = append(s.parts, r)
	return nil
}

// unregister removes a part that did not start.
func (s *Stack) unregister(r *runner) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = slices.DeleteFunc(s.parts, func(other *runner) bool { return other == r })
}

// Done is closed when the stack has stopped.
func (s *Stack) Done() <-chan struct{} { return s.stopped }

// Stop stops the application's parts, the last added first, then Temporal, MinIO
// and PostgreSQL, and releases the data folder. It takes at most the sum of the
// parts' StopTimeouts. The error names the parts that had to be killed. Further
// calls return the same error.
func (s *Stack) Stop() error {
	s.stopping.Do(func() {
		s.cancel()
		s.adding.Lock()
		defer s.adding.Unlock()
		began := time.Now()
		parts := s.stopOrder()
		for _, r := range parts {
			stopBegan := time.Now()
			if r.stop() {
				s.stopErr = errors.Join(s.stopErr, fail(CodePartFailed, "%s did not stop within %s and was killed", r.part.Name, r.part.StopTimeout))
			}
			s.console.logf("%s is stopped (%s)", r.part.Name, elapsed(stopBegan))
		}
		closeAll(s.heldPorts)
		s.releaseDataDir()
		if len(parts) > 0 {
			s.console.logf("everything is stopped (%s)", elapsed(began))
		}
		close(s.stopped)
	})
	<-s.stopped
	return s.stopErr
}

// releaseDataDir unlocks the data folder, and removes it if this stack created it
// and it was not used.
func (s *Stack) releaseDataDir() {
	if s.lock != nil {
		if len(s.createdDirs) > 0 {
			s.data.removeUnused()
		}
		s.lock.release()
	}
	for _, folder := range s.createdDirs {
		// Fails if the folder is not empty.
		_ = os.Remove(folder)
	}
}

// stopOrder returns the application's parts in reverse order of their start, then
// the servers, the storage last.
func (s *Stack) stopOrder() []*runner {
	s.mu.Lock()
	defer s.mu.Unlock()
	var order []*runner
	servers := map[string]*runner{}
	for _, r := range slices.Backward(s.parts) {
		switch r.part.Name {
		case PartTemporal, PartMinio, PartPostgres:
			servers[r.part.Name] = r
		default:
			order = append(order, r)
		}
	}
	for _, name := range []string{PartTemporal, PartMinio, PartPostgres} {
		if r := servers[name]; r != nil {
			order = append(order, r)
		}
	}
	return order
}
