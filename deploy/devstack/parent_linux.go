package devstack

import "syscall"

// tieToParent makes the kernel send the child this signal when its parent exits,
// even by SIGKILL. The child must be started by spawn.
func tieToParent(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }
