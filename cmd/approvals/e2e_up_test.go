package main

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"approvals/api/apitest"
)

// up starts the stack in the place on free ports and waits until it is ready.
func (p place) up(env []string, listen string, more ...string) *running {
	p.t.Helper()
	r := p.run(env, append([]string{"up", "--data-dir", p.data(), "--listen", listen,
		"--postgres-port", "0", "--temporal-port", "0", "--minio-port", "0", "--demo-data", "small"}, more...)...)
	r.says(3*time.Minute, "Stop       Ctrl-C")
	return r
}

// visit is the scene of an API that already runs, with the demo accounts signed in.
func visit(t *testing.T, listen string) *scene {
	t.Helper()
	s := &scene{API: apitest.At("http://" + listen)}
	for _, name := range []string{"rep", "gm", "finance", "commercial", "manager"} {
		s.SignIn(t, name)
	}
	return s
}

// pay takes an expense request to its payment.
func (s *scene) pay(t *testing.T) *story {
	t.Helper()
	r := s.submitted(t)
	r.done("gm_signoff", "approve", nil)
	r.done("finance_processing", "complete", nil)
	return r
}

// TestUp starts the whole stack twice on one data folder and kills parts of it.
func TestUp(t *testing.T) {
	t.Parallel()
	here, listen := newPlace(t), freeAddress(t)
	first := here.up(nil, listen)
	for _, part := range []string{"postgres is ready", "minio is ready", "temporal is ready", "worker is ready", "api is ready",
		"http://" + listen, here.data(), "demo-rep"} {
		if !strings.Contains(first.said.String(), part) {
			t.Errorf("the console does not say %q:\n%s", part, first.said)
		}
	}
	paid := visit(t, listen).pay(t)

	t.Run("its port is taken", func(t *testing.T) {
		other := newPlace(t)
		other.run(nil, "up", "--data-dir", other.data(), "--listen", listen).refuses(listen, "--listen", "APPROVALS_LISTEN")
		other.wantNothingLeft()
	})
	t.Run("its data folder is taken", func(t *testing.T) {
		other := newPlace(t)
		other.run(nil, "up", "--data-dir", here.data(), "--listen", freeAddress(t)).
			refuses("already runs", here.data(), strconv.Itoa(first.Process.Pid), "http://"+listen, "--data-dir")
		// The same with the same address: not the port is what is said.
		other.run(nil, "up", "--data-dir", here.data(), "--listen", listen).
			refuses("already runs", here.data(), strconv.Itoa(first.Process.Pid), "http://"+listen, "--data-dir")
		if left := other.left(); len(left) > 0 {
			t.Errorf("processes are left: %v", left)
		}
	})
	first.ends(syscall.SIGTERM)
	here.wantNothingLeft()

	began := time.Now()
	second := here.up(nil, listen)
	t.Logf("the second start took %s", time.Since(began))
	again := visit(t, listen)
	if got := again.Get(t, "rep", paid.path("")).At("status"); got != "paid" {
		t.Errorf("after the second start the request is %q", got)
	}
	for _, part := range []string{"api", "worker"} {
		must(t, syscall.Kill(second.child(part), syscall.SIGKILL))
		second.says(10*time.Second, part+" exited: signal: killed; restarting")
		second.says(30*time.Second, part+" is back")
	}
	again.pay(t)

	// The other commands find the running stack by its data folder.
	played := here.run(nil, "demo", "--data-dir", here.data())
	played.exits(time.Minute, 0)
	if !strings.Contains(played.said.String(), "No differences found.") {
		t.Errorf("the demo does not end well:\n%s", played.said)
	}
	here.run(nil, "verify", "--data-dir", here.data()).exits(20*time.Second, 0)
	second.ends(syscall.SIGINT)
	here.wantNothingLeft()
	for _, command := range []string{"verify", "demo"} {
		here.run(nil, command, "--data-dir", here.data()).exits(30*time.Second, 1)
	}
}

// TestUpOnAFreePort starts with port 0 and reads the chosen port from the output.
func TestUpOnAFreePort(t *testing.T) {
	t.Parallel()
	here := newPlace(t)
	r := here.up(nil, "127.0.0.1:0", "--demo-data", "none")
	found := regexp.MustCompile(`Open +http://(127\.0\.0\.1:[1-9]\d+)`).FindStringSubmatch(r.said.String())
	if found == nil {
		t.Fatalf("no port is said:\n%s", r.said)
	}
	visit(t, found[1])
	r.ends(syscall.SIGTERM)
	here.wantNothingLeft()
}

