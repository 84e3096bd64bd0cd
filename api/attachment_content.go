package api

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
)

// mostRanges is the maximum number of ranges in a request. Each range causes a request
// to the object store.
const mostRanges = 20

func (s *Server) downloadAttachment(ctx context.Context, in *ByID) (*huma.StreamResponse, error) {
	a, err := s.store.Attachment(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return s.download(ctx, storedFile{id: a.ID, name: a.Name, contentType: a.ContentType, sha256: a.SHA256, at: a.UploadedAt})
}

// storedFile is the metadata of a file to be downloaded; id is the key of its object.
type storedFile struct {
	id, name, contentType, sha256 string
	at                            time.Time
}

// download streams the bytes and supports HTTP ranges and conditional requests. The
// name and type come from users, so the headers tell the browser to trust neither.
func (s *Server) download(ctx context.Context, file storedFile) (*huma.StreamResponse, error) {
	object, err := s.objects.Open(ctx, file.id)
	if approval.CodeOf(err) == approval.CodeNotFound {
		s.log.ErrorContext(ctx, "attachment object missing", "attachment", file.id, "error", err)
		return nil, lostContent()
	}
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		defer object.Close()
		c := humagin.Unwrap(stream)
		header := c.Writer.Header()
		header.Set("Content-Type", file.contentType)
		header.Set("Content-Disposition", disposition(file.name))
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		header.Set("Cache-Control", "private, no-cache")
		header.Set("ETag", `"`+file.sha256+`"`)
		// Not even JSON is compressed: the ETag and ranges refer to the stored bytes.
		header.Set(gzhttp.HeaderNoCompression, "1")
		normalizeRange(c.Request.Header)
		out := &contentWriter{ResponseWriter: c.Writer}
		http.ServeContent(out, c.Request, "", file.at, object)
		s.refuseContent(c, out.refused)
	}}, nil
}

// normalizeRange changes the Range header to a form that http.ServeContent accepts. It
// removes the header if the unit is unknown or there are too many ranges.
func normalizeRange(header http.Header) {
	unit, ranges, _ := strings.Cut(header.Get("Range"), "=")
	header.Del("Range")
	if strings.EqualFold(unit, "bytes") && strings.Count(ranges, ",") < mostRanges {
		header.Set("Range", "bytes="+ranges)
	}
}

// disposition is the Content-Disposition for the name under which the file was uploaded.
func disposition(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// lostContent is the error for an attachment whose bytes are missing. It differs from
// the error for an attachment that does not exist.
func lostContent() error {
	return &approval.Error{Code: approval.CodeGone, Message: approval.Text{
		ZH: "附件内容已丢失，请联系管理员", EN: "The content of this attachment is lost; please contact the administrator"}}
}

// contentWriter suppresses the plain-text errors of http.ServeContent, so that they can
// be sent as problems.
type contentWriter struct {
	http.ResponseWriter
	refused int
}

// WriteHeader implements http.ResponseWriter.
func (w *contentWriter) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		w.refused = status
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements io.Writer.
func (w *contentWriter) Write(p []byte) (int, error) {
	if w.refused != 0 {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// refuseContent sends a problem for an error status of http.ServeContent; 0 means no
// error.
func (s *Server) refuseContent(c *gin.Context, status int) {
	if status == 0 {
		return
	}
	header := c.Writer.Header()
	for _, name := range []string{"Content-Disposition", "Content-Length", "ETag", "Last-Modified", gzhttp.HeaderNoCompression} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-store")
	switch status {
	case http.StatusRequestedRangeNotSatisfiable:
		s.refuse(c, invalidAs(c, status, "header.Range", approval.Text{
			ZH: "附件没有请求的这一段", EN: "The attachment has no such range"}))
	case http.StatusPreconditionFailed:
		s.refuse(c, invalidAs(c, status, "header", approval.Text{
			ZH: "附件不符合请求的条件", EN: "The attachment does not meet the condition of the request"}))
	default:
		s.refuse(c, fmt.Errorf("serve content: status %d", status))
	}
}

// describeContent describes a response that is a file in the API document.
func describeContent(op *huma.Operation, schemas huma.Registry) {
	text := &huma.Schema{Type: huma.TypeString, MaxLength: bound(1000)}
	headers := map[string]*huma.Param{
		"ETag":                {Schema: text, Description: "The SHA-256 of all the bytes"},
		"Content-Disposition": {Schema: text, Description: "Contains the file name"},
	}
	bytes := map[string]*huma.MediaType{"*/*": {Schema: fileBytes{}.Schema(schemas)}}
	problem := map[string]*huma.MediaType{problemType: {Schema: schemas.Schema(reflect.TypeFor[Problem](), true, "")}}
	op.Parameters = append(op.Parameters,
		&huma.Param{Name: "Range", In: "header", Schema: text, Description: "Ranges of bytes, see RFC 9110"},
		&huma.Param{Name: "If-Range", In: "header", Schema: text},
		&huma.Param{Name: "If-None-Match", In: "header", Schema: text},
	)
	op.Responses = map[string]*huma.Response{
		"200":     {Description: "The bytes, with the detected type", Headers: headers, Content: bytes},
		"206":     {Description: "Ranges of the bytes", Headers: headers, Content: bytes},
		"304":     {Description: "Not modified"},
		"416":     {Description: "There is no such range", Content: problem},
		"default": {Description: "Error", Content: problem},
	}
}
