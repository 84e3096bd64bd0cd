package devstack

import (
	"fmt"
	"io"
	"net"
)

// reservePort prevents two stacks that start at the same time from choosing the
// same free port, which looks free until the server listens on it. It binds a name
// in Linux's abstract socket namespace, which leaves no file and is released when
// the process exits.
func reservePort(port int) (io.Closer, error) {
	return net.Listen("unix", fmt.Sprintf("@approvals-devstack-port-%d", port))
}
