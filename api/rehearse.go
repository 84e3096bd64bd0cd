package api

import (
	"context"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// What the schema finds wrong with an input is told before the handler has seen
// it. So that a form does not come back a second time for what the handler finds,
// the handler is then tried in a transaction that is taken back. An input takes
// part by calling rehearse from its Resolve; its handler must do nothing outside
// of the database.

// rehearse keeps the input for the case that something is wrong with it.
func rehearse(ctx huma.Context, in any) []error {
	callOf(ctx.Context()).input = in
	return nil
}

// rehearsal makes of a handler what tells the wrong fields of a kept input.
func rehearsal[I, O any](s *Server, handle func(context.Context, *I) (*O, error)) func(context.Context) []approval.FieldError {
	return func(ctx context.Context) []approval.FieldError {
		in, ok := callOf(ctx).input.(*I)
		if !ok {
			return nil
		}
		err := approval.AsError(s.store.Rehearse(ctx, func(ctx context.Context) error {
			_, err := handle(ctx, in)
			return err
		}))
		if err == nil || err.Code != approval.CodeInvalid {
			return nil
		}
		return err.Fields
	}
}

// alsoWrong adds what a rehearsal finds about other fields than those named.
func alsoWrong(ctx context.Context, fields []approval.FieldError) []approval.FieldError {
	c := callOf(ctx)
	if c.rehearse == nil || c.input == nil {
		return fields
	}
	named := fields
	for _, found := range c.rehearse(ctx) {
		if !found.Concerned(named) {
			fields = append(fields, found)
		}
	}
	return fields
}
