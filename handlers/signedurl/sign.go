package signedurl

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Signer makes signed URLs.
type Signer struct {
	// Key is the API key, sk_live_…: whoever has it can have any picture made.
	Key string
	// Base is put before the name: "https://cards.example.com" or "https://cards.example.com/signed".
	// Without it URLs are relative.
	Base string
	// SignBase makes Base part of what is signed, so that the URL holds on no other host. The server
	// must then have its public base URL configured.
	SignBase bool
}

// ErrUnsignable is returned for what would not make a URL that verifies.
var ErrUnsignable = errors.New("cannot be signed")

// URL returns the signed URL of a template's picture. The extension chooses the format; changes are
// JSON, a list such as [{"id":"title","text":"Hi"}], or nil for none; options, such as w=600, are
// signed too. Errors match ErrUnsignable or ErrTooLong.
func (s Signer) URL(template, ext string, changes []byte, options ...Param) (string, error) {
	if s.Key == "" {
		return "", fmt.Errorf("%w: the key is empty", ErrUnsignable)
	}
	if !plain(template) || !plain(ext) || strings.Contains(ext, ".") {
		return "", fmt.Errorf("%w: %q.%q: only letters, digits, '-', '_' and '.' may stand in a name", ErrUnsignable, template, ext)
	}
	base := s.Base
	if base != "" {
		if err := (Config{PublicBases: []string{base}}).Validate(); err != nil {
			return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
		}
		base = strings.TrimRight(base, "/") + "/"
	}
	if len(changes) == 0 {
		changes = []byte("[]")
	}
	message := template + "." + ext + "?" + changesPrefix + base64.StdEncoding.EncodeToString(changes)
	for _, o := range options {
		if o.Name == "" || o.Name == "c" || o.Name == "s" {
			return "", fmt.Errorf("%w: an option cannot be called %q", ErrUnsignable, o.Name)
		}
		message += "&" + url.QueryEscape(o.Name) + "=" + url.QueryEscape(o.Value)
	}
	signed := message
	if s.SignBase {
		signed = base + message
	}
	u := base + message + signatureMark + sign(signed, s.Key)
	if len(u) > MaxURLBytes {
		return "", fmt.Errorf("%w: %d bytes, at most %d; shorten the changes", ErrTooLong, len(u), MaxURLBytes)
	}
	return u, nil
}

// plain says whether a name needs no escaping in a path.
func plain(name string) bool {
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("-_.", r):
		default:
			return false
		}
	}
	return name != ""
}
