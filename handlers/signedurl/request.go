package signedurl

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// Scheme "request":
//
//	/{template}.{ext}?c={changes}&…&s={hex of HMAC-SHA256(API key, message)}
//
// The message is all that stands before "&s=", byte for byte: either from the template's name on, or the
// whole public URL. Nothing is normalised or decoded before the signature holds, so there is no second
// spelling of a URL that verifies unless its signer wrote it that way. What follows the signature is not
// signed and is ignored.

const (
	signatureMark = "&s="     // ends the signed message
	escapedMark   = "&amp;s=" // the same after HTML escaping
	signedFolder  = "signed/" // a path prefix that pictures are served under too
	changesPrefix = "c="      // begins every query
)

// unescapeHTML undoes one round of HTML escaping, for URLs that were pasted from a page's source.
var unescapeHTML = strings.NewReplacer("&amp;", "&")

func claimRequest(rest string, bases []string) (claim, error) {
	message, signature, ok := cut(rest)
	if !ok {
		return claim{}, fmt.Errorf("%w: it has no &s=", ErrMissing)
	}
	name := strings.TrimPrefix(message, signedFolder)
	messages := make([]string, 1, 1+len(bases))
	messages[0] = name // as the documentation prints it
	for _, base := range bases {
		messages = append(messages, base+message)
	}
	return claim{
		scheme: SchemeRequest, messages: messages, signature: signature,
		secrets: apiKeys, sign: signHex,
		read: func() (Request, error) { return readRequest(message) },
	}, nil
}

// cut splits path and query at the first signature mark, and drops what follows the signature. Only
// when the URL has no mark at all is one round of HTML escaping undone.
func cut(rest string) (message, signature string, ok bool) {
	message, tail, ok := strings.Cut(rest, signatureMark)
	if !ok && strings.Contains(rest, escapedMark) {
		message, tail, ok = strings.Cut(unescapeHTML.Replace(rest), signatureMark)
	}
	signature, _, _ = strings.Cut(tail, "&")
	return message, signature, ok
}

// readRequest reads a message whose signature holds: "article-card.jpg?c=…&w=600".
func readRequest(message string) (Request, error) {
	rawPath, query, _ := strings.Cut(message, "?")
	path, err := decodePath(rawPath)
	if err != nil {
		return Request{}, err
	}
	template, ext, err := splitName(strings.TrimPrefix(path, signedFolder))
	if err != nil || ext == "" {
		return Request{}, fmt.Errorf("%w: path: want {template}.{ext}, such as article-card.jpg", ErrMalformed)
	}
	query, ok := strings.CutPrefix(query, changesPrefix)
	if !ok {
		return Request{}, fmt.Errorf("%w: the query must begin with c=, the changes", ErrMalformed)
	}
	c, options, more := strings.Cut(query, "&")
	c, err = url.PathUnescape(c) // not QueryUnescape: a raw "+" is a digit of base64
	if err != nil {
		return Request{}, fmt.Errorf("%w: c: %w", ErrMalformed, err)
	}
	changes, err := decodeChanges(c)
	if err != nil {
		return Request{}, err
	}
	r := Request{Path: path, Template: template, Ext: ext, Changes: changes}
	if !more {
		return r, nil
	}
	params, err := readQuery(options)
	if err != nil {
		return Request{}, err
	}
	err = r.take(params)
	return r, err
}

// decodeChanges reads base64 in any of the spellings that clients send: the standard alphabet or the
// URL-safe one (RFC 4648, sections 4 and 5), padded or not. Each byte string has one encoding in each
// spelling: left-over bits must be zero, and alphabets do not mix.
func decodeChanges(text string) ([]byte, error) {
	changes, err := decodeBase64(text)
	if err != nil {
		return nil, fmt.Errorf("%w: c: %w", ErrMalformed, err)
	}
	return changes, nil
}

func decodeBase64(text string) ([]byte, error) {
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		return nil, base64.CorruptInputError(i) // encoding/base64 skips line breaks
	}
	encoding := base64.StdEncoding
	if strings.ContainsAny(text, "-_") {
		encoding = base64.URLEncoding
	}
	if !strings.HasSuffix(text, "=") {
		encoding = encoding.WithPadding(base64.NoPadding)
	}
	return encoding.Strict().DecodeString(text)
}
