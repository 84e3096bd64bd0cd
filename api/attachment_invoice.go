package api

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"io"

	"github.com/gabriel-vasile/mimetype"
)

// The types of electronic invoices, which have no registered MIME types: OFD
// documents (GB/T 33190), whose name here is in common use, and the XML of a fully
// digital invoice.
const (
	ofdType        = "application/ofd"
	xmlInvoiceType = "application/vnd.einvoice+xml"
)

func init() {
	mimetype.Lookup("application/zip").Extend(isOFD, ofdType, ".ofd")
	mimetype.Lookup("text/xml").Extend(isXMLInvoice, xmlInvoiceType, ".xml")
}

// isOFD reports whether a ZIP archive that begins like this contains OFD.xml, the
// entry point of every OFD document, or its first document.
func isOFD(beginning []byte, _ uint32) bool {
	const header = 30
	signature := []byte("PK\x03\x04")
	for rest := beginning; ; rest = rest[len(signature):] {
		i := bytes.Index(rest, signature)
		if i < 0 || len(rest)-i < header {
			return false
		}
		rest = rest[i:]
		name := rest[header:]
		name = name[:min(len(name), int(binary.LittleEndian.Uint16(rest[26:])))]
		if bytes.EqualFold(name, []byte("OFD.xml")) || bytes.HasPrefix(name, []byte("Doc_0/")) {
			return true
		}
	}
}

// isXMLInvoice reports whether the root of an XML document is an invoice.
func isXMLInvoice(beginning []byte, _ uint32) bool {
	d := xml.NewDecoder(bytes.NewReader(beginning))
	// Names are ASCII in every charset in use.
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := d.RawToken()
		if err != nil {
			return false
		}
		if root, ok := token.(xml.StartElement); ok {
			return root.Name.Local == "EInvoice"
		}
	}
}
