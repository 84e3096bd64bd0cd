package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// settings is what can be set by flag or environment. Which command takes which
// stands in options.
type settings struct {
	databaseURL         string
	migrateDatabaseURL  string
	databaseConnections int
	temporalAddress     string
	temporalNamespace   string
	taskQueue           string
	s3Endpoint          string
	s3AccessKey         string
	s3SecretKey         string
	s3Bucket            string
	listen              string
	insecureCookies     bool
	trustedProxies      []string
	development         bool
	logLevel            string
	dataDir             string
	cacheDir            string
	postgresPort        int
	temporalPort        int
	minioPort           int
	postgresBinDir      string
	temporalServerBin   string
	temporalSQLBin      string
	minioBin            string
	server              string
	demoData            string
}

// option is one setting: its flag, the environment variable that stands in for
// the flag, and the commands that take it.
type option struct {
	flag, env, usage string
	commands         []string
	define           func(f *pflag.FlagSet, name, usage string)
}

// options is every setting there is; the table in the README is made from it.
func (s *settings) options() []option {
	text := func(into *string, standard string) func(*pflag.FlagSet, string, string) {
		return func(f *pflag.FlagSet, name, usage string) { f.StringVar(into, name, standard, usage) }
	}
	number := func(into *int, standard int) func(*pflag.FlagSet, string, string) {
		return func(f *pflag.FlagSet, name, usage string) { f.IntVar(into, name, standard, usage) }
	}
	yes := func(into *bool) func(*pflag.FlagSet, string, string) {
		return func(f *pflag.FlagSet, name, usage string) { f.BoolVar(into, name, false, usage) }
	}
	list := func(into *[]string) func(*pflag.FlagSet, string, string) {
		return func(f *pflag.FlagSet, name, usage string) { f.StringSliceVar(into, name, nil, usage) }
	}
	database := []string{"up", "api", "worker", "migrate", "user", "verify", "seed"}
	engine := []string{"up", "api", "worker", "verify"}
	server := []string{"api", "worker"}
	return []option{
		{"database-url", "DATABASE_URL", "PostgreSQL of the application, postgres://user:password@host:port/name", database, text(&s.databaseURL, "")},
		{"migrate-database-url", "MIGRATE_DATABASE_URL", "the same database for the role that owns the tables, in place of --database-url; migrate gives the role of that one what the API and the worker need", []string{"up", "migrate", "seed"}, text(&s.migrateDatabaseURL, "")},
		{"database-connections", "DATABASE_CONNECTIONS", "most connections that one process opens to PostgreSQL", server, number(&s.databaseConnections, 20)},
		{"temporal-address", "TEMPORAL_ADDRESS", "Temporal's frontend, host:port", engine, text(&s.temporalAddress, "")},
		{"temporal-namespace", "TEMPORAL_NAMESPACE", "Temporal namespace; it must exist", engine, text(&s.temporalNamespace, "approvals")},
		{"task-queue", "TEMPORAL_TASK_QUEUE", "Temporal task queue of the workflows", engine, text(&s.taskQueue, "approvals")},
		{"s3-endpoint", "S3_ENDPOINT", "attachment store, http://host:port or https://host:port", engine, text(&s.s3Endpoint, "")},
		{"s3-access-key", "S3_ACCESS_KEY", "access key of the attachment store", engine, text(&s.s3AccessKey, "")},
		{"s3-secret-key", "S3_SECRET_KEY", "secret key of the attachment store", engine, text(&s.s3SecretKey, "")},
		{"s3-bucket", "S3_BUCKET", "bucket of the attachments; made if it is missing", engine, text(&s.s3Bucket, "approvals")},
		{"listen", "APPROVALS_LISTEN", "address to serve HTTP on; with port 0 on a free one", []string{"up", "api"}, text(&s.listen, "127.0.0.1:8080")},
		{"insecure-cookies", "APPROVALS_INSECURE_COOKIES", "send the session cookie over plain HTTP too; for a machine of one's own", []string{"api"}, yes(&s.insecureCookies)},
		{"trusted-proxies", "APPROVALS_TRUSTED_PROXIES", "addresses or networks whose X-Forwarded headers count, with commas between", []string{"api"}, list(&s.trustedProxies)},
		{"development", "APPROVALS_DEVELOPMENT", "allow demo accounts and default secrets", server, yes(&s.development)},
		{"log-level", "LOG_LEVEL", "debug, info, warn or error", server, text(&s.logLevel, "info")},
		{"data-dir", "APPROVALS_DATA_DIR", "folder with everything that the development stack keeps; where no addresses are given, verify, demo and seed find them there", []string{"up", "verify", "demo", "seed"}, text(&s.dataDir, "")},
		{"cache-dir", "APPROVALS_CACHE_DIR", "folder with the servers that were built", []string{"up"}, text(&s.cacheDir, "")},
		{"postgres-port", "APPROVALS_POSTGRES_PORT", "port of the stack's PostgreSQL", []string{"up"}, number(&s.postgresPort, 15432)},
		{"temporal-port", "APPROVALS_TEMPORAL_PORT", "port of the stack's Temporal; it takes seven more after this one", []string{"up"}, number(&s.temporalPort, 17233)},
		{"minio-port", "APPROVALS_MINIO_PORT", "port of the stack's MinIO", []string{"up"}, number(&s.minioPort, 19000)},
		{"postgres-bin-dir", "APPROVALS_POSTGRES_BIN_DIR", "folder with PostgreSQL's programs, in place of those found", []string{"up"}, text(&s.postgresBinDir, "")},
		{"temporal-server-bin", "APPROVALS_TEMPORAL_SERVER_BIN", "Temporal's server program, in place of the one built", []string{"up"}, text(&s.temporalServerBin, "")},
		{"temporal-sql-bin", "APPROVALS_TEMPORAL_SQL_BIN", "Temporal's schema program, in place of the one built", []string{"up"}, text(&s.temporalSQLBin, "")},
		{"minio-bin", "APPROVALS_MINIO_BIN", "MinIO's program, in place of the one built", []string{"up"}, text(&s.minioBin, "")},
		{"demo-data", "APPROVALS_DEMO_DATA", "demo data to make once: small (a customer), rich (besides, a year of a company with 40 customers) or none", []string{"up"}, text(&s.demoData, richDemoData)},
		{"server", "APPROVALS_SERVER", "address of the running API, in place of the stack's", []string{"demo"}, text(&s.server, "")},
	}
}

// bind gives the command the flags that it takes, filled from the environment
// where the command line is silent.
func (s *settings) bind(cmd *cobra.Command, name string) {
	for _, o := range s.options() {
		for _, c := range o.commands {
			if c == name {
				o.define(cmd.Flags(), o.flag, fmt.Sprintf("%s [$%s]", o.usage, o.env))
			}
		}
	}
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		for _, o := range s.options() {
			flag := cmd.Flags().Lookup(o.flag)
			value, set := os.LookupEnv(o.env)
			if flag == nil || flag.Changed || !set || value == "" {
				continue
			}
			if err := cmd.Flags().Set(o.flag, value); err != nil {
				return fmt.Errorf("$%s is %s, which --%s does not take: %w", o.env, strconv.Quote(value), o.flag, err)
			}
		}
		return nil
	}
}

// need returns an error that names the settings among those given that are
// empty.
func need(values map[string]string) error {
	for _, o := range new(settings).options() {
		if value, asked := values[o.flag]; asked && value == "" {
			return fmt.Errorf("--%s or $%s is needed: %s", o.flag, o.env, o.usage)
		}
	}
	return nil
}
