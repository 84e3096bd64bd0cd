package storage

import "iter"

// Page says which part of a list is wanted: Limit items after the one that
// After names; an empty After is the beginning.
type Page struct {
	After string
	Limit int
}

// cut returns at most p.Limit of the items, which were asked for with one more,
// and whether there are more.
func cut[T any](p Page, items []T) ([]T, bool) {
	if len(items) > p.Limit {
		return items[:p.Limit], true
	}
	return items, false
}

// walk reads a table in batches by id.
func walk[T any](next func(after string, limit int) ([]T, string, error)) iter.Seq2[T, error] {
	const limit = 1000
	return func(yield func(T, error) bool) {
		after := "00000000-0000-0000-0000-000000000000"
		for {
			batch, last, err := next(after, limit)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range batch {
				if !yield(item, nil) {
					return
				}
			}
			if len(batch) < limit {
				return
			}
			after = last
		}
	}
}
