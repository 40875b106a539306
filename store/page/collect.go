package page

import (
	"cmp"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"placard/store"
)

// maxToken bounds one tag or text, so that an attribute of a megabyte is not held several times over.
const maxToken = 256 << 10

// said is what was found, as it stands in the page.
type said struct {
	meta  map[string]string // by property or name, in lower case; the first counts
	title string
	base  string
	icons []icon
}

// icon is a <link rel=icon>.
type icon struct{ rel, href, kind, sizes string }

// maxIcons is looked at: a page with more is playing.
const maxIcons = 32

// wanted are the names of <meta> that are kept. A page may have thousands of others.
var wanted = map[string]bool{
	"og:title": true, "twitter:title": true,
	"og:description": true, "twitter:description": true, "description": true,
	"og:site_name": true, "application-name": true,
	"og:image:secure_url": true, "og:image": true, "og:image:url": true, "twitter:image": true, "twitter:image:src": true,
	"theme-color": true,
}

// collect reads tags until the page ends. A page's head comes before its body, so the first of a kind is
// the head's; some pages have metadata in the body only.
func collect(r io.Reader) said {
	s := said{meta: map[string]string{}}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxToken)
	inBody := false
	for {
		switch z.Next() {
		case html.ErrorToken: // the end, or a token too long: what was found counts
			return s
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttributes := z.TagName()
			switch atom.Lookup(name) {
			case atom.Title: // in the body it would be a drawing's
				if !inBody && s.title == "" && z.Next() == html.TextToken {
					s.title = string(z.Text())
				}
			case atom.Meta:
				s.addMeta(attributes(z, hasAttributes))
			case atom.Link:
				s.addLink(attributes(z, hasAttributes))
			case atom.Base:
				if href := attributes(z, hasAttributes)["href"]; s.base == "" {
					s.base = href
				}
			case atom.Body:
				inBody = true
			}
		}
	}
}

// attributes returns those of the current tag that matter. As in browsers, the first of a name counts.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	found := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch name := string(key); name {
		case "property", "name", "content", "rel", "href", "type", "sizes", "media":
			if _, ok := found[name]; !ok {
				found[name] = string(value)
			}
		}
	}
	return found
}

func (s *said) addMeta(a map[string]string) {
	content := strings.TrimSpace(a["content"])
	if content == "" {
		return
	}
	for _, name := range []string{a["property"], a["name"]} { // pages mix the two up
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "theme-color" && strings.Contains(strings.ToLower(a["media"]), "dark") {
			continue // a second one, for readers who like it dark
		}
		if _, ok := s.meta[name]; !ok && wanted[name] {
			s.meta[name] = content
		}
	}
}

func (s *said) addLink(a map[string]string) {
	if a["href"] == "" || len(s.icons) == maxIcons {
		return
	}
	for rel := range strings.FieldsSeq(strings.ToLower(a["rel"])) {
		if rel == "icon" || rel == "apple-touch-icon" || rel == "apple-touch-icon-precomposed" {
			s.icons = append(s.icons, icon{rel, a["href"], strings.ToLower(a["type"]), a["sizes"]})
			return
		}
	}
}

// first returns the first of the names of which the page says anything that clean leaves something of.
func (s *said) first(clean func(string) string, names ...string) string {
	for _, name := range names {
		if v := clean(s.meta[name]); v != "" {
			return v
		}
	}
	return ""
}

// card bounds and cleans what was found. Links are relative to the page, or to what it says instead.
func (s said) card(at *url.URL) store.PageCard {
	base := at
	if u, err := at.Parse(strings.TrimSpace(s.base)); err == nil {
		base = u
	}
	return complete(store.PageCard{
		Title:       cmp.Or(s.first(line(maxTitle), "og:title", "twitter:title"), text(s.title, maxTitle)),
		Description: s.first(line(maxDescription), "og:description", "twitter:description", "description"),
		SiteName:    s.first(line(maxSiteName), "og:site_name", "application-name"),
		Image: s.first(func(ref string) string { return link(base, ref) },
			"og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
		Icon:       bestIcon(base, s.icons),
		ThemeColor: s.first(color, "theme-color"),
	}, at)
}

// line is text of at most limit characters.
func line(limit int) func(string) string {
	return func(s string) string { return text(s, limit) }
}
