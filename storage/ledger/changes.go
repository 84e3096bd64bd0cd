package ledger

import (
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NoteText records a changed text. An empty text is recorded as null.
func NoteText(changes approval.Changes, name, before, after string) {
	NoteChange(changes, name, postgres.Nullable(before), postgres.Nullable(after))
}

// NoteChange records a changed value of a field; nil is no value.
func NoteChange[T comparable](changes approval.Changes, name string, before, after *T) {
	equal := before == nil && after == nil || before != nil && after != nil && *before == *after
	if !equal {
		changes[name] = approval.Change{Before: before, After: after}
	}
}

// NoteMoney records a changed amount. Different spellings of one amount are no change.
func NoteMoney(changes approval.Changes, name string, before, after *approval.Money) {
	if before != nil && after != nil && before.Same(*after) {
		return
	}
	NoteChange(changes, name, before, after)
}
