package api

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"approvals/api/web"

	"github.com/gin-gonic/gin"
)

// pagePolicy lets the page use what comes from this server and nothing else.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// servePage answers with a file of the page, if there is one at the path.
func (s *Server) servePage(c *gin.Context) bool {
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		return false
	}
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	content, err := fs.ReadFile(web.Files(), name)
	if err != nil {
		return false
	}
	c.Header("Content-Security-Policy", pagePolicy)
	c.Header("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		// These have a hash of their content in the name.
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), content)
	return true
}
