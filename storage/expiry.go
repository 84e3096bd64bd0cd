package storage

import "context"

// DeleteExpired removes what has had its time: sessions, failures to sign in,
// and the answers to requests that nobody will repeat any more.
func (s *Store) DeleteExpired(ctx context.Context) error {
	for _, statement := range []string{
		`DELETE FROM sessions WHERE expires_at < now()`,
		`DELETE FROM password_resets WHERE expires_at < now()`,
		`DELETE FROM sign_in_failures WHERE last_at < now() - interval '1 day'`,
		`DELETE FROM idempotency_keys WHERE created_at < now() - interval '30 days'`,
		`DELETE FROM imported_rows WHERE at < now() - interval '90 days'`,
		`UPDATE transitions SET answer = NULL WHERE answer IS NOT NULL AND at < now() - interval '30 days'`,
	} {
		if err := s.in(ctx).exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
