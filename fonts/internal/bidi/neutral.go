package bidi

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// maxBrackets is how many brackets may be open before N0 gives up on the sequence (BD16).
const maxBrackets = 63

// bracketFinder is the working memory of N0.
type bracketFinder struct {
	open  []openBracket
	pairs []bracketPair
}

type openBracket struct {
	closing rune // the canonical bracket that would close it
	item    int
}

type bracketPair struct{ opening, closing int } // items

// resolveBrackets applies N0: both brackets of a pair take the direction of what they enclose, or of
// their context.
func (s *sequence) resolveBrackets(text []rune) {
	s.findPairs(text)
	slices.SortFunc(s.brackets.pairs, func(a, b bracketPair) int { return a.opening - b.opening })
	scan := contextScan{class: s.sos}
	for _, pair := range s.brackets.pairs {
		context := scan.upTo(s, pair.opening)
		if class := s.pairClass(pair, context); class != bidi.ON {
			s.setBracket(pair.opening, class)
			s.setBracket(pair.closing, class)
		}
	}
}

// findPairs applies BD16.
func (s *sequence) findPairs(text []rune) {
	f := &s.brackets
	f.open, f.pairs = f.open[:0], f.pairs[:0]
	for i := range s.items {
		if s.items[i].class != bidi.ON {
			continue
		}
		r := text[s.items[i].index]
		properties, _ := bidi.LookupRune(r)
		switch {
		case !properties.IsBracket():
		case properties.IsOpeningBracket():
			if len(f.open) == maxBrackets {
				return
			}
			f.open = append(f.open, openBracket{closing: canonicalBracket(mirror(r)), item: i})
		default:
			f.close(canonicalBracket(r), i)
		}
	}
}

// close pairs a closing bracket with the innermost one that it closes, and drops those inside.
func (f *bracketFinder) close(bracket rune, item int) {
	for top := len(f.open) - 1; top >= 0; top-- {
		if f.open[top].closing == bracket {
			f.pairs = append(f.pairs, bracketPair{f.open[top].item, item})
			f.open = f.open[:top]
			return
		}
	}
}

// mirror returns the other bracket of a pair.
func mirror(bracket rune) rune {
	return []rune(bidi.ReverseString(string(bracket)))[0]
}

// canonicalBracket folds the only brackets with a canonical equivalent (UAX #9, 3.1.3).
func canonicalBracket(r rune) rune {
	switch r {
	case '\u2329':
		return '\u3008'
	case '\u232a':
		return '\u3009'
	}
	return r
}

// contextScan finds the strong class before each of a rising series of items, in one pass.
type contextScan struct {
	class bidi.Class
	next  int
}

func (c *contextScan) upTo(s *sequence, item int) bidi.Class {
	for ; c.next < item; c.next++ {
		if class := strongClass(s.items[c.next].class); class != bidi.ON {
			c.class = class
		}
	}
	return c.class
}

// strongClass sees numbers as R, as N0–N2 do; ON is anything that is not strong.
func strongClass(class bidi.Class) bidi.Class {
	switch class {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.AN, bidi.EN:
		return bidi.R
	}
	return bidi.ON
}

// pairClass decides N0 b–d for a pair; ON leaves it to N1 and N2.
func (s *sequence) pairClass(pair bracketPair, context bidi.Class) bidi.Class {
	embedding := classOf(s.level)
	opposite := false
	for i := pair.opening + 1; i < pair.closing; i++ {
		switch strongClass(s.items[i].class) {
		case embedding:
			return embedding
		case bidi.ON:
		default:
			opposite = true
		}
	}
	if !opposite {
		return bidi.ON
	}
	return context // the opposite direction where the context has it, else the embedding's
}

// setBracket sets a bracket's class, and that of the marks on it.
func (s *sequence) setBracket(i int, class bidi.Class) {
	s.items[i].class = class
	for i++; i < len(s.items) && s.items[i].original == bidi.NSM; i++ {
		s.items[i].class = class
	}
}

// resolveNeutral applies N1 and N2.
func (s *sequence) resolveNeutral() {
	before := s.sos
	for i := 0; i < len(s.items); i++ {
		if class := strongClass(s.items[i].class); class != bidi.ON {
			before = class
			continue
		}
		end, after := i, s.eos
		for end < len(s.items) && strongClass(s.items[end].class) == bidi.ON {
			end++
		}
		if end < len(s.items) {
			after = strongClass(s.items[end].class)
		}
		class := classOf(s.level)
		if before == after {
			class = before
		}
		for ; i < end; i++ {
			s.items[i].class = class
		}
		i--
	}
}
