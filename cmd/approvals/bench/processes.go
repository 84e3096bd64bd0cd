package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// mostPeople is how many people work at once, at most, on several processes, and make
// open requests.
const mostPeople = 16

// spread is what people at once reached with so many processes of the API, which they
// share evenly, and as many of the worker.
type spread struct {
	Processes int `json:"processes"`
	People    int `json:"people"`
	pace
	// Ratio is to the first number of processes.
	Ratio float64 `json:"ratio"`
}

// processes measures approvals with each number of processes. The first ones are those
// of the stack.
func (b *bench) processes(ctx context.Context, got *result) error {
	for _, n := range b.Processes {
		measured, err := b.spreadOver(ctx, n)
		if err != nil {
			return err
		}
		got.Processes = append(got.Processes, measured)
		last := &got.Processes[len(got.Processes)-1]
		last.Ratio = last.PerSecond / got.Processes[0].PerSecond
	}
	return nil
}

func (b *bench) spreadOver(ctx context.Context, processes int) (spread, error) {
	people := b.crowd()
	measured := spread{Processes: processes, People: people}
	servers := []string{b.Server}
	for len(servers) < processes {
		api, err := b.start(ctx, "api", "api listening")
		if err != nil {
			return measured, err
		}
		defer api.stop()
		worker, err := b.start(ctx, "worker", "worker started")
		if err != nil {
			return measured, err
		}
		defer worker.stop()
		servers = append(servers, "http://"+api.said.Address)
	}
	lanes, err := b.office(ctx, people, servers...)
	if err != nil {
		return measured, err
	}
	var paces []pace
	for round := range b.Rounds + 1 {
		p, err := b.measure(people, func(i int, decided func(time.Duration)) error { return b.approve(ctx, lanes[i], decided) })
		if err != nil {
			return measured, err
		}
		// The first round warms caches and connections up.
		if round > 0 {
			paces = append(paces, p)
			b.say("  %d APIs and workers, round %d: %.1f approvals/s; a decision %.1f ms", processes, round, p.PerSecond, p.Median)
		}
	}
	measured.pace = medianPace(paces)
	return measured, nil
}

// crowd is the largest number of people at once, up to mostPeople.
func (b *bench) crowd() int { return min(mostPeople, slices.Max(append([]int{1}, b.People...))) }

// process is a further process of the product.
type process struct {
	cmd  *exec.Cmd
	said said
}

// said is a line of a process's log.
type said struct {
	Msg     string `json:"msg"`
	Address string `json:"address"`
}

// start starts this program with the command and waits until its log has the message.
func (b *bench) start(ctx context.Context, command, message string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.CommandContext(ctx, self, command)}
	p.cmd.Env = append(slices.Clone(b.Environment), "APPROVALS_LISTEN=127.0.0.1:0")
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 20 * time.Second
	log, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if json.Unmarshal(lines.Bytes(), &p.said) == nil && p.said.Msg == message {
			// Read on, or the process would wait for a reader.
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return p, nil
		}
	}
	return nil, fmt.Errorf("%s ended before it said %q (%w): %s", command, message, p.cmd.Wait(), lines.Bytes())
}

// stop ends the process in order.
func (p *process) stop() {
	_ = p.cmd.Cancel()
	_ = p.cmd.Wait()
}
