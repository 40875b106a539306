package bidi

import "golang.org/x/text/unicode/bidi"

func isIsolateInitiator(class bidi.Class) bool {
	return class == bidi.LRI || class == bidi.RLI || class == bidi.FSI
}

// matchIsolates pairs isolate initiators with their PDI (BD9).
func (p *Paragraph) matchIsolates() {
	p.open = p.open[:0]
	for i, class := range p.original {
		p.match[i] = noMatch
		switch {
		case isIsolateInitiator(class):
			p.open = append(p.open, int32(i))
		case class == bidi.PDI && len(p.open) > 0:
			initiator := p.open[len(p.open)-1]
			p.open = p.open[:len(p.open)-1]
			p.match[i], p.match[initiator] = initiator, int32(i)
		}
	}
}

// baseLevel applies P2 and P3 to the whole paragraph.
func (p *Paragraph) baseLevel(base Base) Level {
	switch base {
	case LTR:
		return 0
	case RTL:
		return 1
	}
	return p.firstStrong(0, len(p.original))
}

// firstStrong is the level that the first strong character in [from, to) asks for, 0 where there is none.
// It steps over isolates, so that all calls for nested isolates together stay linear.
func (p *Paragraph) firstStrong(from, to int) Level {
	for i := from; i < to; i++ {
		switch class := p.original[i]; {
		case class == bidi.L:
			return 0
		case class == bidi.R || class == bidi.AL:
			return 1
		case isIsolateInitiator(class):
			if p.match[i] == noMatch {
				return 0
			}
			i = int(p.match[i])
		}
	}
	return 0
}

// status is an entry of the directional status stack (X1).
type status struct {
	level    Level
	override bidi.Class // L, R, or ON for none
	isolate  bool
}

// explicitState is what rules X1–X8 carry from character to character.
type explicitState struct {
	stack              [maxDepth + 2]status
	depth              int // entries in stack, at least one
	overflowIsolates   int
	overflowEmbeddings int
	validIsolates      int
}

func (s *explicitState) top() *status { return &s.stack[s.depth-1] }

// push enters an embedding or isolate of the given direction; false where it is too deep.
func (s *explicitState) push(rtl bool, override bidi.Class, isolate bool) bool {
	level := (s.top().level + 2) &^ 1 // the next even level
	if rtl {
		level = (s.top().level + 1) | 1 // the next odd level
	}
	if level > maxDepth || s.overflowIsolates > 0 || s.overflowEmbeddings > 0 {
		return false
	}
	s.stack[s.depth] = status{level: level, override: override, isolate: isolate}
	s.depth++
	return true
}

// resolveExplicit applies X1–X9: it sets explicit levels, applies overrides to types, and turns the
// characters that X9 removes into BN.
func (p *Paragraph) resolveExplicit(baseLevel Level) {
	state := explicitState{depth: 1}
	state.stack[0] = status{level: baseLevel, override: bidi.ON}
	for i, class := range p.original {
		switch class {
		case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO: // X2–X5
			p.types[i] = bidi.BN
			if !state.push(class == bidi.RLE || class == bidi.RLO, overrideOf(class), false) &&
				state.overflowIsolates == 0 {
				state.overflowEmbeddings++
			}
		case bidi.RLI, bidi.LRI, bidi.FSI: // X5a–X5c
			p.assign(i, state.top())
			if state.push(p.isolateIsRTL(i), bidi.ON, true) {
				state.validIsolates++
			} else {
				state.overflowIsolates++
			}
		case bidi.PDI:
			state.popIsolate(p.match[i] != noMatch)
			p.assign(i, state.top())
		case bidi.PDF:
			p.types[i] = bidi.BN
			state.popEmbedding()
		case bidi.B: // X8
			p.levels[i] = baseLevel
		case bidi.BN: // X9
		default: // X6
			p.assign(i, state.top())
		}
	}
}

// assign gives character i the level and the override of the current status.
func (p *Paragraph) assign(i int, current *status) {
	p.levels[i] = current.level
	if current.override != bidi.ON {
		p.types[i] = current.override
	}
}

func overrideOf(class bidi.Class) bidi.Class {
	switch class {
	case bidi.RLO:
		return bidi.R
	case bidi.LRO:
		return bidi.L
	}
	return bidi.ON
}

// isolateIsRTL gives an isolate's direction; that of FSI comes from what it encloses (X5c).
func (p *Paragraph) isolateIsRTL(i int) bool {
	if p.original[i] != bidi.FSI {
		return p.original[i] == bidi.RLI
	}
	end := int(p.match[i])
	if end < 0 {
		end = len(p.original)
	}
	return p.firstStrong(i+1, end) == 1
}

// popIsolate leaves the isolate that a PDI closes (X6a).
func (s *explicitState) popIsolate(matched bool) {
	switch {
	case s.overflowIsolates > 0:
		s.overflowIsolates--
	case !matched || s.validIsolates == 0:
	default:
		s.overflowEmbeddings = 0
		for !s.top().isolate {
			s.depth--
		}
		s.depth--
		s.validIsolates--
	}
}

// popEmbedding leaves the embedding or override that a PDF closes (X7).
func (s *explicitState) popEmbedding() {
	switch {
	case s.overflowIsolates > 0:
	case s.overflowEmbeddings > 0:
		s.overflowEmbeddings--
	case !s.top().isolate && s.depth >= 2:
		s.depth--
	}
}
