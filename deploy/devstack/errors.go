package devstack

import "fmt"

// Code classifies an [Error].
type Code string

// The codes an [Error] can carry.
const (
	// CodeConfig: the given configuration contradicts itself or lacks a value.
	CodeConfig Code = "config"
	// CodePortInUse: something else listens on a port that a part needs.
	CodePortInUse Code = "port_in_use"
	// CodeDataDir: the data folder is not accessible or not writable.
	CodeDataDir Code = "data_dir"
	// CodeDataDirLocked: another stack uses the same data folder.
	CodeDataDirLocked Code = "data_dir_locked"
	// CodeClusterVersion: the cluster in the data folder was created by another
	// major version of PostgreSQL than the one installed.
	CodeClusterVersion Code = "cluster_version"
	// CodeProgramMissing: a program is missing and cannot be installed.
	CodeProgramMissing Code = "program_missing"
	// CodeInstallFailed: building or installing a program failed.
	CodeInstallFailed Code = "install_failed"
	// CodePartFailed: a part did not start, or did not become ready in time.
	CodePartFailed Code = "part_failed"
	// CodeCanceled: the context ended before the stack was ready. The Error wraps
	// the context's error.
	CodeCanceled Code = "canceled"
	// CodeNoSuchPart: there is no part of this name, or its state does not allow
	// the call.
	CodeNoSuchPart Code = "no_such_part"
)

// Error is an expected failure. Its message is one sentence for the user and says
// what to do.
type Error struct {
	Code    Code
	Message string
	// Err is the cause, if there is one. Message already includes it.
	Err error
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, so that errors.Is sees a cancelled context.
func (e *Error) Unwrap() error { return e.Err }

// because sets a cause whose text is not part of the message.
func (e *Error) because(err error) *Error {
	e.Err = err
	return e
}

// fail builds an Error. As with fmt.Errorf, the verb %w sets the cause.
func fail(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	e := &Error{Code: code, Message: err.Error()}
	if u, ok := err.(interface{ Unwrap() error }); ok {
		e.Err = u.Unwrap()
	}
	return e
}
