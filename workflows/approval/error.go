package approval

import (
	"errors"
	"slices"
	"strings"
)

// Code says what kind of error something is; api/problem.go turns it into an
// HTTP status.
type Code string

// The codes that a client can meet.
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

// Error is an error that may be told to the person who caused it. Everything
// else is an internal error, of which nothing is said outside.
type Error struct {
	Code    Code         `json:"code"`
	Message Text         `json:"message"`
	Fields  []FieldError `json:"fields,omitempty"`
	// Closed says who finished the task that the refused decision was for.
	Closed *ClosedTask `json:"closed,omitempty"`
	// Changed tells what changed since the revision that the decider saw.
	Changed []Revision `json:"changed,omitempty"`
	// RetryAfter is how many seconds to wait; 0 when that is not known.
	RetryAfter int `json:"retry_after,omitempty"`
}

// FieldError is what is wrong with one field. Location is the path into the
// input, such as "body.data.voucher_no".
type FieldError struct {
	Location string `json:"location"`
	Message  Text   `json:"message"`
}

// Error implements error, in English.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message.EN }

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

// NotFound says that there is no such thing, or none that this person may see.
func NotFound() *Error {
	return &Error{Code: CodeNotFound, Message: Text{"没有找到，或您无权查看", "Not found, or no access"}}
}

// NoSuch is NotFound about what the field at location names.
func NoSuch(location string) *Error {
	e := NotFound()
	e.Fields = []FieldError{{Location: location, Message: e.Message}}
	return e
}

// Forbidden says why somebody who may see a thing may not do this to it.
func Forbidden(why Text) *Error { return &Error{Code: CodeForbidden, Message: why} }

// Conflict says why the state of things stands against what was asked.
func Conflict(why Text) *Error { return &Error{Code: CodeConflict, Message: why} }

// Stale says that somebody else edited the same thing first.
func Stale() *Error {
	return Conflict(Text{"内容已被他人修改，请刷新后再试", "Somebody else has changed this in the meantime; load it again"})
}

// Busy says that others held for too long what this request needs, or were given
// precedence over it.
func Busy() *Error {
	return &Error{
		Code: CodeUnavailable,
		Message: Text{"其他人正在修改同一内容，请稍后重试",
			"Others are changing the same thing at the moment; please try again"},
		RetryAfter: 2,
	}
}

// Unavailable names the part that cannot be reached.
func Unavailable(part Text) *Error {
	return &Error{
		Code:       CodeUnavailable,
		Message:    Text{"%s暂时不可用，请稍后重试", "%s cannot be reached at the moment; please try again"}.Format(part),
		RetryAfter: 2,
	}
}

// The parts that may be unavailable.
var (
	PartDatabase = Text{"数据库", "The database"}
	PartEngine   = Text{"流程引擎", "The workflow engine"}
	PartObjects  = Text{"附件存储", "The attachment store"}
)

// Invalid collects what is wrong with an input, field by field, so that all of
// it is told at once.
type Invalid struct{ fields []FieldError }

// Add notes that the field at location is wrong.
func (i *Invalid) Add(location string, message Text) {
	i.fields = append(i.fields, FieldError{Location: location, Message: message})
}

// Require notes that the field at location is missing unless present.
func (i *Invalid) Require(present bool, location string) {
	if !present {
		i.Add(location, Text{"必填", "This is required"})
	}
}

// With returns everything noted together with the fields of another error about
// the same input. An error that is about something else is returned alone.
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

// Missed adds what another error about the same input finds wrong with fields
// that nothing was noted about so far, nor about what they are in or what is in
// them. An error that is about something else is returned alone.
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

// Concerned reports whether something was noted about the field, about what it
// is in or about what is in it.
func (f FieldError) Overlaps(noted []FieldError) bool {
	within := func(outer, inner string) bool {
		rest, ok := strings.CutPrefix(inner, outer)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	}
	return slices.ContainsFunc(noted, func(n FieldError) bool {
		return within(n.Location, f.Location) || within(f.Location, n.Location)
	})
}

// Err returns the collected error, or nil when nothing was noted.
func (i *Invalid) Err() error {
	if len(i.fields) == 0 {
		return nil
	}
	return &Error{
		Code:    CodeInvalid,
		Message: Text{"请检查标出的内容", "Please check the fields named"},
		Fields:  i.fields,
	}
}

// InvalidField is the error for one wrong field.
func InvalidField(location string, message Text) error {
	var i Invalid
	i.Add(location, message)
	return i.Err()
}
