package storage

import (
	"context"

	"approvals/workflows/approval"
)

// DeleteCompetitor takes a competitor off its project; the timeline keeps it.
func (s *Store) DeleteCompetitor(ctx context.Context, actor approval.Actor, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		c, err := s.competitorToWrite(ctx, actor, id)
		if err != nil {
			return err
		}
		n, err := s.in(ctx).changed(ctx, `
			UPDATE competitors SET deleted_at = now(), version = version + 1 WHERE id = $1 AND deleted_at IS NULL`, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return approval.NotFound()
		}
		return s.competitorEvent(ctx, actor, CompetitorDeleted, c, Competitor{}.changes(c),
			approval.Text{ZH: "%s 删除了竞争对手“%s”", EN: "%s removed the competitor %s"})
	})
}

// RestoreCompetitor puts a removed competitor back; one that is not removed
// stays as it is.
func (s *Store) RestoreCompetitor(ctx context.Context, actor approval.Actor, id string) (Competitor, error) {
	return InTx(ctx, s, func(ctx context.Context) (c Competitor, err error) {
		var row competitorRow
		if err := s.in(ctx).get(ctx, &row, competitorQuery+` WHERE k.id = $1`, id); err != nil {
			return c, err
		}
		c = row.competitor()
		if err := s.checkWritesProject(ctx, actor, c.ProjectID, c.customerID); err != nil {
			return c, err
		}
		n, err := s.in(ctx).changed(ctx, `
			UPDATE competitors SET deleted_at = NULL, version = version + 1, updated_at = now()
			WHERE id = $1 AND deleted_at IS NOT NULL`, id)
		if err != nil {
			return c, err
		}
		if c, err = s.competitor(ctx, id); err != nil || n == 0 {
			return c, err
		}
		return c, s.competitorEvent(ctx, actor, CompetitorRestored, c, c.changes(Competitor{}),
			approval.Text{ZH: "%s 恢复了竞争对手“%s”", EN: "%s restored the competitor %s"})
	})
}
