//go:build !linux

package postgres

import "syscall"

// limitUnheard does nothing where that limit cannot be set.
func limitUnheard(string, string, syscall.RawConn) error { return nil }
