package customer

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"approvals/storage/postgres"
)

// companies are the customers of the rows of a file by name and owner.
type companies map[digest][]*company

// company is a customer to which later rows can add contacts.
type company struct {
	id string
	// details has the keys of the other cells of its first row.
	details [5]uint64
	// contacts has the keys of the contacts in the file.
	contacts []uint64
	// isBegun is set if the customer is from before the batch, so that its timeline has
	// begun.
	isBegun bool
	// leftOut is set if the customer was left out as a likely duplicate, and so are its
	// further rows.
	leftOut bool
}

func (c company) clone() *company {
	c.contacts = slices.Clone(c.contacts)
	return &c
}

func (c companies) add(row checkedCustomer, added *company) {
	c[row.companyKey()] = append(c[row.companyKey()], added)
}

// find returns the customer of which the row is a further row: its details are the same
// or empty.
func (c companies) find(row checkedCustomer) *company {
	details := row.details()
	for _, known := range c[row.companyKey()] {
		differs := false
		for i, detail := range details {
			differs = differs || detail != 0 && detail != known.details[i]
		}
		if !differs {
			return known
		}
	}
	return nil
}

// digest stands for texts that are compared with those of other rows: a run keeps it
// instead of the texts, so that it needs little memory for each row.
type digest [16]byte

// digestOf returns the same digest for texts that search_text makes equal.
func digestOf(texts ...string) digest {
	hash := sha256.New()
	for _, text := range texts {
		hash.Write([]byte(postgres.Fold(text)))
		hash.Write([]byte{0})
	}
	return digest(hash.Sum(nil))
}

// short is enough among the rows of one customer.
func (d digest) short() uint64 { return binary.LittleEndian.Uint64(d[:]) }

func (r checkedCustomer) companyKey() digest { return digestOf(r.Name, r.owner.ID) }

// details returns the keys of the cells that belong to the customer, 0 for empty ones.
func (r checkedCustomer) details() (keys [5]uint64) {
	for i, cell := range []string{r.Industry, r.Region, r.Level, r.Source, r.Address} {
		if cell != "" {
			keys[i] = digestOf(cell).short()
		}
	}
	return keys
}

func (r checkedCustomer) contactKey() uint64 {
	return digestOf(r.Contact, r.ContactTitle, r.ContactPhone, r.ContactEmail).short()
}
