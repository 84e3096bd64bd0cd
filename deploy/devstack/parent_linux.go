package devstack

import "syscall"

// tieToParent has the kernel send a child this signal when its parent dies,
// also by SIGKILL. It must be started by spawn.
func tieToParent(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }
