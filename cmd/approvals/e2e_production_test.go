package main

import (
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/workflows/approval"
)

// production is the environment of commands that run as separate processes.
func production(s settings, listen string, more ...string) []string {
	return append(append(s.Environment(), "APPROVALS_LISTEN="+listen), more...)
}

// TestProductionRefuses starts the API and the worker with settings that are only
// allowed in development.
func TestProductionRefuses(t *testing.T) {
	t.Parallel()
	here, s := newPlace(t), sharedServers(t)
	env := func(more ...string) []string { return production(s, freeAddress(t), more...) }
	s.prepare(t)
	for _, command := range []string{"api", "worker"} {
		here.run(env(), command).refuses("demo accounts", "--development")
		here.run(env("S3_SECRET_KEY=minioadmin"), command).refuses("secret key", "--development")
		here.run(env("DATABASE_URL=postgres://approvals:postgres@127.0.0.1:1/approvals"), command).refuses("database's password", "--development")
		here.run(env("DATABASE_URL="), command).refuses("--database-url", "DATABASE_URL")
		here.run(env("TEMPORAL_ADDRESS="), command).refuses("--temporal-address", "TEMPORAL_ADDRESS")
		here.run(env("S3_SECRET_KEY="), command).refuses("--s3-secret-key", "S3_SECRET_KEY")
		here.run(env("LOG_LEVEL=loud"), command).refuses("--log-level")
	}
	alone := sharedServers(t)
	alone.DatabaseURL, alone.MigrateDatabaseURL = alone.MigrateDatabaseURL, ""
	must(t, alone.migrate(t.Context()))
	for _, command := range []string{"api", "worker"} {
		here.run(production(alone, freeAddress(t)), command).refuses("owns the timeline", "MIGRATE_DATABASE_URL", "--development")
	}
	here.wantNothingLeft()
}

// TestCommands prepares a database as in production: migrate, then create the first
// accounts.
func TestCommands(t *testing.T) {
	t.Parallel()
	here, s := newPlace(t), sharedServers(t)
	listen := freeAddress(t)
	env := production(s, listen, "MIGRATE_DATABASE_URL="+s.MigrateDatabaseURL)

	early := here.run(env, "user", "create", "--username", "li", "--name", "李雷")
	early.exits(20*time.Second, 1)
	for range 2 {
		here.run(env, "migrate").exits(20*time.Second, 0)
	}
	both := []*running{here.run(env, "migrate"), here.run(env, "migrate")}
	for _, r := range both {
		r.exits(20*time.Second, 0)
	}

	create := func(password string, args ...string) *running {
		r := here.runWith(password+"\n", env, append([]string{"user", "create", "--name", "李雷"}, args...)...)
		<-r.ended
		return r
	}
	create("demo-lilei", "--username", "lilei", "--role", approval.Administrator).exits(soon, 0)
	create("demo-lilei", "--username", "LiLei").refuses("username", "taken")
	create("short", "--username", "wang").refuses("password")
	create("demo-wang-123", "--username", "wang", "--role", "emperor").refuses("roles", "emperor")
	create("short", "--username", "!", "--locale", "fr").refuses("username", "password", "locale")

	api := here.run(env, "api")
	api.says(20*time.Second, "api listening")
	door := apitest.At("http://" + listen)
	logIn := func(username, password string) apitest.Reply {
		return door.Send(t, "", "POST", "/auth/login", apitest.JSON{"username": username, "password": password})
	}
	in := logIn("lilei", "demo-lilei").Want(http.StatusOK)
	cookies := in.Header.Values("Set-Cookie")
	for _, cookie := range cookies {
		if !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "HttpOnly") {
			t.Errorf("a cookie of a production server is %s", cookie)
		}
	}
	if len(cookies) != 2 {
		t.Errorf("%d cookies, not those of the session and the device", len(cookies))
	}
	for _, name := range []string{"wang", "admin", "rep"} {
		logIn(name, "demo-"+name).WantProblemAt(http.StatusUnauthorized, "unauthenticated")
	}
	api.ends(syscall.SIGINT)
	here.wantNothingLeft()
}
