package devstack

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestSecondStartFindsTheData(t *testing.T) {
	folder := tempFolder(t)
	ctx := within(t, 60*time.Second)
	stack, err := Start(context.Background(), testConfig(folder))
	if err != nil {
		t.Fatal(err)
	}
	defer stack.Stop()
	for _, write := range []func(context.Context, *Stack, string) error{writeRow, writeObject, runWorkflow} {
		if err := write(ctx, stack, "kept"); err != nil {
			t.Fatal(err)
		}
	}
	ports := stack.ports
	wantStopped(t, stack, folder)

	// The same ports again, as people have them.
	cfg := testConfig(folder)
	cfg.Ports = ports
	began := time.Now()
	stack, err = Start(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer stack.Stop()
	t.Logf("the second start took %s", time.Since(began))
	for _, read := range []func(context.Context, *Stack, string) error{readRow, readObject, readWorkflow} {
		if err := read(ctx, stack, "kept"); err != nil {
			t.Errorf("what the first stack wrote is not found: %v", err)
		}
	}
	wantStopped(t, stack, folder)
}

// wantStopped stops the stack and looks for anything that is left.
func wantStopped(t *testing.T, stack *Stack, folder string) {
	t.Helper()
	if err := stack.Stop(); err != nil {
		t.Error(err)
	}
	wantNothingLeft(t, folder)
	for _, claim := range stack.ports.claims(stack.cfg) {
		if err := tryListen(*claim.port); err != nil {
			t.Errorf("the port of %s is still taken: %v", claim.name, err)
		}
	}
}

// wantNothingLeft fails the test if a process or a lock file is left.
func wantNothingLeft(t *testing.T, folder string) {
	t.Helper()
	// A child of a program that was killed ends a moment after it.
	left := processesOf(t, folder)
	for end := time.Now().Add(5 * time.Second); len(left) > 0 && time.Now().Before(end); left = processesOf(t, folder) {
		time.Sleep(20 * time.Millisecond)
	}
	if len(left) > 0 {
		t.Errorf("processes are left: %q", left)
	}
	if _, err := os.Stat(dataDir(folder).lockFile()); !os.IsNotExist(err) {
		t.Errorf("the lock file is left (%v)", err)
	}
}

func TestContextEndsTheStack(t *testing.T) {
	folder := tempFolder(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	// What is given is not started, so this one has MinIO alone.
	cfg := testConfig(folder)
	cfg.DatabaseURL = "postgres://someone@db.invalid/approvals"
	cfg.TemporalAddress = "temporal.invalid:7233"
	stack, err := Start(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if parts := stack.Status(); len(parts) != 1 || parts[0].Name != PartMinio {
		t.Errorf("the stack runs %v, want MinIO alone", parts)
	}
	if stack.DatabaseURL() != cfg.DatabaseURL || stack.TemporalAddress() != cfg.TemporalAddress {
		t.Error("the stack does not tell the addresses that it was given")
	}
	cancel()
	select {
	case <-stack.Done():
	case <-time.After(20 * time.Second):
		t.Error("the stack did not stop when its context ended")
	}
	wantStopped(t, stack, folder)
}

func TestStartBrokenOff(t *testing.T) {
	folder := tempFolder(t)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	stack, err := Start(ctx, testConfig(folder))
	if err == nil {
		t.Fatal("a stack was started in no time; stopped:", stack.Stop())
	}
	wantCode(t, err, CodeCanceled, "canceled")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error hides its cause: %v", err)
	}
	wantNothingLeft(t, folder)
}

// TestSupervisorKilled kills the supervisor: its servers exit and the next start
// succeeds.
func TestSupervisorKilled(t *testing.T) {
	folder := tempFolder(t)
	killSupervisor(t, folder)
	began := time.Now()
	stack, err := Start(within(t, 60*time.Second), testConfig(folder))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the start after it took %s", time.Since(began))
	wantUsable(within(t, 30*time.Second), t, stack)
	wantStopped(t, stack, folder)
}

func killSupervisor(t *testing.T, folder string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleVar+"=supervisor", folderVar+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Fatalf("the supervisor said %q, %v", line, err)
	}
	wantModes(t, folder)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if err := poll(within(t, 10*time.Second), 20*time.Millisecond, func(context.Context) (bool, error) {
		return len(processesOf(t, folder)) == 0, nil
	}); err != nil {
		t.Errorf("processes outlive their supervisor: %q", processesOf(t, folder))
	}
}

// wantModes checks that no other user can read the secrets.
func wantModes(t *testing.T, folder string) {
	t.Helper()
	for _, file := range []string{"secrets.json", "temporal/server.yaml"} {
		info, err := os.Stat(filepath.Join(folder, file))
		if err != nil {
			t.Error(err)
		} else if info.Mode() != fs.FileMode(0o600) {
			t.Errorf("%s has the mode %s", file, info.Mode())
		}
	}
}
