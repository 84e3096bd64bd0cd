package api

import (
	"context"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

func (s *Server) getAttachment(ctx context.Context, in *ByID) (*attachmentOutput, error) {
	a, err := s.store.Attachment(ctx, actorOf(ctx), in.ID)
	return &attachmentOutput{a}, err
}

// removeAttachment drops an attachment; its bytes are left to a sweep.
func (s *Server) removeAttachment(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.store.RemoveAttachment(ctx, actorOf(ctx), in.ID)
}

func (s *Server) downloadAttachment(ctx context.Context, in *ByID) (*huma.StreamResponse, error) {
	a, err := s.store.Attachment(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return s.download(ctx, a.ID, storedFile{name: a.Name, contentType: a.ContentType, sha256: a.SHA256, at: a.UploadedAt})
}

// storedFile is what a client is told about bytes that it downloads.
type storedFile struct {
	name, contentType, sha256 string
	at                        time.Time
}

// download streams the bytes of an object, with ranges and conditions as HTTP
// has them. The name and type come from people: the browser is told to trust
// neither.
func (s *Server) download(ctx context.Context, key string, file storedFile) (*huma.StreamResponse, error) {
	object, err := s.objects.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		defer object.Close()
		c := humagin.Unwrap(stream)
		header := c.Writer.Header()
		header.Set("Content-Type", file.contentType)
		// Offered under the name that it came with.
		header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.name}))
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		header.Set("Cache-Control", "private, no-cache")
		header.Set("ETag", `"`+file.sha256+`"`)
		http.ServeContent(c.Writer, c.Request, "", file.at, object)
	}}, nil
}
