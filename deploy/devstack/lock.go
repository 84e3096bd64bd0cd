package devstack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// fileLock is an advisory lock on a file that exists only while it is held. The
// kernel releases it when the process exits, so a killed holder does not block.
type fileLock struct {
	file *os.File
	// unclean means that the file already existed, so its last holder was killed.
	unclean bool
}

// errLocked means that another process holds the lock.
var errLocked = errors.New("locked")

// tryLock acquires the lock at path or returns errLocked.
func tryLock(path string) (*fileLock, error) {
	for {
		_, statErr := os.Stat(path)
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			_ = f.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, errLocked
			}
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		// The last holder may have removed the file between our open and our lock.
		// A lock on a removed file excludes nobody.
		if !sameFile(f, path) {
			_ = f.Close()
			continue
		}
		_ = f.Truncate(0)
		_, _ = fmt.Fprintf(f, "%d\n", os.Getpid())
		return &fileLock{file: f, unclean: statErr == nil}, nil
	}
}

// awaitLock waits for the lock at path and acquires it. It calls waiting once if
// another process holds the lock.
func awaitLock(ctx context.Context, path string, waiting func(pid string)) (*fileLock, error) {
	var lock *fileLock
	notified := false
	err := poll(ctx, 200*time.Millisecond, func(context.Context) (bool, error) {
		var err error
		lock, err = tryLock(path)
		if errors.Is(err, errLocked) {
			if !notified {
				notified = true
				waiting(lockHolder(path))
			}
			return false, nil
		}
		return err == nil, err
	})
	return lock, err
}

// release removes the file before the lock is released, so that it cannot remove
// the next holder's file.
func (l *fileLock) release() {
	_ = os.Remove(l.file.Name())
	_ = l.file.Close()
}

// LockedBy returns the id of the process whose stack uses the data folder, if any.
func LockedBy(folder string) (pid string, running bool) {
	path := dataDir(folder).lockFile()
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	// A shared lock, so that concurrent callers do not see each other's.
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return lockHolder(path), true
	}
	return "", false
}

// lockHolder reads the holder's process id from the lock file.
func lockHolder(path string) string {
	text, err := os.ReadFile(path)
	if pid := strings.TrimSpace(string(text)); err == nil && pid != "" {
		return pid
	}
	return "unknown"
}

func sameFile(f *os.File, path string) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	current, err := os.Stat(path)
	return err == nil && os.SameFile(ours, current)
}
