package storage

import (
	"context"

	"approvals/workflows/approval"
)

// Department is a part of the company.
type Department struct {
	ID   string `json:"id" db:"id" format:"uuid"`
	Name string `json:"name" db:"name"`
}

// CreateDepartment makes a department below another; an empty id is none.
func (s *Store) CreateDepartment(ctx context.Context, name, parentID string) (Department, error) {
	d := Department{ID: newID(), Name: name}
	err := s.in(ctx).exec(ctx, `
		INSERT INTO departments (id, name, parent_id) VALUES ($1, $2, $3)`, d.ID, name, nullable(parentID))
	if violates(err, "departments_parent_id_fkey") {
		return d, approval.InvalidField("body.parent_id", approval.Text{ZH: "没有这个部门", EN: "There is no such department"})
	}
	return d, err
}
