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

// approvals is the path of the product's program.
type approvals string

// findApprovals finds the program beside this one, where both are built.
func findApprovals() (approvals, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(self), "approvals")
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("the program approvals is not beside devstack (%w): build both with `make build`", err)
	}
	return approvals(path), nil
}

// run runs a command of the program to its end. Its error is what the command
// has said.
func (a approvals) run(ctx context.Context, out io.Writer, environment []string, command ...string) error {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, string(a), command...)
	cmd.Env, cmd.Stdout, cmd.Stderr = environment, out, &said
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	if sentence := strings.TrimSpace(said.String()); err != nil && sentence != "" {
		return errors.New(strings.TrimPrefix(sentence, "approvals: "))
	}
	return err
}
