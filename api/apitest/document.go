package apitest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// document is an OpenAPI document, against which answers are checked.
type document struct {
	compiler *jsonschema.Compiler
	content  map[string]any
	// routes finds the operation of a request; its patterns are those of the document.
	routes *http.ServeMux

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema
}

// documents are the documents already read, by their text.
var documents sync.Map

// FollowDocument makes each answer an error that the OpenAPI document does not describe.
func (a *API) FollowDocument(raw []byte) error {
	known, ok := documents.Load(string(raw))
	if !ok {
		read, err := readDocument(raw)
		if err != nil {
			return err
		}
		known, _ = documents.LoadOrStore(string(raw), read)
	}
	a.document = known.(*document)
	return nil
}

const documentName = "openapi.json"

func readDocument(raw []byte) (*document, error) {
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	d := &document{compiler: jsonschema.NewCompiler(), routes: http.NewServeMux(), schemas: map[string]*jsonschema.Schema{}}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource(documentName, content); err != nil {
		return nil, err
	}
	d.content, _ = content.(map[string]any)
	paths, _ := d.content["paths"].(map[string]any)
	for path, item := range paths {
		for method := range item.(map[string]any) {
			d.routes.HandleFunc(strings.ToUpper(method)+" "+path, http.NotFound)
		}
	}
	return d, nil
}

// Compare returns an error if the document does not describe the answer.
func (a *API) Compare(method, path string, r Reply) error { return a.document.check(method, path, r) }

// check is Compare.
func (d *document) check(method, path string, r Reply) error {
	path, inside := strings.CutPrefix(path, "/api/v1")
	if !inside || r.JSON == nil {
		return nil
	}
	at, err := url.Parse(path)
	if err != nil {
		return nil
	}
	_, pattern := d.routes.Handler(&http.Request{Method: method, URL: at})
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		return nil
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	where := []string{"paths", path, strings.ToLower(method), "responses", strconv.Itoa(r.Status), "content", kind, "schema"}
	if d.has([]string{"paths", path, where[2], "responses", where[4], "content", "*/*"}) {
		// The bytes of a file.
		return nil
	}
	if !d.has(where) {
		where[4] = "default"
	}
	if !d.has(where) {
		return fmt.Errorf("the API document does not describe the answer %d %s of %s", r.Status, kind, pattern)
	}
	schema, err := d.schema(where)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(r.Raw))
	if err != nil {
		return err
	}
	if err := schema.Validate(value); err != nil {
		return fmt.Errorf("the answer %d of %s is not as in the API document: %w\n%s", r.Status, pattern, err, r.Raw)
	}
	return nil
}

// has reports whether the document has something at the place.
func (d *document) has(where []string) bool {
	var at any = d.content
	for _, name := range where {
		object, _ := at.(map[string]any)
		if at = object[name]; at == nil {
			return false
		}
	}
	return true
}

// schema returns the compiled schema at the place.
func (d *document) schema(where []string) (*jsonschema.Schema, error) {
	pointer := documentName + "#"
	for _, name := range where {
		pointer += "/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(name))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if known := d.schemas[pointer]; known != nil {
		return known, nil
	}
	schema, err := d.compiler.Compile(pointer)
	d.schemas[pointer] = schema
	return schema, err
}
