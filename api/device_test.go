package api

import (
	"net/http"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/workflows/approval"
)

// known signs in and returns the header with which this browser comes back later.
func (s *scene) known(t *testing.T, username, password string, headers ...string) []string {
	t.Helper()
	cookie := cookieNamed(s.login(t, username, password, headers...).Want(200), deviceCookieName)
	return []string{"Cookie", deviceCookieName + "=" + cookie.Value}
}

// attack tries wrong passwords until the account is held at the address of the tests.
func (s *scene) attack(t *testing.T, username string, headers ...string) {
	t.Helper()
	for range 5 {
		s.login(t, username, "guess", headers...).WantProblem(401, approval.CodeUnauthenticated)
	}
	s.login(t, username, "guess", headers...).WantProblem(429, approval.CodeRateLimited)
}

func (s *scene) forgetFailures(t *testing.T) {
	t.Helper()
	s.ByHand(`DELETE FROM sign_in_failures`)
}

func TestDeviceSignsInWhileAStrangerGuesses(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	first := s.login(t, "manager", "demo-manager").Want(200)
	cookie := cookieNamed(first, deviceCookieName)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Expires.Before(time.Now().Add(300*24*time.Hour)) {
		t.Errorf("cookie %v", cookie)
	}
	mine := []string{"Cookie", deviceCookieName + "=" + cookie.Value}
	session := []string{"Cookie", cookieName + "=" + cookieFrom(first).Value}
	s.Send(t, "", "GET", "/me", nil, mine...).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "", "POST", "/auth/logout", nil, "Cookie", session[1]+"; "+mine[1]).Want(204)

	s.attack(t, "manager")
	for range 3 {
		// The stranger takes each try that becomes free.
		s.ByHand(`UPDATE sign_in_failures SET last_at = last_at - interval '31 seconds' WHERE subject LIKE 'account:%'`)
		s.login(t, "manager", "guess").WantProblem(401, approval.CodeUnauthenticated)
		s.login(t, "manager", "demo-manager").WantProblem(429, approval.CodeRateLimited)
		again := s.login(t, "manager", "demo-manager", mine...).Want(200)
		if cookieNamed(again, deviceCookieName).Value != cookie.Value {
			t.Error("the browser has become another one")
		}
		// A sign-in from a known browser gives the stranger no new tries.
		s.login(t, "manager", "guess").WantProblem(429, approval.CodeRateLimited)
	}

	// Signed in, the person can also change the password, and the browser stays known.
	in := s.login(t, "manager", "demo-manager", mine...).Want(200)
	both := []string{"Cookie", cookieName + "=" + cookieFrom(in).Value + "; " + mine[1]}
	change := map[string]string{"current_password": "demo-manager", "new_password": "a new password"}
	changed := s.Send(t, "", "POST", "/me/password", change, both...).Want(204)
	s.login(t, "manager", "a new password", mine...).WantProblem(429, approval.CodeRateLimited)
	s.login(t, "manager", "a new password", "Cookie",
		deviceCookieName+"="+cookieNamed(changed, deviceCookieName).Value).Want(200)

	// Neither does it stop a known browser that strangers use up the tries of the address.
	finance := s.known(t, "finance", "demo-finance")
	s.ByHand(`UPDATE sign_in_failures SET failures = 100, last_at = clock_timestamp() WHERE subject LIKE 'address:%'`)
	s.login(t, "finance", "demo-finance").WantProblem(429, approval.CodeRateLimited)
	s.login(t, "finance", "demo-finance", finance...).Want(200)
}

func TestDeviceIsLimitedItself(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	mine := s.known(t, "manager", "demo-manager")
	other := s.known(t, "manager", "demo-manager")
	s.attack(t, "manager", mine...)
	// From whatever address.
	s.login(t, "manager", "demo-manager", append(mine, "RemoteAddr", "198.51.100.7:1000")...).WantProblem(429, approval.CodeRateLimited)
	// Another browser and a stranger have their own tries.
	s.login(t, "manager", "demo-manager", other...).Want(200)
	s.login(t, "manager", "demo-manager").Want(200)
	s.login(t, "manager", "demo-manager", mine...).WantProblem(429, approval.CodeRateLimited)
	s.ByHand(`UPDATE sign_in_failures SET last_at = last_at - interval '31 seconds'`)
	s.login(t, "manager", "demo-manager", mine...).Want(200)
	s.attack(t, "manager", mine...)
}

func TestDeviceOfAnotherAccountHelpsNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	foreign := s.known(t, "finance", "demo-finance")
	invented := []string{"Cookie", deviceCookieName + "=apd_invented"}
	s.attack(t, "manager")
	for _, cookie := range [][]string{foreign, invented} {
		s.login(t, "manager", "guess", cookie...).WantProblem(429, approval.CodeRateLimited)
		s.login(t, "manager", "demo-manager", cookie...).WantProblem(429, approval.CodeRateLimited)
	}
	// Nor do they count apart: an account that is not there is held alike.
	s.attack(t, "no-such-user", foreign...)
	s.login(t, "no-such-user", "guess").WantProblem(429, approval.CodeRateLimited)

	// Two people at one browser are both known there; a token that the server did not
	// make, or that one of them has noted before, is not.
	s.forgetFailures(t)
	if made := s.known(t, "gm", "demo-gm", invented...); made[1] == invented[1] {
		t.Error("an invented token was taken over")
	}
	shared := s.known(t, "manager", "demo-manager", foreign...)
	s.attack(t, "manager")
	s.attack(t, "finance")
	s.login(t, "manager", "demo-manager", shared...).Want(200)
	s.login(t, "finance", "demo-finance", shared...).Want(200)
	s.login(t, "manager", "demo-manager", foreign...).WantProblem(429, approval.CodeRateLimited)
}

func TestDeviceIsForgotten(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	count := func(where string) (n int) {
		t.Helper()
		if err := s.DB().QueryRow(`SELECT count(*) FROM sign_in_devices WHERE ` + where).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	rep := s.known(t, "rep", "demo-rep")
	link := apitest.Read[struct{ Token string }](s.Send(t, "admin", "POST", "/users/"+s.Rep.ID+"/password-reset", nil).Want(201))
	// The old password is valid until the link is used.
	s.attack(t, "rep", rep...)
	s.login(t, "rep", "demo-rep").WantProblem(429, approval.CodeRateLimited)
	s.forgetFailures(t)
	rep = s.known(t, "rep", "demo-rep", rep...)
	s.Send(t, "", "POST", "/auth/reset", map[string]string{"token": link.Token, "new_password": "long enough it is"}).Want(204)
	s.attack(t, "rep")
	s.login(t, "rep", "long enough it is", rep...).WantProblem(429, approval.CodeRateLimited)

	// The account forgets the browser that it has not seen for longest.
	s.forgetFailures(t)
	oldest := s.known(t, "finance", "demo-finance")
	second := s.known(t, "finance", "demo-finance")
	s.known(t, "finance", "demo-finance", oldest...)
	for range 9 {
		s.known(t, "finance", "demo-finance")
	}
	s.attack(t, "finance")
	s.login(t, "finance", "demo-finance", oldest...).Want(200)
	s.login(t, "finance", "demo-finance", second...).WantProblem(429, approval.CodeRateLimited)
	if n := count(`user_id = '` + s.Finance.ID + `'`); n != 10 {
		t.Errorf("%d browsers are known", n)
	}

	user := apitest.Read[struct{ Version int }](s.Send(t, "admin", "GET", "/users/"+s.Finance.ID, nil).Want(200))
	s.Send(t, "admin", "PATCH", "/users/"+s.Finance.ID, map[string]any{"version": user.Version, "active": false}).Want(200)
	if n := count(`user_id = '` + s.Finance.ID + `'`); n != 0 {
		t.Errorf("%d browsers of a deactivated account are known", n)
	}

	s.known(t, "gm", "demo-gm")
	s.ByHand(`UPDATE sign_in_devices SET last_used_at = now() - interval '366 days'`)
	if err := s.DeleteExpired(t.Context()); err != nil || count(`true`) != 0 {
		t.Errorf("%d browsers are known after a year, %v", count(`true`), err)
	}
}
