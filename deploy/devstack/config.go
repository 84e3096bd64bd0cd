package devstack

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// DefaultNamespace is the Temporal namespace used when none is given.
const DefaultNamespace = "approvals"

// DefaultRetention is how long a closed workflow's history is kept when the
// configuration does not say.
const DefaultRetention = 7 * 24 * time.Hour

// Config says what to run and where. Only DataDir is required.
type Config struct {
	// DataDir holds everything the stack writes but for the programs. It is
	// made if it is not there.
	DataDir string
	// CacheDir holds the programs that were built, by version; any number of
	// stacks share it. Empty means [DefaultCacheDir].
	CacheDir string

	// Ports are the loopback ports to serve on; a port of 0 means a free one,
	// so the zero value suits tests. See [DefaultPorts].
	Ports Ports

	// Namespace is the Temporal namespace to register, by default
	// [DefaultNamespace].
	Namespace string
	// Retention is how long the namespace keeps closed workflows, by default
	// [DefaultRetention]; Temporal wants at least 24 hours. It counts when the
	// namespace is first registered and is not changed afterwards.
	Retention time.Duration

	// PostgresBinDir, TemporalServerBin, TemporalSQLBin and MinioBin name
	// programs to use in place of those found or built.
	PostgresBinDir    string
	TemporalServerBin string
	TemporalSQLBin    string
	MinioBin          string

	// DatabaseURL is a PostgreSQL to use as it is for the application. A
	// private one is then started only if Temporal needs it.
	DatabaseURL string
	// TemporalAddress is the host:port of a Temporal server to use as it is;
	// its namespace must be there already.
	TemporalAddress string
	// S3Endpoint is the address of an S3 store to use as it is, in whatever
	// form the application takes it, with its keys.
	S3Endpoint  string
	S3AccessKey string
	S3SecretKey string

	// NoFsync lets PostgreSQL answer before data is on the disk: faster, and
	// the cluster is lost if the machine (not just a process) goes down.
	// For tests.
	NoFsync bool

	// Output takes the lines that tell what happens, also later on when a part
	// dies and is restarted. Nil means they are not told. Writes don't overlap.
	Output io.Writer
}

// DefaultCacheDir is the folder for built programs when none is given: approvals
// in the user's cache folder.
func DefaultCacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fail(CodeConfig, "no cache folder is set: name one").because(err)
	}
	return filepath.Join(dir, "approvals"), nil
}

// complete fills in the defaults and refuses what can't work.
func (c Config) complete() (Config, error) {
	if c.DataDir == "" {
		return c, fail(CodeConfig, "no data folder is given: name one")
	}
	var err error
	if c.CacheDir == "" {
		if c.CacheDir, err = DefaultCacheDir(); err != nil {
			return c, err
		}
	}
	// The servers run in folders of their own, so a relative path would mean
	// another place to each.
	for _, path := range []*string{&c.CacheDir, &c.PostgresBinDir, &c.TemporalServerBin, &c.TemporalSQLBin, &c.MinioBin} {
		if *path == "" {
			continue
		}
		if *path, err = filepath.Abs(*path); err != nil {
			return c, fail(CodeConfig, "cannot tell the full path of %s: %w", *path, err)
		}
	}
	if c.Namespace == "" {
		c.Namespace = DefaultNamespace
	}
	if c.Retention == 0 {
		c.Retention = DefaultRetention
	}
	if c.Retention < 24*time.Hour {
		return c, fail(CodeConfig, "the namespace's retention of %s is too short: Temporal wants at least 24h", c.Retention)
	}
	if c.DatabaseURL != "" {
		if u, err := url.Parse(c.DatabaseURL); err != nil || u.Host == "" {
			return c, fail(CodeConfig, "the given database address is no URL like postgres://user:password@host:port/name?sslmode=disable")
		}
	}
	if c.S3Endpoint != "" && (c.S3AccessKey == "" || c.S3SecretKey == "") {
		return c, fail(CodeConfig, "an S3 endpoint is given without its access key and secret key: give all three")
	}
	return c, nil
}

// needsPostgres: Temporal keeps its own databases in the private cluster, even
// when the application's is elsewhere.
func (c Config) needsPostgres() bool { return c.DatabaseURL == "" || c.needsTemporal() }
func (c Config) needsTemporal() bool { return c.TemporalAddress == "" }
func (c Config) needsMinio() bool    { return c.S3Endpoint == "" }
