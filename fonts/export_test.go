package fonts

import "github.com/go-text/typesetting/font"

// Parsed forces a face's font to be read, and gives the error of that.
func (f *Face) Parsed() error {
	_, err := f.parse()
	return err
}

// MatchWeight picks among upright faces of the given weights as CSS does.
func MatchWeight(weights []int, desired int) int {
	f := &family{}
	for _, weight := range weights {
		f.add(&Face{weight: weight})
	}
	return f.match(desired, Normal).weight
}

// MaxVariantBytes is what VariantBytes stays under.
const MaxVariantBytes = variantBytes

// VariantBytes is what the registry keeps of variants.
func (r *Registry) VariantBytes() int {
	variants := &r.current.Load().variants
	variants.mu.Lock()
	defer variants.mu.Unlock()
	return variants.bytes
}

// Retired says whether the registry has dropped a variant.
func (f *Face) Retired() bool { return f.retired.Load() }

// CachedOutlines is how many outlines the face keeps.
func (f *Face) CachedOutlines() int {
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	return len(f.glyphs.outlines)
}

// Bound is bound.
func Bound(text []rune, at int) bool { return bound(text, at) }

// OneByOne says whether outlines are read when they are asked for.
func (f *Face) OneByOne() bool {
	parsed, err := f.parse()
	return err == nil && parsed.outlines != nil
}

// Glyphs is how many there are.
func (f *Face) Glyphs() int {
	parsed, _ := f.parse()
	return parsed.glyphs
}

// Box is a glyph's, in font units, as shaping sees it.
func (f *Face) Box(glyph GlyphID) font.GlyphExtents {
	parsed, _ := f.parse()
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	box, _ := f.library(parsed).GlyphExtents(font.GID(glyph))
	return box
}
