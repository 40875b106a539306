package signedurl

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

// parse reads a message whose signature holds: "article-card.jpg?c=…&w=600".
func parse(message string) (Request, error) {
	name, query, _ := strings.Cut(message, "?")
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || dot == len(name)-1 || strings.Contains(name, "/") {
		return Request{}, fmt.Errorf("%w: path: want {template}.{ext}, such as article-card.jpg", ErrMalformed)
	}
	query, ok := strings.CutPrefix(query, changesPrefix)
	if !ok {
		return Request{}, fmt.Errorf("%w: the query must begin with c=, the changes", ErrMalformed)
	}
	c, rest, more := strings.Cut(query, "&")
	changes, err := decodeChanges(c)
	if err != nil {
		return Request{}, fmt.Errorf("%w: c: %w", ErrMalformed, err)
	}
	r := Request{Template: name[:dot], Ext: name[dot+1:], Changes: changes}
	if !more {
		return r, nil
	}
	for _, pair := range strings.Split(rest, "&") {
		p, err := decodeParam(pair)
		if err != nil {
			return Request{}, fmt.Errorf("%w: option %q: %w", ErrMalformed, pair, err)
		}
		r.Options = append(r.Options, p)
	}
	return r, nil
}

func decodeParam(pair string) (Param, error) {
	rawName, rawValue, ok := strings.Cut(pair, "=")
	if !ok || rawName == "" {
		return Param{}, fmt.Errorf("want name=value")
	}
	name, err := url.QueryUnescape(rawName)
	if err != nil {
		return Param{}, err
	}
	value, err := url.QueryUnescape(rawValue)
	if err != nil {
		return Param{}, err
	}
	return Param{Name: name, Value: value}, nil
}

// decodeChanges reads base64 in any of the spellings that clients send: the standard alphabet or the
// URL-safe one (RFC 4648, sections 4 and 5), padded or not, percent-encoded or not. A raw "+" is a
// plus, which is why no query parser may touch the value first. Each byte string has one encoding in
// each spelling: left-over bits must be zero, and alphabets do not mix.
func decodeChanges(c string) ([]byte, error) {
	text, err := url.PathUnescape(c)
	if err != nil {
		return nil, err
	}
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
