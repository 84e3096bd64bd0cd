package devstack

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// noClusterFile keeps Debian's package from making and starting a cluster of
// its own when it is installed.
const noClusterFile = "/etc/postgresql-common/createcluster.d/approvals-devstack.conf"

// installPostgres installs Debian's package. Only root can; for others it says
// what to ask for.
func installPostgres(ctx context.Context, console *console) error {
	const ask = "install it (apt-get install postgresql), give the folder of its programs, or give the address of a running server"
	aptGet, err := exec.LookPath("apt-get")
	if err != nil {
		return fail(CodeProgramMissing, "PostgreSQL is not on this machine: %s", ask)
	}
	if os.Geteuid() != 0 {
		return fail(CodeProgramMissing, "PostgreSQL is not on this machine and only root can install it: %s", "run \"sudo apt-get install postgresql\", give the folder of its programs, or give the address of a running server")
	}
	undo, err := forbidCluster()
	if err != nil {
		return fail(CodeInstallFailed, "cannot keep the package from starting a cluster of its own: %w", err)
	}
	defer undo()
	for _, step := range []struct {
		doing, expected string
		args            []string
	}{
		{"reading the list of packages", "some seconds", []string{"update"}},
		{"installing the package postgresql", "about half a minute", []string{"install", "-y", "--no-install-recommends", "postgresql"}},
	} {
		cmd := tool(ctx, aptGet, step.args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		job := task{cmd: cmd, doing: step.doing, expected: step.expected, progress: packageStep}
		if err := job.run(console); err != nil {
			return err
		}
	}
	return nil
}

// packageStep tells the step apt-get is at.
func packageStep(line string) string {
	for _, verb := range []string{"Get:", "Unpacking ", "Setting up "} {
		if strings.HasPrefix(line, verb) {
			step, _, _ := strings.Cut(line, " (")
			return step
		}
	}
	return ""
}

// forbidCluster writes the file for the time of the installation; undo removes
// it, and the folders made for it if the package did not come to use them.
func forbidCluster() (undo func(), err error) {
	dir := filepath.Dir(noClusterFile)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	undo = func() {
		_ = os.Remove(noClusterFile)
		_ = os.Remove(dir) // fails, as it should, when it is not empty
		_ = os.Remove(filepath.Dir(dir))
	}
	if err := os.WriteFile(noClusterFile, []byte("create_main_cluster = false\n"), 0o644); err != nil && !errors.Is(err, fs.ErrExist) {
		undo()
		return nil, err
	}
	return undo, nil
}
