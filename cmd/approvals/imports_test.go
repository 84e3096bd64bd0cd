package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "approvals"

// rule defines what the packages below a path may import, directly or indirectly: of
// this module only own, of the standard library anything except denied, and of third
// parties only the prefixes others.
type rule struct {
	path   string
	own    []string
	others []string
	denied []string
	// anyOther allows every third party.
	anyOther bool
}

var rules = []rule{
	{path: "workflows/approval"},
	{path: "storage/objects", own: []string{"workflows/approval"}, anyOther: true},
	{path: "storage/postgres", own: domainsBelow("postgres"), anyOther: true},
	{path: "storage/ledger", own: domainsBelow("ledger"), anyOther: true},
	{path: "storage/variable", own: domainsBelow("variable"), anyOther: true},
	{path: "storage/account", own: domainsBelow("account"), anyOther: true},
	{path: "storage/customer", own: domainsBelow("customer"), anyOther: true},
	{path: "storage/request", own: domainsBelow("request"), anyOther: true},
	{path: "storage/worklog", own: domainsBelow("worklog"), anyOther: true},
	{path: "storage", own: []string{"workflows/approval"}, anyOther: true},
	{path: "activities", own: []string{"workflows/approval", "storage"}, anyOther: true},
	{path: "workflows", own: []string{"workflows/approval"}, others: []string{"go.temporal.io/"}, denied: []string{"net/http", "database/sql", "os"}},
	{path: "api/table", own: []string{"workflows/approval"}, others: []string{"github.com/xuri/excelize/", "github.com/gabriel-vasile/mimetype", "golang.org/x/text/"}, denied: []string{"net/http", "database/sql"}},
	{path: "api", own: []string{"workflows/approval", "storage", "storage/objects", "workflows", "api/web"}, anyOther: true},
	{path: "cmd/approvals", own: []string{"workflows/approval", "storage", "storage/objects", "activities", "workflows", "api", "api/table", "api/web", "cmd/internal/settings", "cmd/approvals/bench"}, anyOther: true},
	{path: "cmd/devstack", own: []string{"workflows/approval", "storage", "storage/objects", "deploy", "cmd/internal/settings"}, anyOther: true},
	{path: "cmd/internal/settings", anyOther: true},
	{path: "deploy/demo", own: []string{"workflows/approval", "storage"}, anyOther: true},
	{path: "deploy", own: []string{"deploy"}, anyOther: true},
}

// domainsBelow returns what a domain of storage may import: the shared packages and the
// domains below it. Requests and work logs do not import each other.
func domainsBelow(domain string) []string {
	own := []string{"workflows/approval"}
	for _, below := range []string{"postgres", "ledger", "variable", "account", "customer"} {
		if below == domain {
			break
		}
		own = append(own, "storage/"+below)
	}
	return own
}

type listedPackage struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

// TestImports checks the import rules: for packages of this module all dependencies,
// for other packages only direct imports, because those of drivers do not matter.
func TestImports(t *testing.T) {
	packages := listPackages(t)
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	for _, p := range packages {
		path, ours := strings.CutPrefix(p.ImportPath, module+"/")
		if !ours || strings.HasSuffix(path, "test") {
			continue
		}
		r, ok := ruleFor(path)
		if !ok {
			t.Errorf("%s: no rule says what it may import", path)
			continue
		}
		for _, dep := range p.Deps {
			if own, isOurs := strings.CutPrefix(dep, module+"/"); isOurs && !r.allowsOwn(own) {
				t.Errorf("%s must not depend on %s", path, own)
			}
		}
		for _, imported := range p.Imports {
			switch {
			case strings.HasPrefix(imported, module+"/"):
			case standard[imported]:
				if slices.Contains(r.denied, imported) {
					t.Errorf("%s must not import %s", path, imported)
				}
			case !r.anyOther && !slices.ContainsFunc(r.others, func(o string) bool { return strings.HasPrefix(imported, o) }):
				t.Errorf("%s must not import %s", path, imported)
			}
		}
	}
}

// TestTopLevel checks that the top level has only the folders of the design.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "workflows", "activities", "api", "storage", "deploy", "go.mod", "go.sum", "README.md", "Makefile", "bin", "data"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

func ruleFor(path string) (rule, bool) {
	for _, r := range rules {
		if path == r.path || strings.HasPrefix(path, r.path+"/") {
			return r, true
		}
	}
	return rule{}, false
}

func (r rule) allowsOwn(path string) bool {
	return strings.HasPrefix(path, r.path+"/") || path == r.path || slices.ContainsFunc(r.own, func(o string) bool {
		return path == o || o == "deploy" && strings.HasPrefix(path, "deploy/") ||
			o == "storage" && strings.HasPrefix(path, "storage/") && path != "storage/objects"
	})
}

func listPackages(t *testing.T) (packages []listedPackage) {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Imports,Deps", "./...")
	list.Dir = filepath.Join("..", "..")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
