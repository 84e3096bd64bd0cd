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

// packagedBins is where Debian puts PostgreSQL's programs, a folder for each
// major version.
const packagedBins = "/usr/lib/postgresql/*/bin"

// postgresBin is a set of PostgreSQL's programs.
type postgresBin struct {
	dir   string
	major int
}

func (b postgresBin) path(program string) string { return filepath.Join(b.dir, program) }

// findPostgres chooses the programs: those given, else those of the cluster's
// version, else the newest; and installs the package if there are none.
func findPostgres(ctx context.Context, given, cluster string, console *console) (postgresBin, error) {
	made, err := clusterMajor(cluster)
	if err != nil {
		return postgresBin{}, err
	}
	var found []postgresBin
	if given != "" {
		bin, err := inspectPostgres(ctx, given)
		if err != nil {
			return postgresBin{}, fail(CodeProgramMissing, "the folder %s given for PostgreSQL does not hold its programs postgres and initdb: %w", given, err)
		}
		found = []postgresBin{bin}
	} else if found = listPostgres(ctx, packagedBins); len(found) == 0 {
		if err := installPostgres(ctx, console); err != nil {
			return postgresBin{}, err
		}
		if found = listPostgres(ctx, packagedBins); len(found) == 0 {
			return postgresBin{}, fail(CodeInstallFailed, "the package postgresql was installed, but its programs are not in %s: give their folder", packagedBins)
		}
	}
	return choosePostgres(found, made, cluster)
}

// choosePostgres takes the newest, or the one that made the cluster; made is 0
// when there is none yet.
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
		"the cluster in %s was made by PostgreSQL %d, but here is PostgreSQL %s: install version %d or give the folder of its programs, or move the data folder away to begin with an empty one",
		cluster, made, strings.Join(majors, ", "), made)
}

// listPostgres gives the packaged programs, newest first, then those on the PATH.
func listPostgres(ctx context.Context, pattern string) []postgresBin {
	var found []postgresBin
	dirs, _ := filepath.Glob(pattern) // fails on a bad pattern only
	for _, dir := range dirs {
		if bin, err := inspectPostgres(ctx, dir); err == nil {
			found = append(found, bin)
		}
	}
	slices.SortFunc(found, func(a, b postgresBin) int { return cmp.Compare(b.major, a.major) })
	if path, err := exec.LookPath("postgres"); err == nil {
		// Followed to the real folder, where the other programs are.
		if path, err = filepath.EvalSymlinks(path); err == nil {
			if bin, err := inspectPostgres(ctx, filepath.Dir(path)); err == nil {
				found = append(found, bin)
			}
		}
	}
	return found
}

var postgresVersion = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspectPostgres asks the programs in the folder for their version.
func inspectPostgres(ctx context.Context, dir string) (postgresBin, error) {
	bin := postgresBin{dir: dir}
	if !isExecutable(bin.path("initdb")) {
		return bin, errors.New("initdb is not there")
	}
	out, err := exec.CommandContext(ctx, bin.path("postgres"), "--version").Output()
	if err != nil {
		return bin, err
	}
	match := postgresVersion.FindSubmatch(out)
	if match == nil {
		return bin, errors.New("postgres does not tell its version")
	}
	bin.major, err = strconv.Atoi(string(match[1]))
	return bin, err
}

// clusterMajor is the version that made the cluster, 0 if there is none.
func clusterMajor(cluster string) (int, error) {
	text, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, fail(CodeDataDir, "cannot read the version of the cluster in %s: %s: start as the user it belongs to, or choose another data folder", cluster, reason(err)).because(err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fail(CodeClusterVersion, "the cluster in %s has the version %q, which is none of PostgreSQL's since 10: move the data folder away to begin with an empty one", cluster, strings.TrimSpace(string(text)))
	}
	return major, nil
}
