// Package fonts finds faces, falls back between them, shapes text into positioned glyphs and gives
// their outlines.
//
// Everything is in em: advances, offsets, outlines and metrics are multiplied by the font size in px
// by the caller, so a text is shaped once however often its size changes. Axes are those of a page: x
// right, y down, the baseline at y = 0. Shaping, bidi and break opportunities come from
// go-text/typesetting; where lines break is decided by the caller.
//
// Registry, Face and Text are safe for concurrent use.
package fonts

import "placard/fonts/internal/bidi"

// GlyphID is a glyph's index in its face.
type GlyphID uint32

// Style is upright or slanted.
type Style uint8

// The styles.
const (
	Normal Style = iota
	Italic
)

// Direction is a paragraph's base direction.
type Direction uint8

// The directions. Auto takes it from the first strong character (UAX #9 P2, P3).
const (
	Auto Direction = iota
	LTR
	RTL
)

// Request says what to shape: one paragraph in one style.
type Request struct {
	Text      string   // no line breaks
	Families  []string // in order of preference; the registry's fallbacks follow
	Weight    int      // CSS weight, 1..1000
	Style     Style
	Lang      string // BCP 47; empty: unknown
	Direction Direction
	// NoLigatures turns optional ligatures off (liga, clig, dlig, calt stays), as letter-spaced text
	// needs (CSS Text 3, section 8.2). LEAD: layout sets this; please honour it in Shape and its cache key.
	NoLigatures bool
}

// Text is a shaped paragraph. It is immutable.
type Text struct {
	Runes    []rune
	RTL      bool      // base direction
	Runs     []Run     // logical order; together they cover every rune
	Clusters []Cluster // logical order; together they cover every rune
	Missing  []rune    // characters that no face has, each once
}

// Run is a stretch of text in one face and at one bidi level.
type Run struct {
	Face       *Face
	Level      uint8   // UAX #9; odd is right to left
	Start, End int     // runes
	Glyphs     []Glyph // in visual order, left to right
}

// Glyph is a positioned glyph.
type Glyph struct {
	ID      GlyphID
	Cluster int     // index in Text.Clusters
	Advance float32 // em
	DX, DY  float32 // em; offset from the pen, y down
}

// Cluster is the smallest piece of text that a line may hold: one or more whole grapheme clusters that
// share their glyphs.
type Cluster struct {
	Start, End int // runes
	Run        int // index in Text.Runs
	Advance    float32
	Space      bool // only white space, which hangs at the end of a line
	CanBreak   bool // a line may end after this cluster (UAX #14; every cluster in Thai, Lao and Khmer)

	firstGlyph, glyphs int           // in the run
	trailing           bidi.Trailing // what it does at the end of a line
}

// Piece is a part of a line in one face, with its glyphs in visual order.
type Piece struct {
	Face   *Face
	RTL    bool
	Glyphs []Glyph
	Text   string // the piece's text in logical order
}

// Metrics are a face's vertical metrics in em, all positive: hhea, or OS/2's typographic ones where
// USE_TYPO_METRICS is set.
type Metrics struct {
	Ascent  float64 // above the baseline
	Descent float64 // below the baseline
	LineGap float64
}

// ColorLayer is one layer of a colour glyph (COLRv0), bottom to top.
type ColorLayer struct {
	Glyph      GlyphID // its outline
	R, G, B, A uint8   // straight sRGB
	TextColor  bool    // paint with the text's own colour instead
}
