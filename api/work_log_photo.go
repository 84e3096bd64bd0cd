package api

import (
	"context"
	"slices"
	"strings"

	"approvals/storage/objects"
	"approvals/storage/worklog"

	"github.com/danielgtaylor/huma/v2"
)

type photoOutput struct{ Body worklog.Photo }

// uploadPhoto adds a photo to a work log. The rules are those of attachments, limited to
// images.
func (s *Server) uploadPhoto(ctx context.Context, in *uploadInput) (*photoOutput, error) {
	actor := actorOf(ctx)
	if _, err := s.store.WorkLog(ctx, actor, in.ID); err != nil {
		return nil, err
	}
	rules, err := s.attachmentRules(ctx)
	if err != nil {
		return nil, err
	}
	// Cloned, because the list is shared within the process.
	rules.types = slices.DeleteFunc(slices.Clone(rules.types), func(t string) bool { return !strings.HasPrefix(t, "image/") })
	return receive(ctx, s, in, upload[photoOutput]{
		rules: rules,
		may:   func(ctx context.Context, _ *uploadedFile) error { return s.store.MayAddPhoto(ctx, actor, in.ID) },
		keep: func(ctx context.Context, file *uploadedFile, id string, stored objects.Stored) (*photoOutput, error) {
			added, err := s.store.AddPhoto(ctx, actor, worklog.Photo{
				ID: id, WorkLogID: in.ID, Name: file.name, Size: stored.Size, ContentType: file.contentType, SHA256: stored.SHA256,
			})
			return &photoOutput{added}, err
		},
		idOf: func(out *photoOutput) string { return out.Body.ID },
	})
}

// photoForm describes the multipart body with a photo.
type photoForm struct {
	File fileBytes `json:"file" doc:"With its name; must be the last field"`
}

type photoInput struct {
	ByID
	PhotoID string `path:"photo_id" format:"uuid"`
}

func (s *Server) downloadPhoto(ctx context.Context, in *photoInput) (*huma.StreamResponse, error) {
	p, err := s.store.Photo(ctx, actorOf(ctx), in.ID, in.PhotoID)
	if err != nil {
		return nil, err
	}
	return s.download(ctx, storedFile{id: p.ID, name: p.Name, contentType: p.ContentType, sha256: p.SHA256, at: p.UploadedAt})
}
