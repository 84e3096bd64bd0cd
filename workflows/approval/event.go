package approval

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// EventKind is a noun and a verb: "customer.created".
type EventKind string

// Change is the value of a field before and after.
type Change struct {
	Before any `json:"before"`
	After  any `json:"after"`
}

// Changes are the changed fields of an object by name. Values are strings, integers,
// booleans, lists or objects of them, or nil; never floats.
type Changes map[string]Change

// Subject is the object that an event is about.
type Subject struct {
	Type  string `json:"type" db:"type"`
	ID    string `json:"id" db:"id" format:"uuid"`
	Label string `json:"label" db:"label"`
}

// Event is one entry of a customer's timeline.
type Event struct {
	ID         string    `json:"id" db:"id" format:"uuid"`
	CustomerID string    `json:"customer_id" db:"customer_id" format:"uuid"`
	Seq        int64     `json:"seq" db:"seq" doc:"Sequence number in the customer's chain, from 1"`
	Kind       EventKind `json:"kind" db:"kind"`
	At         time.Time `json:"at" db:"at"`
	Actor      Person    `json:"actor" db:"actor"`
	ProjectID  *string   `json:"project_id" db:"project_id" format:"uuid"`
	Subject    Subject   `json:"subject" db:"subject"`
	Changes    Changes   `json:"changes" db:"changes"`
	Summary    Text      `json:"summary" db:"summary"`
	PrevHash   string    `json:"prev_hash" db:"prev_hash" doc:"Hash of the previous event; empty for the first"`
	Hash       string    `json:"hash" db:"hash" doc:"SHA-256 of this event including prev_hash"`
}

// Digest returns the hash that the event must have: the hexadecimal SHA-256 of all other
// fields, including the previous hash.
func (e Event) Digest() (string, error) {
	e.Hash = ""
	e.At = e.At.UTC().Truncate(time.Microsecond)
	return Digest(e)
}

// Digest returns the hexadecimal SHA-256 of a value in canonical JSON.
func Digest(value any) (string, error) {
	// Decoding and encoding again gives Go values and values from the database the same
	// form, with sorted keys.
	raw, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var plain any
	if err := decoder.Decode(&plain); err != nil {
		return "", err
	}
	canonical, err := json.Marshal(plain)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}
