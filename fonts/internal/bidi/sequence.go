package bidi

import "golang.org/x/text/unicode/bidi"

// levelRun is a maximal stretch of one level among the characters that X9 leaves (BD7).
type levelRun struct {
	first, last int // of the characters left
	level       Level
}

// sequence is an isolating run sequence (BD13) under resolution.
type sequence struct {
	items    []item
	level    Level
	sos, eos bidi.Class // L or R
	brackets bracketFinder
}

type item struct {
	index    int32      // in the paragraph
	class    bidi.Class // as resolved so far
	original bidi.Class // before W1
}

// findRuns splits the paragraph into level runs. Their first characters get their index in runOf.
func (p *Paragraph) findRuns() {
	p.runs = p.runs[:0]
	previous := -1
	for i, class := range p.types {
		if class == bidi.BN {
			continue
		}
		if previous < 0 || p.levels[i] != p.levels[previous] {
			p.runOf[i] = int32(len(p.runs))
			p.runs = append(p.runs, levelRun{first: i, level: p.levels[i]})
		}
		p.runs[len(p.runs)-1].last = i
		previous = i
	}
}

// collectSequence gathers the isolating run sequence that starts with a run; false where the run
// continues another's sequence (X10).
func (p *Paragraph) collectSequence(run int, baseLevel Level) bool {
	first := p.runs[run]
	if p.original[first.first] == bidi.PDI && p.match[first.first] != noMatch {
		return false
	}
	s := &p.sequence
	s.items = s.items[:0]
	s.level = first.level
	before, after := baseLevel, baseLevel
	if run > 0 {
		before = p.runs[run-1].level
	}
	for {
		current := p.runs[run]
		for i := current.first; i <= current.last; i++ {
			if class := p.types[i]; class != bidi.BN {
				s.items = append(s.items, item{index: int32(i), class: class, original: class})
			}
		}
		if !isIsolateInitiator(p.original[current.last]) {
			if run+1 < len(p.runs) {
				after = p.runs[run+1].level
			}
			break
		}
		pdi := p.match[current.last]
		if pdi == noMatch {
			break
		}
		run = int(p.runOf[pdi])
	}
	s.sos, s.eos = classOf(max(s.level, before)), classOf(max(s.level, after))
	return true
}

// classOf is the strong class of a level's direction.
func classOf(level Level) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// resolve applies the rules for weak and neutral characters.
func (s *sequence) resolve(text []rune) {
	s.resolveWeak()
	s.resolveBrackets(text)
	s.resolveNeutral()
}

// levelOf applies I1 and I2.
func (s *sequence) levelOf(class bidi.Class) Level {
	switch {
	case s.level%2 == 0 && class == bidi.R:
		return s.level + 1
	case s.level%2 == 0 && (class == bidi.AN || class == bidi.EN):
		return s.level + 2
	case s.level%2 == 1 && class != bidi.R:
		return s.level + 1
	}
	return s.level
}
