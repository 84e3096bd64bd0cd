package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/procfs"
)

// stackParts are the programs that the development stack runs.
var stackParts = []string{"api", "worker", "postgres", "temporal", "minio"}

// usage is what a part of the stack needs, with all its processes.
type usage struct {
	Part string `json:"part"`
	// CPU is in percent of one core.
	CPU float64 `json:"cpu_percent"`
	MiB float64 `json:"memory_mib"`
}

// watch measures the parts of the stack for a while.
func (b *bench) watch(ctx context.Context, d time.Duration) ([]usage, error) {
	before, err := b.partsNow()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := sleep(ctx, d); err != nil {
		return nil, err
	}
	after, err := b.partsNow()
	if err != nil {
		return nil, err
	}
	took := time.Since(began).Seconds()
	var parts []usage
	for _, name := range stackParts {
		was, found := before[name]
		is, still := after[name]
		if !found || !still {
			return nil, fmt.Errorf("the stack of the data folder %s has no process %s", b.DataDir, name)
		}
		parts = append(parts, usage{Part: name, CPU: (is.seconds - was.seconds) / took * 100, MiB: float64(is.bytes) / mib})
	}
	return parts, nil
}

// consumed is the processor time and the memory of a part so far.
type consumed struct {
	seconds float64
	bytes   uint64
}

// partsNow reads what each part has consumed, from /proc.
func (b *bench) partsNow() (map[string]consumed, error) {
	lock, err := os.ReadFile(filepath.Join(b.DataDir, "devstack.lock"))
	if err != nil {
		return nil, fmt.Errorf("no stack runs with the data folder %q (%w)", b.DataDir, err)
	}
	stack, err := strconv.Atoi(strings.TrimSpace(string(lock)))
	if err != nil {
		return nil, err
	}
	all, err := procfs.AllProcs()
	if err != nil {
		return nil, fmt.Errorf("processes are found in /proc, which this system does not have (%w)", err)
	}
	children := map[int]procfs.Procs{}
	for _, p := range all {
		// A process may have ended since.
		if stat, err := p.Stat(); err == nil {
			children[stat.PPID] = append(children[stat.PPID], p)
		}
	}
	parts := map[string]consumed{}
	for _, p := range children[stack] {
		if name := partName(p); name != "" {
			if parts[name], err = consumedBy(p, children); err != nil {
				return nil, err
			}
		}
	}
	return parts, nil
}

// partName returns the part whose process it is; empty for another process.
func partName(p procfs.Proc) string {
	args, err := p.CmdLine()
	if err != nil || len(args) == 0 {
		return ""
	}
	names := []string{filepath.Base(args[0])}
	if names[0] == "approvals" && len(args) > 1 {
		names = args[1:2]
	} else {
		// Temporal's program is named server, in a folder with its own name.
		names = append(names, filepath.Base(filepath.Dir(args[0])))
	}
	for _, part := range stackParts {
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, part) }) {
			return part
		}
	}
	return ""
}

// consumedBy adds up the process and its descendants. Memory that they share is counted
// once.
func consumedBy(p procfs.Proc, children map[int]procfs.Procs) (sum consumed, _ error) {
	tree := procfs.Procs{p}
	var shared uint64
	for i := 0; i < len(tree); i++ {
		tree = append(tree, children[tree[i].PID]...)
		stat, err := tree[i].Stat()
		if err == nil {
			var status procfs.ProcStatus
			if status, err = tree[i].NewStatus(); err == nil {
				// With the time of children that have ended.
				sum.seconds += float64(stat.UTime+stat.STime)/ticks + float64(stat.CUTime+stat.CSTime)/ticks
				sum.bytes += status.RssAnon
				shared = max(shared, status.RssFile+status.RssShmem)
			}
		}
		// One of a server's processes may have ended since.
		if err != nil && (i == 0 || !errors.Is(err, os.ErrNotExist)) {
			return sum, err
		}
	}
	sum.bytes += shared
	return sum, nil
}

// ticks is the unit of processor time in /proc, in each second, on every Linux that Go
// runs on.
const ticks = 100
