// Package page reads what a web page says of itself: the metadata that link previews are made of (Open
// Graph, Twitter cards, and what HTML had before them). It fetches nothing but the page, and runs nothing
// of it.
//
// All that a page says is its own claim, and may be made to look like another's: PageCard.URL alone is
// where the page really was. Texts are bounded, and free of what would turn or hide the text around them.
// It is safe for concurrent use.
package page

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"placard/store"
)

const (
	// maxPage is read of a page; what counts stands at its beginning.
	maxPage = 1 << 20
	// accept asks for a page, and takes what comes: a URL may be of a picture.
	accept = "text/html,application/xhtml+xml,image/*;q=0.5,*/*;q=0.1"
)

// Getter fetches a URL, of a body longer than limit only its beginning.
type Getter interface {
	Get(ctx context.Context, url, accept string, limit int64) (store.Fetched, error)
}

// Error is why a URL has no card. It matches store.ErrUpstream, and its text is fit for clients.
type Error struct{ Reason string }

func (e *Error) Error() string { return e.Reason }

// Is implements errors.Is.
func (e *Error) Is(target error) bool { return target == store.ErrUpstream }

// Reader reads pages.
type Reader struct{ get Getter }

// New makes a Reader that fetches by get.
func New(get Getter) *Reader { return &Reader{get} }

// Read returns what a page says of itself. Only URL, SiteName and Title are sure to be there. Errors are
// the Getter's, or an *Error for what is no page.
func (r *Reader) Read(ctx context.Context, rawURL string) (store.PageCard, error) {
	f, err := r.get.Get(ctx, rawURL, accept, maxPage)
	if err != nil {
		return store.PageCard{}, err
	}
	base, err := url.Parse(f.URL)
	if err != nil {
		return store.PageCard{}, &Error{Reason: "the page's address cannot be read"}
	}
	switch kind := mediaType(f); {
	case kind == "text/html" || kind == "application/xhtml+xml":
		return parse(f, base), nil
	case drawn[kind]:
		return complete(store.PageCard{Title: text(path.Base(base.Path), maxTitle), Image: f.URL}, base), nil
	}
	return store.PageCard{}, &Error{Reason: base.Hostname() + ": sent neither a page nor a picture"}
}

// mediaType believes the server, and looks itself where the server says nothing.
func mediaType(f store.Fetched) string {
	kind, _, err := mime.ParseMediaType(f.Type)
	if err != nil || kind == "application/octet-stream" {
		kind, _, _ = mime.ParseMediaType(http.DetectContentType(f.Body))
	}
	return kind
}

// parse reads a page in the encoding that it is in: by its mark, its Content-Type or its own word. Where
// none says, a page that can be UTF-8 is, and others are what browsers take them for.
func parse(f store.Fetched, base *url.URL) store.PageCard {
	encoding, _, certain := charset.DetermineEncoding(f.Body, f.Type)
	if !certain && validUTF8(f.Body) {
		encoding = unicode.UTF8
	}
	return collect(encoding.NewDecoder().Reader(bytes.NewReader(f.Body))).card(base)
}

// validUTF8 forgives a character that was cut in two at the end.
func validUTF8(body []byte) bool {
	for range utf8.UTFMax - 1 {
		if utf8.Valid(body) || len(body) == 0 {
			return true
		}
		body = body[:len(body)-1]
	}
	return utf8.Valid(body)
}

// complete fills in what a page did not say from where it is.
func complete(c store.PageCard, base *url.URL) store.PageCard {
	site := strings.TrimPrefix(base.Hostname(), "www.")
	c.URL = base.String()
	if c.SiteName == "" {
		c.SiteName = site
	}
	if c.Title == "" {
		c.Title = c.SiteName
	}
	return c
}
