package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"
)

// readers are the demo accounts that read: one who sees everything, and one who sees
// what is theirs.
var readers = []string{"gm", "rep"}

// dataSize is how much there was to read.
type dataSize struct {
	Tasks     int `json:"tasks"`
	Customers int `json:"customers"`
	Events    int `json:"events"`
}

// read is how long the answer takes that a page waits for.
type read struct {
	What   string  `json:"what"`
	As     string  `json:"as"`
	Median float64 `json:"ms_median"`
	P95    float64 `json:"ms_p95"`
	// Ratio is to the median of the earlier result; zero without one.
	Ratio float64 `json:"ratio_to_earlier,omitempty"`
}

// reads measures reading one after the other, and compares with an earlier result.
func (b *bench) reads(ctx context.Context, got *result) error {
	earlier, err := b.earlierReads()
	if err != nil {
		return err
	}
	if got.Data, err = b.count(ctx); err != nil {
		return err
	}
	b.say("  %d tasks, %d customers, %d events", got.Data.Tasks, got.Data.Customers, got.Data.Events)
	for _, name := range readers {
		reader, err := signIn(ctx, b.Server, name, "demo-"+name)
		if err != nil {
			return err
		}
		pages, err := readPages(ctx, reader)
		if err != nil {
			return err
		}
		for _, p := range pages {
			took, err := b.repeat(func() error { return reader.get(ctx, p.path, nil) })
			if err != nil {
				return err
			}
			m := read{What: p.what, As: name, Median: milliseconds(quantile(took, 0.5)), P95: milliseconds(quantile(took, 0.95))}
			if before := earlier[p.what+" "+name]; before > 0 {
				m.Ratio = m.Median / before
			}
			got.Reads = append(got.Reads, m)
		}
	}
	return nil
}

// earlierReads returns the medians of the earlier result.
func (b *bench) earlierReads() (map[string]float64, error) {
	if b.Compare == "" {
		return nil, nil
	}
	encoded, err := os.ReadFile(b.Compare)
	if err != nil {
		return nil, err
	}
	var earlier result
	if err := json.Unmarshal(encoded, &earlier); err != nil {
		return nil, fmt.Errorf("%s: %w", b.Compare, err)
	}
	if len(earlier.Reads) == 0 {
		return nil, fmt.Errorf("%s has no reads", b.Compare)
	}
	medians := map[string]float64{}
	for _, m := range earlier.Reads {
		medians[m.What+" "+m.As] = m.Median
	}
	return medians, nil
}

func (b *bench) count(ctx context.Context) (*dataSize, error) {
	var size dataSize
	err := b.Store.DB().QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM tasks), (SELECT count(*) FROM customers), (SELECT count(*) FROM timeline_events)`).
		Scan(&size.Tasks, &size.Customers, &size.Events)
	return &size, err
}

type readPage struct{ what, path string }

// readPages returns what is read, about the first customer and request that the reader's
// lists show.
func readPages(ctx context.Context, p *person) ([]readPage, error) {
	var requests, customers struct {
		Items []struct{ ID, Name, Number string }
	}
	if err := p.get(ctx, "/requests?limit=1", &requests); err != nil {
		return nil, err
	}
	if err := p.get(ctx, "/customers?limit=1", &customers); err != nil {
		return nil, err
	}
	if len(requests.Items) == 0 || len(customers.Items) == 0 {
		return nil, errors.New("there is no customer or no request to read: make some with `devstack seed`")
	}
	request, customer := requests.Items[0], customers.Items[0]
	// Names of seeded customers differ in the last word.
	frequent, _, _ := strings.Cut(customer.Name, " ")
	return []readPage{
		{"inbox", "/tasks"},
		{"requests", "/requests"},
		{"request", "/requests/" + request.ID},
		{"customer", "/customers/" + customer.ID + "/overview"},
		{"timeline", "/customers/" + customer.ID + "/timeline"},
		{"search, frequent word", "/search?q=" + url.QueryEscape(frequent)},
		{"search, rare word", "/search?q=" + url.QueryEscape(request.Number)},
	}, nil
}

// repeat measures each call, after some that warm caches and connections up.
func (b *bench) repeat(call func() error) (took []time.Duration, _ error) {
	warm := b.Calls / 10
	for i := range warm + b.Calls {
		began := time.Now()
		if err := call(); err != nil {
			return nil, err
		}
		if i >= warm {
			took = append(took, time.Since(began))
		}
	}
	return took, nil
}
