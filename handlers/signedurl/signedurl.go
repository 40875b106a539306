// Package signedurl signs the URLs that Placard turns into pictures, and verifies them.
//
// It is what the server calls before any work that costs, and the Go client library: it needs nothing
// but the standard library. A URL is signed in one of several schemes, all HMAC-SHA256:
//
//	request  /article-card.jpg?c=W3siaWQiOiJ0aXRsZSJ9XQ==&w=600&s=6a73…
//	key_id   /v1/og?title=Hello&key_id=key_abc123&signature=8a7f…
//	v2       /v1/og?title=Hello&key_id=key_abc123&signature=v2.q83v…
//
// The first signs the bytes of the URL under the API key, and what follows its signature is ignored.
// The second joins decoded parameters, sorted, under the signing secret. The third binds the path too and
// cannot be read in two ways; it is what this package signs. The others are those of services that people
// come from; a key accepts them only if it says so.
//
// The shape of a URL says which single scheme it can be of, so no URL is ever tried as another. All
// values are safe for concurrent use.
package signedurl

import (
	"errors"
	"time"
)

// MaxURLBytes bounds a URL. 16 KiB is what the large CDNs let through; a longer one would be refused
// on its way, and only for some visitors.
const MaxURLBytes = 16 << 10

// The errors of Verify. Each is wrapped with what was wrong; none says what would have been right.
var (
	// ErrMissing: the URL carries no signature.
	ErrMissing = errors.New("the URL is not signed")
	// ErrMismatch: the signature is not that of this URL under any key that accepts its scheme.
	ErrMismatch = errors.New("the signature does not match the URL")
	// ErrMalformed: the URL cannot be read.
	ErrMalformed = errors.New("malformed URL")
	// ErrDuplicate: a parameter stands twice in the URL, and clients differ on which of them counts.
	ErrDuplicate = errors.New("a parameter is given twice")
	// ErrTooLong: the URL is longer than MaxURLBytes.
	ErrTooLong = errors.New("the URL is too long")
	// ErrExpired: the signature holds, but the time that the URL names is over.
	ErrExpired = errors.New("the URL has expired")
)

// Param is one parameter of a query, such as w=600, decoded.
type Param struct {
	Name, Value string
}

// Request is what a verified URL asks for.
type Request struct {
	Scheme   Scheme
	KeyID    string    // of the key that signed it
	Path     string    // below the server's root, decoded: "v1/og"
	Template string    // an id, or an id and a version: "card@3"; empty if the URL names none
	Ext      string    // what follows the path's last dot: "jpg"; empty without one
	Changes  []byte    // JSON in any spelling, not yet checked; nil if there are none
	Params   []Param   // all others, options and variables, in the order of the URL; no name repeats
	Expires  time.Time // zero: never
}
