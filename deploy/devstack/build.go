package devstack

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is a server built from source at a pinned version, which Go verifies
// against its checksum database.
type program struct {
	name        string
	dir         string   // below the cache folder; its name contains the version
	packages    []string // arguments of go install
	binaries    []string // names of the executables
	expected    string   // build time shown to the user
	alternative string   // what the user can set instead of building
}

var temporalProgram = program{
	name: "Temporal 1.32.1",
	dir:  "temporal-v1.32.1",
	packages: []string{
		"go.temporal.io/server/cmd/server@v1.32.1",
		"go.temporal.io/server/cmd/tools/sql@v1.32.1",
	},
	binaries:    []string{"server", "sql"},
	expected:    "about 6 minutes on two cores; done once",
	alternative: "a server program and its SQL tool, or the address of a running server",
}

var minioProgram = program{
	name:        "MinIO of 2026-02-12",
	dir:         "minio-20260212201848",
	packages:    []string{"github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c"},
	binaries:    []string{"minio"},
	expected:    "about 4 minutes on two cores; done once",
	alternative: "a MinIO program, or the address of a running S3 store",
}

// ensure returns the folder with the program's binaries and builds them if they
// are missing.
func (p program) ensure(ctx context.Context, cache string, console *console) (string, error) {
	dir := filepath.Join(cache, p.dir)
	if p.isBuiltIn(dir) {
		return dir, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fail(CodeInstallFailed, "cannot make the cache folder %s: %w: choose another", dir, err)
	}
	lock, err := awaitLock(ctx, dir+".lock", func(pid string) {
		console.logf("%s is being built by process %s; waiting for it", p.name, pid)
	})
	if err != nil {
		return "", fail(CodeInstallFailed, "cannot lock the cache folder for building %s: %w", p.name, err)
	}
	defer lock.release()
	if p.isBuiltIn(dir) {
		return dir, nil
	}
	return dir, p.build(ctx, dir, console)
}

func (p program) isBuiltIn(dir string) bool {
	for _, b := range p.binaries {
		if !isExecutable(filepath.Join(dir, b)) {
			return false
		}
	}
	return true
}

// build installs into a temporary folder and then moves the binaries into dir, so
// that an interrupted build does not look complete.
func (p program) build(ctx context.Context, dir string, console *console) error {
	goTool, err := exec.LookPath("go")
	if err != nil {
		return fail(CodeProgramMissing, "%s has to be built and Go is not on the PATH: install Go 1.26, or set %s", p.name, p.alternative).because(err)
	}
	// The caller holds the build lock, so other temporary folders are leftovers of
	// killed builds.
	prefix := ".build-" + p.dir + "-"
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
	cmd.Dir = temp // outside of any module or workspace
	cmd.Env = buildEnv(os.Environ(), temp)
	var counts goProgress
	job := task{
		cmd: cmd, description: "building " + p.name, expected: p.expected,
		progress: counts.update, quiet: isPackageLine,
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

// buildEnv removes variables that would change the build: flags, a workspace,
// another target. GOFLAGS is not left empty, because Go would then use the value
// set with `go env -w`. GOTMPDIR is temp, so that the caller also removes what a
// killed build left.
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

// goProgress counts modules and packages in the output of `go install -v`.
type goProgress struct{ modules, packages int }

func (c *goProgress) update(line string) string {
	switch {
	case strings.HasPrefix(line, "go: downloading "):
		c.modules++
	case isPackageLine(line):
		c.packages++
	}
	summary := fmt.Sprintf("%d packages compiled", c.packages)
	if c.modules > 0 {
		summary = fmt.Sprintf("%d modules downloaded, %s", c.modules, summary)
	}
	return summary
}

// isPackageLine reports whether the line is the import path of a compiled
// package, which go install -v prints on a line of its own.
func isPackageLine(line string) bool {
	return line != "" && !strings.ContainsAny(line, " \t:#")
}

func isExecutable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
