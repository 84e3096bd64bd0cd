package devstack

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/lib/pq" // the driver "postgres"
)

// superuser is the cluster's initial role, which the application does not use.
const superuser = "postgres"

// postgres is the private PostgreSQL cluster.
type postgres struct {
	bin      postgresBin
	dir      string
	owner    *syscall.Credential
	port     int
	password string
	noFsync  bool
}

// url is the address of a database in the cluster for a role. It sets
// connect_timeout because the driver ignores the context once the server has
// accepted the connection.
func (p *postgres) url(role, password, database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, password),
		Host: hostPort(p.port), Path: "/" + database, RawQuery: "connect_timeout=10&sslmode=disable",
	}
	return u.String()
}

func (p *postgres) adminURL() string { return p.url(superuser, p.password, "postgres") }

// create creates the cluster if it is missing. It is created under a temporary name
// and then renamed, so that an interrupted initdb leaves no partial cluster.
func (p *postgres) create(ctx context.Context, console *console) error {
	if _, err := os.Stat(filepath.Join(p.dir, "PG_VERSION")); err == nil {
		return nil
	}
	began := time.Now()
	partial := p.dir + ".new"
	if err := os.RemoveAll(partial); err != nil {
		return fail(CodeDataDir, "cannot remove the partial cluster %s: %w", partial, err)
	}
	if err := p.initdb(ctx, partial); err != nil {
		return err
	}
	// Rename replaces an empty folder and refuses any other.
	if err := os.Rename(partial, p.dir); err != nil {
		return fail(CodeDataDir, "cannot move the new cluster to %s: %w: move that folder away", p.dir, err)
	}
	console.logf("created the PostgreSQL %d cluster (%s)", p.bin.major, elapsed(began))
	return nil
}

func (p *postgres) initdb(ctx context.Context, dir string) error {
	if err := p.chown(os.Mkdir(dir, 0o700), dir); err != nil {
		return fail(CodeDataDir, "cannot create the cluster folder %s: %w", dir, err)
	}
	// initdb runs as the cluster's owner and requires an empty folder, so the
	// password file is beside it and belongs to that user.
	passwordFile := dir + ".password"
	defer os.Remove(passwordFile)
	if err := p.chown(os.WriteFile(passwordFile, []byte(p.password+"\n"), 0o600), passwordFile); err != nil {
		return fail(CodeDataDir, "cannot write the cluster's password file: %w", err)
	}
	args := []string{
		"--pgdata=" + dir, "--username=" + superuser, "--pwfile=" + passwordFile,
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
	}
	if p.noFsync {
		args = append(args, "--no-sync")
	}
	cmd := tool(ctx, p.bin.path("initdb"), args...)
	cmd.Env = serverEnv()
	cmd.Dir = dir
	cmd.SysProcAttr.Credential = p.owner
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := runTool(cmd); err != nil {
		return fail(CodePartFailed, "initdb could not create the cluster: %w; its last lines:\n%s", err, lastLines(out.String(), 15))
	}
	return nil
}

// chown gives a newly created file or folder to the cluster's owner. err is the
// result of its creation and is returned unchanged if it is not nil.
func (p *postgres) chown(err error, path string) error {
	if err != nil || p.owner == nil {
		return err
	}
	return os.Chown(path, int(p.owner.Uid), int(p.owner.Gid))
}

// part is the cluster as a supervised process. Its settings are passed as
// arguments, so that changes apply to existing clusters at the next start.
func (p *postgres) part() Part {
	settings := []string{
		"listen_addresses=" + loopback,
		"port=" + strconv.Itoa(p.port),
		"unix_socket_directories=", // TCP only; socket paths are limited in length
		"max_connections=300",
		"shared_buffers=256MB",
		"max_wal_size=2GB",
		"checkpoint_timeout=15min",
		"random_page_cost=1.1", // the data is in memory or on an SSD
		"jit=off",              // compiling short statements costs more than it saves
		"timezone=UTC",
		"log_timezone=UTC",
		"lc_messages=C",
		"log_checkpoints=off",
		"logging_collector=off",
	}
	if p.noFsync {
		// synchronous_commit stays on: without it a crash of the process alone
		// would lose confirmed commits.
		settings = append(settings, "fsync=off", "full_page_writes=off")
	}
	args := []string{"-D", p.dir}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return Part{
		Name: PartPostgres, Path: p.bin.path("postgres"), Args: args,
		Env: serverEnv(), Dir: p.dir, Credential: p.owner, Address: hostPort(p.port),
		Before: func(ctx context.Context) error { return p.clearLeftovers(ctx, 5*time.Second) },
		Ready:  p.ready,
		// Fast shutdown: it disconnects clients and writes a checkpoint. SIGTERM
		// would wait for all clients to disconnect.
		StopSignal: syscall.SIGINT, StopTimeout: 30 * time.Second,
		// On SIGQUIT the server also ends its children. After SIGKILL a child would
		// finish a long statement first.
		deathSignal: syscall.SIGQUIT,
	}
}

func (p *postgres) ready(ctx context.Context) error {
	db, err := sql.Open("postgres", p.adminURL())
	if err != nil {
		return err
	}
	defer db.Close()
	// Only connects: connect_timeout does not cover a query.
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.Close()
}

// clearLeftovers waits until no process of an earlier server uses the cluster and
// kills those that remain after the grace period: the children of a killed server
// survive it for a moment, or for ever if they were paused. It then removes
// postmaster.pid, whose process id may have been reused.
func (p *postgres) clearLeftovers(ctx context.Context, grace time.Duration) error {
	waiting, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	err := poll(waiting, 20*time.Millisecond, func(context.Context) (bool, error) {
		return len(processesIn(p.dir, "postgres")) == 0, nil
	})
	if err != nil && ctx.Err() == nil {
		for _, pid := range processesIn(p.dir, "postgres") {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		killing, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		err = poll(killing, 20*time.Millisecond, func(context.Context) (bool, error) {
			return len(processesIn(p.dir, "postgres")) == 0, nil
		})
	}
	if err != nil {
		return fail(CodePartFailed, "processes of an earlier PostgreSQL on the cluster %s do not exit: %w", p.dir, err)
	}
	if err := os.Remove(filepath.Join(p.dir, "postmaster.pid")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail(CodeDataDir, "cannot remove the lock file of a killed PostgreSQL: %w", err)
	}
	return nil
}

// refuseForeignServer returns an error if somebody started a server on the cluster
// manually.
func (p *postgres) refuseForeignServer() error {
	text, err := os.ReadFile(filepath.Join(p.dir, "postmaster.pid"))
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(string(text), "\n")
	for _, pid := range processesIn(p.dir, "postgres") {
		if strconv.Itoa(pid) == strings.TrimSpace(first) {
			return fail(CodeDataDirLocked, "a PostgreSQL server (process %d) that this program did not start runs on the cluster %s: stop it first (pg_ctl stop -D %s)", pid, p.dir, p.dir)
		}
	}
	return nil
}

// serverEnv is a minimal environment for the servers: variables of the user's
// shell, such as PGPORT or MINIO_REGION, would change their behavior.
func serverEnv(more ...string) []string {
	env := []string{"LANG=C.UTF-8"}
	for _, key := range []string{"PATH", "HOME", "TMPDIR", "USER"} {
		if value, ok := os.LookupEnv(key); ok {
			env = append(env, fmt.Sprintf("%s=%s", key, value))
		}
	}
	return append(env, more...)
}
