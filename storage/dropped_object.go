package storage

import (
	"context"
	"iter"

	"github.com/lib/pq"
)

// DroppedObjects returns up to limit names of objects that no row needs any
// more.
func (s *Store) DroppedObjects(ctx context.Context, limit int) (keys []string, err error) {
	err = s.in(ctx).all(ctx, &keys, `SELECT key FROM dropped_objects ORDER BY dropped_at LIMIT $1`, limit)
	return keys, err
}

// ForgetDroppedObject notes that the object is gone from the store.
func (s *Store) ForgetDroppedObject(ctx context.Context, key string) error {
	return s.in(ctx).exec(ctx, `DELETE FROM dropped_objects WHERE key = $1`, key)
}

// WithoutRow returns those of the names, all of them UUIDs, that no attachment
// and no photo has.
func (s *Store) WithoutRow(ctx context.Context, keys []string) (orphans []string, err error) {
	err = s.in(ctx).all(ctx, &orphans, `
		SELECT k FROM unnest($1::text[]) AS k
		WHERE NOT EXISTS (SELECT FROM attachments a WHERE a.id = k::uuid)
		AND NOT EXISTS (SELECT FROM work_log_photos f WHERE f.id = k::uuid)`, pq.Array(keys))
	return orphans, err
}

// AllAttachments walks over every attachment, whoever may see it, oldest first.
// An error ends the walk.
func (s *Store) AllAttachments(ctx context.Context) iter.Seq2[Attachment, error] {
	return walk(func(after string, limit int) (batch []Attachment, last string, err error) {
		err = s.in(ctx).all(ctx, &batch, attachmentQuery+`WHERE a.id > $1 ORDER BY a.id LIMIT $2`, after, limit)
		if len(batch) > 0 {
			last = batch[len(batch)-1].ID
		}
		return batch, last, err
	})
}
