package fonts

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// Face is one font of a family: a weight and a style, or an instance of a variable font. It is safe for
// concurrent use.
type Face struct {
	id       uint32
	family   string
	weight   int
	style    Style
	color    bool
	coverage Coverage
	digest   string // of the font file, with the position and the weight inside it

	variant  bool        // made for Variations, see variantCache
	settings string      // of a variant's axes but for a whole weight: " opsz=20"
	retired  atomic.Bool // a variant that is kept no longer

	parse  func() (*parsedFont, error) // once, when the face is first drawn with
	ahead  atomic.Bool                 // ReadAhead was called
	glyphs glyphCache
}

// ID identifies the face among all of this process. It is a cache key, and differs from run to run.
func (f *Face) ID() uint32 { return f.id }

// Family is the family's name as the font spells it.
func (f *Face) Family() string { return f.family }

// Weight is the CSS weight, 1..1000.
func (f *Face) Weight() int { return f.weight }

// Style is upright or slanted.
func (f *Face) Style() Style { return f.style }

// Name is the family, the weight, the style if slanted, and axes that were set: "Inter 700",
// "Inter 400 italic", "Roboto Flex 650 opsz=20".
func (f *Face) Name() string {
	if f.style == Italic {
		return fmt.Sprintf("%s %d italic%s", f.family, f.weight, f.settings)
	}
	return fmt.Sprintf("%s %d%s", f.family, f.weight, f.settings)
}

// Color says whether the face has colour glyphs.
func (f *Face) Color() bool { return f.color }

// Coverage is what the face can draw. Do not write to it.
func (f *Face) Coverage() Coverage { return f.coverage }

// Metrics are the face's vertical metrics; zero where the font is damaged, which Shape then reports.
func (f *Face) Metrics() Metrics {
	parsed, err := f.parse()
	if err != nil {
		return Metrics{}
	}
	return parsed.metrics
}

// ReadAhead has the font read on another core, for one who is about to draw with it. It does so once.
func (f *Face) ReadAhead() {
	if !f.ahead.Load() && f.ahead.CompareAndSwap(false, true) {
		go f.parse() //nolint:errcheck // whoever draws with it gets the error
	}
}

// maxCachedGlyphs bounds a face's outline cache. A page in one script uses a few hundred glyphs; a Chinese
// one a few thousand, of about 1 kB each.
const maxCachedGlyphs = 4096

func (f *Face) maxGlyphs() int {
	if f.variant {
		return maxVariantGlyphs
	}
	return maxCachedGlyphs
}

// glyphCache keeps converted outlines: getting one from the font costs about 2 µs and six allocations.
type glyphCache struct {
	mu       sync.Mutex
	library  *font.Face // guarded by mu, like everything the library does with it
	outlines map[GlyphID]Outline
	hulls    map[GlyphID]Hull
}

// library is the handle that glyphs.mu guards, which the caller holds.
func (f *Face) library(parsed *parsedFont) *font.Face {
	if f.retired.Load() {
		return parsed.newLibraryFace()
	}
	if f.glyphs.library == nil {
		f.glyphs.library = parsed.newLibraryFace()
	}
	return f.glyphs.library
}

// Outline is a glyph's shape; empty for a blank or damaged glyph, and for one that is only a bitmap. The
// shape of a colour glyph is in its layers.
func (f *Face) Outline(glyph GlyphID) Outline {
	parsed, err := f.parse()
	if err != nil || glyph > math.MaxUint16 {
		return nil
	}
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	if outline, ok := f.glyphs.outlines[glyph]; ok {
		return outline
	}
	var outline Outline
	if parsed.outlines != nil {
		outline, err = parsed.outlines.outline(glyph, parsed.upem)
	} else {
		outline, err = extractOutline(f.library(parsed), glyph, parsed.upem)
	}
	if err != nil {
		outline = nil
	}
	if f.retired.Load() {
		return outline
	}
	if f.glyphs.outlines == nil || len(f.glyphs.outlines) >= f.maxGlyphs() {
		f.glyphs.outlines = make(map[GlyphID]Outline)
	}
	f.glyphs.outlines[glyph] = outline
	return outline
}

// Hull is the smallest rectangle around points, in em, y down.
type Hull struct{ X0, Y0, X1, Y1 float32 }

// Hull is that of a glyph's outline, control points included; zero for a blank one.
func (f *Face) Hull(glyph GlyphID) Hull {
	f.glyphs.mu.Lock()
	h, ok := f.glyphs.hulls[glyph]
	f.glyphs.mu.Unlock()
	if ok {
		return h
	}
	h = f.Outline(glyph).hull()
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	if f.retired.Load() {
		return h
	}
	if f.glyphs.hulls == nil || len(f.glyphs.hulls) >= f.maxGlyphs() {
		f.glyphs.hulls = make(map[GlyphID]Hull)
	}
	f.glyphs.hulls[glyph] = h
	return h
}

// pointsOf is how many points each verb uses.
var pointsOf = [...]int{MoveTo: 1, LineTo: 1, QuadTo: 2, CubicTo: 3}

func (o Outline) hull() Hull {
	var h Hull
	for i := range o {
		for k, q := range o[i].Points[:pointsOf[min(o[i].Verb, CubicTo)]] {
			if i == 0 && k == 0 {
				h = Hull{q.X, q.Y, q.X, q.Y}
				continue
			}
			h = Hull{min(h.X0, q.X), min(h.Y0, q.Y), max(h.X1, q.X), max(h.Y1, q.Y)}
		}
	}
	return h
}

// extractOutline gets a glyph from the library and survives what it does on damaged fonts.
func extractOutline(library *font.Face, glyph GlyphID, upem float32) (outline Outline, err error) {
	defer func() {
		if r := recover(); r != nil {
			outline, err = nil, caught(r)
		}
	}()
	data, ok := library.GlyphDataOutline(tables.GlyphID(glyph))
	if !ok {
		return nil, errNoOutline
	}
	return convertOutline(data.Segments, upem)
}

var errNoOutline = errors.New("glyph has no outline")
