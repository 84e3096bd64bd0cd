package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"sync"

	"github.com/spf13/cobra"
)

func demoCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Take both approvals through the running stack, step by step, then verify that all agrees",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.readStack(); err != nil {
				return err
			}
			d := &demo{out: cmd.OutOrStdout(), server: s.server}
			if err := d.play(cmd.Context()); err != nil {
				return err
			}
			d.say("", "\nIs it all true? `approvals verify`:")
			return s.verify(cmd.Context(), d.out)
		},
	}
	s.bind(cmd, "demo")
	return cmd
}

// demo plays both approvals, each in a client of its own, and says what it does.
type demo struct {
	out    io.Writer
	mu     sync.Mutex
	server string
	people map[string]*person
}

func (d *demo) say(client, format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if client != "" {
		format = fmt.Sprintf("%-10s", client) + format
	}
	fmt.Fprintf(d.out, format+"\n", args...)
}

func (d *demo) play(ctx context.Context) error {
	d.people = map[string]*person{}
	for _, name := range []string{"rep", "commercial", "finance", "manager", "gm"} {
		p, err := signIn(ctx, d.server, name)
		if err != nil {
			return err
		}
		d.people[name] = p
	}
	customer, projects, err := d.find(ctx)
	if err != nil {
		return err
	}
	d.say("", "Customer %s with the projects %s and %s\n", demoCustomerName, demoSubstation, demoCableMonitors)

	var clients sync.WaitGroup
	var projectErr, expenseErr error
	clients.Go(func() { projectErr = d.projectStory(ctx, projects[demoSubstation]) })
	clients.Go(func() { expenseErr = d.expenseStory(ctx, projects[demoCableMonitors]) })
	clients.Wait()
	if err := errors.Join(projectErr, expenseErr); err != nil {
		return err
	}
	return d.timeline(ctx, customer)
}

// find returns the id of the customer of the demo data and those of its
// projects, by name.
func (d *demo) find(ctx context.Context) (customer string, projects map[string]string, err error) {
	rep := d.people["rep"]
	customers, err := rep.get(ctx, "/customers?limit=200&q="+url.QueryEscape(demoCustomerName))
	if err != nil {
		return "", nil, err
	}
	// Newest first: the demo's own is the oldest of its name.
	for _, c := range customers.list("items") {
		if c.at("name") == demoCustomerName {
			customer = c.at("id")
		}
	}
	projects = map[string]string{}
	if customer != "" {
		found, err := rep.get(ctx, "/customers/"+customer+"/projects?limit=200")
		if err != nil {
			return "", nil, err
		}
		for _, project := range found.list("items") {
			projects[project.at("name")] = project.at("id")
		}
	}
	if projects[demoSubstation] == "" || projects[demoCableMonitors] == "" {
		return "", nil, errors.New("the demo data is not there: was the stack started with `make up`?")
	}
	return customer, projects, nil
}

// timeline prints what the customer's timeline tells, the newest first.
func (d *demo) timeline(ctx context.Context, customer string) error {
	events, err := d.people["rep"].get(ctx, "/customers/"+customer+"/timeline?limit=200")
	if err != nil {
		return err
	}
	d.say("", "\nThe customer's timeline, newest first:")
	for _, e := range events.list("items") {
		d.say("", "  %s  %-41s %s", e.at("at")[:19], e.at("kind"), e.at("summary.en"))
	}
	return nil
}

// upload attaches a file and reads it back.
func (d *demo) upload(ctx context.Context, client, who, request, purpose string, f file) error {
	a, err := d.people[who].attach(ctx, request, purpose, f)
	if err != nil {
		return err
	}
	back, err := d.people[who].content(ctx, a.at("id"))
	if err != nil {
		return err
	}
	if !bytes.Equal(back, f.bytes) {
		return fmt.Errorf("%s came back as %d other bytes", f.name, len(back))
	}
	d.say(client, "%-10s attaches %s (%s, %d bytes, SHA-256 %.12s…)", who, f.name, a.at("content_type"), len(f.bytes), a.at("sha256"))
	return nil
}

// act completes the open task of the step in somebody's inbox and makes sure
// that the request stands as expected afterwards.
func (d *demo) act(ctx context.Context, client, who, request, step, outcome, status string, more answer) error {
	p := d.people[who]
	inbox, err := p.get(ctx, "/tasks?limit=200&step="+step)
	if err != nil {
		return err
	}
	for _, task := range inbox.list("items") {
		if task.at("request.id") != request {
			continue
		}
		body := answer{"outcome": outcome, "revision": task["request"].(map[string]any)["revision"]}
		for k, v := range more {
			body[k] = v
		}
		done, err := p.post(ctx, "/tasks/"+task.at("id")+"/complete", body)
		if err != nil {
			return err
		}
		if got := done.at("request.status"); got != status {
			return fmt.Errorf("after %s by %s the request is %s, expected %s", outcome, who, got, status)
		}
		d.say(client, "%-10s %s: %s  →  %s%s", who, step, outcome, status, waiting(done))
		return nil
	}
	return fmt.Errorf("%s has no task %s of request %s", who, step, request)
}

// waiting words what the answer to a decision says is open now.
func waiting(done answer) string {
	words := ""
	request := answer(done["request"].(map[string]any))
	for _, t := range request.list("tasks") {
		if t.at("state") == "open" {
			words += ", waits for " + t.at("step")
		}
	}
	return words
}
