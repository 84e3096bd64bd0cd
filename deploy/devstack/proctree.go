package devstack

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
)

// descendants returns all descendants of pid, in whatever group or session.
func descendants(pid int) []int {
	children := map[int][]int{}
	for _, p := range processes() {
		if parent := parentOf(p); parent != 0 {
			children[parent] = append(children[parent], p)
		}
	}
	found := children[pid]
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
	}
	return found
}

// processesIn returns the processes of the program whose working directory is dir.
func processesIn(dir, program string) []int {
	var found []int
	for _, pid := range processes() {
		proc := filepath.Join("/proc", strconv.Itoa(pid))
		cwd, err := os.Readlink(filepath.Join(proc, "cwd"))
		if err != nil || cwd != dir {
			continue
		}
		if name, err := os.ReadFile(filepath.Join(proc, "comm")); err == nil && string(bytes.TrimSpace(name)) == program {
			found = append(found, pid)
		}
	}
	return found
}

// processes returns the ids of all processes. Without /proc it returns none, and
// signals then reach only a process and its group.
func processes() []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var pids []int
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}

// parentOf reads the fourth field of /proc/PID/stat. The second field is the
// program's name in parentheses, which may contain spaces and parentheses.
func parentOf(pid int) int {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 2 {
		return 0
	}
	parent, err := strconv.Atoi(string(fields[1]))
	if err != nil {
		return 0
	}
	return parent
}
