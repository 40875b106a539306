package handlers

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"placard/handlers/signedurl"
	"placard/render"
)

// crawl is a request as a crawler of link previews sends it.
type crawl struct {
	name   string
	method string
	target string
	header []string
	status int
	bytes  int // of the body; -1: the whole picture, as JPEG
}

// Requests of crawlers, with what becomes of URLs on their way through pages, chats and proxies. Each is
// answered right: with the picture, with the part of it, or with a refusal where bytes that were signed
// have changed.
func TestCrawlers(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	old := sign(t, "card.jpg", `[{"id":"title","text":"ÿ >>> ~~~"}]`, signedurl.Param{Name: "w", Value: "600"})
	card := signV2(t, "v1/og", params("title=a b+c & d", "width=600")...)
	open := signV2(t, "v1/image/card", params("title=Hi", "width=600")...)
	named := keyIDSigned("/v1/og?title=a+b&width=600&key_id=" + keyID)
	full := len(r.get(t, old).body)
	tag := r.get(t, old).Header.Get("Etag")
	swapped := func(u string) string { // the same parameters, the first of them last
		path, query, _ := strings.Cut(u, "?")
		first, rest, _ := strings.Cut(query, "&")
		return path + "?" + rest + "&" + first
	}
	const (
		facebook = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
		whatsapp = "WhatsApp/2.23.20.0 A"
		linkedin = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
		slack    = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
		twitter  = "Twitterbot/1.0"
		discord  = "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"
		telegram = "TelegramBot (like TwitterBot)"
	)
	const get, head = http.MethodGet, http.MethodHead
	tests := []crawl{
		{"facebook, the first half megabyte", get, old, []string{"User-Agent", facebook, "Range", "bytes=0-524287", "Accept-Encoding", "deflate, gzip"}, 206, full},
		{"facebook, click id after the signature", get, old + "&fbclid=IwAR0x", []string{"User-Agent", facebook}, 200, -1},
		{"utm parameters after the signature", get, old + "&utm_source=x&w=9", nil, 200, -1},
		{"slack, a small first part", get, old, []string{"User-Agent", slack, "Range", "bytes=0-9"}, 206, 10},
		{"slack, the last bytes", get, old, []string{"User-Agent", slack, "Range", "bytes=-2"}, 206, 2},
		{"linkedin looks first", head, old, []string{"User-Agent", linkedin}, 200, 0},
		{"linkedin, a new card", head, card, []string{"User-Agent", linkedin}, 200, 0},
		{"twitter", get, card, []string{"User-Agent", twitter, "Accept", "*/*"}, 200, -1},
		{"whatsapp asks for WebP", get, open, []string{"User-Agent", whatsapp, "Accept", "image/webp"}, 200, -1},
		{"discord, negotiated", get, open, []string{"User-Agent", discord, "Accept", "image/webp,*/*"}, 200, -1},
		{"telegram comes again", get, old, []string{"User-Agent", telegram, "If-None-Match", tag}, 304, 0},
		{"a part of what has changed since", get, old, []string{"Range", "bytes=0-9", "If-Range", `"other"`}, 200, -1},
		{"several parts", get, old, []string{"Range", "bytes=0-1,4-5"}, 206, -2},
		{"beyond the end", get, old, []string{"Range", "bytes=99999999-"}, 416, -2},
		{"a range that is none", get, old, []string{"Range", "bytes=x"}, 416, -2},

		{"pasted from a page's source", get, strings.ReplaceAll(old, "&", "&amp;"), nil, 200, -1},
		{"pasted from a page's source, v2", get, strings.ReplaceAll(card, "&", "&amp;"), nil, 200, -1},
		{"pasted from a page's source, key_id", get, strings.ReplaceAll(named, "&", "&amp;"), nil, 200, -1},
		{"spaces as plus", get, strings.ReplaceAll(card, "%20", "+"), nil, 200, -1},
		{"plus as a space's escape", get, strings.ReplaceAll(named, "+", "%20"), nil, 200, -1},
		{"letters escaped", get, strings.ReplaceAll(card, "title", "titl%65"), nil, 200, -1},
		{"parameters in another order", get, swapped(card), nil, 200, -1},
		{"parameters in another order, key_id", get, swapped(named), nil, 200, -1},
		{"with the fragment", get, old + "#share", nil, 200, -1},

		{"a parameter added to v2", get, card + "&fbclid=IwAR0x", []string{"User-Agent", facebook}, 403, -2},
		{"a parameter added to key_id", get, named + "&utm_source=x", nil, 403, -2},
		{"base64 re-encoded", get, strings.Replace(old, "+", "%2B", 1), nil, 403, -2},
		{"the signature in capitals", get, old[:len(old)-64] + strings.ToUpper(old[len(old)-64:]), nil, 403, -2},
		{"lower-cased", get, strings.ToLower(old), nil, 403, -2},
		{"cut off by a chat", get, old[:len(old)-1], nil, 403, -2},
		{"with what followed it in the text", get, old + ")", nil, 403, -2},
	}
	for _, c := range tests {
		a := r.do(t, c.method, c.target, c.header...)
		if a.StatusCode != c.status {
			t.Errorf("%s: %s, want %d: %.200s", c.name, a.Status, c.status, a.body)
			continue
		}
		if err := c.check(a); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if a.Header.Get("Location") != "" {
			t.Errorf("%s: redirected to %s", c.name, a.Header.Get("Location"))
		}
	}
	t.Logf("%d requests of crawlers, each answered right", len(tests))
}

// check looks at the body, and at the type that it says it is.
func (c crawl) check(a answer) error {
	switch {
	case c.bytes >= 0 && len(a.body) != c.bytes:
		return fmt.Errorf("%d bytes, want %d", len(a.body), c.bytes)
	case c.status == http.StatusOK && a.Header.Get("Content-Type") != "image/jpeg":
		return fmt.Errorf("it is %s", a.Header.Get("Content-Type"))
	case c.status == http.StatusOK && a.ContentLength <= 0:
		return fmt.Errorf("no Content-Length")
	case c.bytes == -1:
		config, err := jpeg.DecodeConfig(bytes.NewReader(a.body))
		if err == nil && config.Width != 600 {
			err = fmt.Errorf("%d px wide", config.Width)
		}
		return err
	}
	return nil
}
