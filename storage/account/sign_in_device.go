package account

import (
	"context"
	"crypto/sha256"
)

// SignInFrom is where a password is tried from.
type SignInFrom struct {
	Address string
	// Device is the token in the browser's device cookie, if it has one.
	Device string
}

func (f SignInFrom) deviceHash() []byte {
	hash := sha256.Sum256([]byte(f.Device))
	return hash[:]
}

// isKnown is SQL for whether the browser whose token has the hash $2 has signed in to the
// account of users before.
const isKnown = `EXISTS (SELECT FROM sign_in_devices d WHERE d.user_id = users.id AND d.token_hash = $2)`

const (
	devicePrefix   = "apd_"
	devicesPerUser = 10
	// deviceKept is how long a browser is known after its last sign-in.
	deviceKept = `interval '1 year'`
)

// KeepDevice remembers that the browser with the token has signed in to the account, and
// returns the token that it has from then on. Of many browsers the account forgets those
// that it has not seen for longest.
func (s *Store) KeepDevice(ctx context.Context, userID, token string) (string, error) {
	before := SignInFrom{Device: token}.deviceHash()
	known, err := s.In(ctx).Changed(ctx, `
		UPDATE sign_in_devices SET last_used_at = clock_timestamp() WHERE user_id = $1 AND token_hash = $2`, userID, before)
	if err != nil || known > 0 {
		return token, err
	}
	// A token that others may have seen or set is not taken over. The other accounts of
	// this browser follow to the new one.
	token = secret(devicePrefix)
	after := SignInFrom{Device: token}.deviceHash()
	return token, s.InTx(ctx, func(ctx context.Context) error {
		if err := s.In(ctx).Exec(ctx, `
			UPDATE sign_in_devices SET token_hash = $2 WHERE token_hash = $1`, before, after); err != nil {
			return err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO sign_in_devices (user_id, token_hash, last_used_at) VALUES ($1, $2, clock_timestamp())`, userID, after); err != nil {
			return err
		}
		return s.In(ctx).Exec(ctx, `
			DELETE FROM sign_in_devices WHERE user_id = $1 AND token_hash IN (
				SELECT token_hash FROM sign_in_devices WHERE user_id = $1 ORDER BY last_used_at DESC OFFSET $2)`,
			userID, devicesPerUser)
	})
}
