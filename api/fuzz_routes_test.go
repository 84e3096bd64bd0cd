package api

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// TestEveryRouteWithOddInput sends odd parameters and bodies to every route of the API
// document. The server must answer each by itself, without an error of its own and
// without keeping memory. `make fuzz` sends FUZZ_REQUESTS of them, and prints the
// slowest.
func TestEveryRouteWithOddInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	requests := 2000
	if more, err := strconv.Atoi(os.Getenv("FUZZ_REQUESTS")); err == nil {
		requests = more
	}
	seed := uint64(time.Now().UnixNano())
	if fixed, err := strconv.ParseUint(os.Getenv("FUZZ_SEED"), 10, 64); err == nil {
		seed = fixed
	}
	t.Logf("FUZZ_SEED=%d", seed)
	o := &oddInput{Rand: rand.New(rand.NewPCG(seed, 0)), schemas: s.api.OpenAPI().Components.Schemas}
	for name, thing := range s.things(t) {
		if name != "role" {
			o.ids = append(o.ids, thing())
		}
	}
	var operations []*huma.Operation
	for _, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				operations = append(operations, op)
			}
		}
	}
	slices.SortFunc(operations, func(a, b *huma.Operation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	roles := s.allRoles()
	someone := ""
	before := liveMemory()
	var slowest time.Duration
	var slow string
	answers := map[int]int{}
	for i := range requests {
		if someone == "" {
			// A request can take away the account that sends it.
			someone = "everything" + strconv.Itoa(i)
			s.Join(someone, roles...)
		}
		op := operations[i%len(operations)]
		path, body, headers := o.request(op)
		start := time.Now()
		got := s.Send(t, someone, op.Method, path, body, headers...)
		if took := time.Since(start); took > slowest {
			slowest, slow = took, fmt.Sprintf("%s %s: %d", op.Method, clip(path), got.Status)
		}
		answers[got.Status]++
		switch {
		case got.Status == 401:
			someone = ""
		case got.Status == 503 && !strings.Contains(got.Raw, "database"):
			// The workflow engine and the object store are away in this scene.
		case got.Status >= 500:
			t.Errorf("%s %s %v %s: %d %s", op.Method, clip(path), headers, clip(fmt.Sprint(body)), got.Status, got.Raw)
		}
	}
	s.log.Reset()
	t.Logf("%d requests with the answers %v; the slowest took %v: %s", requests, answers, slowest.Round(time.Millisecond), slow)
	if answers[200]+answers[201]+answers[204] < requests/20 {
		t.Error("hardly any request gets past its checks")
	}
	if grown := liveMemory() - before; grown > 64<<20 {
		t.Errorf("%d MiB are kept after %d requests", grown>>20, requests)
	}
}

// allRoles are the keys of all default roles.
func (s *scene) allRoles() (keys []string) {
	for _, role := range approval.DefaultRoles() {
		keys = append(keys, role.Key)
	}
	return keys
}

func liveMemory() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// oddInput makes input of which parts are right and parts are not.
type oddInput struct {
	*rand.Rand
	schemas huma.Registry
	ids     []string
}

var pathParameter = regexp.MustCompile(`\{\w+\}`)

// request makes a path, a body as JSON text, and headers.
func (o *oddInput) request(op *huma.Operation) (path string, body any, headers []string) {
	path = pathParameter.ReplaceAllStringFunc(op.Path, func(string) string {
		if o.IntN(3) > 0 {
			return o.ids[o.IntN(len(o.ids))]
		}
		return url.PathEscape(o.text())
	})
	query := url.Values{}
	for _, p := range op.Parameters {
		switch {
		case p.In == "header" && o.IntN(4) == 0:
			headers = append(headers, p.Name, strings.Map(printable, o.text()))
		case p.In != "query" || o.IntN(3) == 0:
		case o.IntN(2) == 0:
			query.Add(p.Name, o.text())
		default:
			query.Add(p.Name, fmt.Sprint(o.value(p.Schema, 0)))
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	if bodySchema(op) == nil {
		return path, nil, headers
	}
	raw, err := json.Marshal(o.value(bodySchema(op), 0))
	if err != nil || o.IntN(20) == 0 {
		return path, o.raw(), headers
	}
	return path, string(raw), headers
}

// printable keeps what a client can send in a header.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r == '\uFFFD' {
		return -1
	}
	return r
}

// value makes a value for a schema, or another one.
func (o *oddInput) value(schema *huma.Schema, depth int) any {
	if schema == nil || depth > 6 || o.IntN(8) == 0 {
		return o.odd(depth)
	}
	if schema.Ref != "" {
		schema = o.schemas.SchemaFromRef(schema.Ref)
	}
	if len(schema.Enum) > 0 {
		return schema.Enum[o.IntN(len(schema.Enum))]
	}
	switch schema.Type {
	case huma.TypeObject:
		object := map[string]any{}
		for name, field := range schema.Properties {
			if o.IntN(6) > 0 {
				object[name] = o.value(field, depth+1)
			}
		}
		if values, ok := schema.AdditionalProperties.(*huma.Schema); ok {
			object[o.text()] = o.value(values, depth+1)
		}
		return object
	case huma.TypeArray:
		list := make([]any, o.IntN(4))
		for i := range list {
			list[i] = o.value(schema.Items, depth+1)
		}
		return list
	case huma.TypeInteger, huma.TypeNumber:
		return o.IntN(4)
	case huma.TypeBoolean:
		return o.IntN(2) == 0
	}
	switch schema.Format {
	case "uuid":
		return o.ids[o.IntN(len(o.ids))]
	case "date":
		return time.Now().AddDate(0, 0, o.IntN(60)-50).Format(time.DateOnly)
	case "date-time":
		return time.Now().Format(time.RFC3339)
	}
	return o.text()
}

// odd makes a value of any type.
func (o *oddInput) odd(depth int) any {
	switch o.IntN(8) {
	case 0:
		return nil
	case 1:
		return []any{o.text(), nil, map[string]any{}}
	case 2:
		return map[string]any{o.text(): o.text(), "": nil}
	case 3:
		return []float64{-1, 0.1, 1e300, -1e-300, 9007199254740993, 1 << 62, 4294967296}[o.IntN(7)]
	case 4:
		return o.IntN(2) == 0
	case 5:
		if depth > 6 {
			return nil
		}
		return []any{o.odd(depth + 1)}
	default:
		return o.text()
	}
}

// text makes a text that is odd more often than not.
func (o *oddInput) text() string {
	texts := []string{
		"", " ", "\t\n", "a", "0", "-1", "1e400", "99999999999999999999", "0.1", "true", "null", "%", "_", "'", `\`, `"`, "--", "{}", "[]",
		"\u200b", "\u00ad", "\u115f", "发票\u202efdp.exe", "ＡＢＣ１２３", "é\u0301", "👩‍👩‍👧", "\U0010FFFF", "\uFFFD", "İ", "ß",
		"\x00", "a\x00b", "\xff\xfe", "\xed\xa0\x80", "..%2f..", "../../etc/passwd",
		"2026-02-30", "0000-00-00", "9999-12-31", "-0001-01-01", "+99999-01-01", "2026-11-30T25:61:61Z", "0001-01-01T00:00:00Z",
		"9999-12-31T23:59:59.999999999+14:00", "infinity", "epoch", "now", "24:00", "NaN", "1,5", "１２", "1_000", "0x10", " 1", "1 ", "+1",
		uuid.NewString(), strings.ToUpper(uuid.NewString()), "{" + uuid.NewString() + "}", "urn:uuid:" + uuid.NewString(), uuid.Nil.String(),
		"CNY", "rep", "sales_rep", "draft", "in_review", "-created_at,created_at", "eyJhIjoxfQ", "AAAA",
	}
	switch o.IntN(12) {
	case 0:
		return strings.Repeat(texts[o.IntN(len(texts))], 1+o.IntN(300))
	case 1:
		return strings.Repeat("长", 31000)
	case 2:
		return strings.Repeat("a", 31000)
	default:
		return texts[o.IntN(len(texts))]
	}
}

// raw makes a body that is not JSON, or hardly.
func (o *oddInput) raw() string {
	texts := []string{
		"", "null", "[]", "{", `{"a":`, `"text"`, "1", `{"a":1,"a":2}`, `{"\ud800":1}`, "\xff", "\ufeff{}", "{}{}", `{"name":"\u0000"}`,
		strings.Repeat("[", 20000), strings.Repeat(`{"a":`, 5000), `{"a":` + strings.Repeat("9", 5000) + `}`, `{"a":1e999999999}`,
	}
	return texts[o.IntN(len(texts))]
}
