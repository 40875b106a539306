package signedurl

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Config says what a server's pictures are called outside.
type Config struct {
	// PublicBases are the URLs under which clients see the server's root, such as
	// "https://cards.example.com". A URL signed as a whole must begin with one of them.
	PublicBases []string
}

// Validate reports every setting that cannot be used.
func (c Config) Validate() error {
	var errs []error
	for _, base := range c.PublicBases {
		u, err := url.Parse(base)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			errs = append(errs, fmt.Errorf("public base URL %q: want scheme and host, such as https://cards.example.com", base))
		}
	}
	return errors.Join(errs...)
}

// Verifier checks signed URLs.
type Verifier struct {
	bases []string // each ends with a slash
}

// NewVerifier makes a Verifier.
func NewVerifier(cfg Config) (*Verifier, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	v := &Verifier{}
	for _, base := range cfg.PublicBases {
		v.bases = append(v.bases, strings.TrimRight(base, "/")+"/")
	}
	return v, nil
}

// Verify checks a URL against every key and returns what it asks for. The URL is a request target
// ("/signed/article-card.jpg?c=…&s=…", raw, as it came over the wire) or a whole URL that begins with
// a public base. Nothing is decoded before the signature holds. The time it takes depends on the
// lengths of the URL and on the number of keys and bases, not on which of them match.
//
// Errors match one of ErrMissing, ErrMismatch, ErrMalformed and ErrTooLong.
func (v *Verifier) Verify(rawURL string, apiKeys ...string) (Request, error) {
	if len(rawURL) > MaxURLBytes {
		return Request{}, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, len(rawURL), MaxURLBytes)
	}
	path, bases, ok := v.locate(rawURL)
	if !ok {
		return Request{}, fmt.Errorf("%w: it does not begin with a public base URL of this server", ErrMismatch)
	}
	message, signature, ok := cut(path)
	if !ok {
		return Request{}, fmt.Errorf("%w: it has no &s=", ErrMissing)
	}
	name := strings.TrimPrefix(message, signedFolder)
	messages := make([]string, 1, 1+len(bases))
	messages[0] = name // as the documentation prints it
	for _, base := range bases {
		messages = append(messages, base+message)
	}
	if !anyMatches(messages, signature, apiKeys) {
		return Request{}, ErrMismatch
	}
	return parse(name)
}

// locate splits a URL into its path below the server's root, without the leading slash, and the bases
// that it may have been signed with.
func (v *Verifier) locate(rawURL string) (path string, bases []string, ok bool) {
	if path, ok = strings.CutPrefix(rawURL, "/"); ok {
		return path, v.bases, true
	}
	for i, base := range v.bases {
		if path, ok = strings.CutPrefix(rawURL, base); ok {
			return path, v.bases[i : i+1], true
		}
	}
	return "", nil, false
}

// cut splits path and query at the first signature mark, and drops what follows the signature. Only
// when the URL has no mark at all is one round of HTML escaping undone.
func cut(path string) (message, signature string, ok bool) {
	message, rest, ok := strings.Cut(path, signatureMark)
	if !ok && strings.Contains(path, escapedMark) {
		message, rest, ok = strings.Cut(unescapeHTML.Replace(path), signatureMark)
	}
	signature, _, _ = strings.Cut(rest, "&")
	return message, signature, ok
}

// anyMatches compares the signature, as lower-case hex, with that of every message under every key. It
// neither stops at the first that matches nor at the first byte that differs.
func anyMatches(messages []string, signature string, apiKeys []string) bool {
	matched := 0
	for _, key := range apiKeys {
		if key == "" {
			continue // anyone can sign with an empty key
		}
		for _, message := range messages {
			matched |= subtle.ConstantTimeCompare([]byte(sign(message, key)), []byte(signature))
		}
	}
	return matched == 1
}

// sign returns lower-case hex of HMAC-SHA256 (RFC 2104).
func sign(message, apiKey string) string {
	mac := hmac.New(sha256.New, []byte(apiKey))
	mac.Write([]byte(message))
	return hex.EncodeToString(mac.Sum(nil))
}
