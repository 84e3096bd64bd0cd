package worklog

import (
	"context"

	"approvals/storage/ledger"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// dayQuarters is how many quarters of an hour a day has.
const dayQuarters = 24 * 4

// lockDays keeps the author's other transactions from adding hours to a day until this
// one ends.
func (s *Store) lockDays(ctx context.Context, author approval.Actor) error {
	return s.LockRow(ctx, "users", author.ID, `FOR NO KEY UPDATE`)
}

// checkDayHours adds an error if the author's entries of the day, as corrected, then have
// more than 24 hours. It is about the hours if they change, else about the day to which
// the entry moves.
func (s *Store) checkDayHours(ctx context.Context, wrong *approval.Invalid, before, after WorkLog, prefix string) error {
	changes := approval.Changes{}
	ledger.NoteChange(changes, "hours", before.Hours, after.Hours)
	_, hours := changes["hours"]
	if after.Hours == nil || !hours && before.WorkDate == after.WorkDate {
		return nil
	}
	var others int64
	if err := s.In(ctx).Get(ctx, &others, `
		SELECT coalesce(sum(w.quarter_hours), 0)::bigint
		FROM users p CROSS JOIN LATERAL (`+correctedWorkLogs+` AND w.id <> $4) w WHERE p.id = $1 AND w.work_date = $2`,
		after.Author.ID, after.WorkDate, after.WorkDate, after.ID); err != nil {
		return err
	}
	if sum := others + after.Hours.Quarters(); sum > dayQuarters {
		location := prefix + map[bool]string{true: "hours", false: "work_date"}[hours]
		wrong.Add(location, approval.Text{
			ZH: "这一天已有 %s 小时，加上这一条共 %s 小时，一天不能超过 24 小时",
			EN: "This day already has %s hours and would have %s with this entry; a day has no more than 24",
		}.Format(variable.HoursOf(others), variable.HoursOf(sum)))
	}
	return nil
}
