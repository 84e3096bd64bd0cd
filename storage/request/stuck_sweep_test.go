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
}
