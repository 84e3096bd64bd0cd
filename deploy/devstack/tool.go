package devstack

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// tool is a command that runs to completion. When ctx ends or this process exits,
// it and its children are killed; a terminal's Ctrl-C does not reach it directly.
// It must be run by runTool.
func tool(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	tieToParent(cmd.SysProcAttr, syscall.SIGKILL)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	// A process that it leaves running, such as a service started by a package,
	// may keep its output open.
	cmd.WaitDelay = time.Second
	return cmd
}

func runTool(cmd *exec.Cmd) error {
	if err := spawn(cmd); err != nil {
		return err
	}
	if err := cmd.Wait(); !errors.Is(err, exec.ErrWaitDelay) {
		return err
	}
	return nil
}
