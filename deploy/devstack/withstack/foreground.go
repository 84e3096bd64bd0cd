package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// inForeground: standard input is a terminal and we are in the process group
// that its keys, such as Ctrl-C, send signals to.
func inForeground() bool {
	group, err := unix.IoctlGetInt(int(os.Stdin.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
