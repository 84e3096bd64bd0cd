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

// uploadInput is the input of an upload, whose multipart body is read as a stream.
type uploadInput struct {
	Raw
	ByID
}

// upload defines how the file in a multipart body is checked and stored.
type upload[O any] struct {
	rules uploadRules
	// may makes the checks of keep before the file is read.
	may func(ctx context.Context, file *uploadedFile) error
	// keep writes the row for the file, whose bytes are stored under the id.
	keep func(ctx context.Context, file *uploadedFile, id string, stored objects.Stored) (*O, error)
	// idOf returns the id of the object in the response.
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

// attachmentRules returns the rules for all files, from the global variables.
func (s *Server) attachmentRules(ctx context.Context) (rules uploadRules, err error) {
	if rules.limit, err = s.store.AttachmentMaxBytes(ctx); err != nil {
		return rules, err
	}
	rules.types, err = s.store.AttachmentTypes(ctx)
	return rules, err
}

// receive streams a file to the object store, hashes it, and then writes its row. A
// failed upload leaves neither; a sweep removes the object that a crash leaves behind.
func receive[O any](ctx context.Context, s *Server, in *uploadInput, u upload[O]) (*O, error) {
	file, err := openUpload(in, u.rules)
	if err != nil {
		return nil, err
	}
	if err := s.unlessReplayed(ctx, u.may(ctx, file)); err != nil {
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
	// The file is complete, so the row is written even if the client disconnects.
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), ordinaryTime)
	defer done()
	out, err := keepUpload(ctx, s, file, stored, func(ctx context.Context) (*O, error) { return u.keep(ctx, file, id, stored) })
	if isOrphaned(err, err == nil && u.idOf(out) == id) {
		if err := s.objects.Remove(ctx, id); err != nil {
			s.log.WarnContext(ctx, "object not removed, left to the sweep", "key", id, "error", err)
		}
	}
	return out, err
}

// unlessReplayed returns the refusal of an upload, or nil if an upload with the same
// Idempotency-Key has succeeded: its stored answer is returned even if nothing can be
// attached any more.
func (s *Server) unlessReplayed(ctx context.Context, refusal error) error {
	if o := callOf(ctx).idempotency; o != nil && refusal != nil {
		known, err := s.store.HasIdempotencyKey(ctx, o.claim(actorOf(ctx)))
		if err != nil || known {
			return err
		}
	}
	return refusal
}

// isOrphaned reports whether no row refers to the object of an upload that ended with
// err: the upload was refused, or the answer is that of an earlier upload with the same
// key. If the database became unavailable, the row may exist, so the object stays and
// is left to the sweep.
func isOrphaned(err error, answered bool) bool {
	if err == nil {
		return !answered
	}
	code := approval.CodeOf(err)
	return code != approval.CodeUnavailable && code != approval.CodeInternal
}

// keepUpload writes the row of an upload whose bytes are stored. A repetition with the
// same file and Idempotency-Key returns the row of the first upload.
func keepUpload[O any](ctx context.Context, s *Server, file *uploadedFile, stored objects.Stored, keep func(context.Context) (*O, error)) (*O, error) {
	if err := file.finish(stored.Size); err != nil {
		return nil, err
	}
	if o := callOf(ctx).idempotency; o != nil {
		o.fingerprint = sha256.Sum256(fmt.Appendf(nil, "%x %s %s %q", o.fingerprint, stored.SHA256, file.purpose, file.name))
	}
	return withIdempotency(ctx, s, keep)
}

// attachmentForm describes the multipart body of an upload, which the handler reads as a
// stream.
type attachmentForm struct {
	Purpose approval.Purpose `json:"purpose" enum:"feasibility_report,budget_report,receipt,other" doc:"Must precede the file"`
	File    fileBytes        `json:"file" doc:"With its name; must be the last field"`
}

// fileBytes are the bytes of a file, in the API document.
type fileBytes struct{}

// Schema implements huma.SchemaProvider.
func (fileBytes) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "binary"}
}

// describeForm describes the body of an upload as the form F in the API document.
func describeForm[F any](op *huma.Operation, schemas huma.Registry) {
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: schemas.Schema(reflect.TypeFor[F](), true, "")},
	}}
}
