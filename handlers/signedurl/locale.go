package signedurl

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// punctuation is ASCII in the order of the Unicode collation algorithm's root table (CLDR), in which all
// of it comes before digits and letters, and counts.
const punctuation = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

// localeCompare orders parameter names as JavaScript's String.prototype.localeCompare does: by letters
// first, whatever their case, and where all letters are the same by case, lower first. It holds for names
// in ASCII; other characters follow those, in the order of their code points.
func localeCompare(a, b string) int {
	for restA, restB := a, b; restA != "" && restB != ""; {
		runeA, sizeA := utf8.DecodeRuneInString(restA)
		runeB, sizeB := utf8.DecodeRuneInString(restB)
		if c := cmp.Compare(primary(runeA), primary(runeB)); c != 0 {
			return c
		}
		restA, restB = restA[sizeA:], restB[sizeB:]
	}
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return -strings.Compare(a, b) // lower case, which has the greater bytes, comes first
}

// primary is the weight of a character that its case does not change.
func primary(r rune) int {
	switch {
	case r >= 'a' && r <= 'z':
		return int(r) + utf8.RuneSelf
	case r >= 'A' && r <= 'Z':
		return int(r-'A'+'a') + utf8.RuneSelf
	case r >= '0' && r <= '9':
		return int(r) + utf8.RuneSelf
	}
	if i := strings.IndexRune(punctuation, r); i >= 0 {
		return i + 1
	}
	return int(r) + 2*utf8.RuneSelf
}
