package api

import (
	"net/http"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// TestStatementsPerRead holds the number of statements that reading takes, of which two
// find the user of a personal token. A session takes one.
func TestStatementsPerRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, project := s.NewProject(s.Rep)
	expense := s.Expense(s.Rep, project.ID, "100")
	s.AttachFile(expense, "a")
	task := s.Submit(expense, approval.GMSignoff).Open[0]
	duplicate := s.Expense(s.Rep, project.ID, "100")
	s.Submit(duplicate, approval.GMSignoff)
	// The first use of a token is recorded.
	s.Get(t, "gm", "/me")
	for path, want := range map[string]int64{
		"/expense-requests/" + expense.ID: 3,
		"/requests/" + expense.ID:         3,
		"/tasks/" + task.ID:               5,
		"/tasks":                          7,
	} {
		ctx, n := postgres.Counted(t.Context())
		reply, err := s.Try(ctx, "gm", apitest.Call{Method: http.MethodGet, Path: path})
		s.Must(err)
		reply.T = t
		if reply.Want(http.StatusOK); n.Load() != want {
			t.Errorf("%s takes %d statements, not %d", path, n.Load(), want)
		}
	}
}
