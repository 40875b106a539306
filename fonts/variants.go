package fonts

import (
	"container/list"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
)

// variantCache keeps the faces made for Variations, so that a style means one face for as long as it is in
// use: glyphs and PDF fonts go by the face. There are more settings than can be kept, and requests may ask
// for any, so the ones used last stay within variantBytes.
//
// A face that goes is retired: it still draws for those that hold it, and keeps no glyphs for it. Cached
// texts that hold one are shaped again.
type variantCache struct {
	mu     sync.Mutex
	faces  map[variantKey]*list.Element
	recent list.List // of *variant, the one used last in front
	bytes  int
}

type variantKey struct {
	font     *font.Font
	settings string // by appendSettings
}

type variant struct {
	key   variantKey
	face  *Face
	bytes int
}

const (
	// variantBytes bounds what a registry keeps of variants: two hundred of a Latin font, forty of a Chinese
	// one.
	variantBytes = 64 << 20

	// maxVariantGlyphs bounds a variant's outline cache, far below a plain face's: there are more of them,
	// and a text in an instance of its own is short.
	maxVariantGlyphs = 256

	// variantOverhead is what a variant costs without its glyphs: the face, its place in the cache.
	variantOverhead = 1 << 10
)

// variantSize estimates what keeping a variant costs, with its caches full.
func variantSize(parsed *parsedFont) int {
	const outline, extents = 1 << 10, 20 // the library reserves the extents of every glyph
	return variantOverhead + maxVariantGlyphs*outline + parsed.glyphs*extents + 16*len(parsed.axes)
}

// vary is a face with variations made to it: the face itself where that changes nothing.
func (c *variantCache) vary(base *Face, variations []Variation) (*Face, error) {
	parsed, err := base.parse()
	if err != nil {
		return nil, &FaceError{Face: base.Name(), Step: "reading its axes", Err: err}
	}
	settings := parsed.set(variations)
	if settings == nil {
		return base, nil
	}
	key := variantKey{parsed.font, string(appendSettings(nil, settings))}
	c.mu.Lock()
	defer c.mu.Unlock()
	if element := c.faces[key]; element != nil {
		c.recent.MoveToFront(element)
		return element.Value.(*variant).face, nil
	}
	varied, err := parsed.at(settings)
	if err != nil {
		return nil, &FaceError{Face: base.Name(), Step: "setting its axes", Err: err}
	}
	v := &variant{key: key, face: newVariant(base, varied), bytes: variantSize(varied)}
	if c.faces == nil {
		c.faces = make(map[variantKey]*list.Element)
	}
	c.faces[key] = c.recent.PushFront(v)
	c.bytes += v.bytes
	for c.bytes > variantBytes && c.recent.Len() > 1 {
		oldest := c.recent.Remove(c.recent.Back()).(*variant)
		delete(c.faces, oldest.key)
		c.bytes -= oldest.bytes
		oldest.face.retire()
	}
	return v.face, nil
}

// newVariant makes the face of a font's instance.
func newVariant(base *Face, varied *parsedFont) *Face {
	f := &Face{
		id:       nextID(),
		family:   base.family,
		weight:   varied.weight(base.weight),
		style:    base.style,
		color:    base.color,
		coverage: base.coverage,
		digest:   base.digest,
		variant:  true,
		parse:    func() (*parsedFont, error) { return varied, nil },
	}
	var settings strings.Builder
	for i, a := range varied.axes {
		value := varied.settings[i]
		if value == a.standard || a.tag == weightAxis && float64(value) == math.Round(float64(value)) {
			continue // said by the weight
		}
		fmt.Fprintf(&settings, " %s=%g", a.tag, value)
	}
	f.settings = settings.String()
	return f
}

// retire makes a variant that the registry has dropped keep nothing.
func (f *Face) retire() {
	f.retired.Store(true)
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	f.glyphs.library, f.glyphs.outlines, f.glyphs.hulls = nil, nil, nil
}

// outdated says whether a text holds a face that was retired.
func (t *Text) outdated() bool {
	for _, face := range t.variants {
		if face.retired.Load() {
			return true
		}
	}
	return false
}
