package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

//go:embed docs.html
var docsTemplate string

//go:embed docs.css
var docsStyle string

// docsPolicy lets the page use its own style and nothing else.
var docsPolicy = func() string {
	sum := sha256.Sum256([]byte(docsStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; frame-ancestors 'none'"
}()

// describeAPI generates the API document and its HTML page after all routes are
// registered. huma's own pages load scripts from a CDN; this one needs no network.
func (s *Server) describeAPI() error {
	document := s.api.OpenAPI()
	var err error
	if s.document, err = json.Marshal(document); err != nil {
		return fmt.Errorf("describe the API: %w", err)
	}
	page, err := template.New("docs").Funcs(template.FuncMap{"typeName": typeName, "bounds": bounds, "isRequired": isRequired}).Parse(docsTemplate)
	if err != nil {
		return fmt.Errorf("describe the API: %w", err)
	}
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{
		"Info": document.Info, "Groups": docsGroups(document), "Schemas": document.Components.Schemas.Map(),
		"Problems": problemKinds, "Style": template.CSS(docsStyle), "Base": basePath,
	})
	s.documentPage = out.Bytes()
	return err
}

func (s *Server) openAPI(c *gin.Context) {
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "application/openapi+json", s.document)
}

func (s *Server) docs(c *gin.Context) {
	c.Header("Content-Security-Policy", docsPolicy)
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "text/html; charset=utf-8", s.documentPage)
}

// docsGroups returns the operations by tag, in the order of their paths.
func docsGroups(document *huma.OpenAPI) map[string][]*huma.Operation {
	groups := map[string][]*huma.Operation{}
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		item := document.Paths[path]
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				groups[op.Tags[0]] = append(groups[op.Tags[0]], op)
			}
		}
	}
	return groups
}

func isRequired(s *huma.Schema, field string) bool { return slices.Contains(s.Required, field) }

// typeName is the type of a schema, linked if the page describes it.
func typeName(s *huma.Schema) template.HTML {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		name := template.HTMLEscapeString(s.Ref[strings.LastIndex(s.Ref, "/")+1:])
		return template.HTML(`<a href="#schema-` + name + `">` + name + `</a>`)
	case s.Type == huma.TypeArray:
		return "list of " + typeName(s.Items)
	case len(s.AnyOf) == 2:
		// A Block.
		return typeName(s.AnyOf[0]) + " or null"
	case s.Type == "":
		return "anything"
	case s.Format != "":
		return template.HTML(template.HTMLEscapeString(s.Type + ", " + s.Format))
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		return "map of " + typeName(values)
	}
	return template.HTML(template.HTMLEscapeString(s.Type))
}

// bounds describes the constraints on a value besides its type.
func bounds(s *huma.Schema) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if s.Nullable {
		add("or null")
	}
	if len(s.Enum) > 0 {
		values := slices.DeleteFunc(slices.Clone(s.Enum), func(v any) bool { return v == nil })
		add("one of %s", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(values)), ", "), "[]"))
	}
	if s.MaxLength != nil {
		add("at most %d characters", *s.MaxLength)
	}
	if s.Minimum != nil {
		add("at least %v", *s.Minimum)
	}
	if s.Maximum != nil {
		add("at most %v", *s.Maximum)
	}
	if s.Default != nil {
		add("default %v", s.Default)
	}
	return strings.Join(parts, "; ")
}
