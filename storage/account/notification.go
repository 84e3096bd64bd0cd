package account

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// NotificationKind is the kind of event that a notification is about.
type NotificationKind string

// Notification is a message to one user.
type Notification struct {
	ID        string              `json:"id" db:"id" format:"uuid"`
	Kind      NotificationKind    `json:"kind" db:"kind" example:"work_log.commented"`
	Subject   NotificationSubject `json:"subject" db:"subject"`
	Text      approval.Text       `json:"text" db:"text"`
	Link      string              `json:"link" db:"link" doc:"Path of the subject's page"`
	CreatedAt time.Time           `json:"created_at" db:"created_at"`
	ReadAt    *time.Time          `json:"read_at" db:"read_at" doc:"null if unread"`
}

// NotificationSubject is the object that a notification is about.
type NotificationSubject struct {
	Type string `json:"type" db:"type" example:"work_log"`
	ID   string `json:"id" db:"id" format:"uuid"`
}

// NewNotification is a notification to be sent.
type NewNotification struct {
	UserID  string
	Kind    NotificationKind
	Subject NotificationSubject
	Text    approval.Text
	Link    string
	// Occasion, if set, makes the notification unique for the user: repeated calls send
	// it once.
	Occasion string
}

// Notify stores notifications in the transaction in ctx, and returns how many are new.
func (s *Store) Notify(ctx context.Context, notifications ...NewNotification) (int, error) {
	if len(notifications) == 0 {
		return 0, nil
	}
	type row struct {
		ID          string  `json:"id"`
		UserID      string  `json:"user_id"`
		Kind        string  `json:"kind"`
		SubjectType string  `json:"subject_type"`
		SubjectID   string  `json:"subject_id"`
		ZH          string  `json:"text_zh"`
		EN          string  `json:"text_en"`
		Link        string  `json:"link"`
		Occasion    *string `json:"occasion"`
	}
	rows := make([]row, 0, len(notifications))
	for _, n := range notifications {
		rows = append(rows, row{postgres.NewID(), n.UserID, string(n.Kind), n.Subject.Type, n.Subject.ID,
			n.Text.ZH, n.Text.EN, n.Link, postgres.Nullable(n.Occasion)})
	}
	n, err := s.In(ctx).Changed(ctx, `
		INSERT INTO notifications (id, user_id, kind, subject_type, subject_id, text_zh, text_en, link, occasion, created_at)
		SELECT id, user_id, kind, subject_type, subject_id, text_zh, text_en, link, occasion, $2
		FROM jsonb_to_recordset($1) AS n (id uuid, user_id uuid, kind text, subject_type text, subject_id uuid,
			text_zh text, text_en text, link text, occasion text)
		ON CONFLICT (user_id, occasion) DO NOTHING`, postgres.AsJSON(rows), postgres.Now())
	return int(n), err
}

// Notifications returns the user's notifications, newest first, and whether there are
// more. With unread, only unread ones. The page is cut after the id of a notification.
func (s *Store) Notifications(ctx context.Context, userID string, unread bool, page postgres.Page) ([]Notification, bool, error) {
	where := postgres.Conditions{Args: []any{userID}}
	where.And(`n.user_id = $1`)
	if unread {
		where.And(`n.read_at IS NULL`)
	}
	where.AndIf(page.After != "", `n.id < $%d`, page.After)
	notifications := []Notification{}
	if err := s.In(ctx).All(ctx, &notifications, fmt.Sprintf(`
		SELECT n.id, n.kind, n.subject_type AS "subject.type", n.subject_id AS "subject.id", n.text_zh AS "text.zh",
			n.text_en AS "text.en", n.link, n.created_at, n.read_at
		FROM notifications n WHERE %s ORDER BY n.id DESC LIMIT %d`, where, page.Limit+1), where.Args...); err != nil {
		return nil, false, err
	}
	notifications, more := postgres.Cut(page, notifications)
	return notifications, more, nil
}

// ReadNotifications marks notifications as read and returns the number of unread ones.
// The error is not_found if one of them belongs to another user.
func (s *Store) ReadNotifications(ctx context.Context, userID string, ids []string) (int, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (unread int, err error) {
		var missing int
		if err := s.In(ctx).Get(ctx, &missing, `
			WITH named AS (SELECT DISTINCT unnest($2::uuid[]) AS id),
			theirs AS (SELECT n.id FROM notifications n JOIN named USING (id) WHERE n.user_id = $1),
			noted AS (UPDATE notifications n SET read_at = $3 FROM theirs WHERE n.id = theirs.id AND n.read_at IS NULL)
			SELECT (SELECT count(*) FROM named) - (SELECT count(*) FROM theirs)`, userID, pq.Array(ids), postgres.Now()); err != nil {
			return unread, err
		}
		if missing > 0 {
			return unread, approval.NotFound()
		}
		return s.unread(ctx, userID)
	})
}

// ReadAllNotifications marks all of the user's notifications as read.
func (s *Store) ReadAllNotifications(ctx context.Context, userID string) (unread int, err error) {
	if err := s.In(ctx).Exec(ctx, `
		UPDATE notifications SET read_at = $2 WHERE user_id = $1 AND read_at IS NULL`, userID, postgres.Now()); err != nil {
		return 0, err
	}
	return s.unread(ctx, userID)
}

func (s *Store) unread(ctx context.Context, userID string) (n int, err error) {
	err = s.In(ctx).Get(ctx, &n, `SELECT count(*) FROM notifications WHERE user_id = $1 AND read_at IS NULL`, userID)
	return n, err
}
