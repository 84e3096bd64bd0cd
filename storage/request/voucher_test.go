package request_test

import (
	"os"
	"strings"
	"testing"

	"approvals/storage/storagetest"
)

// TestVouchersFromBefore brings payments whose numbers differ in typing alone
// through the migration: they stay, and their number cannot be used again.
func TestVouchersFromBefore(t *testing.T) {
	s := storagetest.NewScene(t)
	migration, err := os.ReadFile("../migrations/00008_voucher_key.sql")
	s.Must(err)
	up, down, _ := strings.Cut(string(migration), "-- +goose Down")
	run := func(statement string, args ...any) error {
		_, err := storagetest.Owner(t, s.Store).Exec(statement, args...)
		return err
	}
	s.Must(run(down))
	use := func(number string) error {
		return run(`UPDATE expense_requests SET voucher_no = $2 WHERE request_id = $1`, s.Expense(s.Rep, s.OwnProject.ID, "5").ID, number)
	}
	for _, number := range []string{"V-1", "v-1", "Ｖ－１", "W"} {
		s.Must(use(number))
	}
	s.Must(run(up))
	var kept, keys int
	s.Must(s.DB().QueryRow(`SELECT count(voucher_no), count(DISTINCT voucher_key) FROM expense_requests`).Scan(&kept, &keys))
	if kept != 4 || keys != 4 {
		t.Errorf("%d numbers with %d keys, want 4 of each", kept, keys)
	}
	for _, number := range []string{"v - 1", "w"} {
		if use(number) == nil {
			t.Errorf("%s is used again", number)
		}
	}
	s.Must(use("W2"))
}
