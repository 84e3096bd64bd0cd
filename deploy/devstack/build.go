package devstack

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is a server that is built from source, at a version that is fixed
// here and checked by Go's checksum database.
type program struct {
	name     string
	folder   string   // below the cache folder, with the version in its name
	packages []string // what go install takes
	binaries []string // what it makes
	expected string   // how long that takes
	option   string   // how a person gives a binary in its place
}

var temporalProgram = program{
	name:   "Temporal 1.32.1",
	folder: "temporal-v1.32.1",
	packages: []string{
		"go.temporal.io/server/cmd/server@v1.32.1",
		"go.temporal.io/server/cmd/tools/sql@v1.32.1",
	},
	binaries: []string{"server", "sql"},
	expected: "about 6 minutes on two cores; done once",
	option:   "a server program and its SQL tool, or the address of a running server",
}

var minioProgram = program{
	name:     "MinIO of 2026-02-12",
	folder:   "minio-20260212201848",
	packages: []string{"github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"},
	binaries: []string{"minio"},
	expected: "about 4 minutes on two cores; done once",
	option:   "a MinIO program, or the address of a running S3 store",
}

// ensure gives the folder with the program's binaries, building them if they
// are not there.
func (p program) ensure(ctx context.Context, cache string, console *console) (string, error) {
	dir := filepath.Join(cache, p.folder)
	if p.isIn(dir) {
		return dir, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fail(CodeInstallFailed, "cannot make the cache folder %s: %w: choose another", dir, err)
	}
	lock, err := awaitLock(ctx, dir+".lock", func(pid string) {
		console.say("%s is being built by process %s; waiting for it", p.name, pid)
	})
	if err != nil {
		return "", fail(CodeInstallFailed, "cannot lock the cache folder for building %s: %w", p.name, err)
	}
	defer lock.release()
	if p.isIn(dir) {
		return dir, nil
	}
	return dir, p.build(ctx, dir, console)
}

func (p program) isIn(dir string) bool {
	for _, b := range p.binaries {
		if !isExecutable(filepath.Join(dir, b)) {
			return false
		}
	}
	return true
}

// build installs beside the final folder and moves the binaries in when all are
// made, so that a build that is broken off leaves nothing that looks finished.
func (p program) build(ctx context.Context, dir string, console *console) error {
	goTool, err := exec.LookPath("go")
	if err != nil {
		return fail(CodeProgramMissing, "%s has to be built and Go is not on the PATH: install Go 1.26, or give %s", p.name, p.option).because(err)
	}
	// Ours is the only build of this program: what another left was killed.
	prefix := ".build-" + p.folder + "-"
	stale, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), prefix+"*"))
	for _, path := range stale {
		_ = os.RemoveAll(path)
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), prefix+"*")
	if err != nil {
		return fail(CodeInstallFailed, "cannot make a folder to build %s in: %w", p.name, err)
	}
	defer os.RemoveAll(temp)

	cmd := tool(ctx, goTool, append([]string{"install", "-v"}, p.packages...)...)
	cmd.Dir = temp // no go.mod or go.work of wherever we stand
	cmd.Env = buildEnv(os.Environ(), temp)
	var counts goOutput
	job := task{
		cmd: cmd, doing: "building " + p.name, expected: p.expected,
		progress: counts.note, quiet: isPackageLine,
	}
	if err := job.run(console); err != nil {
		return err
	}
	for _, b := range p.binaries {
		if err := os.Rename(filepath.Join(temp, b), filepath.Join(dir, b)); err != nil {
			return fail(CodeInstallFailed, "cannot move the built %s into place: %w", b, err)
		}
	}
	return nil
}

// buildEnv is the environment without what would change the build: flags, a
// workspace, another target. GOFLAGS gets a value since an empty one would let
// that of `go env -w` through. Go works in the folder temp too, since it can't
// clean up after itself when it is killed.
func buildEnv(environ []string, temp string) []string {
	drop := map[string]bool{
		"GOBIN": true, "GOFLAGS": true, "GOWORK": true, "GO111MODULE": true,
		"GOOS": true, "GOARCH": true, "GOEXPERIMENT": true, "GOTMPDIR": true, "PWD": true,
	}
	env := make([]string, 0, len(environ)+4)
	for _, kv := range environ {
		if key, _, _ := strings.Cut(kv, "="); !drop[key] {
			env = append(env, kv)
		}
	}
	return append(env, "GOBIN="+temp, "GOTMPDIR="+temp, "GOFLAGS=-buildvcs=false", "GOWORK=off")
}

// goOutput counts what `go install -v` tells of its work.
type goOutput struct{ modules, packages int }

func (c *goOutput) note(line string) string {
	switch {
	case strings.HasPrefix(line, "go: downloading "):
		c.modules++
	case isPackageLine(line):
		c.packages++
	}
	told := fmt.Sprintf("%d packages compiled", c.packages)
	if c.modules > 0 {
		told = fmt.Sprintf("%d modules fetched, %s", c.modules, told)
	}
	return told
}

// isPackageLine: with -v, go prints the import path of each package it
// compiles, alone on a line.
func isPackageLine(line string) bool {
	return line != "" && !strings.ContainsAny(line, " \t:#")
}

func isExecutable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
