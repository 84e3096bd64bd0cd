// Command withstack runs a command, such as the tests, with a private stack of
// PostgreSQL, Temporal and MinIO that is there only for it:
//
//	go run ./deploy/devstack/withstack -- go test ./...
//
// The stack's addresses are in the command's environment as APPROVALS_TEST_…;
// its data is in a temporary folder that goes with it. …_DATABASE_URL is for
// the role that owns the schema, …_DATABASE_RUNTIME_URL for the one with which
// the API and the worker connect; …_DATABASE_ADMIN_URL is the superuser's way in,
// for tests that do what the application may not. The exit code is the command's, or 125
// if the stack could not be started (go run makes 1 of either).
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
	exitStillAlive = 1
)

func main() { os.Exit(run()) }

func run() int {
	keep := flag.Bool("keep", false, "keep the stack's folder with its data and logs, and tell where it is")
	cache := flag.String("cache", os.Getenv("APPROVALS_CACHE_DIR"), "`folder` of the built programs (default: the user's cache folder)")
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
		return complain(exitNoStack, err)
	}
	if *keep {
		fmt.Fprintln(os.Stderr, "withstack: the stack's folder is", folder)
	} else {
		defer os.RemoveAll(folder)
	}

	stack, err := start(signals, devstack.Config{DataDir: folder, CacheDir: *cache, NoFsync: true, Output: os.Stderr})
	if err != nil {
		return complain(exitNoStack, err)
	}
	code := runCommand(flag.Args(), testEnv(stack), signals)
	if err := stack.Stop(); err != nil {
		complain(exitStillAlive, err)
	}
	return code
}

// temporaryFolder lets others pass through it: started by root, PostgreSQL runs
// as a user of its own. What is secret in it has a mode of its own.
func temporaryFolder() (string, error) {
	folder, err := os.MkdirTemp("", "approvals-stack-*")
	if err != nil {
		return "", err
	}
	return folder, os.Chmod(folder, 0o711)
}

// start gives up the start when a signal comes; there is no command yet to pass
// it on to.
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

// testEnv is what the tests in this repository look for.
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
		return complain(exitNotFound, err)
	}
	ended := make(chan struct{})
	go passOn(signals, cmd.Process, ended)
	err := cmd.Wait()
	close(ended)
	return exitCode(cmd.ProcessState, err)
}

// passOn forwards signals to the command, but for those that a terminal's keys
// make: the terminal sends them to the command as well, and two would make many
// a program give up its orderly end.
func passOn(signals <-chan os.Signal, to *os.Process, ended <-chan struct{}) {
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
		return complain(exitNotFound, err)
	}
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return exitBySignal + int(status.Signal())
	}
	return state.ExitCode()
}

func complain(code int, err error) int {
	fmt.Fprintln(os.Stderr, "withstack:", err)
	return code
}
