package account

import (
	"context"
	"strings"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// UserRow is one row of a user file.
type UserRow struct {
	Row                          int
	Username, Name, Email, Phone string
	// Department is a department's name. Manager is the user name of an existing user or
	// of one in an earlier row.
	Department, Manager string
	// An empty Locale means the browser's language.
	Locale string
	// Roles are keys or names of roles.
	Roles []string
}

// The columns of a user file; ColumnName is shared with customers.
const (
	ColumnUsername   = "username"
	ColumnEmail      = "email"
	ColumnPhone      = "phone"
	ColumnDepartment = "department"
	ColumnManager    = "manager"
	ColumnRoles      = "roles"
	ColumnLocale     = "locale"
)

// UserDirectory holds the records that user rows can refer to, as of the start of the
// import, plus the users that the import has created.
type UserDirectory struct {
	// users has the ids of all users by lower-case user name, managers those of active
	// ones.
	users, managers map[string]string

	departments map[string]string
	roles       map[string]string
	// roleNames has the display names by role key.
	roleNames map[string]approval.Text
}

// UserDirectory reads the records that user rows can refer to.
func (s *Store) UserDirectory(ctx context.Context) (*UserDirectory, error) {
	d := &UserDirectory{users: map[string]string{}, managers: map[string]string{}, departments: map[string]string{}, roles: map[string]string{}, roleNames: map[string]approval.Text{}}
	for _, list := range []struct {
		query string
		into  map[string]string
	}{
		{`SELECT username_key(username) AS name, id::text AS id FROM users`, d.users},
		{`SELECT username_key(username) AS name, id::text AS id FROM users WHERE active`, d.managers},
		{`SELECT search_text(name) AS name, id::text AS id FROM departments WHERE archived_at IS NULL`, d.departments},
		{`SELECT name, key AS id FROM roles CROSS JOIN LATERAL unnest(ARRAY[search_text(key), search_text(name_zh), search_text(name_en)]) AS name`, d.roles},
	} {
		var rows []struct {
			Name string `db:"name"`
			ID   string `db:"id"`
		}
		if err := s.In(ctx).All(ctx, &rows, list.query); err != nil {
			return nil, err
		}
		for _, row := range rows {
			list.into[row.Name] = row.ID
		}
	}
	var roles []struct {
		Key string `db:"key"`
		ZH  string `db:"name_zh"`
		EN  string `db:"name_en"`
	}
	if err := s.In(ctx).All(ctx, &roles, `SELECT key, name_zh, name_en FROM roles`); err != nil {
		return nil, err
	}
	for _, role := range roles {
		d.roleNames[role.Key] = approval.Text{ZH: role.ZH, EN: role.EN}
	}
	return d, nil
}

// sampleRow previews a row as it will be created.
func (d *UserDirectory) sampleRow(r UserRow, in UserInput) ImportSampleRow {
	var zh, en []string
	for _, key := range in.Roles {
		zh, en = append(zh, d.roleNames[key].ZH), append(en, d.roleNames[key].EN)
	}
	return NewImportSample(r.Row, map[string]approval.Text{
		ColumnUsername: SameInBothLanguages(in.Username), ColumnName: SameInBothLanguages(in.Name), ColumnEmail: SameInBothLanguages(in.Email),
		ColumnPhone: SameInBothLanguages(in.Phone), ColumnDepartment: SameInBothLanguages(r.Department), ColumnManager: SameInBothLanguages(r.Manager),
		ColumnRoles:  {ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")},
		ColumnLocale: localeNames[in.Locale],
	})
}

var localeNames = map[approval.Locale]approval.Text{
	approval.Chinese: {ZH: "简体中文", EN: "Chinese"},
	approval.English: {ZH: "英语", EN: "English"},
}

// CheckUserRows validates the next rows of a file without writing anything. Valid rows
// count as existing for later rows, as they would in the import.
func (s *Store) CheckUserRows(ctx context.Context, actor approval.Actor, d *UserDirectory, run *ImportRun, rows []UserRow) (done ImportResult, err error) {
	ids := userIdentities(run, rows)
	before, err := s.AlreadyImported(ctx, actor, run.Kind, ids)
	if err != nil {
		return done, err
	}
	for i, row := range rows {
		if before[ids[i]] {
			done.Skipped++
			continue
		}
		in, problems := d.check(row)
		if len(problems) == 0 {
			d.add(row.Username, "")
			done.Created++
			if run.NextSample() {
				done.Sample = append(done.Sample, d.sampleRow(row, in))
			}
		}
		done.Problems = append(done.Problems, problems...)
	}
	return done, nil
}

func userIdentities(run *ImportRun, rows []UserRow) []RowIdentity {
	ids := make([]RowIdentity, len(rows))
	for i, r := range rows {
		ids[i] = run.Identify(r.Username, r.Name, r.Email, r.Phone, r.Department, r.Manager, r.Locale, strings.Join(r.Roles, ","))
	}
	return ids
}

// add adds a user that the import creates.
func (d *UserDirectory) add(username, id string) {
	d.users[postgres.Fold(username)], d.managers[postgres.Fold(username)] = id, id
}

// remove undoes add for users that were not created.
func (d *UserDirectory) remove(usernames []string) {
	for _, username := range usernames {
		delete(d.users, postgres.Fold(username))
		delete(d.managers, postgres.Fold(username))
	}
}

// check converts a row to the input for an account.
func (d *UserDirectory) check(r UserRow) (UserInput, []RowProblem) {
	c := RowCheck{Row: r.Row}
	// Demo skips the password check, as there is no password.
	in := UserInput{Username: r.Username, Name: r.Name, Email: r.Email, Phone: r.Phone, Locale: parseLocale(r.Locale), Demo: true}
	_ = c.fields(in.check())
	in.Demo = false
	if _, taken := d.users[postgres.Fold(r.Username)]; taken {
		c.Add(ColumnUsername, usernameTaken)
	}
	c.Email(ColumnEmail, r.Email)
	c.Phone(ColumnPhone, r.Phone)
	known := false
	if in.DepartmentID, known = d.departments[postgres.Fold(r.Department)]; r.Department != "" && !known {
		c.Add(ColumnDepartment, approval.Text{ZH: "没有这个部门", EN: "There is no such department"})
	}
	if in.ManagerID, known = d.managers[postgres.Fold(r.Manager)]; r.Manager != "" && !known {
		c.Add(ColumnManager, approval.Text{
			ZH: "没有这个在职用户；上级须已存在，或在文件中位于此行之前",
			EN: "There is no such active user; a manager must exist already or be in an earlier row"})
	}
	for _, role := range r.Roles {
		key, known := d.roles[postgres.Fold(role)]
		if !known {
			c.Add(ColumnRoles, approval.Text{ZH: "没有角色“%s”", EN: "There is no role %q"}.Format(postgres.Clipped(role)))
			continue
		}
		in.Roles = append(in.Roles, key)
	}
	return in, c.Problems
}

// parseLocale parses the common names of a language. An unknown name is returned as it
// is, to be rejected by validation.
func parseLocale(name string) approval.Locale {
	switch strings.ToLower(strings.ReplaceAll(approval.Trim(name), "_", "-")) {
	case "":
		return ""
	case "zh-cn", "zh", "中文", "简体中文", "chinese":
		return approval.Chinese
	case "en", "英文", "英语", "english":
		return approval.English
	default:
		return approval.Locale(name)
	}
}

// ImportUserRows creates accounts from the valid rows among the next rows of a file, in
// one transaction. Rows that the actor imported before are skipped. Nobody can sign in
// to the new accounts until a one-time link has set a password.
func (s *Store) ImportUserRows(ctx context.Context, actor approval.Actor, d *UserDirectory, run *ImportRun, rows []UserRow) (ImportResult, error) {
	// The run counts rows, so each row must be identified once even if the transaction
	// is retried.
	ids := userIdentities(run, rows)
	var noted []string
	done, err := postgres.InTx(ctx, s.Pool, func(ctx context.Context) (done ImportResult, err error) {
		d.remove(noted)
		noted = nil
		// Claim first: for a row that an earlier run created, the user name is not a
		// duplicate.
		mine, err := s.ClaimRows(ctx, actor, run.Kind, ids)
		if err != nil {
			return done, err
		}
		made, refused := []string{}, []RowIdentity{}
		for i, row := range rows {
			if !mine[ids[i]] {
				done.Skipped++
				continue
			}
			in, problems := d.check(row)
			if len(problems) == 0 {
				id, err := s.insertUserRow(ctx, in)
				if err != nil {
					return done, err
				}
				if id != "" {
					d.add(row.Username, id)
					made, noted = append(made, id), append(noted, row.Username)
					continue
				}
				problems = []RowProblem{{Row: row.Row, Column: ColumnUsername, Message: usernameTaken}}
			}
			done.Problems, refused = append(done.Problems, problems...), append(refused, ids[i])
		}
		done.Created = len(made)
		if err := s.ReleaseRows(ctx, actor, run.Kind, refused); err != nil {
			return done, err
		}
		return done, s.auditUsers(ctx, actor, made)
	})
	if err != nil {
		d.remove(noted)
	}
	return done, err
}

// auditUsers records the imported accounts in the audit log, ordered by id.
func (s *Store) auditUsers(ctx context.Context, actor approval.Actor, ids []string) error {
	var users []User
	if err := s.In(ctx).All(ctx, &users, userQuery+` WHERE u.id = ANY($1::uuid[]) ORDER BY u.id`, pq.Array(ids)); err != nil {
		return err
	}
	for _, u := range users {
		if err := s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: UserCreated, Subject: u.Subject(), Changes: u.changes(User{}),
			Summary: approval.Text{ZH: "%s 导入了用户“%s”", EN: "%s imported the user %s"}.Format(ledger.NameOf(actor), u.label()),
		}); err != nil {
			return err
		}
	}
	return nil
}

// insertUserRow inserts an account without a usable password. The id is empty if the
// user name is taken.
func (s *Store) insertUserRow(ctx context.Context, in UserInput) (string, error) {
	id := postgres.NewID()
	var made int
	err := s.In(ctx).Get(ctx, &made, `
		WITH made AS (
			INSERT INTO users (id, username, name, email, phone, department_id, manager_id, password_hash, locale)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $10)
			ON CONFLICT (username_key(username)) DO NOTHING RETURNING id
		), held AS (
			INSERT INTO user_roles (user_id, role_id) SELECT made.id, r.id FROM made JOIN roles r ON r.key = ANY($9)
		)
		SELECT count(*) FROM made`,
		id, in.Username, approval.Trim(in.Name), in.Email, in.Phone, postgres.Nullable(in.DepartmentID), postgres.Nullable(in.ManagerID),
		placeholderHash, pq.Array(in.Roles), postgres.Nullable(string(in.Locale)))
	if err != nil || made == 0 {
		return "", err
	}
	return id, nil
}
