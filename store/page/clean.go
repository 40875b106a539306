package page

import (
	"net/url"
	"strings"
	"unicode"

	"placard/templates"
)

// Bounds of what is kept, in characters. Cards show far less; templates take no more than some thousand.
const (
	maxTitle       = 300
	maxDescription = 1000
	maxSiteName    = 100
	// maxLink is what common browsers, caches and content networks take, in bytes.
	maxLink = 2048
)

// text makes one line of a claim: white space is one space, and what cannot be seen but turns, hides or
// replaces what can be is gone. Joiners and single marks of direction stay: scripts are written with them.
func text(s string, limit int) string {
	var b strings.Builder
	count, last, space := 0, 0, false // last: where the last character that fits begins
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if unseen(r) {
			continue
		}
		if space && count > 0 {
			count++
		}
		if count >= limit {
			return strings.TrimSpace(b.String()[:last]) + "…"
		}
		last = b.Len()
		if space && count > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		count++
	}
	return b.String()
}

// unseen are controls, and of format characters those that turn all that follows, or that have no width
// and no use in text.
func unseen(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\ufeff', r == '\u200b', r == '\u2060', r == '\u00ad':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	case r >= '\ufff9' && r <= '\ufffb':
		return true
	}
	return false
}

// link resolves a URL of the page; "" if it is not one that can be fetched.
func link(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxLink {
		return ""
	}
	u, err := base.Parse(ref)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	if s := u.String(); len(s) <= maxLink {
		return s
	}
	return ""
}

// color keeps what a template takes for a colour.
func color(s string) string {
	s = strings.TrimSpace(s)
	if _, err := templates.ParseColor(s); err != nil {
		return ""
	}
	return s
}
