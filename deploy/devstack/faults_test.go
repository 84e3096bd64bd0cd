package devstack

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestKilledPartsComeBack(t *testing.T) {
	stack := shared.get(t)
	for _, part := range []string{PartPostgres, PartMinio, PartTemporal} {
		t.Run(part, func(t *testing.T) {
			before := statusOf(t, stack, part)
			// From outside, as the kernel's memory killer would.
			if err := syscall.Kill(before.PID, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			ctx := within(t, 30*time.Second)
			began := time.Now()
			awaitRestart(ctx, t, stack, before)
			t.Logf("%s was back after %s", part, time.Since(began))
			wantUsable(ctx, t, stack)
		})
	}
}

func TestKillTakesTheChildren(t *testing.T) {
	stack := shared.get(t)
	before := statusOf(t, stack, PartPostgres)
	children := descendants(before.PID)
	if len(children) == 0 {
		t.Fatal("the server has no children")
	}
	if err := stack.Kill(PartPostgres); err != nil {
		t.Fatal(err)
	}
	for _, pid := range children {
		if err := poll(within(t, 5*time.Second), 10*time.Millisecond, func(context.Context) (bool, error) {
			return syscall.Kill(pid, 0) != nil, nil
		}); err != nil {
			t.Errorf("the child %d outlives the server", pid)
		}
	}
	ctx := within(t, 30*time.Second)
	if err := stack.WaitReady(ctx, PartPostgres); err != nil {
		t.Fatal(err)
	}
	wantUsable(ctx, t, stack)
}

func TestHaltAndResume(t *testing.T) {
	stack := shared.get(t)
	ctx := within(t, 30*time.Second)
	if err := stack.Halt(PartMinio); err != nil {
		t.Fatal(err)
	}
	if s := statusOf(t, stack, PartMinio); s.State != Halted || s.PID != 0 {
		t.Errorf("the halted part is %+v", s)
	}
	wantCode(t, stack.WaitReady(ctx, PartMinio), CodeNoSuchPart, "halted")
	wantCode(t, stack.Kill(PartMinio), CodeNoSuchPart, "halted")
	if err := writeObject(ctx, stack, "while-halted"); err == nil {
		t.Error("the halted part still serves")
	}
	if err := stack.Resume(ctx, PartMinio); err != nil {
		t.Fatal(err)
	}
	wantUsable(ctx, t, stack)
}

func TestPauseAndUnpause(t *testing.T) {
	stack := shared.get(t)
	if err := stack.Pause(PartPostgres); err != nil {
		t.Fatal(err)
	}
	impatient := strings.Replace(stack.DatabaseURL(), "connect_timeout=10", "connect_timeout=1", 1)
	db, err := sql.Open("postgres", impatient)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Ping(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the paused part answers: %v", err)
	}
	if err := stack.Unpause(PartPostgres); err != nil {
		t.Fatal(err)
	}
	wantUsable(within(t, 30*time.Second), t, stack)
}

// TestAddedPart checks that the application's own processes are supervised.
func TestAddedPart(t *testing.T) {
	stack := shared.get(t)
	ctx := within(t, 30*time.Second)
	app := fmt.Sprintf("app-%d", time.Now().UnixNano()) // it stays on the shared stack
	part, address := testPart(t, stack, app)
	if err := stack.Add(ctx, part); err != nil {
		t.Fatal(err)
	}
	wantCode(t, stack.Add(ctx, part), CodeConfig, "already")
	if err := answers(ctx, address); err != nil {
		t.Fatal(err)
	}
	before := statusOf(t, stack, app)
	if err := stack.Kill(app); err != nil {
		t.Fatal(err)
	}
	if err := stack.WaitReady(ctx, app); err != nil {
		t.Fatal(err)
	}
	if after := statusOf(t, stack, app); after.PID == before.PID || after.Restarts != before.Restarts+1 {
		t.Errorf("before %+v, after %+v", before, after)
	}
	order := stack.stopOrder()
	if first := order[0].part.Name; first != app {
		t.Errorf("%s is to be stopped before the application", first)
	}
	if last := order[len(order)-1].part.Name; last != PartPostgres {
		t.Errorf("%s is to be stopped last", last)
	}
}

func TestPartThatFails(t *testing.T) {
	stack := shared.get(t)
	part, _ := testPart(t, stack, "broken")
	part.Env = append(os.Environ(), roleVar+"=part", addressVar+"="+loopback+":no-such-port")
	err := stack.Add(within(t, 30*time.Second), part)
	wantCode(t, err, CodePartFailed, "broken ended before it was ready", "no-such-port", "broken.log")
	wantCode(t, stack.Halt("broken"), CodeNoSuchPart)
}

// testPart is a server that this test binary plays.
func testPart(t *testing.T, stack *Stack, name string) (Part, string) {
	t.Helper()
	port, hold, err := freePort(map[int]string{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hold.Close() })
	address := hostPort(port)
	return Part{
		Name: name, Path: os.Args[0], Dir: filepath.Join(stack.DataDir(), "logs"), Address: address,
		Env:   append(os.Environ(), roleVar+"=part", addressVar+"="+address),
		Ready: func(ctx context.Context) error { return answers(ctx, address) },
	}, address
}

func answers(ctx context.Context, address string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func statusOf(t *testing.T, stack *Stack, part string) Status {
	t.Helper()
	for _, s := range stack.Status() {
		if s.Name == part {
			return s
		}
	}
	t.Fatalf("there is no part %s", part)
	return Status{}
}

func awaitRestart(ctx context.Context, t *testing.T, stack *Stack, before Status) {
	t.Helper()
	err := poll(ctx, 20*time.Millisecond, func(context.Context) (bool, error) {
		now := statusOf(t, stack, before.Name)
		return now.Restarts > before.Restarts && now.State == Running, nil
	})
	if err != nil {
		log, _ := os.ReadFile(before.Log)
		t.Fatalf("%s did not come back: %+v\n%s", before.Name, statusOf(t, stack, before.Name), lastLines(string(log), 10))
	}
}

func TestLogIsCut(t *testing.T) {
	log := partLog{filepath.Join(t.TempDir(), "part.log")}
	if err := os.WriteFile(log.path, []byte(strings.Repeat("a", 50)+strings.Repeat("b", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := log.trim(100); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(log.path); err != nil || len(text) != 100 {
		t.Errorf("a log of the allowed size was cut to %d bytes, %v", len(text), err)
	}
	if err := log.trim(50); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(log.path); err != nil || len(text) != 0 {
		t.Errorf("the log holds %q, %v", text, err)
	}
	if text, err := os.ReadFile(log.path + ".1"); err != nil || string(text) != strings.Repeat("b", 50) {
		t.Errorf("the copy holds %q, %v", text, err)
	}
}
