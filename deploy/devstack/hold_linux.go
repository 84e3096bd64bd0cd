package devstack

import (
	"fmt"
	"io"
	"net"
)

// holdPort keeps two stacks that start at once, in whatever processes, from
// choosing the same free port: between the choice and the server's own listen
// the port looks free to both. The name is in Linux's abstract socket
// namespace, so it leaves no file and goes when its process does.
func holdPort(port int) (io.Closer, error) {
	return net.Listen("unix", fmt.Sprintf("@approvals-devstack-port-%d", port))
}
