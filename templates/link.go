package templates

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Link is an address that a reader may be led to: http, https, mailto or tel, in ASCII; empty is none.
type Link string

// linkForm is a scheme that a page of any kind may lead to, and something after it. javascript: and the like
// are refused here, not left to the viewer.
var linkForm = regexp.MustCompile(`^(?i:(https?)://|(mailto|tel):).`)

// bind reads an address. Letters beyond ASCII become percent-encoded UTF-8 (RFC 3987, section 3.1), as files
// hold ASCII only.
func (l *Link) bind(b *binder, n *node) {
	if !b.is(n, stringKind) {
		return
	}
	text := n.text
	switch at := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }); {
	case text == "":
	case !utf8.ValidString(text):
		b.fail(n, "not valid UTF-8")
		return
	case !linkForm.MatchString(text):
		b.fail(n, "%s is not a link; write https://…, http://…, mailto:… or tel:…", quote(text))
		return
	case at >= 0:
		b.fail(n, "%s has white space or a control character in it; write it as %%20 or the like", quote(text))
		return
	}
	encoded := percentEncoded(text)
	if len(encoded) > MaxLink {
		b.tooLarge(n, "%d characters; the limit is %d", len(encoded), MaxLink)
		return
	}
	*l = Link(encoded)
}

// percentEncoded writes the bytes beyond ASCII as %C3%BC.
func percentEncoded(text string) string {
	var out strings.Builder
	for i := range len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}
