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

// noClusterFile configures Debian's package not to create and start a default
// cluster on installation.
const noClusterFile = "/etc/postgresql-common/createcluster.d/approvals-devstack.conf"

// installPostgres installs Debian's package. Only root can; the error tells other
// users which command to run.
func installPostgres(ctx context.Context, console *console) error {
	const ask = "install it (apt-get install postgresql), set the folder of its programs, or set the address of a running server"
	aptGet, err := exec.LookPath("apt-get")
	if err != nil {
		return fail(CodeProgramMissing, "PostgreSQL is not installed: %s", ask)
	}
	if os.Geteuid() != 0 {
		return fail(CodeProgramMissing, "PostgreSQL is not installed and only root can install it: %s", "run \"sudo apt-get install postgresql\", set the folder of its programs, or set the address of a running server")
	}
	undo, err := forbidCluster()
	if err != nil {
		return fail(CodeInstallFailed, "cannot configure the package not to start a default cluster: %w", err)
	}
	defer undo()
	for _, step := range []struct {
		description, expected string
		args                  []string
	}{
		{"updating the package lists", "a few seconds", []string{"update"}},
		{"installing the package postgresql", "about half a minute", []string{"install", "-y", "--no-install-recommends", "postgresql"}},
	} {
		cmd := tool(ctx, aptGet, step.args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		job := task{cmd: cmd, description: step.description, expected: step.expected, progress: aptStep}
		if err := job.run(console); err != nil {
			return err
		}
	}
	return nil
}

// aptStep extracts the current step from a line of apt-get's output.
func aptStep(line string) string {
	for _, verb := range []string{"Get:", "Unpacking ", "Setting up "} {
		if strings.HasPrefix(line, verb) {
			step, _, _ := strings.Cut(line, " (")
			return step
		}
	}
	return ""
}

// forbidCluster writes noClusterFile for the duration of the installation. undo
// removes the file, and the folders created for it if they are empty.
func forbidCluster() (undo func(), err error) {
	dir := filepath.Dir(noClusterFile)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	undo = func() {
		_ = os.Remove(noClusterFile)
		_ = os.Remove(dir) // fails if the folder is not empty
		_ = os.Remove(filepath.Dir(dir))
	}
	if err := os.WriteFile(noClusterFile, []byte("create_main_cluster = false\n"), 0o644); err != nil && !errors.Is(err, fs.ErrExist) {
		undo()
		return nil, err
	}
	return undo, nil
}
