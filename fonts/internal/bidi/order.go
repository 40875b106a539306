package bidi

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// Trailing is how a character behaves under L1.
type Trailing uint8

// The behaviours. White stands for white space, isolate controls and the characters that X9 removes: at
// the end of a line or before a separator they take the base level. A separator always does.
const (
	Visible Trailing = iota
	White
	Separator
)

// TrailingOf classifies a character for L1.
func TrailingOf(r rune) Trailing {
	switch ClassOf(r) {
	case bidi.WS, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI,
		bidi.BN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF:
		return White
	case bidi.S, bidi.B:
		return Separator
	}
	return Visible
}

// ResetTrailing applies L1 to the levels of one line, in place.
func ResetTrailing(levels []Level, trailing []Trailing, baseLevel Level) {
	reset := true
	for i := len(levels) - 1; i >= 0; i-- {
		switch trailing[i] {
		case Visible:
			reset = false
		case Separator:
			reset = true
		}
		if reset {
			levels[i] = baseLevel
		}
	}
}

// Order applies L2: it returns the indices of the levels of one line as they stand from left to right.
// An element may be a character or any longer stretch of one level.
func Order(levels []Level) []int {
	order := make([]int, len(levels))
	var highest, lowestOdd Level = 0, 255
	for i, level := range levels {
		order[i] = i
		highest = max(highest, level)
		if level%2 == 1 {
			lowestOdd = min(lowestOdd, level)
		}
	}
	for level := highest; level >= lowestOdd; level-- {
		for i := 0; i < len(order); i++ {
			end := i
			for end < len(order) && levels[order[end]] >= level {
				end++
			}
			slices.Reverse(order[i:end])
			i = max(i, end)
		}
	}
	return order
}
