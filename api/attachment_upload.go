package api

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// uploadInput is a multipart body that is read as it arrives.
type uploadInput struct {
	Raw
	ByID
}

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
	if err := s.mayUpload(ctx, in.ID, file.purpose); err != nil {
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
	// All of it is here: that the client goes away now changes nothing any more.
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), ordinaryTime)
	defer done()
	out, err := s.keepUpload(ctx, file, storage.Attachment{
		ID: id, RequestID: in.ID, Name: file.name, Size: stored.Size,
		ContentType: file.contentType, SHA256: stored.SHA256, Purpose: file.purpose,
	})
	if needless(out, err, id) {
		if err := s.objects.Remove(ctx, id); err != nil {
			s.log.WarnContext(ctx, "object left to the sweep", "key", id, "error", err)
		}
	}
	return out, err
}

// mayUpload refuses early what keepUpload would refuse. An upload that happened
// before under its key is let through to its answer, even when nothing can be
// attached any more.
func (s *Server) mayUpload(ctx context.Context, requestID string, purpose approval.Purpose) error {
	actor := actorOf(ctx)
	refusal := s.store.MayAttach(ctx, actor, requestID, purpose)
	if o := callOf(ctx).once; o != nil && refusal != nil {
		known, err := s.store.KnowsKey(ctx, o.claim(actor))
		if err != nil || known {
			return err
		}
	}
	return refusal
}

// needless reports whether no row has the object of this upload: it was refused,
// or had been uploaded before under the same key. Where the database was lost
// sight of, the row may be there, and the object stays: if it is not, the sweep
// will see.
func needless(out *attachmentOutput, err error, id string) bool {
	if err == nil {
		return out.Body.ID != id
	}
	code := approval.CodeOf(err)
	return code != approval.CodeUnavailable && code != approval.CodeInternal
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

// attachmentForm is the multipart body of an upload. It is read as it arrives,
// so this only describes it.
type attachmentForm struct {
	Purpose approval.Purpose `json:"purpose" enum:"feasibility_report,budget_report,receipt,other" doc:"Must stand before the file"`
	File    fileBytes        `json:"file" doc:"With its name; nothing may follow it"`
}

// fileBytes are the bytes of a file, in the API document.
type fileBytes struct{}

// Schema implements huma.SchemaProvider.
func (fileBytes) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "binary"}
}

func uploadForm(op *huma.Operation, schemas huma.Registry) {
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: schemas.Schema(reflect.TypeFor[attachmentForm](), true, "")},
	}}
}

// patience is how long a transfer may stand still.
const patience = time.Minute

// movingBody reads a request's body and lets the connection time out when
// nothing arrives.
type movingBody struct {
	io.ReadCloser
	connection *http.ResponseController
	patience   time.Duration
	next       time.Time
}

func (b *movingBody) Read(p []byte) (int, error) {
	if now := time.Now(); now.After(b.next) {
		b.next = now.Add(b.patience / 10)
		// Where the connection cannot have a deadline there is none.
		_ = b.connection.SetReadDeadline(now.Add(b.patience))
	}
	return b.ReadCloser.Read(p)
}
