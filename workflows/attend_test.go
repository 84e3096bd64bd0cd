package workflows

import (
	"context"
	"net"
	"os"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
)

// TestWithin gives calls to an engine that is there their whole time, and those
// to one that takes everything and answers nothing much less.
func TestWithin(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for name, c := range map[string]struct {
		address         string
		limit, min, max time.Duration
	}{
		"there":  {os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"), 9 * time.Second, 9 * time.Second, time.Minute},
		"frozen": {silent.Addr().String(), time.Minute, 0, 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			temporal, err := client.NewLazyClient(client.Options{HostPort: c.address})
			if err != nil {
				t.Fatal(err)
			}
			defer temporal.Close()
			began := time.Now()
			within, done := NewClient(temporal, "none").Within(context.Background(), c.limit)
			defer done()
			<-within.Done()
			if took := time.Since(began); took < c.min || took > c.max {
				t.Errorf("given up after %s, want between %s and %s", took, c.min, c.max)
			}
		})
	}
}
