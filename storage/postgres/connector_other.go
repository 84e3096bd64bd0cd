//go:build !linux

package postgres

import "syscall"

// setUserTimeout does nothing on systems without TCP_USER_TIMEOUT.
func setUserTimeout(string, string, syscall.RawConn) error { return nil }
