package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// What up writes is found again, by the other commands and by a shell.
func TestStackFile(t *testing.T) {
	const url = `postgres://a:it's%20$HOME@127.0.0.1:5432/approvals?sslmode=disable&application_name="x y"`
	written := settings{dataDir: t.TempDir(), databaseURL: url, s3SecretKey: "a&b;c", listen: "127.0.0.1:8080"}
	if err := written.writeStack(); err != nil {
		t.Fatal(err)
	}
	found := settings{dataDir: written.dataDir}
	if err := found.readStack(); err != nil {
		t.Fatal(err)
	}
	if found.databaseURL != url || found.s3SecretKey != "a&b;c" || found.server != "http://127.0.0.1:8080" || found.temporalAddress != "" {
		t.Errorf("%+v", found)
	}
	shell := exec.CommandContext(t.Context(), "sh", "-euc", `. "$1"; printf %s "$DATABASE_URL $S3_SECRET_KEY"`, "sh", filepath.Join(written.dataDir, stackFile))
	if out, err := shell.Output(); err != nil || string(out) != url+" a&b;c" {
		t.Errorf("the shell reads %s, %v", out, err)
	}
	if unquote("plain=1") != "plain=1" {
		t.Error("what earlier versions wrote is another value")
	}
}
