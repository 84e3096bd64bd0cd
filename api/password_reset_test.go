package api

import (
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

// TestAccessEndsWithTheResetLink checks that a person's sessions and personal tokens end
// when an administrator creates a reset link, before it is used, and nobody else's do.
func TestAccessEndsWithTheResetLink(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	session := []string{"Cookie", cookieFrom(s.login(t, "rep", "demo-rep").Want(200)).String()}
	s.Send(t, "", "GET", "/me", nil, session...).Want(200)
	s.Send(t, "rep", "GET", "/me", nil).Want(200)

	link := apitest.Read[struct{ Token string }](s.Send(t, "admin", "POST", "/users/"+s.Rep.ID+"/password-reset", nil).Want(201))
	s.Send(t, "rep", "GET", "/me", nil).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "", "GET", "/me", nil, session...).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "gm", "GET", "/me", nil).Want(200)
	for _, path := range []string{"/tokens", "/sessions"} {
		got := s.Send(t, "admin", "GET", "/users/"+s.Rep.ID+path, nil).Want(200)
		if left := apitest.Read[List[account.PersonalToken]](got).Items; len(left) != 0 {
			t.Errorf("%s has %s", path, got.Raw)
		}
	}
	s.Send(t, "", "POST", "/auth/reset", map[string]string{"token": link.Token, "new_password": "long enough it is"}).Want(204)
	s.login(t, "rep", "long enough it is").Want(200)
}
