package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

func (s *scene) login(t testing.TB, username, password string, headers ...string) apitest.Reply {
	t.Helper()
	return s.Send(t, "", "POST", "/auth/login", map[string]string{"username": username, "password": password}, headers...)
}

func cookieFrom(a apitest.Reply) *http.Cookie { return cookieNamed(a, cookieName) }

func cookieNamed(a apitest.Reply, name string) *http.Cookie {
	a.T.Helper()
	for _, cookie := range (&http.Response{Header: a.Header}).Cookies() {
		if cookie.Name == name {
			return cookie
		}
	}
	a.T.Fatalf("no %s in %v", name, a.Header.Values("Set-Cookie"))
	return nil
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	in := s.login(t, "Rep", "demo-rep").Want(200)
	cookie := cookieFrom(in)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Path != "/" {
		t.Errorf("cookie %v", cookie)
	}
	me := apitest.Read[Me](in)
	if me.User.Username != "rep" || me.Roles[0] != approval.SalesRep || len(me.Permissions) < 5 || me.Locale != approval.English {
		t.Errorf("me %+v", me)
	}
	session := []string{"Cookie", cookieName + "=" + cookie.Value}
	s.Send(t, "", "GET", "/me", nil, session...).Want(200)
	s.Send(t, "", "GET", "/customers", nil, session...).Want(200)

	var kept int
	if err := s.DB().QueryRow(`SELECT count(*) FROM sessions WHERE user_id = $1 AND token <> $2`,
		s.Rep.ID, cookie.Value).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d sessions of the user, %v", kept, err)
	}

	// Signing in with a session that is there renews its token.
	again := cookieFrom(s.login(t, "rep", "demo-rep", session...).Want(200))
	if again.Value == cookie.Value {
		t.Error("the token is the old one")
	}
	s.Send(t, "", "GET", "/me", nil, session...).WantProblem(401, approval.CodeUnauthenticated)

	session[1] = cookieName + "=" + again.Value
	if gone := cookieFrom(s.Send(t, "", "POST", "/auth/logout", nil, session...).Want(204)); gone.MaxAge >= 0 || gone.Value != "" {
		t.Errorf("cookie %v", gone)
	}
	s.Send(t, "", "GET", "/me", nil, session...).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "", "POST", "/auth/logout", nil, session...).Want(204)
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cookie := cookieFrom(s.login(t, "finance", "demo-finance").Want(200))
	session := []string{"Cookie", cookieName + "=" + cookie.Value}
	run := func(statement string) {
		t.Helper()
		if _, err := s.DB().Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	// Used again after a while: the end moves on, but not past the last one.
	run(`UPDATE sessions SET expires_at = now() + interval '1 hour'`)
	s.Send(t, "", "GET", "/me", nil, session...).Want(200)
	var hours float64
	if err := s.DB().QueryRow(`SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions`).Scan(&hours); err != nil || hours < 11.9 {
		t.Errorf("ends in %v h, %v", hours, err)
	}
	run(`UPDATE sessions SET expires_at = now() + interval '1 hour', ends_at = now() + interval '2 hours'`)
	s.Send(t, "", "GET", "/me", nil, session...).Want(200)
	if err := s.DB().QueryRow(`SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions`).Scan(&hours); err != nil || hours > 2 {
		t.Errorf("ends in %v h, %v", hours, err)
	}
	run(`UPDATE sessions SET expires_at = now() - interval '1 second'`)
	s.Send(t, "", "GET", "/me", nil, session...).WantProblem(401, approval.CodeUnauthenticated)
	if err := s.DeleteExpired(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := s.DB().QueryRow(`SELECT count(*) FROM sessions`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
}

func TestWrongPasswordsSayNothingAndSlowDown(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	wrong := s.login(t, "manager", "guess").WantProblem(401, approval.CodeUnauthenticated)
	unknown := s.login(t, "no-such-user", "guess").WantProblem(401, approval.CodeUnauthenticated)
	if wrong.Detail != unknown.Detail {
		t.Errorf("%q differs from %q", wrong.Detail, unknown.Detail)
	}
	for range 4 {
		s.login(t, "manager", "guess").WantProblem(401, approval.CodeUnauthenticated)
	}
	// Not even the right password is checked now.
	held := s.login(t, "manager", "demo-manager").WantProblem(429, approval.CodeRateLimited)
	if after, err := strconv.Atoi(held.Header.Get("Retry-After")); err != nil || after < 1 || after > 30 {
		t.Errorf("Retry-After %q", held.Header.Get("Retry-After"))
	}
	// Other accounts, and the same account from elsewhere, are not affected.
	s.login(t, "finance", "demo-finance").Want(200)
	s.login(t, "manager", "demo-manager", "RemoteAddr", "198.51.100.7:1000").Want(200)
	age := func(age string) {
		t.Helper()
		s.ByHand(`UPDATE sign_in_failures SET last_at = last_at - $1::interval`, age)
	}
	// One failure is forgotten each thirty seconds, whatever is tried meanwhile.
	age("31 seconds")
	s.login(t, "manager", "guess").WantProblem(401, approval.CodeUnauthenticated)
	s.login(t, "manager", "demo-manager").WantProblem(429, approval.CodeRateLimited)
	age("31 seconds")
	s.login(t, "manager", "demo-manager").Want(200)
	// The right password has cleared the account's failures.
	for range 5 {
		s.login(t, "manager", "guess").WantProblem(401, approval.CodeUnauthenticated)
	}

	// An office mistypes a lot and still signs in; who tries account after account from
	// one address is slowed down, for seconds.
	for i := range 60 {
		s.login(t, fmt.Sprintf("user%d", i), "guess", "RemoteAddr", "203.0.113.9:1000").WantProblem(401, approval.CodeUnauthenticated)
	}
	s.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.9:2000").Want(200)
	for i := range 60 {
		if s.login(t, fmt.Sprintf("user%d", 60+i), "guess", "RemoteAddr", "203.0.113.9:1000").Status == 429 {
			break
		}
	}
	held = s.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.9:2000").WantProblem(429, approval.CodeRateLimited)
	if after, err := strconv.Atoi(held.Header.Get("Retry-After")); err != nil || after < 1 || after > 6 {
		t.Errorf("Retry-After %q", held.Header.Get("Retry-After"))
	}
	s.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.10:2000").Want(200)
	// What a client writes about its own address counts for nothing.
	s.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.9:2000", "X-Forwarded-For", "198.51.100.1").
		WantProblem(429, approval.CodeRateLimited)
}

// TestSimultaneousSignIns lets everybody begin the day in the same moment, some of them
// with several devices.
func TestSimultaneousSignIns(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { s.login(t, "manager", "demo-manager").Want(200) })
		all.Go(func() { s.login(t, "finance", "demo-finance").Want(200) })
	}
	all.Wait()
}

