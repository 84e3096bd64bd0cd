package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"time"

	"approvals/storage"

	"github.com/google/uuid"
)

// uploadInput is a multipart body that is read as it arrives.
type uploadInput struct {
	Raw
	ByID
}

type attachmentOutput struct{ Body storage.Attachment }

// uploadAttachment streams a file to the attachment store while hashing it, and
// writes its row when all of it is there. An upload that fails leaves neither;
// what a crash in between leaves, a sweep removes.
func (s *Server) uploadAttachment(ctx context.Context, in *uploadInput) (*attachmentOutput, error) {
	actor := actorOf(ctx)
	if _, err := s.store.Request(ctx, actor, in.ID); err != nil {
		return nil, err
	}
	file, err := s.openUpload(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := s.store.MayAttach(ctx, actor, in.ID, file.purpose); err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7()).String()
	stored, err := s.objects.Put(ctx, id, file, file.contentType)
	if file.broken != nil {
		return nil, file.problem(err)
	}
	if err != nil {
		return nil, err
	}
	out, err := s.keepUpload(ctx, file, storage.Attachment{
		ID: id, RequestID: in.ID, Name: file.name, Size: stored.Size,
		ContentType: file.contentType, SHA256: stored.SHA256, Purpose: file.purpose,
	})
	if err != nil || out.Body.ID != id {
		// Refused, or uploaded before under the same key.
		err = errors.Join(err, s.objects.Remove(context.WithoutCancel(ctx), id))
	}
	return out, err
}

// keepUpload writes the row of an upload whose bytes are stored. The same file
// with the same Idempotency-Key gets the row that the first one wrote.
func (s *Server) keepUpload(ctx context.Context, file *uploadedFile, a storage.Attachment) (*attachmentOutput, error) {
	if err := file.finish(a.Size); err != nil {
		return nil, err
	}
	if o := callOf(ctx).once; o != nil {
		o.fingerprint = sha256.Sum256(fmt.Appendf(nil, "%x %s %s %q", o.fingerprint, a.SHA256, a.Purpose, a.Name))
	}
	return happensOnce(ctx, s, func(ctx context.Context) (*attachmentOutput, error) {
		added, err := s.store.AddAttachment(ctx, actorOf(ctx), a)
		return &attachmentOutput{added}, err
	})
}

// patience is how long a transfer may stand still.
const patience = time.Minute

// movingBody reads a request's body and lets the connection time out when
// nothing arrives.
type movingBody struct {
	*http.ResponseController
	body interface{ Read([]byte) (int, error) }
	next time.Time
}

func (b *movingBody) Read(p []byte) (int, error) {
	if now := time.Now(); now.After(b.next) {
		b.next = now.Add(patience / 10)
		// Where the connection cannot have a deadline there is none.
		_ = b.SetReadDeadline(now.Add(patience))
	}
	return b.body.Read(p)
}
