package storage

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/alexedwards/argon2id"
)

// passwordCost is OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// CheapPasswords makes new passwords cost next to nothing, for tests: most of them
// make accounts, and hashing would take half of their time. Passwords hashed at
// another cost go on matching.
func CheapPasswords() {
	cheap := *passwordCost
	cheap.Memory, cheap.Iterations = 64, 1
	passwordCost = &cheap
}

// hashing bounds how many passwords are hashed at once, and with it the memory
// that a flood of sign-ins takes.
var hashing = make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))

// The bounds of a password, in characters.
const (
	PasswordMin = 10
	PasswordMax = 128
)

// checkPassword returns what is wrong with a new password, or the empty Text.
func checkPassword(password, username string) approval.Text {
	switch n := utf8.RuneCountInString(password); {
	case n < PasswordMin:
		return approval.Text{ZH: "至少 %d 个字符", EN: "This must have at least %d characters"}.Format(PasswordMin)
	case n > PasswordMax:
		return approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(PasswordMax)
	case strings.EqualFold(password, username):
		return approval.Text{ZH: "不能与用户名相同", EN: "This may not be the user name"}
	default:
		return approval.Text{}
	}
}

func hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = withHashing(ctx, func() error {
		hash, err = argon2id.CreateHash(password, passwordCost)
		return err
	})
	return hash, err
}

// matchPassword takes the same time whether there is a hash to compare with or
// not, so that nobody can find out which user names exist.
func matchPassword(ctx context.Context, password, hash string) (matches bool, err error) {
	exists := hash != ""
	if !exists {
		hash = nobodysHash
	}
	err = withHashing(ctx, func() error {
		matches, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return matches && exists, err
}

// nobodysHash is of a password that nobody knows, at passwordCost.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSByYW5kb20gc2FsdA$" +
	"7TDyIbUSP4KRGqyhHFaD2sXCoCsAzEcfMSpOAd1SVQ8"

func withHashing(ctx context.Context, do func() error) error {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
		return do()
	case <-ctx.Done():
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.Text{ZH: "登录服务", EN: "Signing in"}), ctx.Err())
	}
}
