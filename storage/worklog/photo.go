package worklog

import (
	"context"
	"iter"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Photo is a photo of an entry. Its content is the object with the same id in the object
// store.
type Photo struct {
	ID          string          `json:"id" db:"id" format:"uuid"`
	WorkLogID   string          `json:"work_log_id" db:"work_log_id" format:"uuid"`
	Name        string          `json:"name" db:"name" doc:"File name at upload"`
	Size        int64           `json:"size" db:"size" doc:"Size in bytes"`
	ContentType string          `json:"content_type" db:"content_type" doc:"Detected from the content"`
	SHA256      string          `json:"sha256" db:"sha256" doc:"Hexadecimal"`
	UploadedBy  approval.Person `json:"uploaded_by" db:"uploaded_by"`
	UploadedAt  time.Time       `json:"uploaded_at" db:"uploaded_at"`
}

const photoQuery = `
	SELECT f.id, f.work_log_id, f.name, f.size, f.content_type, f.sha256, f.uploaded_at,
	       u.id AS "uploaded_by.id", u.name AS "uploaded_by.name"
	FROM work_log_photos f JOIN users u ON u.id = f.uploaded_by`

// maxPhotos is the maximum number of photos of an entry.
const maxPhotos = 50

// MayAddPhoto returns an Error unless the actor may now add a photo to the entry: as its
// author, during the edit window.
func (s *Store) MayAddPhoto(ctx context.Context, actor approval.Actor, workLogID string) error {
	w, err := s.editableWorkLog(ctx, actor, workLogID)
	if err == nil && len(w.Photos) >= maxPhotos {
		err = approval.Conflict(approval.Text{
			ZH: "每篇工作日志最多 %d 张照片", EN: "A work log can have at most %d photos"}.Format(maxPhotos))
	}
	return err
}

// AddPhoto records a photo whose object is stored.
func (s *Store) AddPhoto(ctx context.Context, actor approval.Actor, p Photo) (Photo, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (added Photo, err error) {
		// Check again under the lock: the upload may have taken long, and others may run
		// concurrently.
		if err := s.lockWorkLog(ctx, p.WorkLogID); err != nil {
			return added, err
		}
		if err := s.MayAddPhoto(ctx, actor, p.WorkLogID); err != nil {
			return added, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO work_log_photos (id, work_log_id, name, size, content_type, sha256, uploaded_by, uploaded_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			p.ID, p.WorkLogID, p.Name, p.Size, p.ContentType, p.SHA256, actor.ID, postgres.Now()); err != nil {
			return added, err
		}
		w, err := s.workLog(ctx, p.WorkLogID)
		if err != nil {
			return added, err
		}
		if w.Customer != nil {
			changes := approval.Changes{"photo": {After: p.Name}, "sha256": {After: p.SHA256}}
			if err := s.AppendEvents(ctx, w.Customer.ID, actor.Person(), w.event(WorkLogPhotoAdded, changes, approval.Text{
				ZH: "%[1]s 为 %[2]s 的工作日志（%[3]s）添加了照片“%[5]s”", EN: "%[1]s added a photo to the work log of %[2]s, %[3]s: %[5]s"},
				p.Name)); err != nil {
				return added, err
			}
		}
		err = s.In(ctx).Get(ctx, &added, photoQuery+` WHERE f.id = $1`, p.ID)
		return added, err
	})
}

// Photo reads a photo of an entry that the actor may read.
func (s *Store) Photo(ctx context.Context, actor approval.Actor, workLogID, id string) (p Photo, err error) {
	if err := s.checkCanReadWorkLog(ctx, actor, workLogID); err != nil {
		return p, err
	}
	err = s.In(ctx).Get(ctx, &p, photoQuery+` WHERE f.id = $1 AND f.work_log_id = $2`, id, workLogID)
	return p, err
}

// AllPhotos iterates over all photos, oldest first, without checking access. It stops at
// the first error.
func (s *Store) AllPhotos(ctx context.Context) iter.Seq2[Photo, error] {
	return postgres.Walk(func(after string, limit int) (batch []Photo, last string, err error) {
		err = s.In(ctx).All(ctx, &batch, photoQuery+` WHERE f.id > $1 ORDER BY f.id LIMIT $2`, after, limit)
		if len(batch) > 0 {
			last = batch[len(batch)-1].ID
		}
		return batch, last, err
	})
}
