package pdf

import (
	"strconv"

	"placard/fonts"
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// pictureKey identifies a glyph's form. Its colours fade with the text's where they are clear themselves.
type pictureKey struct {
	face  *fonts.Face
	glyph fonts.GlyphID
	alpha uint8 // of the text; 255 where the graphics state sees to it
}

// picture draws the glyphs of a cluster, with a clear code upon them that says what they are. A span would say it
// too, but PDFium reads no emoji in spans: it takes what is above U+FFFD for no text.
func (t *textRun) picture(k *cluster, code *code) error {
	if err := t.endText(); err != nil {
		return err
	}
	c := t.content
	c.save()
	defer c.restore()
	spanned := code.spanned() && !t.whole
	if spanned {
		c.openSpan(k.text)
	}
	glyphs := *t.op
	glyphs.Glyphs = k.glyphs
	err := c.shapes(&glyphs)
	if code.text != "" && err == nil {
		clear := textRun{content: c, op: t.op, size: t.size, hidden: true}
		c.alpha(0)
		clear.say(code, c.snapped(k.at))
		err = clear.endText()
	}
	if spanned {
		c.closeSpan() // before the restore, since poppler looks here for the font of what the span says
	}
	return err
}

// picture makes a form of a glyph, an em wide: its colour layers, or its outline in the colour of the text.
// The same glyph is the same form. 0 is nothing to paint.
func (j *job) picture(face *fonts.Face, glyph fonts.GlyphID, alpha uint8) object.Ref {
	layers := face.ColorLayers(glyph)
	if len(layers) == 0 {
		layers = []fonts.ColorLayer{{Glyph: glyph, TextColor: true}}
	}
	key := pictureKey{face: face, glyph: glyph, alpha: 255}
	for _, l := range layers {
		if l.A < 255 && !l.TextColor {
			key.alpha = alpha
		}
	}
	if ref, ok := j.fonts.pictures[key]; ok {
		return ref
	}
	if j.fonts.pictures == nil {
		j.fonts.pictures = map[pictureKey]object.Ref{}
	}
	ref := j.layers(face, layers, key.alpha)
	j.fonts.pictures[key] = ref
	return ref
}

// layers writes layers as a form, in font units, which are short, with y down. They are painted one by one,
// with what the graphics state has where the form is used: it is no group.
func (j *job) layers(face *fonts.Face, layers []fonts.ColorLayer, alpha uint8) object.Ref {
	upem := float64(face.UnitsPerEm())
	c := &content{job: j, resources: resources{}}
	var bounds hull
	for _, l := range layers {
		outline := face.Outline(l.Glyph)
		if j.fonts.segments += len(outline); j.fonts.segments > maxSegments {
			j.fonts.full = true
			return 0
		}
		if len(outline) > 0 && (l.A > 0 || l.TextColor) {
			bounds.add(outline)
			c.layer(l, alpha, scaled(outline, upem))
		}
	}
	if len(c.out) == 0 {
		return 0
	}
	unit := object.Raw(strconv.FormatFloat(1/upem, 'f', -1, 64))
	return j.file.AddStream(object.Dict{
		"Type": object.Name("XObject"), "Subtype": object.Name("Form"), "Resources": c.resources.dict(),
		"Matrix": object.Array{unit, 0, 0, unit, 0, 0},
		"BBox":   object.Array{bounds.X0 * upem, bounds.Y0 * upem, bounds.X1 * upem, bounds.Y1 * upem},
	}, c.out)
}

// layer paints an outline in a colour of its own, or in that of the text.
func (c *content) layer(l fonts.ColorLayer, alpha uint8, outline display.Path) {
	c.save()
	if !l.TextColor {
		c.op("rg", channel(l.R), channel(l.G), channel(l.B))
		if l.A < 255 {
			c.alpha(uint8((int(l.A)*int(alpha) + 127) / 255))
		}
	}
	c.path(outline)
	c.op("f")
	c.restore()
}

// scaled is an outline as a path with so many units to the em.
func scaled(outline fonts.Outline, unitsPerEm float64) display.Path {
	verbs := [...]display.Verb{fonts.MoveTo: display.Move, fonts.LineTo: display.Line, fonts.QuadTo: display.Quad, fonts.CubicTo: display.Cubic}
	path := make(display.Path, len(outline))
	for i := range outline {
		path[i].Verb = verbs[outline[i].Verb]
		for k, p := range outline[i].Points {
			path[i].P[k] = display.Point{X: float64(p.X) * unitsPerEm, Y: float64(p.Y) * unitsPerEm}
		}
	}
	return path
}
