package api

import (
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"

	"approvals/storage/objects"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// uploadInput is a multipart body that is read as it arrives.
type uploadInput struct {
	Raw
	ByID
}

// upload is what is to become of the file in a multipart body.
type upload[O any] struct {
	rules uploadRules
	// may refuses early what keep would refuse.
	may func(ctx context.Context, file *uploadedFile) error
	// keep writes the row of the file, whose bytes are the object with the id.
	keep func(ctx context.Context, file *uploadedFile, id string, stored objects.Stored) (*O, error)
	// idOf is the id of the object of which the answer tells.
	idOf func(*O) string
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
	return receive(ctx, s, in, upload[attachmentOutput]{
		rules: rules,
		may: func(ctx context.Context, file *uploadedFile) error {
			return s.store.MayAttach(ctx, actor, in.ID, file.purpose)
		},
		keep: func(ctx context.Context, file *uploadedFile, id string, stored objects.Stored) (*attachmentOutput, error) {
			added, err := s.store.AddAttachment(ctx, actor, request.Attachment{
				ID: id, RequestID: in.ID, Name: file.name, Size: stored.Size,
				ContentType: file.contentType, SHA256: stored.SHA256, Purpose: file.purpose,
			})
			return &attachmentOutput{added}, err
		},
		idOf: func(out *attachmentOutput) string { return out.Body.ID },
	})
}

// attachmentRules are the rules for all files, as the global variables have
// them.
func (s *Server) attachmentRules(ctx context.Context) (rules uploadRules, err error) {
	if rules.limit, err = s.store.AttachmentMaxBytes(ctx); err != nil {
		return rules, err
	}
	rules.types, err = s.store.AttachmentTypes(ctx)
	return rules, err
}

// receive streams a file to the attachment store while hashing it, and has its
// row written when all of it is there. An upload that fails leaves neither; what
// a crash in between leaves, a sweep removes.
func receive[O any](ctx context.Context, s *Server, in *uploadInput, u upload[O]) (*O, error) {
	file, err := openUpload(in, u.rules)
	if err != nil {
		return nil, err
	}
	if err := s.unlessKnown(ctx, u.may(ctx, file)); err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7()).String()
	stored, err := s.objects.Put(ctx, id, file, file.contentType)
	if file.broken != nil {
		return nil, file.problem(err)
	}
	if err != nil {
		file.drain()
		return nil, err
	}
	// All of it is here: that the client goes away now changes nothing any more.
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), ordinaryTime)
	defer done()
	out, err := keepUpload(ctx, s, file, stored, func(ctx context.Context) (*O, error) { return u.keep(ctx, file, id, stored) })
	if needless(err, err == nil && u.idOf(out) == id) {
		if err := s.objects.Remove(ctx, id); err != nil {
			s.log.WarnContext(ctx, "object not removed, left to the sweep", "key", id, "error", err)
		}
	}
	return out, err
}

// unlessKnown is the refusal of an upload, but for one that happened before
// under its key: that is let through to its answer, even when nothing can be
// attached any more.
func (s *Server) unlessKnown(ctx context.Context, refusal error) error {
	if o := callOf(ctx).once; o != nil && refusal != nil {
		known, err := s.store.HasIdempotencyKey(ctx, o.claim(actorOf(ctx)))
		if err != nil || known {
			return err
		}
	}
	return refusal
}

// needless reports whether no row has the object of an upload that ended with
// err: it was refused, or had been uploaded before under the same key, so that
// the answer is not about this one. Where the database was lost sight of, the
// row may be there, and the object stays: if it is not, the sweep will see.
func needless(err error, answered bool) bool {
	if err == nil {
		return !answered
	}
	code := approval.CodeOf(err)
	return code != approval.CodeUnavailable && code != approval.CodeInternal
}

// keepUpload writes the row of an upload whose bytes are stored. The same file
// with the same Idempotency-Key gets the row that the first one wrote.
func keepUpload[O any](ctx context.Context, s *Server, file *uploadedFile, stored objects.Stored, keep func(context.Context) (*O, error)) (*O, error) {
	if err := file.finish(stored.Size); err != nil {
		return nil, err
	}
	if o := callOf(ctx).once; o != nil {
		o.fingerprint = sha256.Sum256(fmt.Appendf(nil, "%x %s %s %q", o.fingerprint, stored.SHA256, file.purpose, file.name))
	}
	return withIdempotency(ctx, s, keep)
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

// formOf describes the body of an upload as the form F.
func formOf[F any](op *huma.Operation, schemas huma.Registry) {
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: schemas.Schema(reflect.TypeFor[F](), true, "")},
	}}
}
