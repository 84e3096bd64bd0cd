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
	// exited is closed when the process has ended and was waited for.
	exited chan struct{}
	// how it ended, such as "exit status 1" or "signal: killed"; to be read
	// after exited.
	how string
}

// launch starts the part's program in a process group of its own, so that a
// terminal's Ctrl-C reaches only us and we stop the parts in order.
func launch(part *Part, log *os.File) (*process, error) {
	cmd := exec.Command(part.Path, part.Args...)
	cmd.Env = part.Env
	cmd.Dir = part.Dir
	// Given the file itself, the child writes to it directly: nothing is lost
	// or blocked when we are slow or gone.
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
	_ = p.cmd.Wait() // its error says no more than the state
	p.how = p.cmd.ProcessState.String()
	// What it left in its group would otherwise go on without a supervisor.
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

// stop asks the process to end and kills it with all its children when it has
// not after the timeout. It reports whether it had to.
func (p *process) stop(signal syscall.Signal, timeout time.Duration) (killed bool) {
	if p.hasExited() {
		return false
	}
	_ = p.cmd.Process.Signal(signal)
	p.unpause() // a paused process would never see the signal
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

// kill ends the process and all its descendants with SIGKILL and waits for the
// process itself.
func (p *process) kill() {
	if p.hasExited() {
		return
	}
	// Held still first, so that it has no child that we don't see.
	_ = p.cmd.Process.Signal(syscall.SIGSTOP)
	children := descendants(p.pid())
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	_ = syscall.Kill(-p.pid(), syscall.SIGKILL)
	for _, pid := range children {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	<-p.exited
}

// pause holds the process and its descendants still; a server's children may
// have sessions of their own, out of reach of a signal to the group.
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
