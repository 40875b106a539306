package pdf

import (
	"encoding/binary"
	"math"
	"strconv"

	"placard/fonts"
	"placard/render/display"
	"placard/render/pdf/internal/fontfile"
	"placard/render/pdf/internal/object"
)

// fontset is the fonts of a document: for each face a subset, which holds the clusters that the document
// shows. A code stands for a whole cluster, whose glyphs are joined into one: what each code says is
// then one piece of text, and what is copied is the text, in scripts too where glyphs and letters do not
// go one by one.
type fontset struct {
	open     map[*fonts.Face]*subset // with room for more codes
	subsets  []*subset               // all, in the order of their use
	pictures map[pictureKey]object.Ref
	clusters []cluster // working memory of split
	key      []byte    // working memory of code
	segments int       // of the outlines in all fonts and pictures
	full     bool      // there are too many of them
}

// subset is a font of the file.
type subset struct {
	face  *fonts.Face
	ref   object.Ref
	upem  float64
	names map[string]*code
	tails map[string]*code // by what they say
	codes []*code          // by cid, which is also the index of the glyph; the first is .notdef
}

// code is a cluster in a subset.
type code struct {
	subset   *subset
	cid      uint16
	width    int // thousandths of an em, which is as exact as all readers are
	text     string
	key      string        // what tells it from others
	outline  fonts.Outline // empty: blank
	pictured bool          // its glyphs are drawn as forms; the code is a clear box
	tail     *code         // what it says besides; nil: no more
}

// maxCodes is how many codes a font has: those of two bytes, with some to spare.
const maxCodes = 65000

// Limits on the outlines that a document holds. Chinese text of a hundred pages has some 3,000 glyphs of 60
// segments. Texts and fonts made to be heavy have each cluster but once, or glyphs of thousands of segments.
const (
	maxFontSegments = 1 << 19 // beyond, clusters are drawn from forms, which are glyphs that are there but once
	maxSegments     = 1 << 21 // beyond, the document is refused: 60 MB of paths
)

// code returns the code of a cluster.
func (f *fontset) code(j *job, g *display.Glyphs, k *cluster) *code {
	s := f.subset(j, g.Face)
	f.key = s.appendKey(f.key[:0], g, k)
	if c := s.names[string(f.key)]; c != nil {
		return c
	}
	if len(s.codes) >= maxCodes {
		delete(f.open, g.Face)
		s = f.subset(j, g.Face)
	}
	head, tail := parts(readable(k.text), g.RTL)
	c := s.add(code{width: s.width(k), text: head, key: string(f.key)})
	if f.outline(c, g, k) {
		f.segments += len(c.outline)
	} else {
		c.outline, c.pictured = s.box(c), true
	}
	if tail != "" {
		c.tail = s.tail(tail)
	}
	s.names[c.key] = c
	return c
}

// add gives a code its number.
func (s *subset) add(c code) *code {
	c.subset, c.cid = s, uint16(len(s.codes))
	s.codes = append(s.codes, &c)
	return &c
}

// tail is a code that only says something.
func (s *subset) tail(text string) *code {
	if c := s.tails[text]; c != nil {
		return c
	}
	s.tails[text] = s.add(code{text: text, key: text})
	return s.tails[text]
}

// box is what a code that is not seen looks like, as large as the font can hold: a blank one is no text to
// PDFium where nothing else is beside it.
func (s *subset) box(c *code) fonts.Outline {
	m := s.face.Metrics()
	most := float64(math.MaxInt16/2-1) / s.upem
	top, bottom := float32(-min(m.Ascent, most)), float32(min(m.Descent, most))
	right := float32(min(float64(c.width)/1000, most))
	return fonts.Outline{
		{Verb: fonts.MoveTo, Points: [3]fonts.Point{{X: 0, Y: bottom}}},
		{Verb: fonts.LineTo, Points: [3]fonts.Point{{X: 0, Y: top}}},
		{Verb: fonts.LineTo, Points: [3]fonts.Point{{X: right, Y: top}}},
		{Verb: fonts.LineTo, Points: [3]fonts.Point{{X: right, Y: bottom}}},
	}
}

