package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestBench measures a little of everything on a stack of its own and checks that no
// figure is missing. How large they are is not checked.
func TestBench(t *testing.T) {
	t.Parallel()
	here, listen := newPlace(t), freeAddress(t)
	stack := here.up(nil, listen)
	visit(t, listen).pay(t)
	bench := func(args ...string) *running {
		return here.run(nil, append([]string{"bench", "--development", "--data-dir", here.data(), "--people", "2", "--rounds", "1"}, args...)...)
	}
	first, second := filepath.Join(here.folder, "first.json"), filepath.Join(here.folder, "second.json")

	bench("--json", first, "--only", "reads,approvals,files,processes,rest", "--each", "1", "--calls", "10", "--small-files", "2",
		"--large-file", "2", "--processes", "1,2", "--rest", "1s", "--open", "3").exits(3*time.Minute, 0)
	// Seven pages as two people; two sizes of files, one and eight at once; five parts of
	// the stack, with and without open requests.
	wantFigures(t, first, map[string]int{
		"data.tasks": 1, "data.customers": 1, "data.events": 1,
		"reads.ms_median": 14, "reads.ms_p95": 14,
		"approvals.people": 1, "approvals.ratio": 1, "approvals.decision_ratio": 1,
		"approvals.product.per_second": 1, "approvals.product.decision_ms_median": 1, "approvals.product.decision_ms_p95": 1,
		"approvals.floor.per_second": 1, "approvals.floor.decision_ms_median": 1, "approvals.floor.decision_ms_p95": 1,
		"files.files": 4, "files.mib_each": 4, "files.at_once": 4,
		"files.up.product_mib_per_second": 4, "files.up.direct_mib_per_second": 4, "files.up.ratio": 4,
		"files.down.product_mib_per_second": 4, "files.down.direct_mib_per_second": 4, "files.down.ratio": 4,
		"processes.processes": 2, "processes.people": 2, "processes.per_second": 2, "processes.ratio": 2,
		"processes.decision_ms_median": 2, "processes.decision_ms_p95": 2,
		"rest.open_requests": 2, "rest.decision_ms_median": 2, "rest.decision_ratio": 2,
		"rest.parts.cpu_percent": 10, "rest.parts.memory_mib": 10,
	})
	bench("--json", second, "--only", "reads", "--calls", "10", "--compare", first).exits(time.Minute, 0)
	wantFigures(t, second, map[string]int{
		"data.tasks": 1, "data.customers": 1, "data.events": 1, "reads.ms_median": 14, "reads.ms_p95": 14, "reads.ratio_to_earlier": 14,
	})

	bench("--only", "everything").refuses("--only", "everything", "reads", "rest")
	here.run(nil, "bench", "--data-dir", here.data()).refuses("--development")
	stack.ends(syscall.SIGINT)
	here.wantNothingLeft()
}

// mayBeZero are the figures of a stack that is at rest.
var mayBeZero = map[string]bool{"rest.open_requests": true, "rest.parts.cpu_percent": true}

// wantFigures fails the test unless the file has each figure so many times, and no other
// one. A figure that is not measured would be zero.
func wantFigures(t *testing.T, file string, want map[string]int) {
	t.Helper()
	raw, err := os.ReadFile(file)
	must(t, err)
	var value any
	must(t, json.Unmarshal(raw, &value))
	got := map[string]int{}
	var count func(path string, value any)
	count = func(path string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, inner := range value {
				if path != "" {
					key = path + "." + key
				}
				count(key, inner)
			}
		case []any:
			for _, inner := range value {
				count(path, inner)
			}
		case float64:
			if value > 0 || mayBeZero[path] {
				got[path]++
			}
		}
	}
	count("", value)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("figures (-want +got):\n%s\n%s", diff, raw)
	}
}
