package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"approvals/api/web"

	"github.com/gin-gonic/gin"
)

// pagePolicy allows the page resources from this server only. Images that have not been
// uploaded yet are shown from blobs.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func init() {
	// Not every system knows these types, and browsers do not run a module of an unknown
	// type.
	for extension, kind := range map[string]string{
		".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
		".svg": "image/svg+xml", ".wasm": "application/wasm", ".bcmap": "application/octet-stream",
		".webmanifest": "application/manifest+json", ".ttf": "font/ttf", ".pfb": "application/octet-stream",
	} {
		if err := mime.AddExtensionType(extension, kind); err != nil {
			panic(err)
		}
	}
}

// pageFile is a file of the page in the encodings that the build creates.
type pageFile struct {
	kind  string
	etag  string
	plain []byte
	// encoded holds the file by Content-Encoding.
	encoded map[string][]byte
}

// pageEncodings are the encodings that the build creates, the smallest first, with their
// file name extensions.
var pageEncodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// pageFiles returns all files of the page by path. They are embedded in the program, so
// they are read once.
var pageFiles = sync.OnceValues(func() (map[string]pageFile, error) {
	files := map[string]pageFile{}
	built := web.Files()
	err := fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, ".") || isEncoded(name) {
			return err
		}
		file := pageFile{kind: mime.TypeByExtension(path.Ext(name)), encoded: map[string][]byte{}}
		if file.plain, err = fs.ReadFile(built, name); err != nil {
			return err
		}
		sum := sha256.Sum256(file.plain)
		file.etag = hex.EncodeToString(sum[:12])
		for _, encoding := range pageEncodings {
			if content, err := fs.ReadFile(built, name+encoding.suffix); err == nil {
				file.encoded[encoding.name] = content
			}
		}
		files[name] = file
		return nil
	})
	return files, err
})

func isEncoded(name string) bool {
	for _, encoding := range pageEncodings {
		if strings.HasSuffix(name, encoding.suffix) {
			return true
		}
	}
	return false
}

// servePage serves a file of the page. Any other path is an address within the page,
// which index.html handles.
func (s *Server) servePage(c *gin.Context) {
	files, err := pageFiles()
	if err != nil {
		s.refuse(c, err)
		return
	}
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	file, found := files[name]
	if !found {
		if file, found = files["index.html"]; !found {
			file = files["placeholder.html"]
		}
	}
	c.Header("Content-Security-Policy", pagePolicy)
	c.Header("Cache-Control", "no-cache")
	if strings.HasPrefix(name, assetsFolder) {
		// Their names contain a hash of the content.
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	file.serve(c)
}

// assetsFolder has the files whose names contain a hash of the content.
const assetsFolder = "assets/"

// isPagePath reports whether the page handles the path. An asset of an earlier version of
// the page is not an address within it, but missing.
func (s *Server) isPagePath(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "api" || strings.HasPrefix(name, "api/") || isEncoded(name) {
		return false
	}
	if !strings.HasPrefix(name, assetsFolder) {
		return true
	}
	files, err := pageFiles()
	_, found := files[name]
	return err != nil || found
}

func (f pageFile) serve(c *gin.Context) {
	content, etag := f.plain, f.etag
	if len(f.encoded) > 0 {
		c.Header("Vary", "Accept-Encoding")
	}
	if name := f.choose(c.GetHeader("Accept-Encoding")); name != "" {
		c.Header("Content-Encoding", name)
		content, etag = f.encoded[name], f.etag+"-"+name
	}
	c.Header("Content-Type", f.kind)
	c.Header("ETag", strconv.Quote(etag))
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(content))
}

// choose returns the available encoding that the Accept-Encoding header prefers; the
// smallest among equals. It returns "" if none is accepted or the header prefers the file
// without encoding.
func (f pageFile) choose(header string) string {
	best, highest := "", 0.0
	for _, encoding := range pageEncodings {
		if _, available := f.encoded[encoding.name]; !available {
			continue
		}
		if quality := qualityOf(header, encoding.name); quality > highest {
			best, highest = encoding.name, quality
		}
	}
	if qualityOf(header, "identity") > highest {
		return ""
	}
	return best
}

// qualityOf returns the quality of the encoding in an Accept-Encoding header, from 0 to 1.
// For an encoding that is not named it is that of *, or else 0.
func qualityOf(header, encoding string) float64 {
	others := 0.0
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		quality := 1.0
		if text, found := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(parameter, " ", "")), "q="); found {
			// An invalid quality counts as 0.
			quality, _ = strconv.ParseFloat(text, 64)
		}
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, encoding):
			return quality
		case name == "*":
			others = quality
		}
	}
	return others
}
