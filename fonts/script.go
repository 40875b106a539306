package fonts

import (
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/bidi"
)

// resolveScripts gives each character the script it is shaped in (UAX #24, section 5): a common or inherited
// character (space, digit, mark) takes that of the text before it, or after it at the beginning, and a
// closing bracket that of its opening one. So runs are cut only where the writing system changes.
func resolveScripts(dst []language.Script, text []rune) []language.Script {
	dst = dst[:0]
	current := language.Common
	var open []openDelimiter
	for i, r := range text {
		script := scriptOf(r)
		if closing, ok := closingDelimiter(r); ok && len(open) < maxOpenDelimiters {
			open = append(open, openDelimiter{closing: closing, at: i})
		}
		if script.Strong() && script != language.Unknown {
			current = script
			dst = append(dst, script)
			continue
		}
		resolved := current
		for top := len(open) - 1; top >= 0; top-- {
			if open[top].closing == r {
				resolved = dst[open[top].at]
				open = open[:top]
				break
			}
		}
		dst = append(dst, resolved)
		if resolved.Strong() {
			current = resolved
		}
	}
	fillLeading(dst)
	return dst
}

// maxOpenDelimiters bounds the search for an opening bracket, as bidi's does.
const maxOpenDelimiters = 63

type openDelimiter struct {
	closing rune
	at      int
}

// fillLeading gives common characters at the beginning the first script there is.
func fillLeading(scripts []language.Script) {
	first := 0
	for first < len(scripts) && scripts[first] == language.Common {
		first++
	}
	if first == len(scripts) {
		return
	}
	for i := range first {
		scripts[i] = scripts[first]
	}
}

// scriptOf is a character's own script.
func scriptOf(r rune) language.Script {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return language.Latin
	case r < 0x80:
		return language.Common
	}
	return language.LookupScript(r)
}

// quotes are the paired delimiters that are not brackets to bidi.
var quotes = map[rune]rune{'«': '»', '‹': '›', '“': '”', '‘': '’', '„': '“', '‚': '‘'}

// closingDelimiter is what closes an opening bracket or quote.
func closingDelimiter(r rune) (closing rune, ok bool) {
	switch {
	case r == '(':
		return ')', true
	case r == '[':
		return ']', true
	case r == '{':
		return '}', true
	case r < 0x80:
		return 0, false
	}
	if closing, ok = quotes[r]; ok {
		return closing, true
	}
	if properties, _ := bidi.LookupRune(r); properties.IsOpeningBracket() {
		return []rune(bidi.ReverseString(string(r)))[0], true
	}
	return 0, false
}

// isSpace is true for the white space that hangs at the end of a line: White_Space but for the spaces that
// do not break (U+00A0, U+2007, U+202F).
func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || '\t' <= r && r <= '\r'
	case '\u2000' <= r && r <= '\u200a':
		return r != '\u2007'
	}
	switch r {
	case '\u0085', '\u1680', '\u2028', '\u2029', '\u205f', '\u3000':
		return true
	}
	return false
}

// setWestern is true for the scripts whose digits and Latin are by custom set in the Western face beside
// them, not with the script's own (JLREQ, CLREQ, KLREQ).
func setWestern(script language.Script) bool {
	switch script {
	case language.Han, language.Hiragana, language.Katakana, language.Hangul, language.Bopomofo:
		return true
	}
	return false
}

// breaksAnywhere is true for the scripts that write no spaces between words, whose breaks take a dictionary
// (line breaking class SA). Here they break between clusters.
func breaksAnywhere(script language.Script) bool {
	switch script {
	case language.Thai, language.Lao, language.Khmer, language.Myanmar,
		language.Tai_Le, language.New_Tai_Lue, language.Tai_Tham, language.Tai_Viet:
		return true
	}
	return false
}
