package devstack

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Each of these is a start that can't be, refused with a sentence that says
// what to do, with nothing left running.

func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		change func(t *testing.T, cfg *Config)
		code   Code
		words  []string
	}{
		{"no data folder", func(_ *testing.T, cfg *Config) { cfg.DataDir = "" }, CodeConfig, []string{"name one"}},
		{"short retention", func(_ *testing.T, cfg *Config) { cfg.Retention = time.Hour }, CodeConfig, []string{"24h"}},
		{"a store without keys", func(_ *testing.T, cfg *Config) { cfg.S3Endpoint = "s3.invalid" }, CodeConfig, []string{"give all three"}},
		{"a database that is no URL", func(_ *testing.T, cfg *Config) { cfg.DatabaseURL = "approvals" }, CodeConfig, []string{"postgres://"}},
		{"one port twice", func(_ *testing.T, cfg *Config) { cfg.Ports.Postgres, cfg.Ports.MinIO = 15433, 15433 }, CodeConfig, []string{"15433", "both"}},
		{"no port", func(_ *testing.T, cfg *Config) { cfg.Ports.MinIO = 70000 }, CodeConfig, []string{"70000"}},
		{"the database's port in use", func(t *testing.T, cfg *Config) { cfg.Ports.Postgres = listen(t) }, CodePortInUse, []string{"PostgreSQL is in use", "choose another port"}},
		{"an inner port in use", func(t *testing.T, cfg *Config) { cfg.Ports.Temporal.HistoryMembership = listen(t) }, CodePortInUse, []string{"history membership is in use"}},
		// A path below a file, since no mode keeps root from writing.
		{"a folder that can't be", func(t *testing.T, cfg *Config) { cfg.DataDir = filepath.Join(emptyFile(t), "data") }, CodeDataDir, []string{"not a directory", "choose another"}},
		{"another major version", oldCluster, CodeClusterVersion, []string{"PostgreSQL 9", "install version 9", "move the data folder away"}},
		{"a version that never was", func(t *testing.T, cfg *Config) { writeVersion(t, cfg, "9.6") }, CodeClusterVersion, []string{"9.6", "move the data folder away"}},
		{"no PostgreSQL where it is said to be", func(t *testing.T, cfg *Config) { cfg.PostgresBinDir = t.TempDir() }, CodeProgramMissing, []string{"initdb"}},
		{"no Temporal server", func(t *testing.T, cfg *Config) { cfg.TemporalServerBin = "/nowhere/server" }, CodeProgramMissing, []string{"/nowhere/server"}},
		{"no SQL tool", func(t *testing.T, cfg *Config) { cfg.TemporalSQLBin = "/nowhere/sql" }, CodeProgramMissing, []string{"/nowhere/sql"}},
		{"no MinIO", func(t *testing.T, cfg *Config) { cfg.MinioBin = "/nowhere/minio" }, CodeProgramMissing, []string{"/nowhere/minio"}},
		{"nothing to build with", func(t *testing.T, cfg *Config) {
			cfg.CacheDir = t.TempDir()
			t.Setenv("PATH", "/nowhere")
		}, CodeProgramMissing, []string{"has to be built", "install Go"}},
		{"passwords gone", func(t *testing.T, cfg *Config) {
			writeVersion(t, cfg, "15")
			if err := os.Remove(dataDir(cfg.DataDir).secretsFile()); err != nil {
				t.Fatal(err)
			}
		}, CodeDataDir, []string{"secrets.json is gone"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg := testConfig(tempFolder(t))
			folder := cfg.DataDir
			test.change(t, &cfg)
			stack, err := Start(within(t, 20*time.Second), cfg)
			if err == nil {
				t.Fatal("it started; stopped:", stack.Stop())
			}
			wantCode(t, err, test.code, test.words...)
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a sentence: %v", err)
			}
			wantNothingLeft(t, folder)
		})
	}
}

func TestSecondStackOnOneFolder(t *testing.T) {
	stack := shared.get(t)
	_, err := Start(within(t, 20*time.Second), testConfig(stack.DataDir()))
	wantCode(t, err, CodeDataDirLocked, "another stack", "choose another folder")
	if pid, running := LockedBy(stack.DataDir()); !running || pid != strconv.Itoa(os.Getpid()) {
		t.Errorf("running %v, process %s", running, pid)
	}
	wantUsable(within(t, 20*time.Second), t, stack)
}

// TestPartThatDoesNotServe checks that the error for a failing server has the end of
// its log, and that the other servers are stopped.
func TestPartThatDoesNotServe(t *testing.T) {
	folder := tempFolder(t)
	cfg := testConfig(folder)
	cfg.MinioBin = filepath.Join(t.TempDir(), "minio")
	if err := os.WriteFile(cfg.MinioBin, []byte("#!/bin/sh\necho the drive is on fire\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	stack, err := Start(within(t, 30*time.Second), cfg)
	if err == nil {
		t.Fatal("it started; stopped:", stack.Stop())
	}
	wantCode(t, err, CodePartFailed, "minio ended before it was ready: exit status 3", "the drive is on fire", "minio.log")
	wantNothingLeft(t, folder)
}

func TestUnreachableFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root gives the cluster to another user")
	}
	folder := tempFolder(t)
	t.Cleanup(func() {
		if _, err := os.Stat(filepath.Join(folder, "data")); err == nil {
			t.Error("a folder that cannot be used is left")
		}
	})
	if err := os.Chmod(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(within(t, 20*time.Second), testConfig(filepath.Join(folder, "data")))
	wantCode(t, err, CodeDataDir, "cannot enter "+folder, "chmod o+x")
	wantNothingLeft(t, folder)
}

// TestRefusedStartLeavesNoFolder checks that a refused start removes the folders that
// it created, but no existing or used ones.
func TestRefusedStartLeavesNoFolder(t *testing.T) {
	there := tempFolder(t)
	refuse := func(folder string) {
		t.Helper()
		cfg := testConfig(folder)
		cfg.MinioBin = "/nowhere/minio"
		stack, err := Start(within(t, 20*time.Second), cfg)
		if err == nil {
			t.Fatal("it started; stopped:", stack.Stop())
		}
		wantCode(t, err, CodeProgramMissing, "/nowhere/minio")
		wantNothingLeft(t, folder)
	}
	refuse(filepath.Join(there, "new", "inner"))
	if left, err := os.ReadDir(there); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	refuse(there)
	if _, err := os.Stat(there); err != nil {
		t.Error(err)
	}
	if _, running := LockedBy(there); running {
		t.Error("it is said to run")
	}
}

func oldCluster(t *testing.T, cfg *Config) { writeVersion(t, cfg, "9") }

// writeVersion makes the folder look like one with a cluster of the version.
func writeVersion(t *testing.T, cfg *Config, version string) {
	t.Helper()
	data := dataDir(cfg.DataDir)
	if _, err := loadSecrets(data); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(data.cluster(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data.cluster(), "PG_VERSION"), []byte(version+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func emptyFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLockOutlivesNobody(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, err := tryLock(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tryLock(path); err != errLocked {
		t.Fatalf("the second lock: %v", err)
	}
	waited := make(chan error)
	go func() {
		second, err := awaitLock(t.Context(), path, func(string) {
			go first.release()
		})
		if err == nil {
			second.release()
		}
		waited <- err
	}()
	if err := <-waited; err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the lock file is left (%v)", err)
	}
	if err := awaitFree(context.Background(), listen(t), 0); err == nil {
		t.Error("a port in use is called free")
	}
}
