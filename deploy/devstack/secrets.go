package devstack

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
)

// secrets are the generated passwords and keys of a data folder. They consist of
// letters and digits, so they need no quoting.
type secrets struct {
	// Postgres is the password of the cluster's superuser.
	Postgres string `json:"postgres"`
	// Approvals is the password of the owner of the application's database, Runtime
	// that of its runtime role, Temporal that of the owner of Temporal's databases.
	Approvals   string `json:"approvals"`
	Runtime     string `json:"approvals_app"`
	Temporal    string `json:"temporal"`
	S3AccessKey string `json:"s3_access_key"`
	S3SecretKey string `json:"s3_secret_key"`
}

// loadSecrets reads the folder's secrets or, in a new folder, generates them.
func loadSecrets(data dataDir) (secrets, error) {
	var s secrets
	text, err := os.ReadFile(data.secretsFile())
	if errors.Is(err, fs.ErrNotExist) {
		return newSecrets(data)
	}
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err == nil && (s.Postgres == "" || s.Approvals == "" || s.Runtime == "" || s.Temporal == "" || s.S3AccessKey == "" || s.S3SecretKey == "") {
		err = errors.New("a value is missing")
	}
	if err != nil {
		return s, fail(CodeDataDir, "cannot read the passwords in %s: %w: restore the file, or move the data folder away to start with an empty one", data.secretsFile(), err)
	}
	return s, nil
}

func newSecrets(data dataDir) (secrets, error) {
	if _, err := os.Stat(data.cluster()); err == nil {
		return secrets{}, fail(CodeDataDir, "%s is gone and with it the passwords of the cluster: restore the file, or move the data folder away to start with an empty one", data.secretsFile())
	}
	s := secrets{
		Postgres: rand.Text(), Approvals: rand.Text(), Runtime: rand.Text(), Temporal: rand.Text(),
		S3AccessKey: rand.Text()[:20], S3SecretKey: rand.Text(),
	}
	return s, s.write(data)
}

func (s secrets) write(data dataDir) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = writeFile(data.secretsFile(), append(text, '\n'), 0o600)
	}
	if err != nil {
		return fail(CodeDataDir, "cannot write %s: %w", data.secretsFile(), err)
	}
	return nil
}
