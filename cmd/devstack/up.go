package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	shared "approvals/cmd/internal/settings"
	"approvals/deploy/demo"
	"approvals/deploy/devstack"
	"approvals/storage"
	"approvals/storage/objects"
	"approvals/workflows/approval"

	"github.com/spf13/cobra"
)

func upCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Run everything on this machine: PostgreSQL, Temporal, MinIO, API and worker, with demo accounts",
		Long: `Up finds or builds PostgreSQL, Temporal and MinIO, starts them on the loopback
interface with all data in one folder, migrates the database, creates demo accounts
and demo data, and runs the API and the worker. A process that exits is restarted.
Ctrl-C stops everything in order; the data is kept for the next start.

With --database-url, --temporal-address or --s3-endpoint that server is used instead
of starting one.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := s.up(cmd.Context(), cmd.OutOrStdout())
			if errors.Is(err, context.Canceled) && cmd.Context().Err() != nil {
				return nil
			}
			return err
		},
	}
	s.bind(cmd, "up")
	return cmd
}

func (s *settings) up(ctx context.Context, out io.Writer) error {
	began := time.Now()
	if err := s.checkDemoData(); err != nil {
		return err
	}
	if err := s.resolveDataDir(); err != nil {
		return err
	}
	program, err := findApprovals()
	if err != nil {
		return err
	}
	port, err := s.checkListenAddress()
	if err != nil {
		if pid, running := devstack.LockedBy(s.dataDir); running {
			return s.alreadyRunning(pid)
		}
		return err
	}
	defer port.Close()
	stack, err := s.startStack(ctx, out)
	if refused := (*devstack.Error)(nil); errors.As(err, &refused) && refused.Code == devstack.CodeDataDirLocked {
		if pid, running := devstack.LockedBy(s.dataDir); running {
			return s.alreadyRunning(pid)
		}
	}
	if err != nil {
		return err
	}
	err = s.startProduct(ctx, stack, program)
	if err == nil {
		s.welcome(out, stack.DataDir(), time.Since(began))
		making, stop := context.WithCancel(ctx)
		var background sync.WaitGroup
		background.Go(func() { s.createDemoYear(making, out, stack.DatabaseAdminURL()) })
		select {
		case <-ctx.Done():
		case <-stack.Done():
			err = errors.New("the stack has stopped")
		}
		stop()
		background.Wait()
	}
	return errors.Join(err, stack.Stop())
}

// checkListenAddress checks that the API's port is free before the servers are built
// and started. It replaces port 0 with a free port, which is reserved against other
// stacks until the closer is closed.
func (s *settings) checkListenAddress() (io.Closer, error) {
	var held io.Closer = io.NopCloser(nil)
	if host, port, err := net.SplitHostPort(s.listen); err == nil && port == "0" {
		free, hold, err := devstack.FreePort()
		if err != nil {
			return nil, err
		}
		held, s.listen = hold, net.JoinHostPort(host, strconv.Itoa(free))
	}
	if _, _, err := net.SplitHostPort(s.listen); err != nil {
		return nil, fmt.Errorf("--listen is %q (%w): want host:port, such as 127.0.0.1:8080", s.listen, err)
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot listen on %s (%w): stop the program that listens there, or choose another address with --listen or $APPROVALS_LISTEN", s.listen, err), held.Close())
	}
	return held, listener.Close()
}

// alreadyRunning returns an error that tells where the stack that uses the data folder
// runs.
func (s *settings) alreadyRunning(pid string) error {
	where := "process " + pid
	if server, err := new(shared.Addresses).ReadStack(s.dataDir); err == nil && server != "" {
		where += ", " + server
	}
	return fmt.Errorf("the stack already runs on the data folder %s (%s): use that one, stop it with Ctrl-C, or choose another folder with --data-dir", s.dataDir, where)
}

// startStack starts the servers whose addresses are not set. If the database address
// is set, it first checks that the database is reachable.
func (s *settings) startStack(ctx context.Context, out io.Writer) (*devstack.Stack, error) {
	if s.DatabaseURL != "" {
		if err := s.checkDatabase(ctx); err != nil {
			return nil, err
		}
	}
	return devstack.Start(ctx, devstack.Config{
		DataDir:  s.dataDir,
		CacheDir: s.cacheDir,
		Ports: devstack.Ports{
			Postgres: s.postgresPort, Temporal: devstack.TemporalPortsFrom(s.temporalPort), MinIO: s.minioPort,
		},
		Namespace:         s.TemporalNamespace,
		PostgresBinDir:    s.postgresBinDir,
		TemporalServerBin: s.temporalServerBin,
		TemporalSQLBin:    s.temporalSQLBin,
		MinioBin:          s.minioBin,
		DatabaseURL:       s.DatabaseURL,
		TemporalAddress:   s.TemporalAddress,
		S3Endpoint:        s.S3Endpoint,
		S3AccessKey:       s.S3AccessKey,
		S3SecretKey:       s.S3SecretKey,
		Output:            out,
	})
}

func (s *settings) checkDatabase(ctx context.Context) error {
	store, err := storage.Open(s.DatabaseURL, 2)
	if err != nil {
		return err
	}
	defer store.Close()
	within, done := context.WithTimeout(ctx, 5*time.Second)
	defer done()
	// Missing tables are created later.
	if err := store.Ready(within); approval.CodeOf(err) == approval.CodeUnavailable {
		return fmt.Errorf("cannot reach the database of --database-url or $DATABASE_URL (%w): start it, or omit the address to run a private one", err)
	}
	return nil
}

// startProduct prepares the database and the bucket, and adds the API and the
// worker to the stack as processes of the program.
func (s *settings) startProduct(ctx context.Context, stack *devstack.Stack, program approvals) error {
	s.DatabaseURL, s.TemporalAddress = stack.DatabaseURL(), stack.TemporalAddress()
	if owner := stack.DatabaseOwnerURL(); owner != "" {
		s.MigrateDatabaseURL = owner
	}
	s.S3Endpoint, s.S3AccessKey, s.S3SecretKey = stack.S3Endpoint(), stack.S3AccessKey(), stack.S3SecretKey()
	if !strings.Contains(s.S3Endpoint, "://") {
		s.S3Endpoint = "http://" + s.S3Endpoint
	}
	if err := s.prepare(ctx, program); err != nil {
		return err
	}
	if err := s.WriteStack(s.dataDir, "http://"+s.listen); err != nil {
		return err
	}
	worker := devstack.Part{Name: "worker", Path: string(program), Args: []string{"worker"}, Env: s.environment(), StopTimeout: 20 * time.Second}
	if err := stack.Add(ctx, worker); err != nil {
		return err
	}
	return stack.Add(ctx, devstack.Part{
		Name: "api", Path: string(program), Args: []string{"api"}, Env: s.environment(),
		Address: s.listen, Ready: s.apiReady, StopTimeout: 20 * time.Second,
	})
}

// prepare migrates the database and creates the demo accounts and the bucket.
func (s *settings) prepare(ctx context.Context, program approvals) error {
	if err := program.run(ctx, io.Discard, append(s.environment(), "MIGRATE_DATABASE_URL="+s.MigrateDatabaseURL), "migrate"); err != nil {
		return fmt.Errorf("%w; the data folder is %s", err, s.dataDir)
	}
	store, err := storage.Open(s.DatabaseURL, 2)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := demo.CreateAccounts(ctx, store, s.demoData != noDemoData); err != nil {
		return err
	}
	files, err := objects.Open(objects.Config{
		Endpoint: s.S3Endpoint, AccessKey: s.S3AccessKey, SecretKey: s.S3SecretKey, Bucket: s.S3Bucket,
	})
	if err != nil {
		return err
	}
	return files.EnsureBucket(ctx)
}

// environment is the environment of the API and the worker. Secrets are not passed as
// flags, because every user of the machine can read those. The owner's address is
// removed.
func (s *settings) environment() []string {
	inherited := slices.DeleteFunc(os.Environ(), func(line string) bool { return strings.HasPrefix(line, "MIGRATE_DATABASE_URL=") })
	return append(append(inherited, s.Environment()...),
		"APPROVALS_LISTEN="+s.listen,
		"APPROVALS_DEVELOPMENT="+strconv.FormatBool(true),
		"APPROVALS_INSECURE_COOKIES="+strconv.FormatBool(true),
	)
}

// createDemoYear creates the demo year. The private cluster's superuser backdates it;
// with --database-url, the role of --migrate-database-url does.
func (s *settings) createDemoYear(ctx context.Context, out io.Writer, superuserURL string) {
	if s.demoData != richDemoData {
		return
	}
	if superuserURL == "" {
		superuserURL = s.OwnerURL()
	}
	if err := s.runDemoYear(ctx, out, superuserURL); err != nil && ctx.Err() == nil {
		fmt.Fprintf(out, "Demo data: interrupted (%v). The next start resumes it; --demo-data=small omits it.\n", err)
	}
}

func (s *settings) runDemoYear(ctx context.Context, out io.Writer, superuserURL string) error {
	owner, err := storage.Open(s.OwnerURL(), 2)
	if err != nil {
		return err
	}
	defer owner.Close()
	superuser, err := storage.Open(superuserURL, 2)
	if err != nil {
		return err
	}
	defer superuser.Close()
	return demo.NewYear(out, "http://"+s.listen, owner, superuser, demo.MaxCustomers).Run(ctx)
}

// apiReady probes the API's readiness endpoint.
func (s *settings) apiReady(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.listen+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET /readyz: %s", response.Status)
	}
	return nil
}

func (s *settings) welcome(out io.Writer, dataDir string, took time.Duration) {
	fmt.Fprintf(out, `
Ready after %.1f s.

  Open       http://%s
  API        http://%s/api/v1/docs
  Data       %s

  Sign in as rep, rep2, commercial, finance, manager, gm or admin;
  the password is "demo-" followed by the name, for example rep / demo-rep.

  Try        make demo   (in another terminal: both approval processes, step by step)
  Stop       Ctrl-C
`, took.Seconds(), s.listen, s.listen, dataDir)
}