// TestUpWithGivenServers uses running servers instead of starting its own.
func TestUpWithGivenServers(t *testing.T) {
	t.Parallel()
	given := sharedServers(t)
	owner := "DATABASE_URL=" + given.MigrateDatabaseURL
	env := func(names ...string) (chosen []string) {
		for _, line := range given.Environment() {
			name, _, _ := strings.Cut(line, "=")
			for _, n := range append(names, "TEMPORAL_TASK_QUEUE", "S3_BUCKET") {
				if strings.HasPrefix(name, n) {
					chosen = append(chosen, line)
				}
			}
		}
		return chosen
	}
	for name, try := range map[string]struct{ given, more, started []string }{
		"all":                {[]string{"DATABASE_URL", "TEMPORAL", "S3_"}, []string{"MIGRATE_" + owner}, nil},
		"temporal and minio": {[]string{"TEMPORAL", "S3_"}, nil, []string{"postgres"}},
		// One role for everything, which is allowed in development.
		"postgresql and temporal": {[]string{"TEMPORAL"}, []string{owner}, []string{"minio"}},
	} {
		t.Run(name, func(t *testing.T) {
			here, listen := newPlace(t), freeAddress(t)
			r := here.up(append(env(try.given...), try.more...), listen)
			processes := strings.Join(here.left(), "\n")
			for _, part := range []string{"postgres", "minio", "temporal"} {
				started := strings.Contains(r.said.String(), part+" is ready")
				runs := strings.Contains(processes, part+" ") || strings.Contains(processes, "/"+part+"/")
				wanted := len(try.started) > 0 && try.started[0] == part
				if started != wanted || runs != wanted {
					t.Errorf("%s: the console says %v, runs is %v, want %v:\n%s\n%s", part, started, runs, wanted, r.said, processes)
				}
			}
			visit(t, listen).pay(t)
			r.ends(syscall.SIGTERM)
			here.wantNothingLeft()
		})
	}
}

// TestUpRefuses checks that each refused start prints one sentence and leaves nothing
// behind.
func TestUpRefuses(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	must(t, err)
	for name, try := range map[string]struct{ args, words []string }{
		"its port":                     {[]string{"--listen", taken.Addr().String()}, []string{taken.Addr().String(), "--listen"}},
		"PostgreSQL's port":            {[]string{"--postgres-port", port}, []string{port, "PostgreSQL", "in use"}},
		"Temporal's port":              {[]string{"--temporal-port", port}, []string{port, "Temporal", "in use"}},
		"MinIO's port":                 {[]string{"--minio-port", port}, []string{port, "MinIO", "in use"}},
		"a port that is none":          {[]string{"--postgres-port", "70000"}, []string{"70000"}},
		"a program that is not there":  {[]string{"--minio-bin", "/no/such/minio"}, []string{"/no/such/minio"}},
		"an address that is none":      {[]string{"--listen", "nonsense"}, []string{"--listen", "nonsense", "host:port"}},
		"a database that is not there": {[]string{"--database-url", "postgres://a:b@127.0.0.1:1/x"}, []string{"--database-url", "DATABASE_URL", "127.0.0.1:1"}},
		"keys that are missing":        {[]string{"--s3-endpoint", "http://127.0.0.1:1"}, []string{"S3", "access key"}},
	} {
		t.Run(name, func(t *testing.T) {
			here := newPlace(t)
			args := append([]string{"up", "--data-dir", here.data(), "--listen", freeAddress(t),
				"--postgres-port", "0", "--temporal-port", "0", "--minio-port", "0"}, try.args...)
			here.run(nil, args...).refuses(try.words...)
			here.wantNothingLeft()
			if _, err := os.Stat(here.data()); !os.IsNotExist(err) {
				t.Errorf("the data folder is left: %v", err)
			}
		})
	}
	t.Run("an unwritable folder", func(t *testing.T) {
		here := newPlace(t)
		file := filepath.Join(here.folder, "file")
		must(t, os.WriteFile(file, nil, 0o600))
		folder := filepath.Join(file, "data")
		here.run(nil, "up", "--data-dir", folder, "--listen", freeAddress(t)).refuses(folder)
		here.wantNothingLeft()
	})
	t.Run("no number", func(t *testing.T) {
		here := newPlace(t)
		here.run([]string{"APPROVALS_POSTGRES_PORT=many"}, "up", "--data-dir", here.data()).refuses("APPROVALS_POSTGRES_PORT", "many")
	})
	t.Run("no stack", func(t *testing.T) {
		here := newPlace(t)
		for _, command := range []string{"verify", "demo"} {
			here.run(nil, command, "--data-dir", here.data()).refuses(here.data(), "make up")
		}
	})
}
