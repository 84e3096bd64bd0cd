package storage

import (
	"context"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// refs are the parts of a new account that name other things.
func (in UserInput) refs() UserEdit {
	edit := UserEdit{Roles: &in.Roles}
	if in.DepartmentID != "" {
		edit.DepartmentID = SetTo(&in.DepartmentID)
	}
	if in.ManagerID != "" {
		edit.ManagerID = SetTo(&in.ManagerID)
	}
	return edit
}

// checkUserRefs returns, as an invalid Error, all that an account would name
// wrongly: a department that is not there or archived, a manager who is not
// active or stands below, roles that do not exist. before is nil for a new
// account.
func (s *Store) checkUserRefs(ctx context.Context, before *User, in UserEdit) (wrong error, err error) {
	var found approval.Invalid
	if in.Name != nil {
		if problem := nameProblem(*in.Name, longestUserName); problem != (approval.Text{}) {
			found.Add("body.name", problem)
		}
	}
	if problem, err := s.departmentProblem(ctx, before, in); err != nil {
		return nil, err
	} else if problem != (approval.Text{}) {
		found.Add("body.department_id", problem)
	}
	if in.ManagerID.set && in.ManagerID.value != nil {
		if problem, err := s.managerProblem(ctx, before, *in.ManagerID.value); err != nil {
			return nil, err
		} else if problem != (approval.Text{}) {
			found.Add("body.manager_id", problem)
		}
	}
	if in.Roles == nil {
		return found.Err(), nil
	}
	var there []string
	if err := s.in(ctx).all(ctx, &there, `SELECT key FROM roles WHERE key = ANY($1)`, pq.Array(*in.Roles)); err != nil {
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
	in.DepartmentID.apply(&id)
	comesBack := before != nil && !before.Active && in.Active != nil && *in.Active
	if id == nil || !in.DepartmentID.set && !comesBack {
		return none, nil
	}
	var archived bool
	err := s.in(ctx).get(ctx, &archived, `SELECT archived_at IS NOT NULL FROM departments WHERE id = $1 FOR SHARE`, *id)
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
	err := s.in(ctx).get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT $1::uuid AS id
			UNION
			SELECT u.manager_id FROM users u JOIN above a ON u.id = a.id WHERE u.manager_id IS NOT NULL
		) SELECT u.active, EXISTS (SELECT FROM above WHERE id = $2::uuid) AS below FROM users u WHERE u.id = $1`, managerID, id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return noSuchUser, nil
	case err != nil:
		return approval.Text{}, err
	case row.Below:
		return approval.Text{ZH: "上级不能是本人或其下属", EN: "A manager cannot be the person or somebody below"}, nil
	case !row.Active && (before == nil || before.Manager == nil || before.Manager.ID != managerID):
		return approval.Text{ZH: "该用户已停用", EN: "This user is not active"}, nil
	default:
		return approval.Text{}, nil
	}
}
