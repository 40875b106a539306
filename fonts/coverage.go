package fonts

import (
	"slices"

	"github.com/go-text/typesetting/harfbuzz"
	"golang.org/x/text/unicode/norm"
)

// RuneRange is a first and a last character, both included.
type RuneRange [2]rune

// Coverage is the characters that a face can draw: sorted ranges that do not touch.
type Coverage []RuneRange

// newCoverage gathers sorted characters; duplicates are fine.
func newCoverage(sorted []rune) Coverage {
	var c Coverage
	for _, r := range sorted {
		if n := len(c); n > 0 && r <= c[n-1][1]+1 {
			c[n-1][1] = max(r, c[n-1][1])
			continue
		}
		c = append(c, RuneRange{r, r})
	}
	return slices.Clip(c)
}

// Has says whether the face has a glyph for the character.
func (c Coverage) Has(r rune) bool {
	low, high := 0, len(c)
	for low < high {
		middle := int(uint(low+high) / 2)
		if c[middle][1] < r {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low < len(c) && c[low][0] <= r
}

// Without returns the coverage less a range.
func (c Coverage) Without(gone RuneRange) Coverage {
	var left Coverage
	for _, r := range c {
		if before := (RuneRange{r[0], min(r[1], gone[0]-1)}); before[0] <= before[1] {
			left = append(left, before)
		}
		if after := (RuneRange{max(r[0], gone[1]+1), r[1]}); after[0] <= after[1] {
			left = append(left, after)
		}
	}
	return left
}

// Count is how many characters it holds.
func (c Coverage) Count() int {
	n := 0
	for _, r := range c {
		n += int(r[1]-r[0]) + 1
	}
	return n
}

// draws says whether the shaper draws the character with this face, possibly by other means than a glyph
// of its own: it hides ignorable characters, makes spaces of the plain one, takes a hyphen for the
// non-breaking one, and decomposes accented letters.
func (c Coverage) draws(r rune) bool {
	switch {
	case c.Has(r), harfbuzz.IsDefaultIgnorable(r):
		return true
	case isSpace(r) || r == '\u00a0' || r == '\u202f':
		return c.Has(' ')
	case r == '\u2011':
		return c.Has('\u2010')
	}
	return c.drawsDecomposed(r)
}

func (c Coverage) drawsDecomposed(r rune) bool {
	decomposed := norm.NFD.PropertiesString(string(r)).Decomposition()
	for _, part := range string(decomposed) {
		if !c.Has(part) {
			return false
		}
	}
	return len(decomposed) > 0
}

// drawsAll says whether every character is drawn.
func (c Coverage) drawsAll(characters []rune) bool {
	for _, r := range characters {
		if !c.draws(r) {
			return false
		}
	}
	return true
}
