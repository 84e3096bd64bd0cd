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

// describeAPI writes the API document and the page that shows it, once all
// routes are known. The pages that huma brings load their programs from elsewhere
// and want a policy that lets them; this one works without a network.
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

// docsGroups are the operations by tag, in the order of their paths.
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

// typeName names the type of a schema, with a link where it has a place of its
// own.
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

// bounds says what a value may be besides its type.
func bounds(s *huma.Schema) string {
	var words []string
	say := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if s.Nullable {
		say("or null")
	}
	if len(s.Enum) > 0 {
		say("one of %s", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(s.Enum)), ", "), "[]"))
	}
	if s.MaxLength != nil {
		say("at most %d characters", *s.MaxLength)
	}
	if s.Minimum != nil {
		say("at least %v", *s.Minimum)
	}
	if s.Maximum != nil {
		say("at most %v", *s.Maximum)
	}
	if s.Default != nil {
		say("default %v", s.Default)
	}
	return strings.Join(words, "; ")
}
