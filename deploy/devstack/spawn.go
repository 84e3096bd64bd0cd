//go:build unix

package devstack

import (
	"os/exec"
	"runtime"
	"sync"
)

type spawnRequest struct {
	cmd  *exec.Cmd
	done chan error
}

var spawner = sync.OnceValue(func() chan<- spawnRequest {
	requests := make(chan spawnRequest)
	go func() {
		// Never unlocked: this thread lives as long as the process.
		runtime.LockOSThread()
		for r := range requests {
			r.done <- r.cmd.Start()
		}
	}()
	return requests
})

// spawn starts cmd on a thread that lives as long as this process. On Linux the
// parent-death signal is sent when the thread that started the child exits, and Go
// ends threads at any time.
func spawn(cmd *exec.Cmd) error {
	r := spawnRequest{cmd: cmd, done: make(chan error)}
	spawner() <- r
	return <-r.done
}
