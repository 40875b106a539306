// Package bidi resolves the embedding levels of a paragraph and orders a line's levels for display,
// after the Unicode Bidirectional Algorithm (UAX #9, all of P2–P3, X1–X10, W1–W7, N0–N2, I1–I2, L1, L2).
//
// It exists because the Go implementations at hand, golang.org/x/text/unicode/bidi and
// go-text/typesetting/bidi, give runs that differ in direction only and keep the levels to themselves:
// the levels 2 and 0 of "א123abc" come out as one run, and L2 then puts the letters on the wrong side.
// Character classes come from golang.org/x/text.
//
// Time and memory are linear in the length of the paragraph. Functions are safe for concurrent use; a
// Paragraph is not.
package bidi

import "golang.org/x/text/unicode/bidi"

// Level is an embedding level; odd levels run right to left.
type Level = uint8

// maxDepth is the deepest explicit level (UAX #9 BD2). Deeper embeddings are counted and ignored.
const maxDepth = 125

// Base says where a paragraph's base level comes from.
type Base uint8

// The bases.
const (
	Auto Base = iota // the first strong character (P2, P3); left to right where there is none
	LTR
	RTL
)

// Paragraph holds the working memory of Resolve, for reuse. Its zero value is ready.
type Paragraph struct {
	original []bidi.Class // as looked up
	types    []bidi.Class // as resolved so far
	levels   []Level
	match    []int32 // the PDI of an isolate initiator, the initiator of a PDI; noMatch elsewhere
	open     []int32 // stack of isolate initiators, while matching
	runOf    []int32 // index in runs, for the first character of each level run
	runs     []levelRun
	sequence sequence
}

const noMatch int32 = -1

// Resolve gives each rune of the paragraph its embedding level, and the paragraph's base level. Characters
// that rule X9 removes take the level of the character before them, so that they part no run. The slice
// is the Paragraph's own, valid until the next call. L1 is not applied: it needs the lines.
func (p *Paragraph) Resolve(text []rune, base Base) (levels []Level, baseLevel Level) {
	union := p.classify(text)
	if base != RTL && union&needsResolution == 0 {
		return p.levels, 0
	}
	p.matchIsolates()
	baseLevel = p.baseLevel(base)
	p.resolveExplicit(baseLevel)
	p.findRuns()
	for i := range p.runs {
		if p.collectSequence(i, baseLevel) {
			p.sequence.resolve(text)
			for _, item := range p.sequence.items {
				p.levels[item.index] = p.sequence.levelOf(item.class)
			}
		}
	}
	p.fillRemoved(baseLevel)
	return p.levels, baseLevel
}

// needsResolution holds the classes without which every level of a left-to-right paragraph is 0.
const needsResolution = 1<<bidi.R | 1<<bidi.AL | 1<<bidi.AN | 1<<bidi.LRE | 1<<bidi.RLE |
	1<<bidi.LRO | 1<<bidi.RLO | 1<<bidi.LRI | 1<<bidi.RLI | 1<<bidi.FSI

// classify looks up the classes and sizes the working memory, zeroing the levels. It returns the set of
// the classes seen.
func (p *Paragraph) classify(text []rune) (union uint32) {
	n := len(text)
	if cap(p.original) < n {
		p.original = make([]bidi.Class, n)
		p.types = make([]bidi.Class, n)
		p.levels = make([]Level, n)
		p.match = make([]int32, n)
		p.runOf = make([]int32, n)
	}
	p.original, p.types = p.original[:n], p.types[:n]
	p.levels, p.match, p.runOf = p.levels[:n], p.match[:n], p.runOf[:n]
	clear(p.levels)
	for i, r := range text {
		class := ClassOf(r)
		p.original[i] = class
		union |= 1 << class
	}
	copy(p.types, p.original)
	return union
}

// ClassOf returns a character's Bidi_Class.
func ClassOf(r rune) bidi.Class {
	if r < 0x80 {
		return asciiClass[r]
	}
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

// asciiClass spares most text the lookup in the tables, which take UTF-8.
var asciiClass = func() (table [0x80]bidi.Class) {
	for r := range table {
		properties, _ := bidi.LookupRune(rune(r))
		table[r] = properties.Class()
	}
	return table
}()

// fillRemoved gives the characters that X9 removed the level of the one before.
func (p *Paragraph) fillRemoved(baseLevel Level) {
	level := baseLevel
	for i, class := range p.types {
		if class == bidi.BN {
			p.levels[i] = level
		}
		level = p.levels[i]
	}
}
