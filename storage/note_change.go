package storage

import "approvals/workflows/approval"

// noteText notes a text that is another one now; an empty one is shown as none.
func noteText(changes approval.Changes, name, before, after string) {
	noteChange(changes, name, nullable(before), nullable(after))
}

// noteChange notes a field whose value is another one now.
func noteChange[T comparable](changes approval.Changes, name string, before, after *T) {
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

// noteMoney notes an amount that is worth something else now.
func noteMoney(changes approval.Changes, name string, before, after *approval.Money) {
	if before != nil && after != nil && before.Same(*after) {
		return
	}
	noteChange(changes, name, before, after)
}
