package main

import (
	shared "approvals/cmd/internal/settings"

	"github.com/spf13/cobra"
)

// settings are the values that can be set by flag or environment variable; see
// options.
type settings struct {
	shared.Addresses
	databaseConnections int
	listen              string
	insecureCookies     bool
	trustedProxies      []string
	development         bool
	logLevel            string
	dataDir             string
	// server is the address of the API of the running stack.
	server        string
	checkpointKey string
	// checkpointPublicKeys are the keys of whoever verifies.
	checkpointPublicKeys string
	checkpointBucket     string
	// offline is the folder from which verify reads the checkpoints.
	offline string
}

// options declares all settings and the commands that use them. The table in the
// README is generated from it.
func (s *settings) options() []shared.Option {
	api := []string{"api"}
	server := []string{"api", "worker"}
	signers := []string{"worker", "checkpoint"}
	addresses := s.Options([]string{"api", "worker", "migrate", "user", "verify", "checkpoint", "bench"}, []string{"migrate"}, []string{"api", "worker", "verify", "checkpoint", "bench"})
	return append(addresses,
		shared.NewOption("database-connections", "DATABASE_CONNECTIONS", "maximum number of connections of one process to PostgreSQL", server, shared.Number(&s.databaseConnections, 20)),
		shared.NewOption("listen", "APPROVALS_LISTEN", "address to serve HTTP on; port 0 chooses a free one", api, shared.Text(&s.listen, "127.0.0.1:8080")),
		shared.NewOption("insecure-cookies", "APPROVALS_INSECURE_COOKIES", "send the session cookie over plain HTTP too; only for development", api, shared.Switch(&s.insecureCookies)),
		shared.NewOption("trusted-proxies", "APPROVALS_TRUSTED_PROXIES", "comma-separated addresses or networks whose X-Forwarded headers are trusted", api, shared.List(&s.trustedProxies)),
		shared.NewOption("development", "APPROVALS_DEVELOPMENT", "allow demo accounts and default secrets", append(server, "bench"), shared.Switch(&s.development)),
		shared.NewOption("log-level", "LOG_LEVEL", "log level: debug, info, warn or error", server, shared.Text(&s.logLevel, "info")),
		shared.NewOption("data-dir", "APPROVALS_DATA_DIR", "data folder of the development stack, from which addresses that are not set are read", []string{"verify", "checkpoint", "bench"}, shared.Text(&s.dataDir, "")),
		shared.NewOption("checkpoint-key", "APPROVALS_CHECKPOINT_KEY", "file with the ed25519 key that signs the checkpoints of the hash chains; without one none are written", signers, shared.Text(&s.checkpointKey, "")),
		shared.NewOption("checkpoint-public-keys", "APPROVALS_CHECKPOINT_PUBLIC_KEYS", "file with the public keys that checkpoints are verified with; earlier ones, after a change of keys, among them", append(signers, "verify"), shared.Text(&s.checkpointPublicKeys, "")),
		shared.NewOption("checkpoint-bucket", "APPROVALS_CHECKPOINT_BUCKET", "bucket of the checkpoints; created with object lock if it is missing", append(signers, "verify"), shared.Text(&s.checkpointBucket, "approvals-checkpoints")),
	)
}

// bind adds the flags of the named command.
func (s *settings) bind(cmd *cobra.Command, name string) { shared.Bind(cmd, name, s.options()) }

// need returns an error that names a required setting that is empty.
func need(values map[string]string) error { return shared.Need(new(settings).options(), values) }

// readStack reads the addresses from the data folder of the running stack, unless the
// database address is set.
func (s *settings) readStack() (err error) {
	if s.DatabaseURL != "" {
		return nil
	}
	if s.dataDir == "" {
		if s.dataDir, err = shared.DefaultDataDir(); err != nil {
			return err
		}
	}
	s.server, err = s.ReadStack(s.dataDir)
	return err
}
