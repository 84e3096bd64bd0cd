package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"sync"
)

// Walk takes both approvals through the running stack, each in a client of its
// own, and says what it does.
func Walk(ctx context.Context, out io.Writer, server string) error {
	return (&walkthrough{out: out, server: server}).play(ctx)
}

type walkthrough struct {
	out    io.Writer
	mu     sync.Mutex
	server string
	people map[string]*Person
}

func (d *walkthrough) say(client, format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if client != "" {
		format = fmt.Sprintf("%-10s", client) + format
	}
	fmt.Fprintf(d.out, format+"\n", args...)
}

func (d *walkthrough) play(ctx context.Context) error {
	d.people = map[string]*Person{}
	for _, name := range []string{"rep", "commercial", "finance", "manager", "gm"} {
		p, err := SignIn(ctx, d.server, name)
		if err != nil {
			return err
		}
		d.people[name] = p
	}
	customer, projects, err := d.find(ctx)
	if err != nil {
		return err
	}
	d.say("", "Customer %s with the projects %s and %s\n", CustomerName, substation, cableMonitors)

	var clients sync.WaitGroup
	var projectErr, expenseErr error
	clients.Go(func() { projectErr = d.projectStory(ctx, projects[substation]) })
	clients.Go(func() { expenseErr = d.expenseStory(ctx, projects[cableMonitors]) })
	clients.Wait()
	if err := errors.Join(projectErr, expenseErr); err != nil {
		return err
	}
	return d.timeline(ctx, customer)
}

// find returns the id of the customer of the demo data and those of its
// projects, by name.
func (d *walkthrough) find(ctx context.Context) (customer string, projects map[string]string, err error) {
	rep := d.people["rep"]
	customers, err := rep.Get(ctx, "/customers?limit=200&q="+url.QueryEscape(CustomerName))
	if err != nil {
		return "", nil, err
	}
	// Newest first: the demo's own is the oldest of its name.
	for _, c := range customers.List("items") {
		if c.At("name") == CustomerName {
			customer = c.At("id")
		}
	}
	projects = map[string]string{}
	if customer != "" {
		found, err := rep.Get(ctx, "/customers/"+customer+"/projects?limit=200")
		if err != nil {
			return "", nil, err
		}
		for _, project := range found.List("items") {
			projects[project.At("name")] = project.At("id")
		}
	}
	if projects[substation] == "" || projects[cableMonitors] == "" {
		return "", nil, errors.New("the demo data is not there: was the stack started with `make up`?")
	}
	return customer, projects, nil
}

// timeline prints what the customer's timeline tells, the newest first.
func (d *walkthrough) timeline(ctx context.Context, customer string) error {
	events, err := d.people["rep"].Get(ctx, "/customers/"+customer+"/timeline?limit=200")
	if err != nil {
		return err
	}
	d.say("", "\nThe customer's timeline, newest first:")
	for _, e := range events.List("items") {
		d.say("", "  %s  %-41s %s", e.At("at")[:19], e.At("kind"), e.At("summary.en"))
	}
	return nil
}

// upload attaches a file and reads it back.
func (d *walkthrough) upload(ctx context.Context, client, who, request, purpose string, f File) error {
	a, err := d.people[who].Attach(ctx, request, purpose, f)
	if err != nil {
		return err
	}
	back, err := d.people[who].Content(ctx, a.At("id"))
	if err != nil {
		return err
	}
	if !bytes.Equal(back, f.Bytes) {
		return fmt.Errorf("%s came back as %d other bytes", f.Name, len(back))
	}
	d.say(client, "%-10s attaches %s (%s, %d bytes, SHA-256 %.12s…)", who, f.Name, a.At("content_type"), len(f.Bytes), a.At("sha256"))
	return nil
}

// act completes the open task of the step in somebody's inbox and makes sure
// that the request stands as expected afterwards.
func (d *walkthrough) act(ctx context.Context, client, who, request, step, outcome, status string, more Answer) error {
	p := d.people[who]
	inbox, err := p.Get(ctx, "/tasks?limit=200&step="+step)
	if err != nil {
		return err
	}
	for _, task := range inbox.List("items") {
		if task.At("request.id") != request {
			continue
		}
		body := Answer{"outcome": outcome, "revision": task["request"].(map[string]any)["revision"]}
		for k, v := range more {
			body[k] = v
		}
		done, err := p.Post(ctx, "/tasks/"+task.At("id")+"/complete", body)
		if err != nil {
			return err
		}
		if got := done.At("request.status"); got != status {
			return fmt.Errorf("after %s by %s the request is %s, expected %s", outcome, who, got, status)
		}
		d.say(client, "%-10s %s: %s  →  %s%s", who, step, outcome, status, waiting(done))
		return nil
	}
	return fmt.Errorf("%s has no task %s of request %s", who, step, request)
}

// waiting words what the answer to a decision says is open now.
func waiting(done Answer) string {
	words := ""
	request := Answer(done["request"].(map[string]any))
	for _, t := range request.List("tasks") {
		if t.At("state") == "open" {
			words += ", waits for " + t.At("step")
		}
	}
	return words
}
