package devstack

import "fmt"

// Code says what kind of trouble an [Error] is.
type Code string

// The codes an [Error] can carry.
const (
	// CodeConfig: the given configuration contradicts itself or lacks a value.
	CodeConfig Code = "config"
	// CodePortInUse: something else listens on a port that a part needs.
	CodePortInUse Code = "port_in_use"
	// CodeDataDir: the data folder can't be written or reached.
	CodeDataDir Code = "data_dir"
	// CodeDataDirLocked: another stack runs on the same data folder.
	CodeDataDirLocked Code = "data_dir_locked"
	// CodeClusterVersion: the data folder's cluster was made by another major
	// version of PostgreSQL than the one found.
	CodeClusterVersion Code = "cluster_version"
	// CodeProgramMissing: a program is not there and can't be got here.
	CodeProgramMissing Code = "program_missing"
	// CodeInstallFailed: building or installing a program failed.
	CodeInstallFailed Code = "install_failed"
	// CodePartFailed: a part did not start, or did not become ready in time.
	CodePartFailed Code = "part_failed"
	// CodeCanceled: the context ended before the stack was up; errors.Is finds
	// the context's error.
	CodeCanceled Code = "canceled"
	// CodeNoSuchPart: no part has the name, or its state does not allow the call.
	CodeNoSuchPart Code = "no_such_part"
)

// Error is the trouble that this package foresees: its message is one sentence
// for the person at the console and says what to do about it.
type Error struct {
	Code    Code
	Message string
	// Err is the cause, if there is one. Message already tells it.
	Err error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, so that errors.Is sees a cancelled context.
func (e *Error) Unwrap() error { return e.Err }

// because notes a cause that the message tells in better words.
func (e *Error) because(err error) *Error {
	e.Err = err
	return e
}

// fail builds an Error. A cause among the arguments is found by its %w verb,
// as fmt.Errorf does it.
func fail(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	e := &Error{Code: code, Message: err.Error()}
	if u, ok := err.(interface{ Unwrap() error }); ok {
		e.Err = u.Unwrap()
	}
	return e
}
