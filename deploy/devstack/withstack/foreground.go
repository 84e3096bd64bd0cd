package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// inForeground reports whether this process belongs to the foreground process
// group of the terminal on standard input, which receives Ctrl-C.
func inForeground() bool {
	group, err := unix.IoctlGetInt(int(os.Stdin.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
