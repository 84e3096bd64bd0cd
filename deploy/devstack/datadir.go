package devstack

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// dataDir is the folder that holds everything a stack writes.
type dataDir string

func (d dataDir) lockFile() string    { return filepath.Join(string(d), "devstack.lock") }
func (d dataDir) secretsFile() string { return filepath.Join(string(d), "secrets.json") }
func (d dataDir) cluster() string     { return filepath.Join(string(d), "postgres") }
func (d dataDir) temporal() string    { return filepath.Join(string(d), "temporal") }
func (d dataDir) minio() string       { return filepath.Join(string(d), "minio") }
func (d dataDir) logs() string        { return filepath.Join(string(d), "logs") }
func (d dataDir) log(part string) partLog {
	return partLog{filepath.Join(d.logs(), part+".log")}
}

// openDataDir creates the folder if it is missing, checks that it is writable and
// returns its absolute path with symbolic links resolved, as /proc shows it for a
// process whose working directory it is. made are the created folders, the
// innermost first.
func openDataDir(path string) (data dataDir, made []string, err error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", nil, fail(CodeDataDir, "cannot resolve the path of the data folder %s: %w", path, err)
	}
	// When root starts the stack, the postgres user must be able to traverse the
	// folder. Secret files have stricter modes.
	mode := fs.FileMode(0o700)
	if os.Geteuid() == 0 {
		mode = 0o711
	}
	made = missingDirs(full)
	if err := os.MkdirAll(full, mode); err != nil {
		return "", made, fail(CodeDataDir, "cannot create the data folder %s: %s: choose another or fix its permissions", full, reason(err)).because(err)
	}
	if full, err = filepath.EvalSymlinks(full); err != nil {
		return "", made, fail(CodeDataDir, "cannot resolve the data folder's symbolic links: %w", err)
	}
	probe, err := os.CreateTemp(full, ".probe-*")
	if err != nil {
		return "", made, fail(CodeDataDir, "cannot write to the data folder %s: %s: choose another or fix its permissions", full, reason(err)).because(err)
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	return dataDir(full), made, nil
}

// missingDirs returns the folders of the path that do not exist, the innermost
// first.
func missingDirs(path string) (missing []string) {
	for {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
			return missing
		}
		missing = append(missing, path)
		path = filepath.Dir(path)
	}
}

// removeUnused removes what a start creates in a new folder, unless a server has
// already written to it.
func (d dataDir) removeUnused() {
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return
	}
	ours := []string{d.lockFile(), d.secretsFile(), d.temporal(), d.minio(), d.logs()}
	for _, e := range entries {
		path := filepath.Join(string(d), e.Name())
		if !slices.Contains(ours, path) {
			return
		}
		if inside, err := os.ReadDir(path); err == nil && len(inside) > 0 {
			return
		}
	}
	for _, path := range ours {
		// Releasing the lock removes its file.
		if path != d.lockFile() {
			_ = os.Remove(path)
		}
	}
}

func (d dataDir) createDirs() error {
	for _, dir := range []string{d.temporal(), d.minio(), d.logs()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fail(CodeDataDir, "cannot create the folder %s: %s", dir, reason(err)).because(err)
		}
	}
	return nil
}

// lock gives this stack exclusive use of the folder. fileLock.unclean means that
// the last stack was killed, so its servers may still be running.
func (d dataDir) lock() (*fileLock, error) {
	lock, err := tryLock(d.lockFile())
	switch {
	case errors.Is(err, errLocked):
		return nil, fail(CodeDataDirLocked, "another stack (process %s) uses the data folder %s: stop it, or choose another folder", lockHolder(d.lockFile()), string(d))
	case err != nil:
		return nil, fail(CodeDataDir, "cannot lock the data folder %s: %w", string(d), err)
	}
	return lock, nil
}

// reason is the bare cause of a file error, such as "permission denied".
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// writeFile replaces a file atomically.
func writeFile(path string, content []byte, mode fs.FileMode) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}
