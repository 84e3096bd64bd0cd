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

// UserInput is what a new account is made of.
type UserInput struct {
	Username string
	Name     string
	Email    string
	Phone    string
	Password string
	// Locale is empty to let the browser's language decide.
	Locale approval.Locale
	// DepartmentID and ManagerID are empty for none.
	DepartmentID string
	ManagerID    string
	// Roles are the keys of the roles held.
	Roles []string
	// Demo marks an account of the development stack, whose password may be
	// simple.
	Demo bool
}

// longestUserName is how many characters the name of a person may have here.
const longestUserName = 100

var usernamePattern = regexp.MustCompile(`^[\pL\pN][\pL\pN._@-]{0,63}$`)

func (in UserInput) check() error {
	var wrong approval.Invalid
	if !usernamePattern.MatchString(in.Username) {
		wrong.Add("body.username", approval.Text{
			ZH: "应为 1 至 64 个字母、数字或 . _ @ -，并以字母或数字开头",
			EN: "This must be 1 to 64 letters, digits or . _ @ -, beginning with a letter or digit"})
	}
	if problem := postgres.NameProblem(in.Name, longestUserName); problem != (approval.Text{}) {
		wrong.Add("body.name", problem)
	}
	if problem := checkPassword(in.Password, in.Username); !in.Demo && problem != (approval.Text{}) {
		wrong.Add("body.password", problem)
	}
	if in.Locale != "" && in.Locale != approval.Chinese && in.Locale != approval.English {
		wrong.Add("body.locale", approval.Text{ZH: "应为 zh-CN 或 en", EN: "This must be zh-CN or en"})
	}
	return wrong.Err()
}

// CreateUser creates an account in the name of the actor, which on the command
// line is ledger.Program. Without a password nobody can sign in to it before a
// one-time link has set one.
func (s *Store) CreateUser(ctx context.Context, actor approval.Actor, in UserInput) (created User, err error) {
	if in.Password == "" {
		in.Password = secret("")
	}
	refs, err := s.checkUserReferences(ctx, nil, in.references())
	if err != nil {
		return created, err
	}
	var wrong approval.Invalid
	_ = wrong.With(in.check())
	if err := wrong.With(refs); err != nil {
		return created, err
	}
	return s.createUser(ctx, actor, in)
}

func (s *Store) createUser(ctx context.Context, actor approval.Actor, in UserInput) (created User, err error) {
	// Before the transaction: hashing takes long, and others want the connection.
	hash, err := hashPassword(ctx, in.Password)
	if err != nil {
		return created, err
	}
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created User, err error) {
		id := postgres.NewID()
		err = s.In(ctx).Exec(ctx, `
			INSERT INTO users (id, username, name, email, phone, locale, department_id, manager_id, password_hash, demo)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, in.Username, strings.TrimSpace(in.Name), in.Email, in.Phone, postgres.Nullable(string(in.Locale)),
			postgres.Nullable(in.DepartmentID), postgres.Nullable(in.ManagerID), hash, in.Demo)
		switch {
		case postgres.Violates(err, "users_username"):
			return created, approval.InvalidField("body.username", approval.Text{ZH: "该用户名已被使用", EN: "This user name is taken"})
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

// writeRoles gives the user exactly the roles with these keys.
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

// unknownRoles is an invalid Error that names all of the wanted keys that are
// not among the known ones, or nil.
func unknownRoles(wanted, known []string) error {
	var wrong approval.Invalid
	for i, key := range wanted {
		if !slices.Contains(known, key) {
			wrong.Add(fmt.Sprintf("body.roles[%d]", i), approval.Text{ZH: "没有角色“%s”", EN: "There is no role %q"}.Format(postgres.Clipped(key)))
		}
	}
	return wrong.Err()
}

// SetRoles gives the user exactly the roles with these keys; nobody who has
// signed in does it.
func (s *Store) SetRoles(ctx context.Context, userID string, keys []string) error {
	return s.editAsProgram(ctx, userID, UserEdit{Roles: &keys})
}

// SetManager puts the user below a manager, in the same way; an empty id is
// nobody. That the manager already stands below the user is an invalid Error.
func (s *Store) SetManager(ctx context.Context, userID, managerID string) error {
	return s.editAsProgram(ctx, userID, UserEdit{ManagerID: postgres.SetTo(postgres.Nullable(managerID))})
}

// SetUserActive lets somebody in or shuts them out, in the same way.
func (s *Store) SetUserActive(ctx context.Context, userID string, active bool) error {
	return s.editAsProgram(ctx, userID, UserEdit{Active: &active})
}

func (s *Store) editAsProgram(ctx context.Context, userID string, in UserEdit) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		_, err := s.editUser(ctx, ledger.Program, userID, anyVersion, in)
		return err
	})
}

// refs are the parts of a new account that name other things.
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

// checkUserReferences returns, as an invalid Error, all that an account would name
// wrongly: a department that is not there or archived, a manager who is not
// active or stands below, roles that do not exist. before is nil for a new
// account.
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

// departmentProblem says what is wrong with the department that somebody would
// be in, if anything. That department cannot be archived until the transaction
// ends.
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

// managerProblem says what is wrong with a manager, if anything.
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
