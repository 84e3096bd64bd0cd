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

// loopback is the only address that the parts listen on.
const loopback = "127.0.0.1"

// Ports are the TCP ports of the parts on the loopback interface; 0 chooses a free
// port.
type Ports struct {
	Postgres int
	Temporal TemporalPorts
	MinIO    int
}

// TemporalPorts are the ports of Temporal's four services, which run in one
// process: a gRPC port and a membership port each. Clients use Frontend.
type TemporalPorts struct {
	Frontend, History, Matching, Worker                                         int
	FrontendMembership, HistoryMembership, MatchingMembership, WorkerMembership int
}

// TemporalPortsFrom returns eight consecutive ports, starting with the frontend's.
// For 0 all of them are 0.
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

// portClaim is a port that a part needs.
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

// claim replaces zeros with free ports and checks that the other ports are free.
// grace is how long to wait for a port in use, because the servers of a killed
// stack may still be exiting. The closers hold the reservations of the chosen
// ports.
func (p *Ports) claim(ctx context.Context, cfg Config, grace time.Duration) (held []io.Closer, err error) {
	taken := map[int]string{}
	claims := p.claims(cfg)
	for _, c := range claims {
		if *c.port == 0 {
			continue
		}
		if *c.port < 0 || *c.port > math.MaxUint16 {
			return nil, fail(CodeConfig, "port %d for %s is not between 1 and 65535: choose another (0 chooses a free one)", *c.port, c.name)
		}
		if other := taken[*c.port]; other != "" {
			return nil, fail(CodeConfig, "port %d is set for both %s and %s: choose another for one of them (0 chooses a free one)", *c.port, other, c.name)
		}
		taken[*c.port] = c.name
		if err := awaitFree(ctx, *c.port, grace); err != nil {
			if !errors.Is(err, syscall.EADDRINUSE) {
				return nil, fail(CodePortInUse, "cannot listen on port %d for %s: %w: choose another (0 chooses a free one)", *c.port, c.name, err)
			}
			return nil, fail(CodePortInUse, "port %d for %s is in use: stop the program that listens on it, or choose another port (0 chooses a free one)", *c.port, c.name).because(err)
		}
		// Temporal stores membership ports as smallint.
		if strings.HasSuffix(c.name, "membership") && *c.port > math.MaxInt16 {
			return nil, fail(CodeConfig, "port %d for %s is above %d, the highest that Temporal can store: choose a lower port for Temporal (0 chooses free ones)", *c.port, c.name, math.MaxInt16)
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

// FreePort chooses a free port for one of the application's own parts. Other stacks
// do not choose it until the closer is closed.
func FreePort() (int, io.Closer, error) { return freePort(map[int]string{}) }

// freePort chooses a port below the ephemeral range (32768 and up on Linux), so that
// an outgoing connection cannot take the port of a part that is stopped.
func freePort(taken map[int]string) (int, io.Closer, error) {
	const low, high, tries = 20000, 32000, 1000
	var last error
	for range tries {
		port := low + rand.IntN(high-low)
		if taken[port] != "" {
			continue
		}
		hold, err := reservePort(port)
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
	return 0, nil, fail(CodePortInUse, "no free port was found between %d and %d: set the ports (%w)", low, high, last)
}

func hostPort(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

func closeAll(closers []io.Closer) {
	for _, c := range closers {
		_ = c.Close()
	}
}
