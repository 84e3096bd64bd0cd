package api

import (
	"context"
	"mime"
	"net/http"

	"approvals/storage"

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

// downloadAttachment streams the bytes, with ranges and conditions as HTTP has
// them. The name and type come from people: the browser is told to trust
// neither.
func (s *Server) downloadAttachment(ctx context.Context, in *ByID) (*huma.StreamResponse, error) {
	a, err := s.store.Attachment(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	object, err := s.objects.Open(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		defer object.Close()
		c := humagin.Unwrap(stream)
		header := c.Writer.Header()
		header.Set("Content-Type", a.ContentType)
		header.Set("Content-Disposition", disposition(a))
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		header.Set("Cache-Control", "private, no-cache")
		header.Set("ETag", `"`+a.SHA256+`"`)
		http.ServeContent(c.Writer, c.Request, "", a.UploadedAt, object)
	}}, nil
}

// disposition offers the file under the name that it came with.
func disposition(a storage.Attachment) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": a.Name})
}
