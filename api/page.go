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

// pagePolicy lets the page use what comes from this server and nothing else.
// Pictures that are not sent yet are shown from the page's own memory.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func init() {
	// Not every machine knows these, and a browser runs no module of an unknown type.
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

// pageFile is a file of the page in the encodings that the build has made.
type pageFile struct {
	kind  string
	etag  string
	plain []byte
	// encoded holds the file by Content-Encoding.
	encoded map[string][]byte
}

// pageEncodings are those that the build makes, the smallest first, with the
// ends of their files' names.
var pageEncodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// pageFiles are all files of the page by path. They come with the program, so
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

// servePage answers with a file of the page. Every path that is none is one of
// the page's own addresses, which index.html looks after.
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
		// These have a hash of their content in the name.
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	file.serve(c)
}

// assetsFolder holds the files whose names change with their content.
const assetsFolder = "assets/"

// isPagePath tells what belongs to the page from what belongs to programs. A
// file that a former version of the page had is missing, and no address.
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

// choose returns the encoding that the Accept-Encoding header likes best of those
// made; of those liked alike the smallest, and none only if none is accepted or
// the file as it is is liked better.
func (f pageFile) choose(header string) string {
	best, liked := "", 0.0
	for _, encoding := range pageEncodings {
		if _, made := f.encoded[encoding.name]; !made {
			continue
		}
		if quality := qualityOf(header, encoding.name); quality > liked {
			best, liked = encoding.name, quality
		}
	}
	if qualityOf(header, "identity") > liked {
		return ""
	}
	return best
}

// qualityOf reads an Accept-Encoding header: how much the encoding is wanted,
// from 0 to 1. One that is not named is as the star, or else not wanted.
func qualityOf(header, encoding string) float64 {
	others := 0.0
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		quality := 1.0
		if text, found := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(parameter, " ", "")), "q="); found {
			// What cannot be read is 0, which nobody is hurt by.
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
