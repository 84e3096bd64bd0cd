package account

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// UserInput is the input for a new account.
type UserInput struct {
	Username string
	Name     string
	Email    string
	Phone    string
	Password string
	// An empty Locale means the browser's language.
	Locale approval.Locale
	// Optional.
	DepartmentID string
	ManagerID    string
	// Roles are role keys.
	Roles []string
	// Demo marks an account of the development stack, whose password is not checked.
	Demo bool
}

var usernameTaken = approval.Text{ZH: "该用户名已被使用", EN: "This user name is taken"}

// longestUserName is the maximum length of a user's name, in characters.
const longestUserName = 100

var usernamePattern = regexp.MustCompile(`^[\pL\pN][\pL\pN._@-]{0,63}$`)

func (in UserInput) check() error {
	var wrong approval.Invalid
	if !usernamePattern.MatchString(in.Username) || strings.ContainsFunc(in.Username, approval.Invisible) {
		wrong.Add("body.username", approval.Text{
			ZH: "应为 1 至 64 个字母、数字或 . _ @ -，并以字母或数字开头",
			EN: "This must be 1 to 64 letters, digits or . _ @ -, beginning with a letter or digit"})
	}
	if problem := postgres.NameProblem(in.Name, longestUserName); problem != (approval.Text{}) {
		wrong.Add("body.name", problem)
	}
	if problem := passwordProblem(in.Password, in.Username); !in.Demo && problem != (approval.Text{}) {
		wrong.Add("body.password", problem)
	}
	if in.Locale != "" && in.Locale != approval.Chinese && in.Locale != approval.English {
		wrong.Add("body.locale", approval.Text{ZH: "应为 zh-CN 或 en", EN: "This must be zh-CN or en"})
	}
	return wrong.Err()
}

// CreateUser creates an account on behalf of the actor, which is ledger.Program on the
// command line. Without a password, nobody can sign in until a one-time link has set
// one.
func (s *Store) CreateUser(ctx context.Context, actor approval.Actor, in UserInput) (created User, err error) {
	if in.Password == "" {
		in.Password = secret("")
	}
	refs, err := s.checkUserReferences(ctx, nil, in.references())
	if err != nil {
		return created, err
	}
	var taken bool
	if err := s.In(ctx).Get(ctx, &taken, `SELECT EXISTS (SELECT FROM users WHERE lower(username) = lower($1))`, in.Username); err != nil {
		return created, err
	}
	var wrong approval.Invalid
	_ = wrong.With(in.check())
	if taken {
		wrong.Add("body.username", usernameTaken)
	}
	if err := wrong.With(refs); err != nil {
		return created, err
	}
	return s.createUser(ctx, actor, in)
}

