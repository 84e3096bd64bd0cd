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

// fileLock is an advisory lock on a file that is there only while it is held.
// The kernel drops it with its process, so a killed holder blocks nobody.
type fileLock struct {
	file *os.File
	// unclean: the file was there already, so its last holder was killed.
	unclean bool
}

// errLocked says that someone else holds the lock.
var errLocked = errors.New("locked")

// tryLock takes the lock at path or fails with errLocked.
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
		// The holder before may have removed the file between our open and
		// our lock; then we hold a lock that nobody else will ever see.
		if !sameFile(f, path) {
			_ = f.Close()
			continue
		}
		_ = f.Truncate(0)
		_, _ = fmt.Fprintf(f, "%d\n", os.Getpid())
		return &fileLock{file: f, unclean: statErr == nil}, nil
	}
}

// awaitLock takes the lock at path, waiting for its holder; waiting is called
// once if there is one.
func awaitLock(ctx context.Context, path string, waiting func(pid string)) (*fileLock, error) {
	var lock *fileLock
	told := false
	err := poll(ctx, 200*time.Millisecond, func(context.Context) (bool, error) {
		var err error
		lock, err = tryLock(path)
		if errors.Is(err, errLocked) {
			if !told {
				told = true
				waiting(lockHolder(path))
			}
			return false, nil
		}
		return err == nil, err
	})
	return lock, err
}

// release removes the file while the lock is still held, so that nobody can
// have taken it in between.
func (l *fileLock) release() {
	_ = os.Remove(l.file.Name())
	_ = l.file.Close()
}

// RunsOn tells which process runs a stack on the data folder, if one does.
func RunsOn(folder string) (pid string, running bool) {
	path := dataDir(folder).lockFile()
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer f.Close()
	// Shared, so that two who ask are not in each other's way.
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return lockHolder(path), true
	}
	return "", false
}

// lockHolder is the process that wrote its id into the lock at path.
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
	there, err := os.Stat(path)
	return err == nil && os.SameFile(ours, there)
}
