package layout

import (
	"placard/fonts"
	"placard/render/display"
)

// letter is a glyph of a face.
type letter struct {
	face  *fonts.Face
	glyph fonts.GlyphID
}

// lettersPath is the outline of glyphs to be stroked, without what lies within others of its contours. Emoji have
// none.
func (t *typesetter) lettersPath(op *display.Glyphs) display.Path {
	var path display.Path
	for _, g := range op.Glyphs {
		if len(path) > t.b.room() {
			break // the list is refused, whatever else is in it
		}
		if len(op.Face.ColorLayers(g.ID)) > 0 {
			continue
		}
		key := letter{op.Face, g.ID}
		em, ok := t.letters[key]
		if !ok {
			em = united(op.Face.Outline(g.ID))
			if t.letters == nil {
				t.letters = map[letter]display.Path{}
			}
			t.letters[key] = em
		}
		for i := range em {
			s := em[i]
			for j := range s.Points() {
				s.P[j] = display.Point{X: g.X + s.P[j].X*op.Size, Y: g.Y + s.P[j].Y*op.Size}
			}
			path = append(path, s)
		}
	}
	return path
}

var glyphVerbs = map[fonts.Verb]display.Verb{
	fonts.MoveTo: display.Move, fonts.LineTo: display.Line, fonts.QuadTo: display.Quad, fonts.CubicTo: display.Cubic,
}

// outlinePathOf is a glyph's outline in em, its contours closed.
func outlinePathOf(outline fonts.Outline) display.Path {
	path := make(display.Path, 0, len(outline)+4)
	for i := range outline {
		s := &outline[i]
		if s.Verb == fonts.MoveTo && i > 0 {
			path = append(path, display.Segment{Verb: display.Close})
		}
		segment := display.Segment{Verb: glyphVerbs[s.Verb]}
		for j, q := range s.Points {
			segment.P[j] = display.Point{X: float64(q.X), Y: float64(q.Y)}
		}
		path = append(path, segment)
	}
	if len(outline) > 0 {
		path = append(path, display.Segment{Verb: display.Close})
	}
	return path
}
