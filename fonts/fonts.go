// Package fonts finds faces, falls back between them, shapes text into positioned glyphs and gives
// their outlines.
//
// A Registry holds the faces. Registry.Shape turns a paragraph into a Text: directions are resolved
// (UAX #9), scripts (UAX #24), a face is picked for each grapheme cluster, runs of one level, script and
// face are shaped, and the places where lines may break are marked (UAX #14). The caller decides where they
// do break, and gets each line's pieces from left to right from Text.Visual. A paragraph may have Spans of
// several styles: directions, breaks and joining are those of the whole.
//
// Everything is in em: advances, offsets, outlines and metrics are multiplied by the font size in px
// by the caller, so a text is shaped once however often its size changes. Axes are those of a page: x
// right, y down, the baseline at y = 0.
//
// Files are TTF, OTF, TTC, OTC and WOFF, with outlines of either kind and colour layers (COLR version 0).
// Bitmap, SVG and COLR version 1 glyphs are not drawn: characters that have nothing else count as missing.
// Nothing is hinted, emboldened or slanted. There is no dictionary: scripts without spaces break between
// clusters. Fonts are tried out when they are added, and one that fails later gives an error that names it,
// never a panic.
//
// Shaping is that of HarfBuzz, by go-text/typesetting, which also finds graphemes and line breaks; the levels
// of bidi are our own, since the libraries keep theirs. Package fonts/bundled has free fonts to begin with.
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

// Request says what to shape: one paragraph, in one style or in several.
type Request struct {
	Text      string   // no line breaks
	Families  []string // in order of preference; the registry's fallbacks follow
	Weight    int      // CSS weight, 1..1000
	Style     Style
	Lang      string // BCP 47; empty: unknown
	Direction Direction

	// NoLigatures turns the optional ligatures off (liga, clig), as letter-spaced text needs (CSS Text 3,
	// section 8.2): inside a ligature there is no place for the spacing. Those a script requires stay.
	NoLigatures bool

	Features   []Feature   // beyond those that fonts use by default
	Variations []Variation // axes of variable fonts
	Spans      []Span      // styles of parts, which cover the text; nil: all of it has the request's own style
}

// Text is a shaped paragraph. It is immutable.
type Text struct {
	Runes    []rune
	RTL      bool      // base direction
	Runs     []Run     // logical order; together they cover every rune
	Clusters []Cluster // logical order; together they cover every rune
	Missing  []rune    // characters that no face has, each once

	variants []*Face // those of its faces that may be dropped, see variantCache
}

// Run is a stretch of text in one face, script, bidi level and span.
type Run struct {
	Face       *Face
	Level      uint8   // UAX #9; odd is right to left
	Start, End int     // runes
	Span       int     // index in Request.Spans; 0 without spans
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
	CanBreak   bool // a line may end after this cluster (UAX #14; in Thai, Lao, Khmer and their kin after most)

	firstGlyph, glyphs int           // in the run
	trailing           bidi.Trailing // what it does at the end of a line
}

// Piece is a part of a line in one face and span, with its glyphs in visual order.
type Piece struct {
	Face     *Face
	Span     int // index in Request.Spans; 0 without spans
	RTL      bool
	From, To int // its clusters, [From, To) of the Text's
	Glyphs   []Glyph
	Text     string // the piece's text in logical order
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
