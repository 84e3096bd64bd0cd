package main

import (
	"fmt"

	shared "approvals/cmd/internal/settings"

	"github.com/spf13/cobra"
)

// How much demo data the development stack creates.
const (
	noDemoData    = "none"
	smallDemoData = "small"
	richDemoData  = "rich"
)

// settings are the values that can be set by flag or environment variable; see
// options.
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

// options declares all settings and the commands that use them. The table in the
// README is generated from it.
func (s *settings) options() []shared.Option {
	up := []string{"up"}
	addresses := s.Options([]string{"up", "seed"}, []string{"up", "seed"}, up)
	return append(addresses,
		shared.NewOption("listen", "APPROVALS_LISTEN", "address to serve HTTP on; port 0 chooses a free one", up, shared.Text(&s.listen, "127.0.0.1:8080")),
		shared.NewOption("data-dir", "APPROVALS_DATA_DIR", "folder for the stack's data; demo and seed read its addresses from there", []string{"up", "demo", "seed"}, shared.Text(&s.dataDir, "")),
		shared.NewOption("cache-dir", "APPROVALS_CACHE_DIR", "folder for the built servers", up, shared.Text(&s.cacheDir, "")),
		shared.NewOption("postgres-port", "APPROVALS_POSTGRES_PORT", "port of PostgreSQL", up, shared.Number(&s.postgresPort, 15432)),
		shared.NewOption("temporal-port", "APPROVALS_TEMPORAL_PORT", "first of eight consecutive ports of Temporal", up, shared.Number(&s.temporalPort, 17233)),
		shared.NewOption("minio-port", "APPROVALS_MINIO_PORT", "port of MinIO", up, shared.Number(&s.minioPort, 19000)),
		shared.NewOption("postgres-bin-dir", "APPROVALS_POSTGRES_BIN_DIR", "folder with PostgreSQL's programs, instead of those found", up, shared.Text(&s.postgresBinDir, "")),
		shared.NewOption("temporal-server-bin", "APPROVALS_TEMPORAL_SERVER_BIN", "path of Temporal's server, instead of the built one", up, shared.Text(&s.temporalServerBin, "")),
		shared.NewOption("temporal-sql-bin", "APPROVALS_TEMPORAL_SQL_BIN", "path of Temporal's SQL tool, instead of the built one", up, shared.Text(&s.temporalSQLBin, "")),
		shared.NewOption("minio-bin", "APPROVALS_MINIO_BIN", "path of MinIO, instead of the built one", up, shared.Text(&s.minioBin, "")),
		shared.NewOption("demo-data", "APPROVALS_DEMO_DATA", "demo data to create: none, small (one customer) or rich (in addition, a year of a company with 40 customers)", up, shared.Text(&s.demoData, richDemoData)),
		shared.NewOption("server", "APPROVALS_SERVER", "address of the running API, instead of the stack's", []string{"demo"}, shared.Text(&s.server, "")),
	)
}

// bind adds the flags of the named command.
func (s *settings) bind(cmd *cobra.Command, name string) { shared.Bind(cmd, name, s.options()) }

func (s *settings) checkDemoData() error {
	switch s.demoData {
	case noDemoData, smallDemoData, richDemoData:
		return nil
	default:
		return fmt.Errorf("--demo-data is %q: want small, rich or none", s.demoData)
	}
}

func (s *settings) resolveDataDir() (err error) {
	if s.dataDir == "" {
		s.dataDir, err = shared.DefaultDataDir()
	}
	return err
}

// readStack reads the addresses from the data folder of the running stack, unless the
// database address is set.
func (s *settings) readStack() error {
	if s.DatabaseURL != "" {
		return nil
	}
	if err := s.resolveDataDir(); err != nil {
		return err
	}
	server, err := s.ReadStack(s.dataDir)
	if s.server == "" {
		s.server = server
	}
	return err
}
