package fonts

import (
	"errors"
	"fmt"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/language"
)

// probe tries a font out: every character of its cmap, the outline, advance and colour layers of every
// glyph, and shaping in its scripts. It returns what the font can draw. Of fonts with a few bytes changed,
// 9 % parse without an error and panic later; what passes here has not been seen to.
func probe(parsed *parsedFont) (coverage Coverage, color bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			coverage, err = nil, caught(r)
		}
	}()
	library := parsed.newLibraryFace()
	drawable, color, err := probeGlyphs(library, parsed)
	if err != nil {
		return nil, false, err
	}
	if coverage, err = probeCharacters(library, drawable); err != nil {
		return nil, false, err
	}
	return coverage, color, probeShaping(parsed, coverage)
}

// probeGlyphs gets everything that drawing will ask for a glyph, and says which glyphs can be drawn.
func probeGlyphs(library *font.Face, parsed *parsedFont) (drawable []bool, color bool, err error) {
	drawable = make([]bool, parsed.glyphs)
	for i := range drawable {
		glyph := GlyphID(i)
		if advance := library.HorizontalAdvance(font.GID(glyph)) / parsed.upem; !inRange(advance) {
			return nil, false, fmt.Errorf("glyph %d: advance of %g em; the limit is %d", glyph, advance, maxCoordinate)
		}
		library.GlyphExtents(font.GID(glyph))
		outline, err := extractOutline(library, glyph, parsed.upem)
		if err != nil && !errors.Is(err, errNoOutline) {
			return nil, false, fmt.Errorf("glyph %d: %w", glyph, err)
		}
		layers, err := extractLayers(parsed.font, glyph)
		if err != nil {
			return nil, false, fmt.Errorf("colour layers of glyph %d: %w", glyph, err)
		}
		drawable[i] = len(outline) > 0 || len(layers) > 0 || blank(library, tables.GlyphID(glyph))
		color = color || len(layers) > 0
	}
	return drawable, color, nil
}

// blank is true for a glyph without an outline that is meant to be so, such as the space's: it has no form
// that is not read, a bitmap, an SVG document or a COLR version 1 tree.
func blank(library *font.Face, glyph tables.GlyphID) bool {
	if _, painted := library.GlyphDataColor(glyph); painted {
		return false
	}
	if _, bitmap := library.GlyphDataBitmap(glyph); bitmap {
		return false
	}
	_, svg := library.GlyphDataSVG(glyph)
	return !svg
}

// maxCharacters bounds the walk over a cmap, whose ranges may be damaged into claiming billions. Unicode has
// 1,114,112 code points.
const maxCharacters = 0x110000

// probeCharacters walks the cmap and keeps the characters whose glyph can be drawn.
func probeCharacters(library *font.Face, drawable []bool) (Coverage, error) {
	var characters []rune
	walked := 0
	for entries := library.Cmap.Iter(); entries.Next(); walked++ {
		if walked == maxCharacters {
			return nil, fmt.Errorf("maps more than %d characters", maxCharacters)
		}
		r, glyph := entries.Char()
		if 0 <= r && r <= unicode.MaxRune && glyph != 0 && int(glyph) < len(drawable) && drawable[glyph] {
			characters = append(characters, r)
		}
	}
	if len(characters) == 0 {
		return nil, errors.New("has no character that can be drawn; bitmap, SVG and COLR version 1 glyphs are not read")
	}
	slices.Sort(characters)
	return newCoverage(characters), nil
}

// probeShaping shapes each script's characters in a row, both ways, so that every glyph meets the lookups
// that a cmap entry can lead to.
func probeShaping(parsed *parsedFont, coverage Coverage) error {
	s := newShaper()
	face := &Face{coverage: coverage, parse: func() (*parsedFont, error) { return parsed, nil }}
	for script, characters := range charactersByScript(coverage) {
		for _, level := range []uint8{0, 1} {
			s.input = append(append(s.input[:0], characters...), characters[:min(len(characters), maxProbed/4)]...)
			run := Run{Face: face, Level: level, End: len(s.input)}
			if _, err := s.shapeRun(nil, &run, script, nil); err != nil {
				return fmt.Errorf("shaping: %w", err)
			}
		}
	}
	return nil
}

// maxProbed bounds the characters of a script that are shaped in the probe. It matters for Han and Hangul
// only, whose many thousands are all treated alike.
const maxProbed = 2000

func charactersByScript(coverage Coverage) map[language.Script][]rune {
	characters := make(map[language.Script][]rune)
	for _, group := range coverage {
		for r := group[0]; r <= group[1]; r++ {
			if script := scriptOf(r); len(characters[script]) < maxProbed {
				characters[script] = append(characters[script], r)
			}
		}
	}
	return characters
}
