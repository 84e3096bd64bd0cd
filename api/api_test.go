package api

import (
	"bytes"
	"log/slog"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/objects"
	"approvals/storage/storagetest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/client"
)

// scene is a server on the database of a storagetest.Scene whose users are all signed
// in. The workflow engine and the object store are unavailable.
type scene struct {
	*Server
	*storagetest.Scene
	*apitest.API
	log *bytes.Buffer
}

func newScene(t testing.TB, change ...func(*Config)) *scene {
	t.Helper()
	temporal, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(temporal.Close)
	files, err := objects.Open(objects.Config{Endpoint: "http://127.0.0.1:1", AccessKey: "none", SecretKey: "nothing-here", Bucket: "none"})
	if err != nil {
		t.Fatal(err)
	}
	s := &scene{Scene: storagetest.NewPeople(t), log: &bytes.Buffer{}}
	config := Config{
		Store: s.Store, Process: workflows.NewClient(temporal, "approvals"), Objects: files,
		Log: slog.New(slog.NewJSONHandler(s.log, nil)), Version: "test",
	}
	for _, c := range change {
		c(&config)
	}
	s.Server, err = New(config)
	s.Must(err)
	s.API = apitest.In(s.Handler())
	s.Must(s.FollowDocument(s.document))
	for username := range s.Actors {
		s.admit(username)
	}
	s.Join("nobody")
	return s
}

// Join creates an account and lets it call the API.
func (s *scene) Join(username string, roles ...string) approval.Actor {
	s.T.Helper()
	defer s.admit(username)
	return s.Scene.Join(username, roles...)
}

// admit creates a personal token for the user.
func (s *scene) admit(username string) {
	s.T.Helper()
	_, secret, err := s.CreateToken(s.T.Context(), s.Actors[username].ID, "test", nil, nil)
	s.Must(err)
	s.Admit(username, secret)
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
