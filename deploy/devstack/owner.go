package devstack

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// postgresUser is the system user that owns the cluster when root starts the
// stack, because PostgreSQL refuses to run as root.
const postgresUser = "postgres"

// clusterOwner returns the user to run PostgreSQL as; nil means the current user.
// An existing cluster keeps its owner.
func clusterOwner(cluster string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	info, err := os.Stat(cluster)
	if err == nil {
		if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Uid != 0 {
			return credential(stat.Uid, stat.Gid), nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fail(CodeDataDir, "cannot inspect the cluster folder %s: %w", cluster, err)
	}
	u, err := user.Lookup(postgresUser)
	if err != nil {
		return nil, fail(CodeProgramMissing, "PostgreSQL refuses to run as root and the user %q does not exist: create it (useradd --system %s), or start as another user", postgresUser, postgresUser).because(err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fail(CodeProgramMissing, "the user %q has non-numeric ids: %w", postgresUser, err)
	}
	return credential(uint32(uid), uint32(gid)), nil
}

// credential returns the user with its supplementary groups.
func credential(uid, gid uint32) *syscall.Credential {
	c := &syscall.Credential{Uid: uid, Gid: gid}
	u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10))
	if err != nil {
		return c
	}
	ids, err := u.GroupIds()
	if err != nil {
		return c
	}
	for _, id := range ids {
		if n, err := strconv.ParseUint(id, 10, 32); err == nil {
			c.Groups = append(c.Groups, uint32(n))
		}
	}
	return c
}

// checkReachable checks the mode bits of every folder above path: the user must be
// able to traverse them.
func checkReachable(path string, who *syscall.Credential) error {
	if who == nil {
		return nil
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			return fail(CodeDataDir, "cannot inspect the folder %s: %w", dir, err)
		}
		if stat, ok := info.Sys().(*syscall.Stat_t); ok && !canTraverse(stat, who) {
			return fail(CodeDataDir, "PostgreSQL runs as the user %s, who cannot enter %s on the way to the data folder: choose a data folder elsewhere, or allow it (chmod o+x %s)", userName(who.Uid), dir, dir)
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

func canTraverse(stat *syscall.Stat_t, who *syscall.Credential) bool {
	mode := uint32(stat.Mode)
	switch {
	case stat.Uid == who.Uid:
		return mode&0o100 != 0
	case stat.Gid == who.Gid || slices.Contains(who.Groups, stat.Gid):
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}

func userName(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}
