package devstack

import (
	"os"
	"os/exec"
	"syscall"
	"time"
)

// process is one run of a part's program.
type process struct {
	cmd *exec.Cmd
	// exited is closed when the process has exited and has been waited for.
	exited chan struct{}
	// exitState is how it exited, such as "exit status 1" or "signal: killed". It is
	// set before exited is closed.
	exitState string
}

// launch starts the part's program in its own process group, so that a terminal's
// Ctrl-C reaches only this process, which stops the parts in order.
func launch(part *Part, log *os.File) (*process, error) {
	cmd := exec.Command(part.Path, part.Args...)
	cmd.Env = part.Env
	cmd.Dir = part.Dir
	// The child writes directly to the file: it does not block when this process is
	// slow, and loses nothing when this process exits.
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: part.Credential}
	tieToParent(cmd.SysProcAttr, part.deathSignal)
	if err := spawn(cmd); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd, exited: make(chan struct{})}
	go p.wait()
	return p, nil
}

func (p *process) wait() {
	_ = p.cmd.Wait() // ProcessState has the same information
	p.exitState = p.cmd.ProcessState.String()
	// Processes left in its group would continue unsupervised.
	_ = syscall.Kill(-p.pid(), syscall.SIGKILL)
	close(p.exited)
}

func (p *process) pid() int { return p.cmd.Process.Pid }

func (p *process) hasExited() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// stop asks the process to exit and, after the timeout, kills it and its
// descendants. It reports whether it killed them.
func (p *process) stop(signal syscall.Signal, timeout time.Duration) (killed bool) {
	if p.hasExited() {
		return false
	}
	_ = p.cmd.Process.Signal(signal)
	p.unpause() // a paused process does not handle signals
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-p.exited:
		return false
	case <-timer.C:
		p.kill()
		return true
	}
}

// kill sends SIGKILL to the process and all its descendants, and waits for the
// process itself.
func (p *process) kill() {
	if p.hasExited() {
		return
	}
	// Suspended first, so that it cannot start further children.
	_ = p.cmd.Process.Signal(syscall.SIGSTOP)
	children := descendants(p.pid())
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	_ = syscall.Kill(-p.pid(), syscall.SIGKILL)
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-p.exited
}

// pause suspends the process and its descendants one by one, because a server's
// children may have left its process group.
func (p *process) pause() {
	_ = p.cmd.Process.Signal(syscall.SIGSTOP)
	for _, pid := range descendants(p.pid()) {
		_ = syscall.Kill(pid, syscall.SIGSTOP)
	}
}

func (p *process) unpause() {
	for _, pid := range descendants(p.pid()) {
		_ = syscall.Kill(pid, syscall.SIGCONT)
	}
	_ = p.cmd.Process.Signal(syscall.SIGCONT)
}
