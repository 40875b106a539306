package fonts

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// textColorIndex is the palette index that stands for the text's own colour (COLR).
const textColorIndex = 0xFFFF

// ColorLayers gives a colour glyph's layers, bottom to top; nil for a plain glyph. Colours are those of
// the font's first palette. Only COLR version 0 is read: gradients (version 1), SVG and bitmap glyphs
// are not, and characters that have nothing else count as missing from the face.
func (f *Face) ColorLayers(glyph GlyphID) []ColorLayer {
	if !f.color {
		return nil
	}
	parsed, err := f.parse()
	if err != nil {
		return nil
	}
	layers, err := extractLayers(parsed.font, glyph)
	if err != nil {
		return nil
	}
	return layers
}

// extractLayers gets a glyph's layers from the library and survives what it does on damaged fonts.
func extractLayers(libraryFont *font.Font, glyph GlyphID) (layers []ColorLayer, err error) {
	defer func() {
		if r := recover(); r != nil {
			layers, err = nil, caught(r)
		}
	}()
	if len(libraryFont.CPAL) == 0 {
		return nil, nil
	}
	paint, _ := libraryFont.COLR.Search(tables.GlyphID(glyph))
	resolved, ok := paint.(tables.PaintColrLayersResolved)
	if !ok {
		return nil, nil
	}
	palette := libraryFont.CPAL[0]
	layers = make([]ColorLayer, 0, len(resolved))
	for _, layer := range resolved {
		converted := ColorLayer{Glyph: GlyphID(layer.GlyphID)}
		if layer.PaletteIndex == textColorIndex {
			converted.TextColor = true
		} else {
			color := palette[layer.PaletteIndex] // past the end: damage, caught above
			converted.R, converted.G, converted.B, converted.A = color.Red, color.Green, color.Blue, color.Alpha
		}
		layers = append(layers, converted)
	}
	return layers, nil
}