// width is how far a code moves the pen, in thousandths of an em, within the 16 bits that fonts have for it.
// Kerning is left out, which would make a code for each pair of letters.
func (s *subset) width(k *cluster) int {
	advance := k.advance
	if len(k.glyphs) == 1 {
		if nominal := s.face.Advance(k.glyphs[0].ID); nominal > 0 {
			advance = nominal
		}
	}
	units := min(math.Round(max(advance+k.spacing, 0)*s.upem), math.MaxInt16)
	return int(math.Round(1000 * units / s.upem)) // what the font says too, also on a coarse grid
}

// subset is the one of a face that has room.
func (f *fontset) subset(j *job, face *fonts.Face) *subset {
	if s := f.open[face]; s != nil {
		return s
	}
	s := &subset{face: face, ref: j.file.Reserve(), upem: float64(face.UnitsPerEm()), names: map[string]*code{}, tails: map[string]*code{}}
	s.add(code{width: 500})
	if f.open == nil {
		f.open = map[*fonts.Face]*subset{}
	}
	f.open[face] = s
	f.subsets = append(f.subsets, s)
	return s
}

// appendKey appends what tells a cluster from others: its glyphs, how they stand to one another in font
// units, which is as shapers place them, its spacing and its text with its direction.
func (s *subset) appendKey(key []byte, g *display.Glyphs, k *cluster) []byte {
	key = strconv.AppendBool(key, g.RTL)
	key = binary.AppendVarint(key, int64(math.Round(k.spacing*s.upem)))
	key = binary.AppendUvarint(key, uint64(len(k.glyphs)))
	for i := range k.glyphs {
		x, y := s.offset(g.Size, k, i)
		key = binary.AppendUvarint(key, uint64(k.glyphs[i].ID))
		key = binary.AppendVarint(key, int64(x))
		key = binary.AppendVarint(key, int64(y))
	}
	return append(key, k.text...)
}

// offset is how far a glyph stands from its cluster's pen, in font units.
func (s *subset) offset(size float64, k *cluster, glyph int) (x, y float64) {
	if len(k.glyphs) == 1 {
		return 0, 0
	}
	const far = math.MaxInt32
	units := func(px float64) float64 { return min(max(math.Round(px/size*s.upem), -far), far) }
	return units(k.glyphs[glyph].X - k.at.X), units(k.glyphs[glyph].Y - k.at.Y)
}

// outline joins the glyphs of a cluster, or says that no font can hold them: they have colours, lie too far
// apart, are too many, or their maker has forbidden it.
func (f *fontset) outline(c *code, g *display.Glyphs, k *cluster) bool {
	s := c.subset
	if !s.face.Embeddable() {
		return false
	}
	for i := range k.glyphs {
		if len(s.face.ColorLayers(k.glyphs[i].ID)) > 0 {
			return false
		}
		glyph := s.face.Outline(k.glyphs[i].ID)
		if f.segments+len(c.outline)+len(glyph) > maxFontSegments {
			return false
		}
		if len(k.glyphs) == 1 {
			c.outline = glyph
			continue
		}
		x, y := s.offset(g.Size, k, i)
		c.outline = appendMoved(c.outline, glyph, float32(x/s.upem), float32(y/s.upem))
	}
	return fontfile.Fits(c.outline, int(s.upem))
}

// appendMoved appends an outline at an offset in em.
func appendMoved(out, glyph fonts.Outline, x, y float32) fonts.Outline {
	for _, segment := range glyph {
		for i := range segment.Points {
			segment.Points[i].X += x
			segment.Points[i].Y += y
		}
		out = append(out, segment)
	}
	return out
}
