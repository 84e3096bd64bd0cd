package approval

import (
	"errors"
	"slices"
	"strings"
)

// Code is the kind of an error; api/problem.go maps it to an HTTP status.
type Code string

// The error codes.
const (
	CodeInvalid         Code = "invalid"
	CodeUnauthenticated Code = "unauthenticated"
	CodeForbidden       Code = "forbidden"
	CodeNotFound        Code = "not_found"
	CodeConflict        Code = "conflict"
	CodeGone            Code = "gone"
	CodeTooLarge        Code = "too_large"
	CodeUnsupportedType Code = "unsupported_type"
	CodeRateLimited     Code = "rate_limited"
	CodeUnavailable     Code = "unavailable"
	CodeInternal        Code = "internal"
)

// Error is an error whose message may be shown to the user who caused it. All other
// errors are internal and are only logged.
type Error struct {
	Code    Code         `json:"code"`
	Message Text         `json:"message"`
	Fields  []FieldError `json:"fields,omitempty"`
	// Closed is set if the task of the refused decision was already completed.
	Closed *ClosedTask `json:"closed,omitempty"`
	// Changed are the changes since the revision that the decider saw.
	Changed []Revision `json:"changed,omitempty"`
	// RetryAfter is the time to wait in seconds; 0 if unknown.
	RetryAfter int `json:"retry_after,omitempty"`
}

// FieldError is an error in one field. Location is the path in the input, such as
// "body.data.voucher_no".
type FieldError struct {
	Location string `json:"location"`
	Message  Text   `json:"message"`
}

// Error implements error, in English.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message.EN }

// RefusedByRule reports whether a rule refused what was asked for: trying again without a
// change is of no use. All other errors are failures that can pass.
func (e *Error) RefusedByRule() bool {
	switch e.Code {
	case CodeInvalid, CodeUnauthenticated, CodeForbidden, CodeNotFound, CodeConflict, CodeGone:
		return true
	default:
		return false
	}
}

// InWords is the message with those of the fields.
func (e *Error) InWords() Text {
	text := e.Message
	for _, f := range e.Fields {
		if f.Message != e.Message {
			text = Text{"%s；%s", "%s; %s"}.Format(text, f.Message)
		}
	}
	return text
}

// CodeOf returns the code of the first Error in err's chain, or CodeInternal.
func CodeOf(err error) Code {
	if e := AsError(err); e != nil {
		return e.Code
	}
	return CodeInternal
}

// AsError returns the first Error in err's chain, or nil.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// NotFound is the error for a missing record, or one that the user may not read.
func NotFound() *Error {
	return &Error{Code: CodeNotFound, Message: Text{"没有找到，或您无权查看", "Not found, or no access"}}
}

// NoSuch is NotFound for a record to which the field at location refers.
func NoSuch(location string) *Error {
	e := NotFound()
	e.Fields = []FieldError{{Location: location, Message: e.Message}}
	return e
}

// Forbidden is the error for an action that the user may not perform on a record that
// the user may read.
func Forbidden(why Text) *Error { return &Error{Code: CodeForbidden, Message: why} }

// Conflict is the error for an action that the current state does not allow.
func Conflict(why Text) *Error { return &Error{Code: CodeConflict, Message: why} }

// Stale is the error for an edit of an outdated version.
func Stale() *Error {
	return Conflict(Text{"内容已被他人修改，请刷新后再试", "Somebody else has changed this in the meantime; load it again"})
}

// Busy is the error for a request that waited too long for a lock or lost a conflict
// between transactions.
func Busy() *Error {
	return &Error{
		Code: CodeUnavailable,
		Message: Text{"其他人正在修改同一内容，请稍后重试",
			"Others are changing the same thing at the moment; please try again"},
		RetryAfter: 2,
	}
}

// Unavailable is the error for a part that cannot be reached.
func Unavailable(part Text) *Error {
	return &Error{
		Code:       CodeUnavailable,
		Message:    Text{"%s暂时不可用，请稍后重试", "%s cannot be reached at the moment; please try again"}.Format(part),
		RetryAfter: 2,
	}
}

// The parts for Unavailable.
var (
	PartDatabase = Text{"数据库", "The database"}
	PartEngine   = Text{"流程引擎", "The workflow engine"}
	PartObjects  = Text{"附件存储", "The attachment store"}
)

// Invalid collects the errors in an input by field.
type Invalid struct{ fields []FieldError }

// Add adds an error for the field at location.
func (i *Invalid) Add(location string, message Text) {
	i.fields = append(i.fields, FieldError{Location: location, Message: message})
}

// Require adds an error for the field at location unless it is present.
func (i *Invalid) Require(present bool, location string) {
	if !present {
		i.Add(location, Text{"必填", "This is required"})
	}
}

// With returns the collected errors together with the field errors of err. If err is not
// an invalid Error, it is returned alone.
func (i *Invalid) With(err error) error {
	if err == nil {
		return i.Err()
	}
	other := AsError(err)
	if other == nil || other.Code != CodeInvalid {
		return err
	}
	i.fields = append(i.fields, other.Fields...)
	return i.Err()
}

// WithUnnoted adds the field errors of err except for fields that overlap with those
// already collected. If err is not an invalid Error, it is returned alone.
func (i *Invalid) WithUnnoted(err error) error {
	other := AsError(err)
	if err != nil && (other == nil || other.Code != CodeInvalid) {
		return err
	}
	if other != nil {
		noted := i.fields
		for _, f := range other.Fields {
			if !f.Overlaps(noted) {
				i.fields = append(i.fields, f)
			}
		}
	}
	return i.Err()
}

// Overlaps reports whether one of the noted errors is for the same field, a parent or a
// child of it.
func (f FieldError) Overlaps(noted []FieldError) bool {
	within := func(outer, inner string) bool {
		rest, ok := strings.CutPrefix(inner, outer)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	}
	return slices.ContainsFunc(noted, func(n FieldError) bool {
		return within(n.Location, f.Location) || within(f.Location, n.Location)
	})
}

// Err returns the collected errors as one invalid Error, or nil.
func (i *Invalid) Err() error {
	if len(i.fields) == 0 {
		return nil
	}
	return &Error{
		Code:    CodeInvalid,
		Message: Text{"请检查标出的内容", "Please check the fields listed"},
		Fields:  i.fields,
	}
}

// InvalidField is the error for one invalid field.
func InvalidField(location string, message Text) error {
	var i Invalid
	i.Add(location, message)
	return i.Err()
}
