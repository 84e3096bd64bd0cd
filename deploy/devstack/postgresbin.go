package devstack

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// packagedBins matches the folders where Debian installs PostgreSQL's programs, one
// per major version.
const packagedBins = "/usr/lib/postgresql/*/bin"

// postgresBin is an installation of PostgreSQL's programs.
type postgresBin struct {
	dir   string
	major int
}

func (b postgresBin) path(program string) string { return filepath.Join(b.dir, program) }

// findPostgres returns the configured programs, else those of the cluster's
// version, else the newest. It installs the package if there are none.
func findPostgres(ctx context.Context, given, cluster string, console *console) (postgresBin, error) {
	made, err := clusterMajor(cluster)
	if err != nil {
		return postgresBin{}, err
	}
	var found []postgresBin
	if given != "" {
		bin, err := inspectPostgres(ctx, given)
		if err != nil {
			return postgresBin{}, fail(CodeProgramMissing, "the folder %s set for PostgreSQL does not contain the programs postgres and initdb: %w", given, err)
		}
		found = []postgresBin{bin}
	} else if found = listPostgres(ctx, packagedBins); len(found) == 0 {
		if err := installPostgres(ctx, console); err != nil {
			return postgresBin{}, err
		}
		if found = listPostgres(ctx, packagedBins); len(found) == 0 {
			return postgresBin{}, fail(CodeInstallFailed, "the package postgresql was installed, but its programs are not in %s: set their folder", packagedBins)
		}
	}
	return choosePostgres(found, made, cluster)
}

// choosePostgres returns the newest programs, or those of the version that created
// the cluster; made is 0 if there is no cluster yet.
func choosePostgres(found []postgresBin, made int, cluster string) (postgresBin, error) {
	if made == 0 {
		return found[0], nil
	}
	var majors []string
	for _, bin := range found {
		if bin.major == made {
			return bin, nil
		}
		if major := strconv.Itoa(bin.major); !slices.Contains(majors, major) {
			majors = append(majors, major)
		}
	}
	return postgresBin{}, fail(CodeClusterVersion,
		"the cluster in %s was created by PostgreSQL %d, but PostgreSQL %s is installed: install version %d or set the folder of its programs, or move the data folder away to start with an empty one",
		cluster, made, strings.Join(majors, ", "), made)
}

// listPostgres returns the packaged programs, newest first, then those on the PATH.
func listPostgres(ctx context.Context, pattern string) []postgresBin {
	var found []postgresBin
	dirs, _ := filepath.Glob(pattern) // fails only on a malformed pattern
	for _, dir := range dirs {
		if bin, err := inspectPostgres(ctx, dir); err == nil {
			found = append(found, bin)
		}
	}
	slices.SortFunc(found, func(a, b postgresBin) int { return cmp.Compare(b.major, a.major) })
	if path, err := exec.LookPath("postgres"); err == nil {
		// The other programs are beside the target of a symbolic link.
		if path, err = filepath.EvalSymlinks(path); err == nil {
			if bin, err := inspectPostgres(ctx, filepath.Dir(path)); err == nil {
				found = append(found, bin)
			}
		}
	}
	return found
}

var postgresVersion = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspectPostgres determines the version of the programs in the folder.
func inspectPostgres(ctx context.Context, dir string) (postgresBin, error) {
	bin := postgresBin{dir: dir}
	if !isExecutable(bin.path("initdb")) {
		return bin, errors.New("initdb is missing")
	}
	out, err := exec.CommandContext(ctx, bin.path("postgres"), "--version").Output()
	if err != nil {
		return bin, err
	}
	match := postgresVersion.FindSubmatch(out)
	if match == nil {
		return bin, errors.New("cannot parse the output of postgres --version")
	}
	bin.major, err = strconv.Atoi(string(match[1]))
	return bin, err
}

// clusterMajor returns the major version that created the cluster, 0 if there is
// none.
func clusterMajor(cluster string) (int, error) {
	text, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, fail(CodeDataDir, "cannot read the version of the cluster in %s: %s: start as its owner, or choose another data folder", cluster, reason(err)).because(err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fail(CodeClusterVersion, "the cluster in %s has the version %q, which is not a version of PostgreSQL since 10: move the data folder away to start with an empty one", cluster, strings.TrimSpace(string(text)))
	}
	return major, nil
}
