package settings

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Addresses are the addresses and credentials of the servers that the programs use.
type Addresses struct {
	DatabaseURL string
	// MigrateDatabaseURL is the address of the same database for the owner of the
	// tables.
	MigrateDatabaseURL string
	TemporalAddress    string
	TemporalNamespace  string
	TaskQueue          string
	S3Endpoint         string
	S3AccessKey        string
	S3SecretKey        string
	S3Bucket           string
}

// Options declares the addresses as settings. The arguments are the commands that use
// the database, the owner's address and the other servers.
func (a *Addresses) Options(database, owner, others []string) []Option {
	return []Option{
		{"database-url", "DATABASE_URL", "PostgreSQL database of the application, postgres://user:password@host:port/name", database, Text(&a.DatabaseURL, "")},
		{"migrate-database-url", "MIGRATE_DATABASE_URL", "the same database for the role that owns the tables; migrate grants the role of --database-url the privileges that the API and the worker need", owner, Text(&a.MigrateDatabaseURL, "")},
		{"temporal-address", "TEMPORAL_ADDRESS", "Temporal's frontend, host:port", others, Text(&a.TemporalAddress, "")},
		{"temporal-namespace", "TEMPORAL_NAMESPACE", "Temporal namespace; it must exist", others, Text(&a.TemporalNamespace, "approvals")},
		{"task-queue", "TEMPORAL_TASK_QUEUE", "Temporal task queue of the workflows", others, Text(&a.TaskQueue, "approvals")},
		{"s3-endpoint", "S3_ENDPOINT", "attachment store, http://host:port or https://host:port", others, Text(&a.S3Endpoint, "")},
		{"s3-access-key", "S3_ACCESS_KEY", "access key of the attachment store", others, Text(&a.S3AccessKey, "")},
		{"s3-secret-key", "S3_SECRET_KEY", "secret key of the attachment store", others, Text(&a.S3SecretKey, "")},
		{"s3-bucket", "S3_BUCKET", "bucket of the attachments; created if it is missing", others, Text(&a.S3Bucket, "approvals")},
	}
}

// Environment returns the addresses as environment variables, without the owner's
// address, which the API and the worker do not get.
func (a *Addresses) Environment() []string {
	return []string{
		"DATABASE_URL=" + a.DatabaseURL,
		"TEMPORAL_ADDRESS=" + a.TemporalAddress,
		"TEMPORAL_NAMESPACE=" + a.TemporalNamespace,
		"TEMPORAL_TASK_QUEUE=" + a.TaskQueue,
		"S3_ENDPOINT=" + a.S3Endpoint,
		"S3_ACCESS_KEY=" + a.S3AccessKey,
		"S3_SECRET_KEY=" + a.S3SecretKey,
		"S3_BUCKET=" + a.S3Bucket,
	}
}

// OwnerURL is the database address for the owner of the tables, by default the same
// as DatabaseURL.
func (a *Addresses) OwnerURL() string {
	if a.MigrateDatabaseURL == "" {
		return a.DatabaseURL
	}
	return a.MigrateDatabaseURL
}

// stackFile is the name of the file in the data folder with the addresses of the
// running stack. It can be sourced by a shell. It contains secrets, so only its owner
// can read it.
const stackFile = "stack.env"

// WriteStack writes the addresses and that of the API, server, to the data folder.
func (a *Addresses) WriteStack(dataDir, server string) error {
	lines := append(a.Environment(), "MIGRATE_DATABASE_URL="+a.MigrateDatabaseURL, "APPROVALS_SERVER="+server)
	for i, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		lines[i] = name + "=" + quote(value)
	}
	lines = append(lines, "")
	return os.WriteFile(filepath.Join(dataDir, stackFile), []byte(strings.Join(lines, "\n")), 0o600)
}

// ReadStack reads the addresses from the data folder of the running stack and returns
// that of the API.
func (a *Addresses) ReadStack(dataDir string) (server string, err error) {
	file, err := os.Open(filepath.Join(dataDir, stackFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("no stack has run with the data folder %s: start it with `make up`, or set the servers' addresses", dataDir)
	}
	if err != nil {
		return "", err
	}
	defer file.Close()
	into := map[string]*string{
		"DATABASE_URL": &a.DatabaseURL, "MIGRATE_DATABASE_URL": &a.MigrateDatabaseURL,
		"TEMPORAL_ADDRESS": &a.TemporalAddress, "TEMPORAL_NAMESPACE": &a.TemporalNamespace,
		"TEMPORAL_TASK_QUEUE": &a.TaskQueue, "S3_ENDPOINT": &a.S3Endpoint, "S3_ACCESS_KEY": &a.S3AccessKey,
		"S3_SECRET_KEY": &a.S3SecretKey, "S3_BUCKET": &a.S3Bucket, "APPROVALS_SERVER": &server,
	}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), "=")
		if field, ok := into[name]; ok {
			*field = unquote(value)
		}
	}
	return server, lines.Err()
}

// quote quotes a value for a shell.
func quote(value string) string { return "'" + strings.ReplaceAll(value, "'", quotedQuote) + "'" }

const quotedQuote = `'\''`

// unquote reverses quote.
func unquote(value string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(value, "'"), "'"), quotedQuote, "'")
}

// DefaultDataDir is the default data folder of the development stack: below the
// user's home, or /var/lib/approvals for root, whose home the postgres user cannot
// enter.
func DefaultDataDir() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/approvals", nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "approvals"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("cannot determine the home folder: set a data folder with --data-dir")
	}
	return filepath.Join(home, ".local", "share", "approvals"), nil
}
