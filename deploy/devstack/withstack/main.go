// Command withstack runs a command, such as the tests, with a temporary private
// stack of PostgreSQL, Temporal and MinIO:
//
//	go run ./deploy/devstack/withstack -- go test ./...
//
// The stack's addresses are passed in environment variables APPROVALS_TEST_…; its
// data is in a temporary folder that is removed afterwards. …_DATABASE_URL is for
// the role that owns the schema, …_DATABASE_RUNTIME_URL for the role of the API and
// the worker, …_DATABASE_ADMIN_URL for the superuser, with whom tests tamper with
// rows. The exit code is that of the command, or 125 if the stack could not be
// started (go run turns both into 1).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"approvals/deploy/devstack"
)

// The exit codes of programs that run other programs.
const (
	exitUsage      = 2
	exitNoStack    = 125
	exitNotFound   = 127
	exitBySignal   = 128
	exitStopFailed = 1
)

func main() { os.Exit(run()) }

func run() int {
	keep := flag.Bool("keep", false, "keep the stack's folder with its data and logs, and print its path")
	cache := flag.String("cache", os.Getenv("APPROVALS_CACHE_DIR"), "`folder` with the built programs (default: the user's cache folder)")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: withstack [-keep] [-cache folder] -- command [argument ...]")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		return exitUsage
	}

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	folder, err := temporaryFolder()
	if err != nil {
		return report(exitNoStack, err)
	}
	if *keep {
		fmt.Fprintln(os.Stderr, "withstack: the stack's folder is", folder)
	} else {
		defer os.RemoveAll(folder)
	}

	stack, err := start(signals, devstack.Config{DataDir: folder, CacheDir: *cache, NoFsync: true, Output: os.Stderr})
	if err != nil {
		return report(exitNoStack, err)
	}
	code := runCommand(flag.Args(), testEnv(stack), signals)
	if err := stack.Stop(); err != nil {
		report(exitStopFailed, err)
	}
	return code
}

// temporaryFolder creates a folder that other users can traverse, because
// PostgreSQL runs as another user when root starts it. Secret files have stricter
// modes.
func temporaryFolder() (string, error) {
	folder, err := os.MkdirTemp("", "approvals-stack-*")
	if err != nil {
		return "", err
	}
	return folder, os.Chmod(folder, 0o711)
}

// start starts the stack and cancels the start on a signal, because there is no
// command yet to forward it to.
func start(signals <-chan os.Signal, cfg devstack.Config) (*devstack.Stack, error) {
	ctx, cancel := context.WithCancelCause(context.Background())
	started := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case s := <-signals:
			cancel(errors.New(s.String()))
		case <-started:
		}
	}()
	stack, err := devstack.Start(ctx, cfg)
	close(started)
	<-watched
	return stack, err
}

// testEnv is the environment that the tests in this repository read.
func testEnv(stack *devstack.Stack) []string {
	return []string{
		"APPROVALS_TEST_DATABASE_URL=" + stack.DatabaseOwnerURL(),
		"APPROVALS_TEST_DATABASE_RUNTIME_URL=" + stack.DatabaseURL(),
		"APPROVALS_TEST_DATABASE_ADMIN_URL=" + stack.DatabaseAdminURL(),
		"APPROVALS_TEST_TEMPORAL_ADDRESS=" + stack.TemporalAddress(),
		"APPROVALS_TEST_TEMPORAL_NAMESPACE=" + stack.Namespace(),
		"APPROVALS_TEST_S3_ENDPOINT=" + stack.S3Endpoint(),
		"APPROVALS_TEST_S3_ACCESS_KEY=" + stack.S3AccessKey(),
		"APPROVALS_TEST_S3_SECRET_KEY=" + stack.S3SecretKey(),
	}
}

func runCommand(args, env []string, signals <-chan os.Signal) int {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return report(exitNotFound, err)
	}
	ended := make(chan struct{})
	go forwardSignals(signals, cmd.Process, ended)
	err := cmd.Wait()
	close(ended)
	return exitCode(cmd.ProcessState, err)
}

// forwardSignals forwards signals to the command, except those that a terminal
// sends to the whole foreground group: receiving them twice makes many programs
// skip their graceful shutdown.
func forwardSignals(signals <-chan os.Signal, to *os.Process, ended <-chan struct{}) {
	for {
		select {
		case s := <-signals:
			if (s == syscall.SIGINT || s == syscall.SIGQUIT) && inForeground() {
				continue
			}
			_ = to.Signal(s)
		case <-ended:
			return
		}
	}
}

func exitCode(state *os.ProcessState, err error) int {
	if state == nil {
		return report(exitNotFound, err)
	}
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return exitBySignal + int(status.Signal())
	}
	return state.ExitCode()
}

func report(code int, err error) int {
	fmt.Fprintln(os.Stderr, "withstack:", err)
	return code
}
