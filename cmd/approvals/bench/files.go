package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"
)

// transfer is how fast files went up and down.
type transfer struct {
	Files  int     `json:"files"`
	MiB    int     `json:"mib_each"`
	AtOnce int     `json:"at_once"`
	Up     against `json:"up"`
	Down   against `json:"down"`
}

// against compares the product with the object store's own client, in MiB a second:
// medians over rounds that ran in turn.
type against struct {
	Product float64 `json:"product_mib_per_second"`
	Direct  float64 `json:"direct_mib_per_second"`
	Ratio   float64 `json:"ratio"`
}

// depot is where files are put. Workers that put files at once have numbers.
type depot interface {
	put(ctx context.Context, worker, mib int) (key string, err error)
	get(ctx context.Context, key string) (bytes int64, err error)
	remove(ctx context.Context, key string) error
}

// atOnce are the numbers of files that go up or down at once.
var atOnce = []int{1, 8}

// files measures attachments against the object store by itself.
func (b *bench) files(ctx context.Context, got *result) (err error) {
	back, err := b.allowLarge(ctx)
	if err != nil {
		return err
	}
	// Afterwards as it was, also after an interruption.
	defer func() { err = errors.Join(err, back(context.WithoutCancel(ctx))) }()
	direct, err := openBucket(ctx, b.Objects)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, direct.close(context.WithoutCancel(ctx))) }()
	for _, load := range []struct{ files, mib int }{{b.SmallFiles, 1}, {1, b.LargeFile}} {
		for _, workers := range atOnce {
			product, err := b.attachments(ctx, workers)
			if err != nil {
				return err
			}
			t := transfer{Files: load.files, MiB: load.mib, AtOnce: workers}
			if t.Files < workers {
				// The same bytes, because MinIO keeps what is removed for some minutes.
				t.Files, t.MiB = workers, max(1, load.files*load.mib/workers)
			}
			if err := b.transfer(ctx, &t, product, direct); err != nil {
				return err
			}
			got.Files = append(got.Files, t)
		}
	}
	return nil
}

const mib = 1 << 20

// allowLarge raises the product's limit of a file to the size of the large one, and
// returns what sets it back.
func (b *bench) allowLarge(ctx context.Context) (back func(context.Context) error, _ error) {
	admin, err := b.join(ctx, b.Server, "bench-"+uuid.NewString()[:8]+"-admin", approval.Administrator)
	if err != nil {
		return nil, err
	}
	limit, err := b.Store.AttachmentMaxBytes(ctx)
	if err != nil {
		return nil, err
	}
	set := func(ctx context.Context, limit int64) error {
		return admin.send(ctx, http.MethodPut, "/variables/attachments.max_bytes", object{"value": limit}, nil)
	}
	if err := set(ctx, max(limit, int64(b.LargeFile)*mib)); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return set(ctx, limit) }, nil
}

// transfer sends and fetches the files through the product and directly, in turn.
func (b *bench) transfer(ctx context.Context, t *transfer, product, direct depot) error {
	var up, down [2][]float64
	for round := range b.Rounds + 1 {
		for i, d := range []depot{product, direct} {
			sent, fetched, err := t.once(ctx, d)
			if err != nil {
				return err
			}
			// The first round warms caches and connections up.
			if round > 0 {
				up[i], down[i] = append(up[i], sent), append(down[i], fetched)
			}
		}
		if round > 0 {
			b.say("  %d x %d MiB, %d at once, round %d: up %.1f MiB/s of %.1f, down %.1f of %.1f", t.Files, t.MiB, t.AtOnce, round,
				up[0][round-1], up[1][round-1], down[0][round-1], down[1][round-1])
		}
	}
	compare := func(rates [2][]float64) against {
		a := against{Product: quantile(rates[0], 0.5), Direct: quantile(rates[1], 0.5)}
		a.Ratio = a.Product / a.Direct
		return a
	}
	t.Up, t.Down = compare(up), compare(down)
	return nil
}

// once sends the files, fetches and removes them, and returns both rates in MiB a
// second.
func (t *transfer) once(ctx context.Context, d depot) (up, down float64, err error) {
	keys := make([]string, t.Files)
	if up, err = t.rate(ctx, func(ctx context.Context, worker, file int) (err error) {
		keys[file], err = d.put(ctx, worker, t.MiB)
		return err
	}); err != nil {
		return 0, 0, err
	}
	if down, err = t.rate(ctx, func(ctx context.Context, _, file int) error {
		n, err := d.get(ctx, keys[file])
		if err == nil && n != int64(t.MiB)*mib {
			err = fmt.Errorf("%d bytes came back of %d MiB", n, t.MiB)
		}
		return err
	}); err != nil {
		return 0, 0, err
	}
	_, err = t.rate(ctx, func(ctx context.Context, _, file int) error { return d.remove(ctx, keys[file]) })
	return up, down, err
}

// rate does something with each file, so many at once.
func (t *transfer) rate(ctx context.Context, do func(ctx context.Context, worker, file int) error) (float64, error) {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	began := time.Now()
	for worker := range t.AtOnce {
		group.Go(func() error {
			for file := int(next.Add(1)) - 1; file < t.Files; file = int(next.Add(1)) - 1 {
				if err := do(ctx, worker, file); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := group.Wait()
	return float64(t.Files*t.MiB) / time.Since(began).Seconds(), err
}
