package fonts

import "unicode"

// bound says whether text[at] is written as one with the letter before it, whatever the font makes of it, so that
// no change of style may part them: an alef after a lam, and a letter after a sign that stacks or joins it (the
// linkers of GB9c in UAX #29, and those of scripts that were left for later).
func bound(text []rune, at int) bool {
	if at == 0 || at >= len(text) {
		return false
	}
	switch text[at] {
	case 'ا', 'أ', 'إ', 'آ', 'ٱ':
		before := at - 1
		for before > 0 && unicode.Is(unicode.Mn, text[before]) {
			before--
		}
		return text[before] == 'ل'
	}
	before := at - 1
	if text[before] == zeroWidthJoiner && before > 0 {
		before--
	}
	return isLinker(text[before]) && unicode.IsLetter(text[at]) && scriptOf(text[at]) == scriptOf(text[before])
}

// isLinker is true for the viramas that join the letter that follows. Those that only take a vowel away, as in
// Tamil and Thai, do not.
func isLinker(r rune) bool {
	switch r {
	case '\u094d', '\u09cd', '\u0acd', '\u0b4d', '\u0c4d', '\u0ccd', '\u0d4d', '\u1039', '\u17d2', '\u1a60':
		return true
	}
	return false
}
