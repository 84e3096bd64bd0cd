package devstack

import (
	"context"
	"time"
)

// poll calls check immediately and then at every interval until it reports done,
// fails, or ctx ends.
func poll(ctx context.Context, every time.Duration, check func(context.Context) (done bool, err error)) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		done, err := check(ctx)
		if done || err != nil {
			return err
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