func TestTrustedProxy(t *testing.T) {
	t.Parallel()
	s := newScene(t, func(c *Config) { c.TrustedProxies = []string{"10.0.0.0/8"} })
	tests := []struct {
		peer   string
		secure bool
	}{{"10.1.2.3:5000", true}, {"192.0.2.1:5000", false}}
	for _, test := range tests {
		got := s.login(t, "manager", "demo-manager", "RemoteAddr", test.peer,
			"X-Forwarded-For", "198.51.100.20", "X-Forwarded-Proto", "https").Want(200)
		if secure := cookieFrom(got).Secure; secure != test.secure {
			t.Errorf("from %s: Secure = %v", test.peer, secure)
		}
		if sent := got.Header.Get("Strict-Transport-Security") != ""; sent != test.secure {
			t.Errorf("from %s: HSTS = %v", test.peer, sent)
		}
	}
	if log := s.log.String(); !strings.Contains(log, `"address":"198.51.100.20"`) || !strings.Contains(log, `"address":"192.0.2.1"`) {
		t.Error("addresses in the log are not those of the clients")
	}
}

func TestChangeOfPassword(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	first := cookieFrom(s.login(t, "manager", "demo-manager").Want(200))
	second := cookieFrom(s.login(t, "manager", "demo-manager").Want(200))
	mine := []string{"Cookie", cookieName + "=" + first.Value}
	change := func(current, wanted string, more ...string) apitest.Reply {
		t.Helper()
		return s.Send(t, "", "POST", "/me/password",
			map[string]string{"current_password": current, "new_password": wanted}, append(mine, more...)...)
	}
	if p := change("wrong", "a new password").WantProblem(422, approval.CodeInvalid); p.Errors[0].Location != "body.current_password" {
		t.Errorf("%+v", p)
	}
	for _, short := range []string{"short", "MANAGER", strings.Repeat("x", 129)} {
		if p := change("demo-manager", short).WantProblem(422, approval.CodeInvalid); p.Errors[0].Location != "body.new_password" {
			t.Errorf("%+v", p)
		}
	}
	key := []string{keyHeader, "7b0a3f6e-8f0b-4f0e-9a39-3c1f6e2d1a11"}
	renewed := change("demo-manager", "a new password", key...).Want(204)
	cookie := cookieFrom(renewed)
	for name, old := range map[string]string{"own": first.Value, "other": second.Value} {
		if got := s.Send(t, "", "GET", "/me", nil, "Cookie", cookieName+"="+old); got.Status != 401 {
			t.Errorf("%s session goes on: %d", name, got.Status)
		}
	}
	mine[1] = cookieName + "=" + cookie.Value
	s.Send(t, "", "GET", "/me", nil, mine...).Want(200)
	// The same again is done once and answered the same way.
	if repeated := cookieFrom(change("demo-manager", "a new password", key...).Want(204)); repeated.Value != cookie.Value {
		t.Error("another session")
	}
	s.login(t, "manager", "demo-manager").WantProblem(401, approval.CodeUnauthenticated)
	s.login(t, "manager", "a new password").Want(200)
	if demo := apitest.Read[Me](s.Send(t, "", "GET", "/me", nil, mine...)).User.Demo; demo {
		t.Error("still an account whose password everybody knows")
	}
}

