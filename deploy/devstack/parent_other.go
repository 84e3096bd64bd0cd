//go:build unix && !linux

package devstack

import "syscall"

// tieToParent does nothing where the kernel does not tell of a parent's death:
// children of a killed supervisor have to be ended by hand there.
func tieToParent(*syscall.SysProcAttr, syscall.Signal) {}
