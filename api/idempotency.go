package api

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const keyHeader = "Idempotency-Key"

// once is a request that is to happen once.
type once struct {
	key         string
	fingerprint [sha256.Size]byte
}

// idempotencyKey returns the request's Idempotency-Key and the fingerprint of
// all that it asks for, in hexadecimal; ok is false for a request without a key.
// The fingerprint of a stream is of its method and path alone.
func idempotencyKey(ctx context.Context) (key, fingerprint string, ok bool) {
	if o := callOf(ctx).once; o != nil {
		return o.key, hex.EncodeToString(o.fingerprint[:]), true
	}
	return "", "", false
}

// readKey takes note of the Idempotency-Key of a POST, and for that of the body.
func readKey(c *gin.Context, r row) error {
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
	o := &once{key: key.String()}
	hash.Sum(o.fingerprint[:0])
	callOf(c.Request.Context()).once = o
	return nil
}

// happensOnce runs do in one transaction with the keeping of its answer, so that
// a request with the same key gets that answer and does nothing. Two at once
// wait for each other. A request that fails is not kept and can be repeated.
func happensOnce[O any](ctx context.Context, s *Server, do func(context.Context) (*O, error)) (*O, error) {
	o, actor := callOf(ctx).once, actorOf(ctx)
	if o == nil || actor.ID == "" {
		return do(ctx)
	}
	return storage.InTx(ctx, s.store, func(ctx context.Context) (*O, error) {
		kept, done, err := s.store.ClaimOnce(ctx, o.claim(actor))
		if err != nil {
			return nil, err
		}
		if done {
			return open[O](o, kept)
		}
		out, err := do(ctx)
		if err != nil {
			return nil, err
		}
		sealed, err := o.seal(out)
		if err != nil {
			return nil, err
		}
		return out, s.store.KeepAnswer(ctx, o.claim(actor), sealed)
	})
}

// happenedBefore returns the answer that happensOnce kept, if it did.
func happenedBefore[O any](ctx context.Context, s *Server) (out *O, done bool, err error) {
	o := callOf(ctx).once
	if o == nil {
		return nil, false, nil
	}
	kept, done, err := s.store.AnswerOf(ctx, o.claim(actorOf(ctx)))
	if err != nil || !done {
		return nil, false, err
	}
	out, err = open[O](o, kept)
	return out, err == nil, err
}

func (o *once) claim(actor approval.Actor) storage.Once {
	hash := sha256.Sum256([]byte(o.key))
	return storage.Once{UserID: actor.ID, KeyHash: hash[:], Fingerprint: o.fingerprint[:]}
}

// seal locks an answer with the key itself, which is not kept: an answer can
// hold a secret that nothing else in the database knows.
func (o *once) seal(answer any) ([]byte, error) {
	plain, err := json.Marshal(answer)
	if err != nil {
		return nil, fmt.Errorf("keep answer: %w", err)
	}
	lock, err := o.lock()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, lock.NonceSize())
	rand.Read(nonce)
	return lock.Seal(nonce, nonce, plain, o.fingerprint[:]), nil
}

func open[O any](o *once, sealed []byte) (*O, error) {
	lock, err := o.lock()
	if err != nil {
		return nil, err
	}
	if len(sealed) < lock.NonceSize() {
		return nil, errors.New("kept answer is too short")
	}
	nonce, text := sealed[:lock.NonceSize()], sealed[lock.NonceSize():]
	plain, err := lock.Open(nil, nonce, text, o.fingerprint[:])
	if err != nil {
		return nil, fmt.Errorf("open kept answer: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.UseNumber()
	out := new(O)
	if err := decoder.Decode(out); err != nil {
		return nil, fmt.Errorf("read kept answer: %w", err)
	}
	return out, nil
}

func (o *once) lock() (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(o.key), nil, "approvals kept answer", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
