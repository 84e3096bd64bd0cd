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

// Walk runs both approval processes concurrently on the running stack and prints
// every step to out.
func Walk(ctx context.Context, out io.Writer, server string) error {
	return (&walkthrough{out: out, server: server}).run(ctx)
}

type walkthrough struct {
	out    io.Writer
	mu     sync.Mutex
	server string
	people map[string]*Person
}

func (d *walkthrough) printf(client, format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if client != "" {
		format = fmt.Sprintf("%-10s", client) + format
	}
	fmt.Fprintf(d.out, format+"\n", args...)
}

func (d *walkthrough) run(ctx context.Context) error {
	d.people = map[string]*Person{}
	for _, name := range []string{"rep", "commercial", "finance", "manager", "gm"} {
		p, err := SignIn(ctx, d.server, name)
		if err != nil {
			return err
		}
		d.people[name] = p
	}
	customer, projects, err := d.findDemoCustomer(ctx)
	if err != nil {
		return err
	}
	d.printf("", "Customer %s with the projects %s and %s\n", CustomerName, substation, cableMonitors)

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

// findDemoCustomer returns the id of the demo customer and the ids of its projects
// by name.
func (d *walkthrough) findDemoCustomer(ctx context.Context) (customer string, projects map[string]string, err error) {
	rep := d.people["rep"]
	customers, err := rep.Get(ctx, "/customers?limit=200&q="+url.QueryEscape(CustomerName))
	if err != nil {
		return "", nil, err
	}
	// The list is newest first and the demo customer is the oldest of its name.
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
		return "", nil, errors.New("demo data not found: start the stack with `make up`")
	}
	return customer, projects, nil
}

// timeline prints the customer's timeline, newest first.
func (d *walkthrough) timeline(ctx context.Context, customer string) error {
	events, err := d.people["rep"].Get(ctx, "/customers/"+customer+"/timeline?limit=200")
	if err != nil {
		return err
	}
	d.printf("", "\nThe customer's timeline, newest first:")
	for _, e := range events.List("items") {
		d.printf("", "  %s  %-41s %s", e.At("at")[:19], e.At("kind"), e.At("summary.en"))
	}
	return nil
}

// upload attaches a file, downloads it and compares the bytes.
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
		return fmt.Errorf("%s differs after download (%d bytes)", f.Name, len(back))
	}
	d.printf(client, "%-10s attaches %s (%s, %d bytes, SHA-256 %.12s…)", who, f.Name, a.At("content_type"), len(f.Bytes), a.At("sha256"))
	return nil
}

// completeTask completes the open task of the step in the person's inbox and checks
// the resulting status of the request.
func (d *walkthrough) completeTask(ctx context.Context, client, who, request, step, outcome, status string, more Answer) error {
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
		d.printf(client, "%-10s %s: %s  →  %s%s", who, step, outcome, status, describeOpenTasks(done))
		return nil
	}
	return fmt.Errorf("%s has no task %s of request %s", who, step, request)
}

// describeOpenTasks lists the steps of the open tasks in the response to a decision.
func describeOpenTasks(done Answer) string {
	words := ""
	request := Answer(done["request"].(map[string]any))
	for _, t := range request.List("tasks") {
		if t.At("state") == "open" {
			words += ", waits for " + t.At("step")
		}
	}
	return words
}
