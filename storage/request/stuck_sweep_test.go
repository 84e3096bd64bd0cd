package request_test

import (
	"testing"
	"time"

	"approvals/storage/storagetest"
)

// TestClaimStuckSweep checks that one of several concurrent workers sweeps.
func TestClaimStuckSweep(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	claims := func(interval time.Duration) bool {
		t.Helper()
		mine, err := s.ClaimStuckSweep(t.Context(), interval)
		s.Must(err)
		return mine
	}
	if !claims(time.Hour) {
		t.Error("the first worker may not sweep")
	}
	if claims(time.Hour) {
		t.Error("another worker may sweep as well")
	}
	if !claims(0) {
		t.Error("nobody may sweep when the interval is over")
	}
	// The last sweep took ten seconds.
	for began, want := range map[string]bool{"190 seconds": false, "210 seconds": true} {
		s.ByHand(`UPDATE stuck_sweep SET began_at = now() - $1::interval, engine_at = now() - $1::interval + '10 seconds'`, began)
		if got := claims(time.Second); got != want {
			t.Errorf("a sweep %s after a long one: %v, want %v", began, got, want)
		}
	}
}
