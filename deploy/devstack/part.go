package devstack

import (
	"cmp"
	"context"
	"strings"
	"syscall"
	"time"
)

// The names of the parts that Start starts.
const (
	PartPostgres = "postgres"
	PartMinio    = "minio"
	PartTemporal = "temporal"
)

// Part is a supervised process: it is started, restarted when it exits, and
// stopped with the stack.
type Part struct {
	// Name identifies the part on the console, in the name of its log file and in
	// the Stack's methods. It consists of letters, digits and dashes.
	Name string
	// Path is the program and Args its arguments, without the program's name.
	Path string
	Args []string
	// Env is the complete environment; nil means this process's.
	Env []string
	// Dir is the working folder; empty means this process's.
	Dir string
	// Address is shown on the console when the part is ready. It may be empty.
	Address string
	// Credential is the user to run as; nil means the current user. Setting it
	// requires root.
	Credential *syscall.Credential

	// Before runs before every start and restart; an error counts as a failed
	// start. It may be nil.
	Before func(ctx context.Context) error
	// Ready is the readiness probe: it is called after a start until it returns
	// nil. It must return when its context ends, after 5 s at the latest. If it
	// is nil, the part is ready as soon as it has started.
	Ready func(ctx context.Context) error
	// StartTimeout is how long the part may take to become ready, by default 60 s.
	StartTimeout time.Duration

	// StopSignal asks the part to exit, by default SIGTERM. It is sent to the
	// process itself, not to its children.
	StopSignal syscall.Signal
	// StopTimeout is how long the part may take to exit before it and its
	// descendants are killed, by default 10 s.
	StopTimeout time.Duration

	// deathSignal is sent to the part when this process exits for any reason, by
	// default SIGKILL.
	deathSignal syscall.Signal
}

func (p Part) complete() (Part, error) {
	if p.Name == "" || strings.Trim(p.Name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return p, fail(CodeConfig, "a part's name %q must be made of letters, digits and dashes", p.Name)
	}
	if p.Path == "" {
		return p, fail(CodeConfig, "part %s has no program", p.Name)
	}
	p.StartTimeout = cmp.Or(p.StartTimeout, 60*time.Second)
	p.StopTimeout = cmp.Or(p.StopTimeout, 10*time.Second)
	p.StopSignal = cmp.Or(p.StopSignal, syscall.SIGTERM)
	p.deathSignal = cmp.Or(p.deathSignal, syscall.SIGKILL)
	return p, nil
}