func TestPersonalTokens(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	made := s.Send(t, "finance", "POST", "/me/tokens", `{"name":"script"}`).Want(201)
	token := apitest.Read[NewToken](made)
	s.Admit("script", token.Token)
	me := apitest.Read[Me](s.Send(t, "script", "GET", "/me", nil).Want(200))
	for _, role := range me.Roles {
		if label := me.RoleLabels[role]; label.ZH == "" || label.EN == "" {
			t.Errorf("the role %s is called %v", role, label)
		}
	}
	if len(me.Roles) == 0 {
		t.Error("no role")
	}
	listed := s.Send(t, "script", "GET", "/me/tokens", nil).Want(200)
	if strings.Contains(listed.Raw, token.Token) || len(apitest.Read[List[account.PersonalToken]](listed).Items) != 2 {
		t.Errorf("list %s", listed.Raw)
	}
	s.Send(t, "manager", "DELETE", "/me/tokens/"+token.ID, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "finance", "DELETE", "/me/tokens/"+token.ID, nil).Want(204)
	s.Send(t, "script", "GET", "/me", nil).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "finance", "POST", "/me/tokens", `{"name":"old","expires_at":"2020-01-01T00:00:00Z"}`).WantProblem(422, approval.CodeInvalid)
	s.Admit("other", "something else")
	got := s.Send(t, "other", "GET", "/me", nil)
	got.WantProblem(401, approval.CodeUnauthenticated)
	if got.Header.Get("WWW-Authenticate") != "Bearer" {
		t.Error("no WWW-Authenticate")
	}
	if strings.Contains(s.log.String(), token.Token) {
		t.Error("the log has a secret")
	}
}

func TestEditMe(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	me := apitest.Read[Me](s.Send(t, "finance", "PATCH", "/me", `{"version":1,"locale":"zh-CN","email":"f@example.com"}`).Want(200))
	if me.Locale != approval.Chinese || me.User.Email != "f@example.com" || me.User.Version != 2 {
		t.Errorf("%+v", me)
	}
	stale := s.Send(t, "finance", "PATCH", "/me", `{"version":1,"phone":"1"}`).WantProblem(409, approval.CodeConflict)
	if stale.Title != "有冲突" {
		t.Errorf("title %q is not in the user's language", stale.Title)
	}
	me = apitest.Read[Me](s.Send(t, "finance", "PATCH", "/me", `{"version":2,"locale":null}`, "Accept-Language", "en-GB").Want(200))
	if me.Locale != approval.English || me.User.Locale != nil || me.User.Email != "f@example.com" {
		t.Errorf("%+v", me)
	}
	s.Send(t, "finance", "PATCH", "/me", `{"version":3,"locale":"fr"}`).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "finance", "PATCH", "/me", `{"version":3,"email":"no address"}`).WantProblem(422, approval.CodeInvalid)
}

func TestOtherOrigins(t *testing.T) {
	t.Parallel()
	s := newScene(t, func(c *Config) { c.TrustedOrigins = []string{"https://friend.example"} })
	tests := []struct {
		name    string
		method  string
		headers []string
		status  int
	}{
		{"a program", "POST", nil, 201},
		{"own page", "POST", []string{"Sec-Fetch-Site", "same-origin"}, 201},
		{"other page", "POST", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		{"other page, old browser", "POST", []string{"Origin", "https://evil.example"}, 403},
		{"sandboxed page", "POST", []string{"Origin", "null"}, 403},
		{"trusted page", "POST", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://friend.example"}, 201},
		{"reading", "GET", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 200},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var body any
			if test.method == "POST" {
				body = `{"name":"x"}`
			}
			got := s.Send(t, "rep", test.method, "/customers", body, test.headers...).Want(test.status)
			if test.status == 403 {
				got.WantProblem(403, approval.CodeForbidden)
			}
		})
	}
}
