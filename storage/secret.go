package storage

import (
	"crypto/rand"
	"encoding/base64"
)

// secret makes something that nobody can guess, with a prefix that lets people
// and scanners of source code see what it is.
func secret(prefix string) string {
	random := make([]byte, 32)
	rand.Read(random)
	return prefix + base64.RawURLEncoding.EncodeToString(random)
}
