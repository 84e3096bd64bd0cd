package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

func (w *world) login(t testing.TB, username, password string, headers ...string) answer {
	t.Helper()
	return w.send(t, "", "POST", "/auth/login", map[string]string{"username": username, "password": password}, headers...)
}

func cookieFrom(a answer) *http.Cookie {
	a.t.Helper()
	cookies := (&http.Response{Header: a.Header}).Cookies()
	if len(cookies) != 1 || cookies[0].Name != cookieName {
		a.t.Fatalf("cookies %v", a.Header.Values("Set-Cookie"))
	}
	return cookies[0]
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in := w.login(t, "Sales_Rep", "demo-sales_rep").want(200)
	cookie := cookieFrom(in)
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure || cookie.Path != "/" {
		t.Errorf("cookie %v", cookie)
	}
	me := read[Me](in)
	if me.User.Username != approval.SalesRep || me.Roles[0] != approval.SalesRep || len(me.Permissions) < 5 || me.Locale != approval.English {
		t.Errorf("me %+v", me)
	}
	session := []string{"Cookie", cookieName + "=" + cookie.Value}
	w.send(t, "", "GET", "/me", nil, session...).want(200)
	w.send(t, "", "GET", "/customers", nil, session...).want(200)

	var kept int
	if err := w.store.DB().QueryRow(`SELECT count(*) FROM sessions WHERE user_id = $1 AND token <> $2`,
		w.actors[approval.SalesRep].ID, cookie.Value).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d sessions of the user, %v", kept, err)
	}

	// Signing in with a session that is there renews its token.
	again := cookieFrom(w.login(t, "sales_rep", "demo-sales_rep", session...).want(200))
	if again.Value == cookie.Value {
		t.Error("the token is the old one")
	}
	w.send(t, "", "GET", "/me", nil, session...).problem(401, approval.CodeUnauthenticated)

	session[1] = cookieName + "=" + again.Value
	if gone := cookieFrom(w.send(t, "", "POST", "/auth/logout", nil, session...).want(204)); gone.MaxAge >= 0 || gone.Value != "" {
		t.Errorf("cookie %v", gone)
	}
	w.send(t, "", "GET", "/me", nil, session...).problem(401, approval.CodeUnauthenticated)
	w.send(t, "", "POST", "/auth/logout", nil, session...).want(204)
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cookie := cookieFrom(w.login(t, "finance", "demo-finance").want(200))
	session := []string{"Cookie", cookieName + "=" + cookie.Value}
	run := func(statement string) {
		t.Helper()
		if _, err := w.store.DB().Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	// Used again after a while: the end moves on, but not past the last one.
	run(`UPDATE sessions SET expires_at = now() + interval '1 hour'`)
	w.send(t, "", "GET", "/me", nil, session...).want(200)
	var hours float64
	if err := w.store.DB().QueryRow(`SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions`).Scan(&hours); err != nil || hours < 11.9 {
		t.Errorf("ends in %v h, %v", hours, err)
	}
	run(`UPDATE sessions SET expires_at = now() + interval '1 hour', ends_at = now() + interval '2 hours'`)
	w.send(t, "", "GET", "/me", nil, session...).want(200)
	if err := w.store.DB().QueryRow(`SELECT extract(epoch FROM expires_at - now()) / 3600 FROM sessions`).Scan(&hours); err != nil || hours > 2 {
		t.Errorf("ends in %v h, %v", hours, err)
	}
	run(`UPDATE sessions SET expires_at = now() - interval '1 second'`)
	w.send(t, "", "GET", "/me", nil, session...).problem(401, approval.CodeUnauthenticated)
	if err := w.store.DeleteExpired(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := w.store.DB().QueryRow(`SELECT count(*) FROM sessions`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
}

func TestWrongPasswordsSayNothingAndSlowDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	wrong := w.login(t, "manager", "guess").problem(401, approval.CodeUnauthenticated)
	unknown := w.login(t, "no-such-user", "guess").problem(401, approval.CodeUnauthenticated)
	if wrong.Detail != unknown.Detail {
		t.Errorf("%q tells from %q", wrong.Detail, unknown.Detail)
	}
	for range 4 {
		w.login(t, "manager", "guess").problem(401, approval.CodeUnauthenticated)
	}
	// Not even the right one is looked at now, from wherever it comes.
	held := w.login(t, "manager", "demo-manager", "RemoteAddr", "198.51.100.7:1000")
	held.problem(429, approval.CodeRateLimited)
	if after, err := strconv.Atoi(held.Header.Get("Retry-After")); err != nil || after < 1 || after > 30 {
		t.Errorf("Retry-After %q", held.Header.Get("Retry-After"))
	}
	// Others are not held up.
	w.login(t, "finance", "demo-finance").want(200)
	if _, err := w.store.DB().Exec(`UPDATE sign_in_failures SET last_at = now() - interval '31 seconds'`); err != nil {
		t.Fatal(err)
	}
	w.login(t, "manager", "demo-manager").want(200)
	w.login(t, "manager", "guess").problem(401, approval.CodeUnauthenticated)

	// One address that tries many accounts is held up as well, and longer.
	for i := range 30 {
		got := w.login(t, fmt.Sprintf("user%d", i), "guess", "RemoteAddr", "203.0.113.9:1000")
		if got.Status == 429 {
			break
		}
	}
	w.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.9:2000").problem(429, approval.CodeRateLimited)
	w.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.10:2000").want(200)
	// What a client writes about its own address counts for nothing.
	w.login(t, "commercial", "demo-commercial", "RemoteAddr", "203.0.113.9:2000", "X-Forwarded-For", "198.51.100.1").
		problem(429, approval.CodeRateLimited)
}

func TestTrustedProxy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.TrustedProxies = []string{"10.0.0.0/8"} })
	tests := []struct {
		peer   string
		secure bool
	}{{"10.1.2.3:5000", true}, {"192.0.2.1:5000", false}}
	for _, test := range tests {
		got := w.login(t, "manager", "demo-manager", "RemoteAddr", test.peer,
			"X-Forwarded-For", "198.51.100.20", "X-Forwarded-Proto", "https").want(200)
		if secure := cookieFrom(got).Secure; secure != test.secure {
			t.Errorf("from %s: Secure = %v", test.peer, secure)
		}
		if sent := got.Header.Get("Strict-Transport-Security") != ""; sent != test.secure {
			t.Errorf("from %s: HSTS = %v", test.peer, sent)
		}
	}
	if log := w.log.String(); !strings.Contains(log, `"address":"198.51.100.20"`) || !strings.Contains(log, `"address":"192.0.2.1"`) {
		t.Error("addresses in the log are not those of the clients")
	}
}

func TestChangeOfPassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := cookieFrom(w.login(t, "manager", "demo-manager").want(200))
	second := cookieFrom(w.login(t, "manager", "demo-manager").want(200))
	mine := []string{"Cookie", cookieName + "=" + first.Value}
	change := func(current, wanted string, more ...string) answer {
		t.Helper()
		return w.send(t, "", "POST", "/me/password",
			map[string]string{"current_password": current, "new_password": wanted}, append(mine, more...)...)
	}
	if p := change("wrong", "a new password").problem(422, approval.CodeInvalid); p.Errors[0].Location != "body.current_password" {
		t.Errorf("%+v", p)
	}
	for _, short := range []string{"short", "MANAGER", strings.Repeat("x", 129)} {
		if p := change("demo-manager", short).problem(422, approval.CodeInvalid); p.Errors[0].Location != "body.new_password" {
			t.Errorf("%+v", p)
		}
	}
	key := []string{keyHeader, "7b0a3f6e-8f0b-4f0e-9a39-3c1f6e2d1a11"}
	renewed := change("demo-manager", "a new password", key...).want(204)
	cookie := cookieFrom(renewed)
	for name, old := range map[string]string{"own": first.Value, "other": second.Value} {
		if got := w.send(t, "", "GET", "/me", nil, "Cookie", cookieName+"="+old); got.Status != 401 {
			t.Errorf("%s session goes on: %d", name, got.Status)
		}
	}
	mine[1] = cookieName + "=" + cookie.Value
	w.send(t, "", "GET", "/me", nil, mine...).want(200)
	// The same again is done once and answered the same way.
	if repeated := cookieFrom(change("demo-manager", "a new password", key...).want(204)); repeated.Value != cookie.Value {
		t.Error("another session")
	}
	w.login(t, "manager", "demo-manager").problem(401, approval.CodeUnauthenticated)
	w.login(t, "manager", "a new password").want(200)
	if demo := read[Me](w.send(t, "", "GET", "/me", nil, mine...)).User.Demo; demo {
		t.Error("still an account whose password everybody knows")
	}
}

func TestPersonalTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.send(t, "finance", "POST", "/me/tokens", `{"name":"script"}`).want(201)
	token := read[NewToken](made)
	w.tokens["script"] = token.Token
	me := read[Me](w.send(t, "script", "GET", "/me", nil).want(200))
	for _, role := range me.Roles {
		if label := me.RoleLabels[role]; label.ZH == "" || label.EN == "" {
			t.Errorf("the role %s is called %v", role, label)
		}
	}
	if len(me.Roles) == 0 {
		t.Error("no role")
	}
	listed := w.send(t, "script", "GET", "/me/tokens", nil).want(200)
	if strings.Contains(listed.Raw, token.Token) || len(read[List[account.PersonalToken]](listed).Items) != 2 {
		t.Errorf("list %s", listed.Raw)
	}
	w.send(t, "manager", "DELETE", "/me/tokens/"+token.ID, nil).problem(404, approval.CodeNotFound)
	w.send(t, "finance", "DELETE", "/me/tokens/"+token.ID, nil).want(204)
	w.send(t, "script", "GET", "/me", nil).problem(401, approval.CodeUnauthenticated)
	w.send(t, "finance", "POST", "/me/tokens", `{"name":"old","expires_at":"2020-01-01T00:00:00Z"}`).problem(422, approval.CodeInvalid)
	w.tokens["other"] = "something else"
	got := w.send(t, "other", "GET", "/me", nil)
	got.problem(401, approval.CodeUnauthenticated)
	if got.Header.Get("WWW-Authenticate") != "Bearer" {
		t.Error("no WWW-Authenticate")
	}
	if strings.Contains(w.log.String(), token.Token) {
		t.Error("the log has a secret")
	}
}

func TestEditMe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	me := read[Me](w.send(t, "finance", "PATCH", "/me", `{"version":1,"locale":"zh-CN","email":"f@example.com"}`).want(200))
	if me.Locale != approval.Chinese || me.User.Email != "f@example.com" || me.User.Version != 2 {
		t.Errorf("%+v", me)
	}
	stale := w.send(t, "finance", "PATCH", "/me", `{"version":1,"phone":"1"}`).problem(409, approval.CodeConflict)
	if stale.Title != "有冲突" {
		t.Errorf("title %q is not in the user's language", stale.Title)
	}
	me = read[Me](w.send(t, "finance", "PATCH", "/me", `{"version":2,"locale":null}`, "Accept-Language", "en-GB").want(200))
	if me.Locale != approval.English || me.User.Locale != nil || me.User.Email != "f@example.com" {
		t.Errorf("%+v", me)
	}
	w.send(t, "finance", "PATCH", "/me", `{"version":3,"locale":"fr"}`).problem(422, approval.CodeInvalid)
	w.send(t, "finance", "PATCH", "/me", `{"version":3,"email":"no address"}`).problem(422, approval.CodeInvalid)
}

func TestOtherOrigins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.TrustedOrigins = []string{"https://friend.example"} })
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
			got := w.send(t, approval.SalesRep, test.method, "/customers", body, test.headers...).want(test.status)
			if test.status == 403 {
				got.problem(403, approval.CodeForbidden)
			}
		})
	}
}
