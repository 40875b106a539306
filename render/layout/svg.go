package layout

import (
	"placard/render/display"
	"placard/templates"
)

// svg places a drawing, or the one that stands in for it.
func (b *builder) svg(l *templates.SVG, bx box) error {
	im := drawing(l)
	if im == nil {
		b.report.box(&l.Base, bx, b.scale)
		return nil
	}
	d, shown, err := b.pictures.Drawing(im)
	if err != nil {
		return err
	}
	b.report.picture(im, bx, b.scale, shown)
	if shown == ShownNone || bx.w <= 0 || bx.h <= 0 {
		return nil
	}
	var color *display.Color
	if l.Color.A > 0 {
		c := display.Color(l.Color)
		color = &c
	}
	w, h := d.Size()
	if l.Fit == templates.SVGFitFill {
		d = d.Stretched()
	}
	dest := fitBox(templates.ImageFit(l.Fit), bx, w, h, l.Position)
	ops, err := d.Draw(b.deviceRect(dest), color)
	if err != nil {
		return err
	}
	start := b.mark()
	b.addAll(ops)
	if l.Fit == templates.SVGFitCover || l.Radius != (templates.Radii{}) {
		b.enclose(start, &display.PushGroup{Clip: b.roundRect(bx, l.Radius), Alpha: 255})
	}
	return nil
}

// addAll appends operations that belong together, as groups among them do, unless all of them lie where nothing
// shows.
func (b *builder) addAll(ops []display.Op) {
	turned := make([]display.Op, len(ops))
	for i, op := range ops {
		turned[i] = display.Turned(op, b.turn)
	}
	if !touchedBy(turned).Overlaps(b.seen()) {
		return
	}
	for _, op := range turned {
		b.push(op)
	}
}

// svgSize is that of a drawing, in px, or in proportion at a width. Where none is shown it is nothing.
func (b *builder) svgSize(l *templates.SVG, width float64) (w, h float64, ok bool, err error) {
	im := drawing(l)
	if !IsShown(l) || im == nil {
		return 0, 0, true, nil
	}
	d, shown, err := b.pictures.Drawing(im)
	if err != nil || shown == ShownNone {
		return 0, 0, true, err
	}
	w, h = d.Size()
	if width == 0 {
		return w, h, true, nil
	}
	return width, width * h / w, true, nil
}
