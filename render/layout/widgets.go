package layout

import (
	"placard/fonts"
	"placard/render/widget"
	"placard/templates"
)

// widget draws the simpler layers that a rating, a progress layer or a chart is made of.
func (b *builder) widget(l templates.Layer, bx box) error {
	base := l.Common()
	b.report.box(base, bx, b.scale)
	parts, err := widget.Expand(l, bx.w, bx.h, b.measure)
	if err != nil {
		return wrapError(base.ID, err)
	}
	return b.parts(parts, bx)
}

// parts draws layers that are parts of another, of which the report does not speak.
func (b *builder) parts(layers []templates.Layer, around box) error {
	report := b.report
	b.report = nil
	err := b.layers(layers, around)
	b.report = report
	return err
}

// measure is how wide a text is in one line, px, at a size in px. What cannot be shaped has no width: drawing it
// says why.
func (b *builder) measure(text, family string, size float64) float64 {
	t, err := b.fonts.Shape(fonts.Request{Text: text, Families: families(family), Weight: 400, Lang: b.lang})
	if err != nil {
		return 0
	}
	width := 0.0
	for i := range t.Clusters {
		width += float64(t.Clusters[i].Advance)
	}
	return width * size
}