func (s *Store) createUser(ctx context.Context, actor approval.Actor, in UserInput) (created User, err error) {
	// Hashing is slow and must not hold a database connection.
	hash, err := hashPassword(ctx, in.Password)
	if err != nil {
		return created, err
	}
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created User, err error) {
		id := postgres.NewID()
		err = s.In(ctx).Exec(ctx, `
			INSERT INTO users (id, username, name, email, phone, locale, department_id, manager_id, password_hash, demo)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, in.Username, approval.Trim(in.Name), in.Email, in.Phone, postgres.Nullable(string(in.Locale)),
			postgres.Nullable(in.DepartmentID), postgres.Nullable(in.ManagerID), hash, in.Demo)
		switch {
		case postgres.Violates(err, "users_username"):
			return created, approval.InvalidField("body.username", usernameTaken)
		case postgres.Violates(err, "users_department_id_fkey"):
			return created, approval.InvalidField("body.department_id", noSuchDepartment)
		case postgres.Violates(err, "users_manager_id_fkey"):
			return created, approval.InvalidField("body.manager_id", NoSuchUser)
		case err != nil:
			return created, err
		}
		if err := s.writeRoles(ctx, id, in.Roles); err != nil {
			return created, err
		}
		if created, err = s.User(ctx, id); err != nil {
			return created, err
		}
		return created, s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: UserCreated, Subject: created.Subject(), Changes: created.changes(User{}),
			Summary: approval.Text{ZH: "%s 新建了用户“%s”", EN: "%s added the user %s"}.Format(ledger.NameOf(actor), created.label()),
		})
	})
}

var NoSuchUser = approval.Text{ZH: "没有这个用户", EN: "There is no such user"}

// writeRoles replaces the user's roles.
func (s *Store) writeRoles(ctx context.Context, userID string, keys []string) error {
	if err := s.In(ctx).Exec(ctx, `DELETE FROM user_roles WHERE user_id = $1`, userID); err != nil {
		return err
	}
	var given []string
	if err := s.In(ctx).All(ctx, &given, `
		WITH wanted AS (SELECT id, key FROM roles WHERE key = ANY($2)),
		given AS (INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM wanted)
		SELECT key FROM wanted`, userID, pq.Array(keys)); err != nil {
		return err
	}
	return unknownRoles(keys, given)
}

// unknownRoles returns an invalid Error that lists the unknown role keys, or nil.
func unknownRoles(wanted, known []string) error {
	var wrong approval.Invalid
	for i, key := range wanted {
		if !slices.Contains(known, key) {
			wrong.Add(fmt.Sprintf("body.roles[%d]", i), approval.Text{ZH: "没有角色“%s”", EN: "There is no role %q"}.Format(postgres.Clipped(key)))
		}
	}
	return wrong.Err()
}

// SetRoles replaces the user's roles on behalf of the program itself.
func (s *Store) SetRoles(ctx context.Context, userID string, keys []string) error {
	return s.editAsProgram(ctx, userID, UserEdit{Roles: &keys})
}

// SetManager sets the user's manager on behalf of the program itself; an empty id is
// none. The error is invalid if the manager reports to the user.
func (s *Store) SetManager(ctx context.Context, userID, managerID string) error {
	return s.editAsProgram(ctx, userID, UserEdit{ManagerID: postgres.SetTo(postgres.Nullable(managerID))})
}

// SetUserActive activates or deactivates the account on behalf of the program itself.
func (s *Store) SetUserActive(ctx context.Context, userID string, active bool) error {
	return s.editAsProgram(ctx, userID, UserEdit{Active: &active})
}

func (s *Store) editAsProgram(ctx context.Context, userID string, in UserEdit) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		_, err := s.editUser(ctx, ledger.Program, userID, anyVersion, in)
		return err
	})
}

// references returns the input's references to other records.
func (in UserInput) references() UserEdit {
	edit := UserEdit{Roles: &in.Roles}
	if in.DepartmentID != "" {
		edit.DepartmentID = postgres.SetTo(&in.DepartmentID)
	}
	if in.ManagerID != "" {
		edit.ManagerID = postgres.SetTo(&in.ManagerID)
	}
	return edit
}

// checkUserReferences returns, as an invalid Error, all invalid references of an
// account: an unknown or archived department, a manager who is inactive or reports to
// the user, unknown roles. before is nil for a new account.
func (s *Store) checkUserReferences(ctx context.Context, before *User, in UserEdit) (wrong error, err error) {
	var found approval.Invalid
	if in.Name != nil {
		if problem := postgres.NameProblem(*in.Name, longestUserName); problem != (approval.Text{}) {
			found.Add("body.name", problem)
		}
	}
	if problem, err := s.departmentProblem(ctx, before, in); err != nil {
		return nil, err
	} else if problem != (approval.Text{}) {
		found.Add("body.department_id", problem)
	}
	if in.ManagerID.Given && in.ManagerID.Value != nil {
		if problem, err := s.managerProblem(ctx, before, *in.ManagerID.Value); err != nil {
			return nil, err
		} else if problem != (approval.Text{}) {
			found.Add("body.manager_id", problem)
		}
	}
	if in.Roles == nil {
		return found.Err(), nil
	}
	var there []string
	if err := s.In(ctx).All(ctx, &there, `SELECT key FROM roles WHERE key = ANY($1)`, pq.Array(*in.Roles)); err != nil {
		return nil, err
	}
	return found.With(unknownRoles(*in.Roles, there)), nil
}

// departmentProblem returns the error in the account's department, or the empty Text.
// The department cannot be archived until the transaction ends.
func (s *Store) departmentProblem(ctx context.Context, before *User, in UserEdit) (approval.Text, error) {
	none := approval.Text{}
	var id *string
	if before != nil {
		id = departmentID(*before)
	}
	in.DepartmentID.Apply(&id)
	comesBack := before != nil && !before.Active && in.Active != nil && *in.Active
	if id == nil || !in.DepartmentID.Given && !comesBack {
		return none, nil
	}
	var archived bool
	err := s.In(ctx).Get(ctx, &archived, `SELECT archived_at IS NOT NULL FROM departments WHERE id = $1 FOR SHARE`, *id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return noSuchDepartment, nil
	case err != nil:
		return none, err
	case archived:
		return approval.Text{ZH: "该部门已归档", EN: "This department is archived"}, nil
	default:
		return none, nil
	}
}

// managerProblem returns the error in the account's manager, or the empty Text.
func (s *Store) managerProblem(ctx context.Context, before *User, managerID string) (approval.Text, error) {
	var row struct {
		Active bool `db:"active"`
		Below  bool `db:"below"`
	}
	var id *string
	if before != nil {
		id = &before.ID
	}
	err := s.In(ctx).Get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT $1::uuid AS id
			UNION
			SELECT u.manager_id FROM users u JOIN above a ON u.id = a.id WHERE u.manager_id IS NOT NULL
		) SELECT u.active, EXISTS (SELECT FROM above WHERE id = $2::uuid) AS below FROM users u WHERE u.id = $1`, managerID, id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return NoSuchUser, nil
	case err != nil:
		return approval.Text{}, err
	case row.Below:
		return approval.Text{ZH: "上级不能是本人或其下属", EN: "A person's manager cannot be the person or one of their reports"}, nil
	case !row.Active && (before == nil || before.Manager == nil || before.Manager.ID != managerID):
		return approval.Text{ZH: "该用户已停用", EN: "This user is not active"}, nil
	default:
		return approval.Text{}, nil
	}
}
