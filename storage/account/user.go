// Package account stores users, roles, departments, sessions, tokens and notifications.
package account

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Store stores accounts.
type Store struct{ *variable.Store }

// User is a user account.
type User struct {
	ID         string           `json:"id" db:"id" format:"uuid"`
	Username   string           `json:"username" db:"username"`
	Name       string           `json:"name" db:"name"`
	Email      string           `json:"email" db:"email"`
	Phone      string           `json:"phone" db:"phone"`
	Locale     *approval.Locale `json:"locale" db:"locale" enum:"zh-CN,en" doc:"null for the browser's language"`
	Department *Department      `json:"department" db:"department"`
	Manager    *approval.Person `json:"manager" db:"manager"`
	Roles      pq.StringArray   `json:"roles" db:"roles" doc:"Role keys"`
	Active     bool             `json:"active" db:"active"`
	Demo       bool             `json:"demo" db:"demo" doc:"Whether it was created by the development stack"`
	Version    int              `json:"version" db:"version"`
	CreatedAt  time.Time        `json:"created_at" db:"created_at"`
	UpdatedAt  time.Time        `json:"updated_at" db:"updated_at"`
}

const userQuery = `
	SELECT u.id, u.username, u.name, u.email, u.phone, u.locale, u.active, u.demo, u.version, u.created_at, u.updated_at,
		d.id || ' ' || d.name AS department, m.id || ' ' || m.name AS manager,
		ARRAY(SELECT r.key FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id ORDER BY r.key) AS roles
	FROM users u
	LEFT JOIN departments d ON d.id = u.department_id
	LEFT JOIN users m ON m.id = u.manager_id`

// User returns an account.
func (s *Store) User(ctx context.Context, id string) (u User, err error) {
	err = s.In(ctx).Get(ctx, &u, userQuery+` WHERE u.id = $1`, id)
	return u, err
}

// UserByUsername returns the account with the user name, ignoring case and width.
func (s *Store) UserByUsername(ctx context.Context, username string) (u User, err error) {
	err = s.In(ctx).Get(ctx, &u, userQuery+` WHERE username_key(u.username) = username_key($1)`, username)
	return u, err
}

// UserFilter filters accounts; a zero field does not filter.
type UserFilter struct {
	// Q is a part of the name or the user name.
	Q      string
	Role   string
	Active *bool
	// DepartmentID excludes the departments below.
	DepartmentID string
}

// nameHasWords is the condition that all words of $1 are in the name or the user name.
const nameHasWords = `NOT EXISTS (
	SELECT FROM unnest($1::text[]) AS word WHERE strpos(search_text(u.name) || ' ' || username_key(u.username), word) = 0)`

func wordsOf(q string) any { return pq.Array(postgres.ReadQuery(q).Words) }

// Users returns accounts, newest first, and whether there are more. The page is cut
// after the id of a user.
func (s *Store) Users(ctx context.Context, f UserFilter, page postgres.Page) ([]User, bool, error) {
	users := []User{}
	if err := s.In(ctx).All(ctx, &users, userQuery+`
		WHERE `+nameHasWords+`
		AND ($2 = '' OR EXISTS (SELECT FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id AND r.key = $2))
		AND ($3::boolean IS NULL OR u.active = $3)
		AND ($4::uuid IS NULL OR u.id < $4)
		AND ($6::uuid IS NULL OR u.department_id = $6)
		ORDER BY u.id DESC LIMIT $5`,
		wordsOf(f.Q), f.Role, f.Active, postgres.Nullable(page.After), page.Limit+1, postgres.Nullable(f.DepartmentID)); err != nil {
		return nil, false, err
	}
	users, more := postgres.Cut(page, users)
	return users, more, nil
}

// ProfileInput is a change by users to their own account; nil leaves a field unchanged.
type ProfileInput struct {
	// An empty Locale means the browser's language.
	Locale *approval.Locale
	Email  *string
	Phone  *string
	// Theme, Density and Keys are the user's Preferences.
	Theme   *string
	Density *string
	Keys    *bool
}

