package account

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NamedView is a saved filter of a list.
type NamedView struct {
	ID        string    `json:"id" db:"id" format:"uuid"`
	List      string    `json:"list" db:"list" enum:"inbox,desk,requests,customers,projects,work-logs"`
	Name      string    `json:"name" db:"name"`
	Query     string    `json:"query" db:"query" doc:"The query string of the page's address, without the question mark" example:"box=inbox&overdue=true"`
	CreatedAt time.Time `json:"created_at" db:"created_at"`
}

// viewsPerUser is the maximum number of views of a user over all lists.
const viewsPerUser = 100

const viewColumns = `id, list, name, query, created_at`

// Views returns the user's views by list and name.
func (s *Store) Views(ctx context.Context, userID string) ([]NamedView, error) {
	views := []NamedView{}
	err := s.In(ctx).All(ctx, &views, `
		SELECT `+viewColumns+` FROM named_views WHERE user_id = $1 ORDER BY list, lower(name)`, userID)
	return views, err
}

// CreateView saves a filter under a name that is unique within the list.
func (s *Store) CreateView(ctx context.Context, userID string, v NamedView) (NamedView, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created NamedView, err error) {
		existing, err := s.lockViews(ctx, userID, v)
		if err != nil {
			return created, err
		}
		if existing >= viewsPerUser {
			return created, approval.Conflict(approval.Text{
				ZH: "视图已达 %d 个，请先删除不用的", EN: "You have %d views already; delete one first"}.Format(viewsPerUser))
		}
		err = s.In(ctx).Get(ctx, &created, `
			INSERT INTO named_views (id, user_id, list, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6)
			RETURNING `+viewColumns, postgres.NewID(), userID, v.List, approval.Trim(v.Name), v.Query, postgres.Now())
		return created, err
	})
}

// lockViews prevents others from adding views of the user, returns their number and
// rejects a name that the list already has.
func (s *Store) lockViews(ctx context.Context, userID string, v NamedView) (int, error) {
	// Without the lock, two concurrent calls would both count below the limit.
	if err := s.LockRow(ctx, "users", userID, `FOR NO KEY UPDATE`); err != nil {
		return 0, err
	}
	var existing struct {
		All  int  `db:"views"`
		Same bool `db:"same"`
	}
	err := s.In(ctx).Get(ctx, &existing, `
		SELECT count(*) AS views, coalesce(bool_or(list = $2 AND lower(name) = lower($3) AND id::text <> $4), false) AS same
		FROM named_views WHERE user_id = $1`, userID, v.List, approval.Trim(v.Name), v.ID)
	if err == nil && existing.Same {
		err = approval.InvalidField("body.name", approval.Text{
			ZH: "此列表已有同名视图", EN: "A view with this name already exists for this list"})
	}
	return existing.All, err
}

// ViewEdit is a change to a view; nil leaves a field unchanged.
type ViewEdit struct {
	Name, Query *string
}

// EditView changes one of the user's views. Its name must be unique within the list.
func (s *Store) EditView(ctx context.Context, userID, id string, edit ViewEdit) (NamedView, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (v NamedView, err error) {
		if err := s.In(ctx).Get(ctx, &v, `
			SELECT `+viewColumns+` FROM named_views WHERE id = $1 AND user_id = $2 FOR UPDATE`, id, userID); err != nil {
			return v, err
		}
		if edit.Name != nil {
			v.Name = *edit.Name
		}
		if edit.Query != nil {
			v.Query = *edit.Query
		}
		if _, err := s.lockViews(ctx, userID, v); err != nil {
			return v, err
		}
		err = s.In(ctx).Get(ctx, &v, `
			UPDATE named_views SET name = $2, query = $3 WHERE id = $1 RETURNING `+viewColumns,
			id, approval.Trim(v.Name), v.Query)
		return v, err
	})
}

// DeleteView deletes one of the user's views.
func (s *Store) DeleteView(ctx context.Context, userID, id string) error {
	n, err := s.In(ctx).Changed(ctx, `DELETE FROM named_views WHERE id = $1 AND user_id = $2`, id, userID)
	if err == nil && n == 0 {
		return approval.NotFound()
	}
	return err
}
