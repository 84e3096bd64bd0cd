package devstack

import (
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// loopback is the only address anything here listens on.
const loopback = "127.0.0.1"

// Ports are the TCP ports of the parts on the loopback interface; 0 means a
// free one.
type Ports struct {
	Postgres int
	Temporal TemporalPorts
	MinIO    int
}

// TemporalPorts are the ports of the four services in Temporal's one process,
// each with one for gRPC and one for finding the others. Clients use Frontend.
type TemporalPorts struct {
	Frontend, History, Matching, Worker                                         int
	FrontendMembership, HistoryMembership, MatchingMembership, WorkerMembership int
}

// DefaultPorts are the fixed ports of a stack that people work with: 15432 for
// PostgreSQL, 17233 and following for Temporal, 19000 for MinIO.
func DefaultPorts() Ports {
	return Ports{Postgres: 15432, Temporal: TemporalPortsFrom(17233), MinIO: 19000}
}

// TemporalPortsFrom derives the inner ports from the frontend's, in the eight
// numbers from there on. From 0 it gives eight zeros.
func TemporalPortsFrom(frontend int) TemporalPorts {
	if frontend == 0 {
		return TemporalPorts{}
	}
	return TemporalPorts{
		Frontend: frontend, History: frontend + 1, Matching: frontend + 2, Worker: frontend + 3,
		FrontendMembership: frontend + 4, HistoryMembership: frontend + 5,
		MatchingMembership: frontend + 6, WorkerMembership: frontend + 7,
	}
}

// portClaim is one port that a part of this stack needs.
type portClaim struct {
	name string
	port *int
}

func (p *Ports) claims(cfg Config) []portClaim {
	var claims []portClaim
	if cfg.needsPostgres() {
		claims = append(claims, portClaim{"PostgreSQL", &p.Postgres})
	}
	if cfg.needsTemporal() {
		t := &p.Temporal
		claims = append(claims,
			portClaim{"Temporal's frontend", &t.Frontend},
			portClaim{"Temporal's history service", &t.History},
			portClaim{"Temporal's matching service", &t.Matching},
			portClaim{"Temporal's worker service", &t.Worker},
			portClaim{"Temporal's frontend membership", &t.FrontendMembership},
			portClaim{"Temporal's history membership", &t.HistoryMembership},
			portClaim{"Temporal's matching membership", &t.MatchingMembership},
			portClaim{"Temporal's worker membership", &t.WorkerMembership},
		)
	}
	if cfg.needsMinio() {
		claims = append(claims, portClaim{"MinIO", &p.MinIO})
	}
	return claims
}

// claim fills in the zeros and checks that the others are free. grace is how
// long to wait for a port in use: the servers of a stack that was killed may
// take a moment to go. The closers keep other stacks from choosing the same
// free ports.
func (p *Ports) claim(ctx context.Context, cfg Config, grace time.Duration) (held []io.Closer, err error) {
	taken := map[int]string{}
	claims := p.claims(cfg)
	for _, c := range claims {
		if *c.port == 0 {
			continue
		}
		if *c.port < 0 || *c.port > math.MaxUint16 {
			return nil, fail(CodeConfig, "port %d for %s is not between 1 and 65535: choose another (0 means a free one)", *c.port, c.name)
		}
		if other := taken[*c.port]; other != "" {
			return nil, fail(CodeConfig, "port %d is given to both %s and %s: choose another for one of them (0 means a free one)", *c.port, other, c.name)
		}
		taken[*c.port] = c.name
		if err := awaitFree(ctx, *c.port, grace); err != nil {
			if !errors.Is(err, syscall.EADDRINUSE) {
				return nil, fail(CodePortInUse, "cannot listen on port %d for %s: %w: choose another (0 means a free one)", *c.port, c.name, err)
			}
			return nil, fail(CodePortInUse, "port %d for %s is in use: stop the program that listens there, or choose another port (0 means a free one)", *c.port, c.name).because(err)
		}
		// Temporal keeps these in a smallint.
		if strings.HasSuffix(c.name, "membership") && *c.port > math.MaxInt16 {
			return nil, fail(CodeConfig, "port %d for %s is above %d, the last one that Temporal can keep: choose a lower port for Temporal (0 means free ones)", *c.port, c.name, math.MaxInt16)
		}
	}
	for _, c := range claims {
		if *c.port != 0 {
			continue
		}
		port, hold, err := freePort(taken)
		if err != nil {
			closeAll(held)
			return nil, err
		}
		*c.port = port
		taken[port] = c.name
		held = append(held, hold)
	}
	return held, nil
}

func awaitFree(ctx context.Context, port int, grace time.Duration) error {
	var last error
	ctx, cancel := context.WithTimeout(ctx, grace)
	defer cancel()
	err := poll(ctx, 50*time.Millisecond, func(context.Context) (bool, error) {
		last = tryListen(port)
		if last != nil && !errors.Is(last, syscall.EADDRINUSE) {
			return false, last
		}
		return last == nil, nil
	})
	if err != nil && last != nil {
		return last
	}
	return err
}

func tryListen(port int) error {
	l, err := net.Listen("tcp4", hostPort(port))
	if err != nil {
		return err
	}
	return l.Close()
}

// FreePort chooses a port for one of the application's own parts. The closer
// keeps other stacks from choosing the same.
func FreePort() (int, io.Closer, error) { return freePort(map[int]string{}) }

// freePort chooses below the range that systems take outgoing connections'
// ports from (32768 and up on Linux): a part that is down for a while would
// otherwise find its port borrowed by some client when it comes back.
func freePort(taken map[int]string) (int, io.Closer, error) {
	const low, high, tries = 20000, 32000, 1000
	var last error
	for range tries {
		port := low + rand.IntN(high-low)
		if taken[port] != "" {
			continue
		}
		hold, err := holdPort(port)
		if err != nil {
			last = err
			continue
		}
		if err := tryListen(port); err != nil {
			last = err
			_ = hold.Close()
			continue
		}
		return port, hold, nil
	}
	return 0, nil, fail(CodePortInUse, "no free port was found between %d and %d: name the ports (%w)", low, high, last)
}

func hostPort(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

func closeAll(closers []io.Closer) {
	for _, c := range closers {
		_ = c.Close()
	}
}
