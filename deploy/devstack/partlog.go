package devstack

import (
	"bytes"
	"io"
	"os"
	"strings"
)

// logLimit is the size, in bytes, at which a part's log is truncated. Together with
// the previous log, a part uses about twice as much.
const logLimit = 32 << 20

// partLog is the file with a part's output. The previous log is kept beside it with
// the suffix .1.
type partLog struct{ path string }

// rotate renames the log of the last stack run.
func (l partLog) rotate() error {
	err := os.Rename(l.path, l.path+".1")
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// open opens the log for appending; all runs of the part in one stack share it.
func (l partLog) open() (*os.File, error) {
	return os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o640)
}

// trim copies a log that exceeds the limit, in bytes, and truncates it. The part
// keeps writing to the same file, because it appends. Lines written between the
// copy and the truncation are lost.
func (l partLog) trim(limit int64) error {
	info, err := os.Stat(l.path)
	if err != nil || info.Size() <= limit {
		return nil
	}
	from, err := os.Open(l.path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(l.path+".1", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	defer to.Close()
	if _, err := from.Seek(-limit, io.SeekEnd); err != nil {
		return err
	}
	if _, err := io.Copy(to, io.LimitReader(from, limit)); err != nil {
		return err
	}
	return os.Truncate(l.path, 0)
}

// tail returns the last lines of the log, for an error message.
func (l partLog) tail() string {
	const lines, most = 15, 64 << 10
	f, err := os.Open(l.path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > most {
		if _, err := f.Seek(-most, io.SeekEnd); err != nil {
			return ""
		}
	}
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return ""
	}
	return lastLines(string(bytes.ToValidUTF8(text, []byte("?"))), lines)
}

// lastLines returns the last n lines, each truncated to a readable length: some
// servers print a stack trace on a single line.
func lastLines(text string, n int) string {
	const width = 400
	lines := strings.Split(strings.TrimSpace(text), "\n")
	lines = lines[max(0, len(lines)-n):]
	for i, line := range lines {
		if len(line) > width {
			lines[i] = strings.ToValidUTF8(line[:width], "") + " …"
		}
	}
	return strings.Join(lines, "\n")
}
