package devstack

import (
	"bytes"
	"context"
	_ "embed"
	"path/filepath"
	"text/template"
	"time"
)

//go:embed temporal/server.yaml.tmpl
var temporalConfigText string

//go:embed temporal/dynamicconfig.yaml
var temporalDynamicConfig []byte

var temporalConfig = template.Must(template.New("server.yaml").Parse(temporalConfigText))

// temporalServer is a Temporal server that runs its four services in one process.
type temporalServer struct {
	program   string
	dir       string
	ports     TemporalPorts
	postgres  *postgres
	password  string
	namespace namespace
}

func (t *temporalServer) configFile() string { return filepath.Join(t.dir, "server.yaml") }

// writeConfig writes the server's configuration for this start. It holds the
// database password, so only its owner may read it.
func (t *temporalServer) writeConfig() error {
	dynamic := filepath.Join(t.dir, "dynamicconfig.yaml")
	var text bytes.Buffer
	err := temporalConfig.Execute(&text, map[string]any{
		"Database":           temporalDatabase,
		"VisibilityDatabase": visibilityDatabase,
		"PostgresAddress":    hostPort(t.postgres.port),
		"User":               temporalRole,
		"Password":           t.password,
		"Ports":              t.ports,
		"DynamicConfig":      dynamic,
	})
	if err == nil {
		err = writeFile(dynamic, temporalDynamicConfig, 0o644)
	}
	if err == nil {
		err = writeFile(t.configFile(), text.Bytes(), 0o600)
	}
	if err != nil {
		return fail(CodeDataDir, "cannot write Temporal's configuration: %w", err)
	}
	return nil
}

func (t *temporalServer) part() Part {
	return Part{
		Name: PartTemporal, Path: t.program,
		Args: []string{"--config-file", t.configFile(), "--allow-no-auth", "start"},
		Env:  serverEnv(), Dir: t.dir, Address: hostPort(t.ports.Frontend),
		Ready: func(ctx context.Context) error {
			return t.namespace.ensure(ctx, hostPort(t.ports.Frontend))
		},
		StopTimeout: 20 * time.Second,
	}
}
