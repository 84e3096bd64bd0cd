package main

import (
	shared "approvals/cmd/internal/settings"

	"github.com/spf13/cobra"
)

// settings is what can be set by flag or environment. Which command takes which
// stands in options.
type settings struct {
	shared.Addresses
	databaseConnections int
	listen              string
	insecureCookies     bool
	trustedProxies      []string
	development         bool
	logLevel            string
	dataDir             string
}

// options is every setting there is; the table in the README is made from it.
func (s *settings) options() []shared.Option {
	api, verify := []string{"api"}, []string{"verify"}
	server := []string{"api", "worker"}
	addresses := s.Options([]string{"api", "worker", "migrate", "user", "verify"}, []string{"migrate"}, []string{"api", "worker", "verify"})
	return append(addresses,
		shared.NewOption("database-connections", "DATABASE_CONNECTIONS", "most connections that one process opens to PostgreSQL", server, shared.Number(&s.databaseConnections, 20)),
		shared.NewOption("listen", "APPROVALS_LISTEN", "address to serve HTTP on; with port 0 on a free one", api, shared.Text(&s.listen, "127.0.0.1:8080")),
		shared.NewOption("insecure-cookies", "APPROVALS_INSECURE_COOKIES", "send the session cookie over plain HTTP too; for a machine of one's own", api, shared.Switch(&s.insecureCookies)),
		shared.NewOption("trusted-proxies", "APPROVALS_TRUSTED_PROXIES", "addresses or networks whose X-Forwarded headers count, with commas between", api, shared.List(&s.trustedProxies)),
		shared.NewOption("development", "APPROVALS_DEVELOPMENT", "allow demo accounts and default secrets", server, shared.Switch(&s.development)),
		shared.NewOption("log-level", "LOG_LEVEL", "debug, info, warn or error", server, shared.Text(&s.logLevel, "info")),
		shared.NewOption("data-dir", "APPROVALS_DATA_DIR", "data folder of the development stack, in which the addresses are found where none are given", verify, shared.Text(&s.dataDir, "")),
	)
}

// bind gives the command the flags that it takes.
func (s *settings) bind(cmd *cobra.Command, name string) { shared.Bind(cmd, name, s.options()) }

// need returns an error that names the settings among those given that are
// empty.
func need(values map[string]string) error { return shared.Need(new(settings).options(), values) }

// readStack fills in where the parts are from the data folder of the running
// stack, unless the database was given.
func (s *settings) readStack() (err error) {
	if s.DatabaseURL != "" {
		return nil
	}
	if s.dataDir == "" {
		if s.dataDir, err = shared.DefaultDataDir(); err != nil {
			return err
		}
	}
	_, err = s.ReadStack(s.dataDir)
	return err
}
