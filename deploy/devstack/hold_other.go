//go:build unix && !linux

package devstack

import "io"

// reservePort does nothing without abstract sockets: two stacks that start at the
// same time may, rarely, choose the same port.
func reservePort(int) (io.Closer, error) { return io.NopCloser(nil), nil }
