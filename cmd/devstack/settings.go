package main

import (
	"fmt"

	shared "approvals/cmd/internal/settings"

	"github.com/spf13/cobra"
)

// How much demo data the development stack makes.
const (
	noDemoData    = "none"
	smallDemoData = "small"
	richDemoData  = "rich"
)

// settings is what can be set by flag or environment. Which command takes which
// stands in options.
type settings struct {
	shared.Addresses
	listen            string
	dataDir           string
	cacheDir          string
	postgresPort      int
	temporalPort      int
	minioPort         int
	postgresBinDir    string
	temporalServerBin string
	temporalSQLBin    string
	minioBin          string
	server            string
	demoData          string
}

// options is every setting there is; the table in the README is made from it.
func (s *settings) options() []shared.Option {
	up := []string{"up"}
	addresses := s.Options([]string{"up", "seed"}, []string{"up", "seed"}, up)
	return append(addresses,
		shared.NewOption("listen", "APPROVALS_LISTEN", "address to serve HTTP on; with port 0 on a free one", up, shared.Text(&s.listen, "127.0.0.1:8080")),
		shared.NewOption("data-dir", "APPROVALS_DATA_DIR", "folder with everything that the stack keeps; demo and seed find its addresses there", []string{"up", "demo", "seed"}, shared.Text(&s.dataDir, "")),
		shared.NewOption("cache-dir", "APPROVALS_CACHE_DIR", "folder with the servers that were built", up, shared.Text(&s.cacheDir, "")),
		shared.NewOption("postgres-port", "APPROVALS_POSTGRES_PORT", "port of the stack's PostgreSQL", up, shared.Number(&s.postgresPort, 15432)),
		shared.NewOption("temporal-port", "APPROVALS_TEMPORAL_PORT", "port of the stack's Temporal; it takes seven more after this one", up, shared.Number(&s.temporalPort, 17233)),
		shared.NewOption("minio-port", "APPROVALS_MINIO_PORT", "port of the stack's MinIO", up, shared.Number(&s.minioPort, 19000)),
		shared.NewOption("postgres-bin-dir", "APPROVALS_POSTGRES_BIN_DIR", "folder with PostgreSQL's programs, in place of those found", up, shared.Text(&s.postgresBinDir, "")),
		shared.NewOption("temporal-server-bin", "APPROVALS_TEMPORAL_SERVER_BIN", "Temporal's server program, in place of the one built", up, shared.Text(&s.temporalServerBin, "")),
		shared.NewOption("temporal-sql-bin", "APPROVALS_TEMPORAL_SQL_BIN", "Temporal's schema program, in place of the one built", up, shared.Text(&s.temporalSQLBin, "")),
		shared.NewOption("minio-bin", "APPROVALS_MINIO_BIN", "MinIO's program, in place of the one built", up, shared.Text(&s.minioBin, "")),
		shared.NewOption("demo-data", "APPROVALS_DEMO_DATA", "demo data to make once: small (a customer), rich (besides, a year of a company with 40 customers) or none", up, shared.Text(&s.demoData, richDemoData)),
		shared.NewOption("server", "APPROVALS_SERVER", "address of the running API, in place of the stack's", []string{"demo"}, shared.Text(&s.server, "")),
	)
}

// bind gives the command the flags that it takes.
func (s *settings) bind(cmd *cobra.Command, name string) { shared.Bind(cmd, name, s.options()) }

func (s *settings) checkDemoData() error {
	switch s.demoData {
	case noDemoData, smallDemoData, richDemoData:
		return nil
	default:
		return fmt.Errorf("--demo-data is %q: want small, rich or none", s.demoData)
	}
}

func (s *settings) findDataDir() (err error) {
	if s.dataDir == "" {
		s.dataDir, err = shared.DefaultDataDir()
	}
	return err
}

// readStack fills in where the parts are from the data folder of the running
// stack, unless the database was given.
func (s *settings) readStack() error {
	if s.DatabaseURL != "" {
		return nil
	}
	if err := s.findDataDir(); err != nil {
		return err
	}
	server, err := s.ReadStack(s.dataDir)
	if s.server == "" {
		s.server = server
	}
	return err
}
