package postgres

import (
	"context"
	"sync/atomic"
)

type counterKey struct{}

// Counted returns a context whose statements are counted, besides BEGIN and COMMIT. Tests
// hold the numbers, because each statement is a round trip that somebody waits for.
func Counted(ctx context.Context) (context.Context, *atomic.Int64) {
	var n atomic.Int64
	return context.WithValue(ctx, counterKey{}, &n), &n
}

// count adds a statement to the counter of ctx, if it has one.
func count(ctx context.Context) {
	if n, ok := ctx.Value(counterKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
}
