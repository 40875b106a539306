package signedurl

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ErrUnsignable is returned for what would not make a URL that verifies.
var ErrUnsignable = errors.New("cannot be signed")

// Expires returns the parameter that makes a URL hold until a time, to the second, and no longer.
func Expires(at time.Time) Param {
	return Param{Name: paramExpires, Value: strconv.FormatInt(at.Unix(), 10)}
}

// Changes returns the parameter that carries changes, as JSON, in a KeySigner's URL.
func Changes(json []byte) Param {
	return Param{Name: paramChanges, Value: base64.RawURLEncoding.EncodeToString(json)}
}

// KeySigner makes signed URLs of scheme "v2".
type KeySigner struct {
	KeyID  string // key_…, public
	Secret string // the signing secret, sig_secret_…
	// Base is put before the path: "https://cards.example.com". Without it URLs begin with a slash.
	Base string
}

// URL returns the signed URL of a path such as "v1/og" or "v1/image/card.png" with these parameters:
// options such as width=600, variables of the template, Changes and Expires. The same parameters in
// another order give the same URL. Errors match ErrUnsignable or ErrTooLong.
func (s KeySigner) URL(path string, params []Param) (string, error) {
	if s.KeyID == "" || s.Secret == "" {
		return "", fmt.Errorf("%w: the key's id or its signing secret is empty", ErrUnsignable)
	}
	base, err := readBase(s.Base)
	if err != nil {
		return "", err
	}
	r, err := readEndpoint(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	query := encode(append([]Param{{Name: paramKeyID, Value: s.KeyID}}, params...))
	if _, err := readQuery(query); err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	if err := r.take(params); err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	message := "/" + r.Path + "?" + query
	return checkLength(base + message + "&" + paramSignature + "=" + v2Prefix + signBase64(message, s.Secret))
}

// Signer makes signed URLs of scheme "request".
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

// URL returns the signed URL of a template's picture. The template is an id, or an id and a version such
// as card@3. The extension chooses the format; changes are JSON, a list such as
// [{"id":"title","text":"Hi"}], or nil for none; options, such as w=600, are signed too. Errors match
// ErrUnsignable or ErrTooLong.
func (s Signer) URL(template, ext string, changes []byte, options ...Param) (string, error) {
	if s.Key == "" {
		return "", fmt.Errorf("%w: the key is empty", ErrUnsignable)
	}
	if !plain(template) || !plain(ext) || strings.Contains(ext, ".") {
		return "", fmt.Errorf("%w: %q.%q: only letters, digits, '-', '_', '.' and '@' may stand in a name", ErrUnsignable, template, ext)
	}
	base, err := readBase(s.Base)
	if err != nil {
		return "", err
	}
	if base != "" {
		base += "/"
	}
	if len(changes) == 0 {
		changes = []byte("[]")
	}
	message := template + "." + ext + "?" + changesPrefix + base64.StdEncoding.EncodeToString(changes)
	for _, o := range options {
		message += "&" + url.QueryEscape(o.Name) + "=" + url.QueryEscape(o.Value)
	}
	if _, err := readRequest(message); err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	signed := message
	if s.SignBase {
		signed = base + message
	}
	return checkLength(base + message + signatureMark + signHex(signed, s.Key))
}

// readBase checks a base and takes the slash from its end.
func readBase(base string) (string, error) {
	if base == "" {
		return "", nil
	}
	if err := (Config{PublicBases: []string{base}}).Validate(); err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	return strings.TrimRight(base, "/"), nil
}

func checkLength(u string) (string, error) {
	if len(u) > MaxURLBytes {
		return "", fmt.Errorf("%w: %d bytes, at most %d; shorten the changes", ErrTooLong, len(u), MaxURLBytes)
	}
	return u, nil
}
