package api

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const keyHeader = "Idempotency-Key"

// idempotency identifies a request that takes effect once, however often it is sent.
type idempotency struct {
	key         string
	fingerprint [sha256.Size]byte
}

// readKey reads the Idempotency-Key of a POST and takes the fingerprint of the
// request.
func readKey(c *gin.Context, r routeSpec) error {
	header := c.GetHeader(keyHeader)
	if r.method != http.MethodPost || header == "" {
		return nil
	}
	key, err := uuid.Parse(header)
	if err != nil || len(header) != 36 {
		return malformed{approval.InvalidField("header."+keyHeader, approval.Text{ZH: "应为 UUID", EN: "This must be a UUID"})}
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "%s %s\n", r.method, c.Request.URL.RequestURI())
	if !r.stream {
		body, err := readBody(c)
		if err != nil {
			return err
		}
		hash.Write(body)
	}
	o := &idempotency{key: key.String()}
	hash.Sum(o.fingerprint[:0])
	callOf(c.Request.Context()).idempotency = o
	return nil
}

// withIdempotency runs do and stores its answer in one transaction, so that a
// later request with the same key gets the stored answer and has no effect. Two
// requests at the same time wait for each other. A request that fails stores
// nothing and can be repeated.
func withIdempotency[O any](ctx context.Context, s *Server, do func(context.Context) (*O, error)) (*O, error) {
	o, actor := callOf(ctx).idempotency, actorOf(ctx)
	if o == nil || actor.ID == "" {
		return do(ctx)
	}
	return postgres.InTx(ctx, s.store.Pool, func(ctx context.Context) (*O, error) {
		stored, done, err := s.store.ClaimIdempotencyKey(ctx, o.claim(actor))
		if err != nil {
			return nil, err
		}
		if done {
			return open[O](o, stored)
		}
		out, err := do(ctx)
		if err != nil {
			return nil, err
		}
		sealed, err := o.seal(out)
		if err != nil {
			return nil, err
		}
		return out, s.store.StoreIdempotentAnswer(ctx, o.claim(actor), sealed)
	})
}

// replay returns the answer that withIdempotency stored, if there is one.
func replay[O any](ctx context.Context, s *Server) (out *O, done bool, err error) {
	o := callOf(ctx).idempotency
	if o == nil {
		return nil, false, nil
	}
	stored, done, err := s.store.IdempotentAnswer(ctx, o.claim(actorOf(ctx)))
	if err != nil || !done {
		return nil, false, err
	}
	out, err = open[O](o, stored)
	return out, err == nil, err
}

func (o *idempotency) claim(actor approval.Actor) account.IdempotencyKey {
	hash := sha256.Sum256([]byte(o.key))
	return account.IdempotencyKey{UserID: actor.ID, KeyHash: hash[:], Fingerprint: o.fingerprint[:]}
}

// seal encrypts an answer with the request's key, of which only the hash is stored: the
// answer to the creation of a personal token contains the token, which is stored nowhere
// else in the database or its backups.
func (o *idempotency) seal(answer any) ([]byte, error) {
	plain, err := json.Marshal(answer)
	if err != nil {
		return nil, fmt.Errorf("store answer: %w", err)
	}
	lock, err := o.lock()
	if err != nil {
		return nil, err
	}
	return lock.Seal(nil, nil, plain, o.fingerprint[:]), nil
}

func open[O any](o *idempotency, sealed []byte) (*O, error) {
	lock, err := o.lock()
	if err != nil {
		return nil, err
	}
	plain, err := lock.Open(nil, nil, sealed, o.fingerprint[:])
	if err != nil {
		return nil, fmt.Errorf("decrypt stored answer: %w", err)
	}
	return readAnswer[O](plain)
}

// readAnswer decodes a stored answer.
func readAnswer[O any](plain []byte) (*O, error) {
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.UseNumber()
	out := new(O)
	if err := decoder.Decode(out); err != nil {
		return nil, fmt.Errorf("read stored answer: %w", err)
	}
	return out, nil
}

func (o *idempotency) lock() (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(o.key), nil, "approvals kept answer", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
