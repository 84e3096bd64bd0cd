package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// nullCase is a body with null in one place.
type nullCase struct {
	location string
	body     any
	allowed  bool
}

// nullsIn returns a case for every place in a schema. around builds the body from the
// value in the place of the schema.
func nullsIn(r huma.Registry, s *huma.Schema, location string, around func(any) any) []nullCase {
	for s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	cases := []nullCase{{location, around(nil), s.Type == "" || s.Nullable}}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		cases = append(cases, nullsIn(r, s.Properties[name], location+"."+name, func(v any) any {
			return around(map[string]any{name: v})
		})...)
	}
	if s.Items != nil {
		cases = append(cases, nullsIn(r, s.Items, location+"[0]", func(v any) any { return around([]any{v}) })...)
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		cases = append(cases, nullsIn(r, values, location+".k", func(v any) any { return around(map[string]any{"k": v}) })...)
	}
	return cases
}

// TestNullOnEveryRoute checks every route at any depth: null is refused by name exactly
// where the API document does not allow it.
func TestNullOnEveryRoute(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("everything", s.allRoles()...)
	placeholder := regexp.MustCompile(`\{\w+\}`)
	refused, allowed := 0, 0
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil || bodySchema(op) == nil {
				continue
			}
			url := placeholder.ReplaceAllString(path, uuid.NewString())
			cases := nullsIn(s.api.OpenAPI().Components.Schemas, bodySchema(op), "body", func(v any) any { return v })
			everywhere, names := map[string]any{}, []string{}
			for _, c := range cases {
				body, err := json.Marshal(c.body)
				if err != nil {
					t.Fatal(err)
				}
				got := s.Send(t, "everything", op.Method, url, string(body))
				named := got.Status < 500 && got.Status >= 400 && slices.Contains(apitest.Read[apitest.Problem](got).Locations(), c.location)
				switch {
				case c.allowed:
					allowed++
					if named && strings.Contains(got.Raw, "This must not be null") {
						t.Errorf("%s %s %s: %s", op.Method, path, body, got.Raw)
					}
				default:
					refused++
					if !named || got.Status != http.StatusBadRequest {
						t.Errorf("%s %s %s: %d %s", op.Method, path, body, got.Status, clip(got.Raw))
					}
					if name, ok := strings.CutPrefix(c.location, "body."); ok && !strings.ContainsAny(name, ".[") {
						everywhere[name], names = nil, append(names, c.location)
					}
				}
			}
			if len(names) == 0 {
				continue
			}
			p := s.Send(t, "everything", op.Method, url, everywhere).WantProblem(http.StatusBadRequest, approval.CodeInvalid)
			for _, name := range names {
				if !slices.Contains(p.Locations(), name) {
					t.Errorf("%s %s names %v, not %s", op.Method, path, p.Locations(), name)
				}
			}
		}
	}
	if refused < 200 || allowed < 20 {
		t.Errorf("only %d places refuse null and %d allow it", refused, allowed)
	}
}

// TestNull checks that null removes optional values and that other nulls are reported
// with all other errors.
func TestNull(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	projects := "/customers/" + cust.ID + "/projects"
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", projects,
		`{"name":"P","estimated_amount":{"amount":"5","currency":"CNY"},"win_probability":5}`).Want(201))
	path := "/projects/" + project.ID
	for body, want := range map[string]string{
		`{"name":null}`: "body.name",
		`{"name":null,"stage":null,"colour":1,"win_probability":101}`: "body.colour body.name body.stage body.win_probability",
		`{"estimated_amount":{"amount":null,"currency":"CNY"}}`:       "body.estimated_amount.amount",
		`{"member_ids":[null]}`: "body.member_ids[0]",
		`{"member_ids":null}`:   "body.member_ids",
	} {
		body = fmt.Sprintf(`{"version":%d,%s`, project.Version, body[1:])
		p := s.Send(t, "rep", "PATCH", path, body).WantProblem(http.StatusBadRequest, approval.CodeInvalid)
		if got := strings.Join(p.Locations(), " "); got != want {
			t.Errorf("%s names %s", body, got)
		}
	}
	emptied := apitest.Read[customer.Project](s.Send(t, "rep", "PATCH", path,
		fmt.Sprintf(`{"version":%d,"estimated_amount":null,"win_probability":null}`, project.Version)).Want(200))
	if emptied.EstimatedAmount != nil || emptied.WinProbability != nil || emptied.Name != "P" {
		t.Errorf("%+v", emptied)
	}
}