// EditProfile changes the user's own account; version is the version that the edit is
// based on.
func (s *Store) EditProfile(ctx context.Context, userID string, version int, in ProfileInput) (User, error) {
	setsLocale := in.Locale != nil
	var locale *string
	if setsLocale {
		locale = postgres.Nullable(string(*in.Locale))
	}
	n, err := s.In(ctx).Changed(ctx, `
		UPDATE users SET email = coalesce($3, email), phone = coalesce($4, phone),
			locale = CASE WHEN $5 THEN $6 ELSE locale END,
			theme = coalesce($7, theme), density = coalesce($8, density), keys = coalesce($9, keys), version = version + 1, updated_at = now()
		WHERE id = $1 AND version = $2`, userID, version, in.Email, in.Phone, setsLocale, locale, in.Theme, in.Density, in.Keys)
	if err != nil {
		return User{}, err
	}
	if n == 0 {
		return User{}, approval.Stale()
	}
	return s.User(ctx, userID)
}

// HasDemoUsers reports whether there are active demo accounts, whose passwords are
// publicly known.
func (s *Store) HasDemoUsers(ctx context.Context) (has bool, err error) {
	err = s.In(ctx).Get(ctx, &has, `SELECT EXISTS (SELECT FROM users WHERE demo AND active)`)
	return has, err
}

// DirectoryEntry is the information about an active user that every user may see.
type DirectoryEntry struct {
	ID         string  `json:"id" db:"id" format:"uuid"`
	Name       string  `json:"name" db:"name"`
	Department *string `json:"department" db:"department" doc:"Name of the department"`
}

// People returns active users by name, and whether there are more. q is a part of the
// name or the user name. The page is cut after a postgres.NamePlace.
func (s *Store) People(ctx context.Context, q string, page postgres.Page) ([]DirectoryEntry, bool, error) {
	people := []DirectoryEntry{}
	afterName, afterID := page.AfterName()
	err := s.In(ctx).All(ctx, &people, `
		SELECT u.id, u.name, d.name AS department
		FROM users u LEFT JOIN departments d ON d.id = u.department_id
		WHERE u.active
		AND `+nameHasWords+`
		AND ($2::uuid IS NULL OR (u.name, u.id) > ($4::text, $2))
		ORDER BY u.name, u.id LIMIT $3`, wordsOf(q), afterID, page.Limit+1, afterName)
	people, more := postgres.Cut(page, people)
	return people, more, err
}

// PersonOrNil returns nil for the zero Person.
func PersonOrNil(p approval.Person) any {
	if p.ID == "" {
		return nil
	}
	return p
}

// ActivePerson returns an active user. The error is invalid at the location if there is
// none with the id.
func (s *Store) ActivePerson(ctx context.Context, id, location string) (p approval.Person, err error) {
	err = s.In(ctx).Get(ctx, &p, `SELECT id || ' ' || name FROM users WHERE id = $1 AND active`, id)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return p, approval.InvalidField(location, NoSuchUser)
	}
	return p, err
}

// Preferences are a user's display settings.
type Preferences struct {
	Theme   string `json:"theme" db:"theme" enum:"auto,light,dark" doc:"auto follows the operating system"`
	Density string `json:"density" db:"density" enum:"comfortable,compact"`
	Keys    bool   `json:"keys" db:"keys" doc:"Whether single-key shortcuts are enabled"`
}

// Preferences returns the user's display settings.
func (s *Store) Preferences(ctx context.Context, userID string) (p Preferences, err error) {
	err = s.In(ctx).Get(ctx, &p, `SELECT theme, density, keys FROM users WHERE id = $1`, userID)
	return p, err
}

// DemoAccount is an account of the development stack, whose password is publicly known.
type DemoAccount struct {
	Username  string        `json:"username" db:"username"`
	Name      string        `json:"name" db:"name"`
	RoleLabel approval.Text `json:"role_label" db:"role_label"`
}

// DemoAccounts returns the active demo accounts that still have their initial password,
// in the order of their creation.
func (s *Store) DemoAccounts(ctx context.Context) ([]DemoAccount, error) {
	accounts := []DemoAccount{}
	err := s.In(ctx).All(ctx, &accounts, `
		SELECT u.username, u.name, coalesce(r.name_zh, '') AS "role_label.zh", coalesce(r.name_en, '') AS "role_label.en"
		FROM users u
		LEFT JOIN LATERAL (
			SELECT r.name_zh, r.name_en FROM user_roles ur JOIN roles r ON r.id = ur.role_id
			WHERE ur.user_id = u.id ORDER BY r.key LIMIT 1
		) r ON true
		WHERE u.demo AND u.active ORDER BY u.id LIMIT 20`)
	return accounts, err
}
