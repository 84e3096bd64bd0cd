//go:build unix && !linux

package devstack

import "io"

// holdPort does nothing where there is no namespace for names without files:
// two stacks that start at once may, rarely, choose the same port.
func holdPort(int) (io.Closer, error) { return io.NopCloser(nil), nil }
