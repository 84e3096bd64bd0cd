package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// problemFromLibrary is problemOf for errors of the library; op is nil outside of a
// request.
func problemFromLibrary(ctx context.Context, op *huma.Operation, status int, errs []error) *Problem {
	if status >= http.StatusInternalServerError {
		return problemOf(ctx, errors.Join(errs...))
	}
	e := &approval.Error{Code: approval.CodeInvalid, Message: approval.Text{ZH: "请检查标出的内容", EN: "Please check the fields listed"}}
	isMalformed := status == http.StatusBadRequest
	for _, err := range errs {
		field, form := fieldFrom(op, err)
		field.Location = clip(field.Location)
		e.Fields = append(e.Fields, field)
		isMalformed = isMalformed || form
	}
	// Sorted for a stable order, and limited in number.
	slices.SortFunc(e.Fields, func(a, b approval.FieldError) int { return strings.Compare(a.Location, b.Location) })
	e.Fields = e.Fields[:min(len(e.Fields), maxFields)]
	if len(e.Fields) == 0 {
		// The body has already been read successfully, so no other error is possible.
		empty, _ := findingOf(keyNoBody)
		e.Message = empty.text
		e.Fields = []approval.FieldError{{Location: "body", Message: empty.text}}
	}
	p := problemOf(ctx, e)
	if p.Status = status; isMalformed && status == http.StatusUnprocessableEntity {
		p.Status = http.StatusBadRequest
	}
	return p
}

// maxFields is the maximum number of invalid fields in a response.
const maxFields = 100

// fieldFrom translates one error of the library into both languages. isMalformed reports
// an error of syntax.
func fieldFrom(op *huma.Operation, err error) (field approval.FieldError, isMalformed bool) {
	var own *inputError
	if errors.As(err, &own) {
		return own.field, false
	}
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return approval.FieldError{Location: "body", Message: unclear}, true
	}
	message := detail.Message
	if f, ok := detail.Value.(flaw); ok {
		message = string(f)
	}
	found, ok := findingOf(message)
	if !ok {
		if key := parameterKey(op, detail); key != "" {
			found, _ = findingOf(key)
			found.malformed = key != keyRequired
		}
	}
	location := detail.Location
	if found.field != "" {
		location += "." + found.field
	}
	return approval.FieldError{Location: location, Message: found.text}, found.malformed
}

// parameterKey returns the key for a parameter of the path, the query or a header that is
// missing or not of its type. The library has no hook for these messages, but the
// parameter's schema has the expected type.
func parameterKey(op *huma.Operation, detail *huma.ErrorDetail) string {
	in, name, _ := strings.Cut(detail.Location, ".")
	if op == nil {
		return ""
	}
	i := slices.IndexFunc(op.Parameters, func(p *huma.Param) bool { return p.In == in && p.Name == name })
	if i < 0 || op.Parameters[i].Schema == nil {
		return ""
	}
	if detail.Value == "" {
		return keyRequired
	}
	schema := op.Parameters[i].Schema
	if schema.Type == huma.TypeArray {
		schema = schema.Items
	}
	switch {
	case schema.Type == huma.TypeInteger:
		return keyInteger
	case schema.Type == huma.TypeNumber:
		return keyNumber
	case schema.Type == huma.TypeBoolean:
		return keyBoolean
	case schema.Format == "date-time":
		return keyDateTime
	default:
		return ""
	}
}

// inputError is an error returned by the resolvers of this package.
type inputError struct{ field approval.FieldError }

// Error implements error.
func (e *inputError) Error() string { return e.field.Location + ": " + e.field.Message.EN }

// breaksRule is a violation of a rule by well-formed input.
func breaksRule(location string, message approval.Text) error {
	return &inputError{approval.FieldError{Location: location, Message: message}}
}

// clip shortens client input for use in a response.
func clip(s string) string {
	const longest = 200
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}
