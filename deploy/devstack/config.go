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

// DefaultRetention is how long the histories of closed workflows are kept by
// default.
const DefaultRetention = 7 * 24 * time.Hour

// Config says what to run and where. Only DataDir is required.
type Config struct {
	// DataDir holds everything the stack writes except the built programs. It is
	// created if it is missing.
	DataDir string
	// CacheDir holds the built programs by version and can be shared by several
	// stacks. The default is [DefaultCacheDir].
	CacheDir string

	// Ports are the loopback ports to listen on. 0 chooses a free port, so the
	// zero value suits tests.
	Ports Ports

	// Namespace is the Temporal namespace to register, by default
	// [DefaultNamespace].
	Namespace string
	// Retention is how long the namespace keeps closed workflows, by default
	// [DefaultRetention]. Temporal requires at least 24 hours. It only applies
	// when the namespace is first registered.
	Retention time.Duration

	// PostgresBinDir, TemporalServerBin, TemporalSQLBin and MinioBin override the
	// programs that are found or built.
	PostgresBinDir    string
	TemporalServerBin string
	TemporalSQLBin    string
	MinioBin          string

	// DatabaseURL is an existing PostgreSQL database for the application. A
	// private cluster is then started only if Temporal needs it.
	DatabaseURL string
	// TemporalAddress is the host:port of an existing Temporal server, on which
	// the namespace must exist.
	TemporalAddress string
	// S3Endpoint is the address of an existing S3 store, in the form that the
	// application accepts. It requires both keys.
	S3Endpoint  string
	S3AccessKey string
	S3SecretKey string

	// NoFsync lets PostgreSQL confirm commits before they are on disk. It is
	// faster, but a crash of the machine can corrupt the cluster. For tests.
	NoFsync bool

	// Output receives progress messages, one line per write, also when a part is
	// restarted later. Nil discards them. Writes are serialized.
	Output io.Writer
}

// DefaultCacheDir is the folder approvals in the user's cache folder.
func DefaultCacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fail(CodeConfig, "cannot determine the user's cache folder: set one").because(err)
	}
	return filepath.Join(dir, "approvals"), nil
}

// complete fills in the defaults and validates the configuration.
func (c Config) complete() (Config, error) {
	if c.DataDir == "" {
		return c, fail(CodeConfig, "no data folder is set: name one")
	}
	var err error
	if c.CacheDir == "" {
		if c.CacheDir, err = DefaultCacheDir(); err != nil {
			return c, err
		}
	}
	// Every server has its own working directory, so relative paths would be
	// resolved differently.
	for _, path := range []*string{&c.CacheDir, &c.PostgresBinDir, &c.TemporalServerBin, &c.TemporalSQLBin, &c.MinioBin} {
		if *path == "" {
			continue
		}
		if *path, err = filepath.Abs(*path); err != nil {
			return c, fail(CodeConfig, "cannot resolve the path %s: %w", *path, err)
		}
	}
	if c.Namespace == "" {
		c.Namespace = DefaultNamespace
	}
	if c.Retention == 0 {
		c.Retention = DefaultRetention
	}
	if c.Retention < 24*time.Hour {
		return c, fail(CodeConfig, "the namespace's retention of %s is too short: Temporal requires at least 24h", c.Retention)
	}
	if c.DatabaseURL != "" {
		if u, err := url.Parse(c.DatabaseURL); err != nil || u.Host == "" {
			return c, fail(CodeConfig, "invalid database address: want postgres://user:password@host:port/name?sslmode=disable")
		}
	}
	if c.S3Endpoint != "" && (c.S3AccessKey == "" || c.S3SecretKey == "") {
		return c, fail(CodeConfig, "the S3 endpoint has no access key or secret key: give all three")
	}
	return c, nil
}

// needsPostgres reports whether a private cluster is started. Temporal keeps its
// databases in it even if the application's database is elsewhere.
func (c Config) needsPostgres() bool { return c.DatabaseURL == "" || c.needsTemporal() }
func (c Config) needsTemporal() bool { return c.TemporalAddress == "" }
func (c Config) needsMinio() bool    { return c.S3Endpoint == "" }
