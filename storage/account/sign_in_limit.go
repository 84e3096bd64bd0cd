package account

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"net/netip"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
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

// deviceLimit bounds the guesses at one account from a browser that has signed in to it
// before.
func deviceLimit(userID string, device []byte) limit {
	return limit{"device:" + userID + " " + hex.EncodeToString(device), 5, 30 * time.Second}
}

// limitsFor returns the limits of a try, that of the account first. What strangers do at
// the same address does not stop a browser that the account knows.
func limitsFor(target account, from SignInFrom) []limit {
	if target.Known {
		return []limit{deviceLimit(target.ID, from.deviceHash())}
	}
	return []limit{signInLimit(target.Username, from.Address), addressLimit(from.Address)}
}

// network returns the address or, as a user usually controls all of it, the /64 network
// of an IPv6 address.
func network(address string) string {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Is6() && !ip.Is4In6() {
		return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return address
}

// checkPassword reports whether the password is the account's, within the limits. The
// right password clears the account's failures.
func (s *Store) checkPassword(ctx context.Context, target account, password string, from SignInFrom) (matches bool, err error) {
	limits := limitsFor(target, from)
	matches, err = s.limited(ctx, limits, func() (bool, error) {
		return matchPassword(ctx, password, target.Hash)
	})
	if matches {
		err = s.In(ctx).Exec(ctx, `DELETE FROM sign_in_failures WHERE subject = $1`, limits[0].subject)
	}
	return matches, err
}

// limited runs a check and counts its failure. The error is rate_limited, without the
// check, where a limit is reached, and after it where concurrent guesses have reached one
// meanwhile.
func (s *Store) limited(ctx context.Context, limits []limit, check func() (bool, error)) (ok bool, err error) {
	if err := s.checkLimits(ctx, limits); err != nil {
		return false, err
	}
	if ok, err = check(); err != nil {
		return false, err
	}
	if !ok {
		counted, err := s.countFailure(ctx, limits)
		if err != nil || counted {
			return false, err
		}
	}
	if err := s.checkLimits(ctx, limits); err != nil {
		return false, err
	}
	return ok, nil
}

// Whatever the number of limits, they are read in one statement and written in one, so
// that response times do not reveal whether a browser is known.

// listed is SQL for the limits, of which arrays returns the parameters.
const listed = `unnest($1::text[], $2::float8[], $3::float8[]) AS l (subject, most, seconds)`

func arrays(limits []limit) []any {
	var subjects []string
	var most, seconds []float64
	for _, l := range limits {
		subjects = append(subjects, l.subject)
		most = append(most, float64(l.most))
		seconds = append(seconds, l.interval.Seconds())
	}
	return []any{pq.Array(subjects), pq.Array(most), pq.Array(seconds)}
}

// remaining is SQL for the failures of f that are not forgotten yet by the limit l.
const remaining = `greatest(0, f.failures - extract(epoch FROM clock_timestamp() - f.last_at)::float8 / l.seconds)`

func (s *Store) checkLimits(ctx context.Context, limits []limit) error {
	var wait float64
	if err := s.In(ctx).Get(ctx, &wait, `
		SELECT coalesce(max((`+remaining+` + 1 - l.most) * l.seconds), 0)
		FROM `+listed+` JOIN sign_in_failures f USING (subject)`, arrays(limits)...); err != nil {
		return err
	}
	if wait <= 0 {
		return nil
	}
	return &approval.Error{
		Code:       approval.CodeRateLimited,
		Message:    approval.Text{ZH: "尝试次数过多，请稍后再试", EN: "Too many attempts; please try again later"},
		RetryAfter: int(math.Ceil(wait)),
	}
}

// countFailure reports whether no limit was reached before. Nothing is counted beyond a
// limit.
func (s *Store) countFailure(ctx context.Context, limits []limit) (counted bool, err error) {
	const one = `(SELECT %s FROM ` + listed + ` WHERE l.subject = f.subject)`
	n, err := s.In(ctx).Changed(ctx, `
		INSERT INTO sign_in_failures AS f (subject, failures, last_at)
		SELECT subject, 1, clock_timestamp() FROM `+listed+`
		ON CONFLICT (subject) DO UPDATE SET failures = `+fmt.Sprintf(one, remaining+` + 1`)+`, last_at = clock_timestamp()
		WHERE `+fmt.Sprintf(one, remaining+` + 1 <= l.most`), arrays(limits)...)
	return n == int64(len(limits)), err
}
