package devstack

import (
	"cmp"
	"context"
	"strings"
	"syscall"
	"time"
)

// The names of the parts that Start brings up itself.
const (
	PartPostgres = "postgres"
	PartMinio    = "minio"
	PartTemporal = "temporal"
)

// Part is a process to keep running: started, waited for, restarted when it
// dies, stopped.
type Part struct {
	// Name is what the console, the log file and the Stack's methods call it:
	// letters, digits and dashes.
	Name string
	// Path is the program and Args its arguments, without the program's name.
	Path string
	Args []string
	// Env is the whole environment; nil means this process's.
	Env []string
	// Dir is the working folder; empty means this process's.
	Dir string
	// Address is where the part serves, told on the console; it may be empty.
	Address string
	// Credential is the user to run as; nil means this process's. Only root
	// can set it.
	Credential *syscall.Credential

	// Before runs before every start, also before a restart; an error counts
	// as a failed start. Nil means there is nothing to do.
	Before func(ctx context.Context) error
	// Ready is called again and again after a start until it returns nil, which
	// says that the part serves; an error says not yet. It must end when its
	// context does, which is after 5 s at the latest. Nil means at once.
	Ready func(ctx context.Context) error
	// StartTimeout is how long the part may take to be ready, by default 60 s.
	StartTimeout time.Duration

	// StopSignal asks the part to end, by default SIGTERM. It goes to the
	// process itself, not to its children.
	StopSignal syscall.Signal
	// StopTimeout is how long it may take before it and all its children are
	// killed, by default 10 s.
	StopTimeout time.Duration

	// deathSignal reaches the part when this process dies, however it does; by
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
