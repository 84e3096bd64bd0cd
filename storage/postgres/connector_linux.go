package postgres

import (
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// limitUnheard makes the network give a connection up when nothing of what was
// sent is acknowledged: a firewall forgets connections without telling anybody.
func limitUnheard(network, _ string, raw syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil
	}
	var err error
	if failed := raw.Control(func(fd uintptr) {
		err = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(unheardTime.Milliseconds()))
	}); failed != nil {
		return failed
	}
	return err
}
