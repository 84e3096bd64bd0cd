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

// Stack is a running set of servers, and of the application's own processes
// that were added. Its methods may be called from any goroutine.
type Stack struct {
	cfg     Config
	data    dataDir
	made    []string // the folders that were not there
	secrets secrets
	console *console
	lock    *fileLock
	held    []io.Closer // the free ports that were chosen
	pg      *postgres   // nil if none was started
	ports   Ports       // as chosen

	// ctx ends when the stack begins to stop.
	ctx    context.Context
	cancel context.CancelFunc

	// adding is held while a part starts, so that Stop sees it whole.
	adding sync.Mutex
	mu     sync.Mutex
	parts  []*runner // in the order of their start

	stopping sync.Once
	stopped  chan struct{}
	stopErr  error
}

// Start brings up what the configuration asks for and returns when all of it
// can be used: programs are found or built first (minutes, the first time),
// then PostgreSQL and MinIO start together, then Temporal, then its namespace
// is registered.
//
// The context governs the whole life of the stack: when it ends, also long
// after Start has returned, the stack stops itself as by [Stack.Stop]. If Start
// fails, nothing is left running; the errors it foresees are of type [*Error].
func Start(ctx context.Context, cfg Config) (*Stack, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	s := &Stack{cfg: cfg, console: newConsole(cfg.Output), stopped: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.WithoutCancel(ctx))
	// While it starts, the stack ends with the given context or by a failure;
	// afterwards Stop does it in order.
	if err := s.start(ctx); err != nil {
		if ctx.Err() != nil {
			// Whatever failed, failed for this.
			err = fail(CodeCanceled, "the start was broken off: %w", context.Cause(ctx)).because(ctx.Err())
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
	if s.data, s.made, err = openDataDir(s.cfg.DataDir); err != nil {
		return err
	}
	if s.lock, err = s.data.lock(); err != nil {
		return err
	}
	if s.lock.unclean {
		s.console.say("the last stack on the data folder %s was killed; taking over", string(s.data))
	}
	if err := s.data.makeFolders(); err != nil {
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

// launch starts the parts. The storage of both kinds comes first and together;
// Temporal needs PostgreSQL.
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
			cancel() // what else is starting is of no use
		}
		minio <- err
	}()
	err := s.launchOnPostgres(ctx, p)
	if err != nil {
		cancel()
	}
	// The cause is worth telling; that the other was then broken off is not.
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
	if err := schema.forgetMembers(ctx); err != nil {
		return err
	}
	if err := p.temporal.writeConfig(); err != nil {
		return err
	}
	return s.add(ctx, p.temporal.part())
}

// Add starts one of the application's own processes and keeps it running like
// the servers. It returns when the part is ready. If it fails, the part is not
// running and not added. Parts that were added later are stopped earlier.
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
		return fail(CodePartFailed, "%s is not started any more: %w", part.Name, err)
	}
	r := newRunner(part, s.console, s.data.log(part.Name))
	if err := s.enlist(r); err != nil {
		return err
	}
	if err := r.start(ctx); err != nil {
		s.strike(r)
		return err
	}
	return nil
}

func (s *Stack) enlist(r *runner) error {
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

// strike takes a part that did not start off the list.
func (s *Stack) strike(r *runner) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parts = slices.DeleteFunc(s.parts, func(other *runner) bool { return other == r })
}

// Done is closed when the stack has stopped.
func (s *Stack) Done() <-chan struct{} { return s.stopped }

// Stop stops the parts in order — the application's, the last added first, then
// Temporal, MinIO and PostgreSQL — and returns when no process and no lock is
// left, after at most the sum of the parts' StopTimeouts. The error names the
// parts that had to be killed. Calling it again gives the same answer.
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
			s.console.say("%s is stopped (%s)", r.part.Name, since(stopBegan))
		}
		closeAll(s.held)
		s.leaveFolder()
		if len(parts) > 0 {
			s.console.say("everything is stopped (%s)", since(began))
		}
		close(s.stopped)
	})
	<-s.stopped
	return s.stopErr
}

// leaveFolder lets others have the data folder. One that this stack made and
// nothing has used goes again.
func (s *Stack) leaveFolder() {
	if s.lock != nil {
		if len(s.made) > 0 {
			s.data.empty()
		}
		s.lock.release()
	}
	for _, folder := range s.made {
		// Only an empty one can be removed.
		_ = os.Remove(folder)
	}
}

// stopOrder: the application's parts in reverse order of their start, then the
// servers, storage last.
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
