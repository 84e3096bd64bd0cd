package worklog

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Comment is a comment on an entry.
type Comment struct {
	ID        string          `json:"id" db:"id" format:"uuid"`
	Author    approval.Person `json:"author" db:"author"`
	Text      string          `json:"text" db:"text"`
	CreatedAt time.Time       `json:"created_at" db:"created_at"`
}

// WorkLogCommented is the kind of notification about a comment.
const WorkLogCommented account.NotificationKind = "work_log.commented"

const commentQuery = `
	SELECT m.id, u.id AS "author.id", u.name AS "author.name", m.text, m.created_at
	FROM work_log_comments m JOIN users u ON u.id = m.author_id`

// WorkLogComments returns the comments on an entry that the actor may read, oldest
// first, and whether there are more. The page is cut after the id of a comment.
func (s *Store) WorkLogComments(ctx context.Context, actor approval.Actor, id string, page postgres.Page) ([]Comment, bool, error) {
	if err := s.checkCanReadWorkLog(ctx, actor, id); err != nil {
		return nil, false, err
	}
	comments := []Comment{}
	if err := s.In(ctx).All(ctx, &comments, commentQuery+`
		WHERE m.work_log_id = $1 AND ($2::uuid IS NULL OR m.id > $2)
		ORDER BY m.id LIMIT $3`, id, postgres.Nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	comments, more := postgres.Cut(page, comments)
	return comments, more, nil
}

// CommentWorkLog adds a comment to an entry that the actor may read, and notifies its
// author and earlier commenters.
func (s *Store) CommentWorkLog(ctx context.Context, actor approval.Actor, id, text string) (Comment, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (comment Comment, err error) {
		w, err := s.WorkLog(ctx, actor, id)
		if err != nil {
			return comment, err
		}
		comment.ID = postgres.NewID()
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO work_log_comments (id, work_log_id, text, author_id, created_at)
			VALUES ($1, $2, $3, $4, $5)`, comment.ID, id, text, actor.ID, postgres.Now()); err != nil {
			return comment, err
		}
		if err := s.notifyOfComment(ctx, actor, w, text); err != nil {
			return comment, err
		}
		err = s.In(ctx).Get(ctx, &comment, commentQuery+` WHERE m.id = $1`, comment.ID)
		return comment, err
	})
}

func (s *Store) notifyOfComment(ctx context.Context, actor approval.Actor, w WorkLog, text string) error {
	var people []string
	if err := s.In(ctx).All(ctx, &people, `
		SELECT author_id FROM (
			SELECT author_id FROM work_logs WHERE id = $1
			UNION
			SELECT author_id FROM work_log_comments WHERE work_log_id = $1
		) p WHERE author_id <> $2 ORDER BY author_id`, w.ID, actor.ID); err != nil {
		return err
	}
	var notifications []account.NewNotification
	for _, id := range people {
		sees, err := s.canStillRead(ctx, id, w.ID)
		if err != nil {
			return err
		}
		if !sees {
			continue
		}
		notifications = append(notifications, account.NewNotification{
			UserID: id, Kind: WorkLogCommented, Subject: account.NotificationSubject{Type: "work_log", ID: w.ID}, Link: "/work-logs/" + w.ID,
			Text: approval.Text{ZH: "%[1]s 评论了 %[2]s %[3]s 的工作日志：%[4]s", EN: "%[1]s commented on the work log of %[2]s on %[3]s: %[4]s"}.
				Format(actor.Name, w.Author.Name, string(w.WorkDate), postgres.Clipped(text)),
		})
	}
	_, err := s.Notify(ctx, notifications...)
	return err
}

// canStillRead reports whether the user may still read the entry, since people leave and
// change teams.
func (s *Store) canStillRead(ctx context.Context, userID, id string) (bool, error) {
	actor, err := s.Actor(ctx, userID)
	if err == nil {
		err = s.checkCanReadWorkLog(ctx, actor, id)
	}
	switch approval.CodeOf(err) {
	case approval.CodeUnauthenticated, approval.CodeNotFound:
		return false, nil
	default:
		return err == nil, err
	}
}
