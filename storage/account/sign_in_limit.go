package account

import (
	"context"
	"math"
	"net/netip"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// limit bounds how fast wrong passwords or tokens may be tried: most at once, and after
// that one each interval. Failures are forgotten at the same rate.
type limit struct {
	subject  string
	most     int
	interval time.Duration
}

// signInLimit bounds the guesses at one account from one address. Guesses from
// elsewhere do not count, or anybody could lock its user out.
func signInLimit(username, address string) limit {
	return limit{"account:" + postgres.Fold(username) + " " + network(address), 5, 30 * time.Second}
}

// addressLimit bounds the guesses at all accounts from one address, which a whole
// office can share.
func addressLimit(address string) limit {
	return limit{"address:" + network(address), 100, 6 * time.Second}
}

// network returns the address or, as a user usually controls all of it, the /64 network
// of an IPv6 address.
func network(address string) string {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Is6() && !ip.Is4In6() {
		return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return address
}

// checkPassword reports whether the password has the hash, within the limits for the
// account and the address. The right password clears the account's failures.
func (s *Store) checkPassword(ctx context.Context, username, password, hash, address string) (matches bool, err error) {
	account := signInLimit(username, address)
	matches, err = s.limited(ctx, []limit{account, addressLimit(address)}, func() (bool, error) {
		return matchPassword(password, hash)
	})
	if matches {
		err = s.In(ctx).Exec(ctx, `DELETE FROM sign_in_failures WHERE subject = $1`, account.subject)
	}
	return matches, err
}

// limited runs a check and counts its failure. The error is rate_limited, without the
// check, where a limit is reached. Limits are read in the hashing slot, so that
// concurrent guesses exceed them by no more than there are slots.
func (s *Store) limited(ctx context.Context, limits []limit, check func() (bool, error)) (ok bool, err error) {
	err = withHashingSlot(ctx, func() error {
		for _, l := range limits {
			if err := s.checkLimit(ctx, l); err != nil {
				return err
			}
		}
		if ok, err = check(); ok || err != nil {
			return err
		}
		for _, l := range limits {
			if err := s.countFailure(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
	return ok, err
}

// remaining is SQL for the failures that are not forgotten yet; $2 is the interval in
// seconds.
const remaining = `greatest(0, sign_in_failures.failures - extract(epoch FROM clock_timestamp() - sign_in_failures.last_at)::float8 / $2)`

func (s *Store) checkLimit(ctx context.Context, l limit) error {
	var failures float64
	if err := s.In(ctx).Get(ctx, &failures, `
		SELECT coalesce((SELECT `+remaining+` FROM sign_in_failures WHERE subject = $1), 0)`, l.subject, l.interval.Seconds()); err != nil {
		return err
	}
	excess := failures + 1 - float64(l.most)
	if excess <= 0 {
		return nil
	}
	return &approval.Error{
		Code:       approval.CodeRateLimited,
		Message:    approval.Text{ZH: "尝试次数过多，请稍后再试", EN: "Too many attempts; please try again later"},
		RetryAfter: int(math.Ceil(excess * l.interval.Seconds())),
	}
}

func (s *Store) countFailure(ctx context.Context, l limit) error {
	return s.In(ctx).Exec(ctx, `
		INSERT INTO sign_in_failures (subject, failures, last_at) VALUES ($1, 1, clock_timestamp())
		ON CONFLICT (subject) DO UPDATE SET failures = least($3, `+remaining+` + 1), last_at = clock_timestamp()`,
		l.subject, l.interval.Seconds(), l.most)
}
