package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// parsedFont is what the library makes of a font, or of one instance of a variable font. It is read-only.
type parsedFont struct {
	font    *font.Font
	coords  []tables.Coord // of a variable font's instance
	upem    float32        // font units per em
	glyphs  int            // how many there are
	metrics Metrics

	outlines *glyfTable // nil: font has the outlines

	axes       []axis    // of a variable font
	settings   []float32 // the value of each axis
	restricted bool      // may not be embedded in part
}

// newLibraryFace makes the library's handle, which is not safe for concurrent use.
func (p *parsedFont) newLibraryFace() *font.Face {
	face := font.NewFace(p.font)
	if len(p.coords) > 0 {
		face.SetCoords(p.coords)
	}
	return face
}

// parseFont reads one font of a file, surviving what the library does on a damaged one.
func parseFont(loader *opentype.Loader) (parsed *parsedFont, err error) {
	defer func() {
		if r := recover(); r != nil {
			parsed, err = nil, caught(r)
		}
	}()
	libraryFont, err := font.NewFont(loader)
	if err != nil {
		return nil, err
	}
	maxp, err := loader.RawTable(opentype.MustNewTag("maxp"))
	if err != nil {
		return nil, err
	}
	glyphs := binary.BigEndian.Uint16(maxp[4:]) // the library has checked the table
	if parsed, err = newParsedFont(libraryFont, nil, int(glyphs)); err != nil {
		return nil, err
	}
	parsed.axes = readAxes(loader)
	parsed.settings = defaults(parsed.axes)
	parsed.restricted = readRestricted(loader)
	return parsed, nil
}

// Units per em that OpenType allows (the head table).
const (
	minUnitsPerEm = 16
	maxUnitsPerEm = 16384
)

// newParsedFont reads the metrics at the given coordinates.
func newParsedFont(libraryFont *font.Font, coords []tables.Coord, glyphs int) (*parsedFont, error) {
	upem := libraryFont.Upem()
	if upem < minUnitsPerEm || upem > maxUnitsPerEm {
		return nil, fmt.Errorf("has %d units per em; %d..%d are allowed", upem, minUnitsPerEm, maxUnitsPerEm)
	}
	parsed := &parsedFont{font: libraryFont, coords: coords, upem: float32(upem), glyphs: glyphs}
	parsed.metrics = defaultMetrics
	if extents, ok := parsed.newLibraryFace().FontHExtents(); ok {
		parsed.metrics = Metrics{
			Ascent:  float64(extents.Ascender / parsed.upem),
			Descent: float64(-extents.Descender / parsed.upem),
			LineGap: float64(max(0, extents.LineGap/parsed.upem)),
		}
	}
	for _, em := range []float64{parsed.metrics.Ascent, parsed.metrics.Descent, parsed.metrics.LineGap} {
		if !inRange(float32(em)) {
			return nil, errors.New("has vertical metrics out of range")
		}
	}
	return parsed, nil
}

// defaultMetrics stand in for a font without hhea, with the proportions that most text faces have.
var defaultMetrics = Metrics{Ascent: 0.8, Descent: 0.2}
