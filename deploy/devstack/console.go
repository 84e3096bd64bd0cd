package devstack

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// console prints progress, a line at a time: several parts speak at once.
type console struct {
	mu  sync.Mutex
	out io.Writer
}

func newConsole(out io.Writer) *console {
	if out == nil {
		out = io.Discard
	}
	return &console{out: out}
}

func (c *console) say(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	// A console that can't be written to is no reason to stop the servers.
	_, _ = fmt.Fprintf(c.out, format+"\n", args...)
}

// since tells a duration as a person reads it: tenths of a second below ten
// seconds, whole seconds above.
func since(began time.Time) string {
	d := time.Since(began)
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
