// Package fontfile writes font programs for documents, from the outlines of glyphs.
//
// Nothing is copied from the font that the outlines come from: its file is a stranger's, and package fonts
// has already made plain, checked shapes of it. What is written is new and small, without hints, layout or
// kerning, since the document says where each glyph stands. Quadratic outlines make a TrueType font, point
// for point as in the original; cubic ones a CID-keyed CFF font.
//
// The same Font gives the same bytes. A Font is not changed by writing it, so it is safe for concurrent use.
package fontfile

import (
	"fmt"
	"math"

	"placard/fonts"
)

// Font is what a font program holds.
type Font struct {
	Name       string // PostScript name, with the tag of a subset: "ABCDEF+Inter-Bold"
	UnitsPerEm int    // 16..16384; the grid of the outlines
	Ascent     float64
	Descent    float64 // both in em and positive
	Glyphs     []Glyph // by glyph index, which is also its CID; the first is .notdef
}

// Glyph is one glyph, in em with y down, the origin at the pen.
type Glyph struct {
	Outline fonts.Outline // empty: blank
	Advance float64
}

// Limits of the formats.
const (
	minUnitsPerEm = 16
	maxUnitsPerEm = 16384
	maxGlyphs     = math.MaxUint16 // both count them in 16 bits

	// maxCoordinate keeps the way from any point to any other within the 16 bits that both formats have
	// for it.
	maxCoordinate = math.MaxInt16 / 2

	// maxSegments keeps a glyph within the 65,535 bytes of a charstring (Adobe technical note 5177, appendix
	// B), of which a curve takes at most 31. The largest letter of the bundled fonts has 867.
	maxSegments = 2000
)

// Fits says whether a font can hold an outline: coordinates in reach of its 16 bits (16 em at 1000 units
// per em, 1 em at 16384), and not too many of them. One that does not is drawn as a path.
func Fits(outline fonts.Outline, unitsPerEm int) bool {
	if len(outline) > maxSegments || len(outline) > 0 && outline[0].Verb != fonts.MoveTo {
		return false
	}
	limit := maxCoordinate / float64(unitsPerEm)
	for i := range outline {
		for _, p := range outline[i].Points[:pointsOf(outline[i].Verb)] {
			if !(math.Abs(float64(p.X)) <= limit && math.Abs(float64(p.Y)) <= limit) { // NaN too
				return false
			}
		}
	}
	return true
}

// Cubic says whether any of the outlines has a cubic curve, which TrueType cannot hold.
func Cubic(outlines ...fonts.Outline) bool {
	for _, outline := range outlines {
		for i := range outline {
			if outline[i].Verb == fonts.CubicTo {
				return true
			}
		}
	}
	return false
}

// pointsOf is how many points a segment of the verb has.
func pointsOf(verb fonts.Verb) int {
	switch verb {
	case fonts.QuadTo:
		return 2
	case fonts.CubicTo:
		return 3
	}
	return 1
}

// GlyphError says which glyph a font cannot hold.
type GlyphError struct {
	Glyph  int
	Reason string
}

func (e *GlyphError) Error() string { return fmt.Sprintf("fontfile: glyph %d %s", e.Glyph, e.Reason) }

// check refuses what the formats cannot hold.
func (f *Font) check() error {
	if f.UnitsPerEm < minUnitsPerEm || f.UnitsPerEm > maxUnitsPerEm {
		return fmt.Errorf("fontfile: %d units per em are not in %d..%d", f.UnitsPerEm, minUnitsPerEm, maxUnitsPerEm)
	}
	if len(f.Glyphs) == 0 || len(f.Glyphs) > maxGlyphs {
		return fmt.Errorf("fontfile: %d glyphs are not in 1..%d", len(f.Glyphs), maxGlyphs)
	}
	for i := range f.Glyphs {
		if !Fits(f.Glyphs[i].Outline, f.UnitsPerEm) {
			return &GlyphError{Glyph: i, Reason: "does not fit"}
		}
	}
	return nil
}

// segments is how many there are in all glyphs.
func (f *Font) segments() (count int) {
	for i := range f.Glyphs {
		count += len(f.Glyphs[i].Outline) + 1
	}
	return count
}

// units is a length in font units, to the nearest of them and cut to 16 bits. Metrics are no reason to
// refuse a font, as documents say themselves how far a glyph advances.
func (f *Font) units(em float64) int {
	v := math.Round(em * float64(f.UnitsPerEm))
	if math.IsNaN(v) {
		return 0
	}
	return int(min(max(v, -math.MaxInt16), math.MaxInt16))
}

// advance is a glyph's advance in font units.
func (f *Font) advance(glyph int) int {
	return max(0, f.units(f.Glyphs[glyph].Advance))
}

// postScriptName is the name with what PostScript allows in names, at most 63 characters of it.
func (f *Font) postScriptName() string {
	const maxName = 63 // the OpenType specification, name ID 6
	name := make([]byte, 0, maxName)
	for i := 0; i < len(f.Name) && len(name) < maxName; i++ {
		switch c := f.Name[i]; c {
		case '[', ']', '(', ')', '{', '}', '<', '>', '/', '%':
		default:
			if '!' <= c && c <= '~' {
				name = append(name, c)
			}
		}
	}
	if len(name) == 0 {
		return "Unnamed"
	}
	return string(name)
}
