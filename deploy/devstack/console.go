package devstack

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// console prints progress messages of several parts without interleaving lines.
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

func (c *console) logf(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	// The servers keep running if the console cannot be written to.
	_, _ = fmt.Fprintf(c.out, format+"\n", args...)
}

// elapsed is the time since began, rounded to tenths of a second below ten seconds
// and to whole seconds above.
func elapsed(began time.Time) string {
	d := time.Since(began)
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
