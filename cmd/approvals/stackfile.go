package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"approvals/deploy/devstack"
)

// stackFile, in the data folder, tells the other commands where the parts of
// the stack are, and a shell that reads it. It holds secrets, so it is its owner's
// alone.
const stackFile = "stack.env"

// addresses are where the parts are, as environment variables.
func (s *settings) addresses() []string {
	return []string{
		"DATABASE_URL=" + s.databaseURL,
		"TEMPORAL_ADDRESS=" + s.temporalAddress,
		"TEMPORAL_NAMESPACE=" + s.temporalNamespace,
		"TEMPORAL_TASK_QUEUE=" + s.taskQueue,
		"S3_ENDPOINT=" + s.s3Endpoint,
		"S3_ACCESS_KEY=" + s.s3AccessKey,
		"S3_SECRET_KEY=" + s.s3SecretKey,
		"S3_BUCKET=" + s.s3Bucket,
	}
}

func (s *settings) findDataDir() (err error) {
	if s.dataDir == "" {
		s.dataDir, err = devstack.DefaultDataDir()
	}
	return err
}

func (s *settings) writeStack() error {
	lines := append(s.addresses(), "MIGRATE_DATABASE_URL="+s.migrateDatabaseURL, "APPROVALS_SERVER=http://"+s.listen)
	for i, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		lines[i] = name + "=" + quote(value)
	}
	lines = append(lines, "")
	return os.WriteFile(filepath.Join(s.dataDir, stackFile), []byte(strings.Join(lines, "\n")), 0o600)
}

// quote makes one word of a value, for a shell that reads the file.
func quote(value string) string { return "'" + strings.ReplaceAll(value, "'", quotedQuote) + "'" }

const quotedQuote = `'\''`

// unquote takes back what quote has done; what has no quotes around it, as
// earlier versions wrote it, is meant as it stands.
func unquote(value string) string {
	inside, quoted := strings.CutPrefix(value, "'")
	if !quoted {
		return value
	}
	return strings.ReplaceAll(strings.TrimSuffix(inside, "'"), quotedQuote, "'")
}

// readStack fills in, from the data folder of the running stack, where the
// parts are, unless that was given.
func (s *settings) readStack() error {
	if s.databaseURL != "" {
		return nil
	}
	if err := s.findDataDir(); err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(s.dataDir, stackFile))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no stack has run with the data folder %s: start it with `make up`, or name the parts' addresses", s.dataDir)
	}
	if err != nil {
		return err
	}
	defer file.Close()
	into := map[string]*string{
		"DATABASE_URL": &s.databaseURL, "MIGRATE_DATABASE_URL": &s.migrateDatabaseURL,
		"TEMPORAL_ADDRESS": &s.temporalAddress, "TEMPORAL_NAMESPACE": &s.temporalNamespace,
		"TEMPORAL_TASK_QUEUE": &s.taskQueue, "S3_ENDPOINT": &s.s3Endpoint, "S3_ACCESS_KEY": &s.s3AccessKey,
		"S3_SECRET_KEY": &s.s3SecretKey, "S3_BUCKET": &s.s3Bucket, "APPROVALS_SERVER": &s.server,
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), "=")
		if field, ok := into[name]; ok && (name != "APPROVALS_SERVER" || s.server == "") {
			*field = unquote(value)
		}
	}
	return nil
}
