package api

import (
	"context"
	"slices"
	"strings"

	"approvals/storage"
	"approvals/storage/objects"

	"github.com/danielgtaylor/huma/v2"
)

type photoOutput struct{ Body storage.Photo }

// uploadPhoto adds a photo to a work log. Its rules are those of attachments,
// of whose types only the pictures are allowed.
func (s *Server) uploadPhoto(ctx context.Context, in *uploadInput) (*photoOutput, error) {
	actor := actorOf(ctx)
	if err := s.store.MayAddPhoto(ctx, actor, in.ID); err != nil {
		return nil, err
	}
	rules, err := s.attachmentRules(ctx)
	if err != nil {
		return nil, err
	}
	rules.types = slices.DeleteFunc(rules.types, func(t string) bool { return !strings.HasPrefix(t, "image/") })
	file, err := openUpload(in, rules)
	if err != nil {
		return nil, err
	}
	return keepUpload(ctx, s, file, func(ctx context.Context, id string, stored objects.Stored) (*photoOutput, error) {
		added, err := s.store.AddPhoto(ctx, actor, storage.Photo{
			ID: id, WorkLogID: in.ID, Name: file.name, Size: stored.Size, ContentType: file.contentType, SHA256: stored.SHA256,
		})
		return &photoOutput{added}, err
	}, func(out *photoOutput) string { return out.Body.ID })
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
	return s.download(ctx, p.ID, storedFile{name: p.Name, contentType: p.ContentType, sha256: p.SHA256, at: p.UploadedAt})
}
