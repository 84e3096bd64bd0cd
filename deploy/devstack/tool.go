package devstack

import (
	"context"
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// tool is a program that runs to its end. When ctx ends, or this process dies,
// it and its children are killed; a terminal's Ctrl-C reaches it only by way of
// ctx. It has to be run by runTool.
func tool(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	tieToParent(cmd.SysProcAttr, syscall.SIGKILL)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	// Something that it leaves running, such as a service that a package
	// starts, may hold its output open for ever.
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
