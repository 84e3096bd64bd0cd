package settings

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// TestStackFile checks that the file with the addresses can be read by the commands and
// by a shell.
func TestStackFile(t *testing.T) {
	const url = `postgres://a:it's%20$HOME@127.0.0.1:5432/approvals?sslmode=disable&application_name="x y"`
	folder := t.TempDir()
	written := Addresses{DatabaseURL: url, MigrateDatabaseURL: "'owner'", S3SecretKey: "a&b;c"}
	if err := written.WriteStack(folder, "http://127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	var found Addresses
	server, err := found.ReadStack(folder)
	if err != nil {
		t.Fatal(err)
	}
	if found != written || server != "http://127.0.0.1:8080" {
		t.Errorf("%+v, %s", found, server)
	}
	shell := exec.CommandContext(t.Context(), "sh", "-euc", `. "$1"; printf %s "$DATABASE_URL $S3_SECRET_KEY"`, "sh", filepath.Join(folder, stackFile))
	if out, err := shell.Output(); err != nil || string(out) != url+" a&b;c" {
		t.Errorf("the shell reads %s, %v", out, err)
	}
	if _, err := found.ReadStack(t.TempDir()); err == nil {
		t.Error("a stack is found where none has run")
	}
}
