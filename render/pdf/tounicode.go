package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// maxMapped is how many UTF-16 units a code may stand for before readers lose them (mupdf keeps 32
// characters). Longer texts are said by a span around the code.
const maxMapped = 32

// spanned says whether a span must say what the code cannot.
func (c *code) spanned() bool {
	return len(c.text) > maxMapped && len(utf16Of(c.text)) > maxMapped || c.tail != nil && c.tail.spanned()
}

// readable leaves out what is for layout only: places for a hyphen, and directions, which the order of the
// codes has. Control characters are drawn as spaces or not at all.
func readable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) && unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == softHyphen, r == '\ufeff', r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, text)
}

const softHyphen = '\u00ad'

// parts is what a cluster's code says, and what is left for a code that says no more than that and has no
// width.
//
// Text stands on the page from left to right, and readers (poppler, pdf.js, PDFium) turn right-to-left text
// around character by character, whatever code it comes from: so the text of such a code is turned around.
//
// Other text is cut before its first mark, and before the joiners that it ends in. pdf.js takes codes with
// marks to have no width, so that it sees spaces where there are none, and leaves out codes that end in a
// joiner.
func parts(text string, rtl bool) (head, tail string) {
	if rtl {
		runes := []rune(text)
		slices.Reverse(runes)
		return string(runes), ""
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Mn, r) }); i > 0 {
		return text[:i], text[i:]
	}
	head = strings.TrimRightFunc(text, func(r rune) bool { return unicode.Is(unicode.Cf, r) })
	if head == "" {
		return text, ""
	}
	return head, text[len(head):]
}

// toUnicode is the CMap that says what each code stands for (section 9.10.3).
func (s *subset) toUnicode() []byte {
	out := []byte(cmapHead)
	said := make([]*code, 0, len(s.codes))
	for _, c := range s.codes {
		if c.text != "" {
			said = append(said, c)
		}
	}
	const most = 100 // entries of a block
	for len(said) > 0 {
		block := said[:min(most, len(said))]
		said = said[len(block):]
		out = fmt.Appendf(out, "%d beginbfchar\n", len(block))
		for _, c := range block {
			out = append(appendCode(append(out, '<'), c.cid), "> <"...)
			for _, unit := range mapped(c.text) {
				out = appendCode(out, unit)
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, cmapTail...)
}

// mapped is as much of a text as a code may stand for.
func mapped(text string) []uint16 {
	units := utf16Of(text)
	if len(units) <= maxMapped {
		return units
	}
	units = units[:maxMapped]
	if last := units[maxMapped-1]; 0xD800 <= last && last < 0xDC00 {
		return units[:maxMapped-1] // half a character
	}
	return units
}

func utf16Of(text string) []uint16 { return utf16.Encode([]rune(text)) }

const cmapHead = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`

const cmapTail = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`
