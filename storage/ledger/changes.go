package ledger

import (
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NoteText notes a text that is another one now; an empty one is shown as none.
func NoteText(changes approval.Changes, name, before, after string) {
	NoteChange(changes, name, postgres.Nullable(before), postgres.Nullable(after))
}

// NoteChange notes a field whose value is another one now.
func NoteChange[T comparable](changes approval.Changes, name string, before, after *T) {
	var none T
	was, is := none, none
	if before != nil {
		was = *before
	}
	if after != nil {
		is = *after
	}
	if was != is || (before == nil) != (after == nil) {
		changes[name] = approval.Change{Before: before, After: after}
	}
}

// NoteMoney notes an amount that is worth something else now.
func NoteMoney(changes approval.Changes, name string, before, after *approval.Money) {
	if before != nil && after != nil && before.Same(*after) {
		return
	}
	NoteChange(changes, name, before, after)
}
