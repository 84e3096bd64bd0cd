package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"time"

	"approvals/storage"
	"approvals/storage/objects"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// uploadInput is a multipart body that is read as it arrives.
type uploadInput struct {
	Raw
	ByID
}

type attachmentOutput struct{ Body storage.Attachment }

// attachmentRules are the rules for all files, as the global variables have
// them.
func (s *Server) attachmentRules(ctx context.Context) (rules uploadRules, err error) {
	if rules.limit, err = s.store.AttachmentMaxBytes(ctx); err != nil {
		return rules, err
	}
	rules.types, err = s.store.AttachmentTypes(ctx)
	return rules, err
}

// uploadAttachment attaches a file to a request.
func (s *Server) uploadAttachment(ctx context.Context, in *uploadInput) (*attachmentOutput, error) {
	actor := actorOf(ctx)
	if _, err := s.store.Request(ctx, actor, in.ID); err != nil {
		return nil, err
	}
	rules, err := s.attachmentRules(ctx)
	if err != nil {
		return nil, err
	}
	rules.purposes = []approval.Purpose{
		approval.PurposeFeasibilityReport, approval.PurposeBudgetReport, approval.PurposeReceipt, approval.PurposeOther,
	}
	file, err := openUpload(in, rules)
	if err != nil {
		return nil, err
	}
	if err := s.store.MayAttach(ctx, actor, in.ID, file.purpose); err != nil {
		return nil, err
	}
	return keepUpload(ctx, s, file, func(ctx context.Context, id string, stored objects.Stored) (*attachmentOutput, error) {
		added, err := s.store.AddAttachment(ctx, actor, storage.Attachment{
			ID: id, RequestID: in.ID, Name: file.name, Size: stored.Size,
			ContentType: file.contentType, SHA256: stored.SHA256, Purpose: file.purpose,
		})
		return &attachmentOutput{added}, err
	}, func(out *attachmentOutput) string { return out.Body.ID })
}

// keepUpload streams a file to the attachment store while hashing it, and has
// its row written, by addRow, when all of it is there. An upload that fails
// leaves neither; what a crash in between leaves, a sweep removes. The same file
// with the same Idempotency-Key gets the answer that the first one got; idOf
// tells the two apart.
func keepUpload[O any](ctx context.Context, s *Server, file *uploadedFile, addRow func(ctx context.Context, id string, stored objects.Stored) (*O, error), idOf func(*O) string) (*O, error) {
	id := uuid.Must(uuid.NewV7()).String()
	stored, err := s.objects.Put(ctx, id, file, file.contentType)
	if file.broken != nil {
		return nil, file.problem(err)
	}
	if err != nil {
		return nil, err
	}
	out, err := rowOfUpload(ctx, s, file, stored, func(ctx context.Context) (*O, error) { return addRow(ctx, id, stored) })
	if err != nil || idOf(out) != id {
		// Refused, or uploaded before under the same key.
		err = errors.Join(err, s.objects.Remove(context.WithoutCancel(ctx), id))
	}
	return out, err
}

func rowOfUpload[O any](ctx context.Context, s *Server, file *uploadedFile, stored objects.Stored, addRow func(context.Context) (*O, error)) (*O, error) {
	if err := file.finish(stored.Size); err != nil {
		return nil, err
	}
	if o := callOf(ctx).once; o != nil {
		o.fingerprint = sha256.Sum256(fmt.Appendf(nil, "%x %s %s %q", o.fingerprint, stored.SHA256, file.purpose, file.name))
	}
	return happensOnce(ctx, s, addRow)
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
