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

// superuser is the cluster's first role; the application does not get it.
const superuser = "postgres"

// postgres is the private cluster.
type postgres struct {
	bin      postgresBin
	dir      string
	owner    *syscall.Credential
	port     int
	password string
	noFsync  bool
}

// url is the address of a database in the cluster for a role. The driver gives
// up connecting to a server that hangs only with a timeout in here: it does not
// heed a context once the server has accepted.
func (p *postgres) url(role, password, database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(role, password),
		Host: hostPort(p.port), Path: "/" + database, RawQuery: "connect_timeout=10&sslmode=disable",
	}
	return u.String()
}

func (p *postgres) adminURL() string { return p.url(superuser, p.password, "postgres") }

// create makes the cluster if it is not there. It is made beside its place and
// moved in when it is whole: an initdb that is broken off leaves no half one.
func (p *postgres) create(ctx context.Context, console *console) error {
	if _, err := os.Stat(filepath.Join(p.dir, "PG_VERSION")); err == nil {
		return nil
	}
	began := time.Now()
	unfinished := p.dir + ".new"
	if err := os.RemoveAll(unfinished); err != nil {
		return fail(CodeDataDir, "cannot remove the unfinished cluster %s: %w", unfinished, err)
	}
	if err := p.initdb(ctx, unfinished); err != nil {
		return err
	}
	// Rename replaces an empty folder and refuses any other.
	if err := os.Rename(unfinished, p.dir); err != nil {
		return fail(CodeDataDir, "cannot move the new cluster to %s: %w: move what is there away", p.dir, err)
	}
	console.say("the PostgreSQL %d cluster is made (%s)", p.bin.major, since(began))
	return nil
}

func (p *postgres) initdb(ctx context.Context, dir string) error {
	if err := p.give(os.Mkdir(dir, 0o700), dir); err != nil {
		return fail(CodeDataDir, "cannot make the cluster folder %s: %w", dir, err)
	}
	// initdb takes the password from a file that it must be able to read, and
	// the folder for the cluster must be empty.
	passwordFile := dir + ".password"
	defer os.Remove(passwordFile)
	if err := p.give(os.WriteFile(passwordFile, []byte(p.password+"\n"), 0o600), passwordFile); err != nil {
		return fail(CodeDataDir, "cannot write the cluster's password: %w", err)
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
		return fail(CodePartFailed, "initdb could not make the cluster: %w; its last lines:\n%s", err, lastLines(out.String(), 15))
	}
	return nil
}

// give hands a file or folder just made to the cluster's owner.
func (p *postgres) give(err error, path string) error {
	if err != nil || p.owner == nil {
		return err
	}
	return os.Chown(path, int(p.owner.Uid), int(p.owner.Gid))
}

// part is the cluster as a supervised process. Its settings are arguments, so
// that a change of them counts at the next start and no file has to be kept in
// step.
func (p *postgres) part() Part {
	settings := []string{
		"listen_addresses=" + loopback,
		"port=" + strconv.Itoa(p.port),
		"unix_socket_directories=", // one way in, and no limit on the path's length
		"max_connections=300",
		"shared_buffers=256MB",
		"max_wal_size=2GB",
		"checkpoint_timeout=15min",
		"jit=off", // the statements here are short; compiling them costs more
		"timezone=UTC",
		"log_timezone=UTC",
		"lc_messages=C",
		"log_checkpoints=off",
		"logging_collector=off",
	}
	if p.noFsync {
		// Not synchronous_commit too: what was answered would be lost with the
		// process already, and not only with the machine.
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
		// Fast shutdown: clients are cut off, data is written. SIGTERM would
		// wait for every client to leave.
		StopSignal: syscall.SIGINT, StopTimeout: 30 * time.Second,
		// On SIGQUIT the server ends its children too; on SIGKILL one that
		// is busy with a long statement would go on.
		deathSignal: syscall.SIGQUIT,
	}
}

func (p *postgres) ready(ctx context.Context) error {
	db, err := sql.Open("postgres", p.adminURL())
	if err != nil {
		return err
	}
	defer db.Close()
	// A connection, which the timeout in the address covers; not a query on it.
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.Close()
}

// clearLeftovers makes sure that nothing of an earlier run of the server works
// on the cluster: its children outlive a killed server for a moment, or, if
// they were paused, for ever. After the grace they are killed. Only then is it
// safe to remove the file that keeps a second server out, which a killed server
// leaves behind and whose process id may be someone else's by now.
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
		return fail(CodePartFailed, "processes of an earlier PostgreSQL on the cluster %s do not end: %w", p.dir, err)
	}
	if err := os.Remove(filepath.Join(p.dir, "postmaster.pid")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail(CodeDataDir, "cannot remove what a killed PostgreSQL left: %w", err)
	}
	return nil
}

// refuseForeign says so when someone started a server on the cluster by hand.
func (p *postgres) refuseForeign() error {
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

// serverEnv is the environment of the servers: that of the user's shell may
// hold variables, such as PGPORT or MINIO_REGION, that change what they do.
func serverEnv(more ...string) []string {
	env := []string{"LANG=C.UTF-8"}
	for _, key := range []string{"PATH", "HOME", "TMPDIR", "USER"} {
		if value, ok := os.LookupEnv(key); ok {
			env = append(env, fmt.Sprintf("%s=%s", key, value))
		}
	}
	return append(env, more...)
}
