// Package signedurl signs the URLs that Placard turns into pictures, and verifies them.
//
// It is what the server calls before any work that costs, and the Go client library: it needs nothing
// but the standard library. It speaks the request signature, in which the query carries the changes
// and an HMAC-SHA256 under the API key:
//
//	article-card.jpg?c=W3siaWQiOiJ0aXRsZSIsInRleHQiOiJIaSJ9XQ==&w=600&s=6a73…
//
// The signed message is all that stands before "&s=", byte for byte: either from the template's name
// on, or the whole public URL. Verification works on the raw bytes of the request and normalises
// nothing, so there is no second spelling of a URL that verifies unless its signer wrote it that way.
// What follows the signature is not signed and is ignored.
//
// All values are safe for concurrent use.
package signedurl

import (
	"errors"
	"strings"
)

// MaxURLBytes bounds a URL. 16 KiB is what the large CDNs let through; a longer one would be refused
// on its way, and only for some visitors.
const MaxURLBytes = 16 << 10

// The errors of Verify. Each is wrapped with what was wrong; none says what would have been right.
var (
	// ErrMissing: the URL carries no signature.
	ErrMissing = errors.New("the URL is not signed")
	// ErrMismatch: the signature is not that of this URL under any of the keys.
	ErrMismatch = errors.New("the signature does not match the URL")
	// ErrMalformed: the signature holds, but what was signed cannot be read.
	ErrMalformed = errors.New("malformed URL")
	// ErrTooLong: the URL is longer than MaxURLBytes.
	ErrTooLong = errors.New("the URL is too long")
)

// Param is one option of a picture, such as w=600, decoded.
type Param struct {
	Name, Value string
}

// Request is what a verified URL asks for.
type Request struct {
	Template string  // as it stands in the path
	Ext      string  // what follows the path's last dot: "jpg"
	Changes  []byte  // JSON, decoded from c; not yet checked
	Options  []Param // those between c and s, in the order of the URL; names may repeat
}

const (
	signatureMark = "&s="     // ends the signed message
	escapedMark   = "&amp;s=" // the same after HTML escaping
	signedFolder  = "signed/" // a path prefix that pictures are served under too
	changesPrefix = "c="      // begins every query
)

// unescapeHTML undoes one round of HTML escaping, for URLs that were pasted from a page's source.
var unescapeHTML = strings.NewReplacer("&amp;", "&")
