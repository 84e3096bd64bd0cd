package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// approvals is the path of the program approvals.
type approvals string

// findApprovals looks for the program in the folder of this one.
func findApprovals() (approvals, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(self), "approvals")
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("the program approvals is not in the folder of devstack (%w): build both with `make build`", err)
	}
	return approvals(path), nil
}

// run runs a command of the program. The error is what the command has printed to
// standard error.
func (a approvals) run(ctx context.Context, out io.Writer, environment []string, command ...string) error {
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, string(a), command...)
	cmd.Env, cmd.Stdout, cmd.Stderr = environment, out, &stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	if message := strings.TrimSpace(stderr.String()); err != nil && message != "" {
		return errors.New(strings.TrimPrefix(message, "approvals: "))
	}
	return err
}
