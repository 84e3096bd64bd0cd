package approval

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestCatalogueIsComplete reads the package's source for all constants of type Action.
func TestCatalogueIsComplete(t *testing.T) {
	want := []Action{}
	for _, a := range actionConstants(t) {
		if a != Everybody {
			want = append(want, a)
		}
	}
	for _, step := range DecisionSteps() {
		want = append(want, step.Action())
	}
	if len(want) < 10 {
		t.Fatalf("found %v only", want)
	}
	got := map[Action]ActionInfo{}
	for _, info := range Catalogue() {
		if _, twice := got[info.Action]; twice {
			t.Errorf("%s is there twice", info.Action)
		}
		got[info.Action] = info
		if info.Description.ZH == "" || info.Description.EN == "" || len(info.Scopes) == 0 {
			t.Errorf("%s lacks a description or scopes: %+v", info.Action, info)
		}
		if !slices.Contains(want, info.Action) {
			t.Errorf("%s is no action", info.Action)
		}
	}
	for _, a := range want {
		if _, ok := got[a]; !ok {
			t.Errorf("%s has no entry", a)
		}
	}
}

func TestDefaultRolesFitTheCatalogue(t *testing.T) {
	for _, role := range DefaultRoles() {
		location := func(i int, field string) string { return fmt.Sprintf("%s[%d].%s", role.Key, i, field) }
		if err := CheckPermissions(role.Permissions, location); err != nil {
			t.Errorf("%s: %+v", role.Key, AsError(err).Fields)
		}
	}
}

func TestCheckPermissions(t *testing.T) {
	err := CheckPermissions([]Permission{
		{ReadCustomers, ScopeTeam}, {"customer.burn", ScopeAll}, {ReadCustomers, ScopeAll}, {ManageUsers, ScopeOwn}, {ReadRequests, ""},
	}, func(i int, field string) string { return strconv.Itoa(i) + field })
	var got []string
	for _, f := range AsError(err).Fields {
		got = append(got, f.Location)
	}
	if want := []string{"1action", "2action", "3scope", "4scope"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// actionConstants returns the values of the package's constants of type Action.
func actionConstants(t *testing.T) (found []Action) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != "Action" {
				return true
			}
			for _, v := range spec.Values {
				if literal, ok := v.(*ast.BasicLit); ok {
					value, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					found = append(found, Action(value))
				}
			}
			return true
		})
	}
	return found
}
