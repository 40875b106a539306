package layout

import (
	"fmt"

	"placard/render/code"
	"placard/render/display"
	"placard/templates"
)

const (
	// barsLoss is how much smaller a barcode may become for sharp bars. Its modules are but a few px wide, of which
	// readers tell one from another.
	barsLoss = 0.25
	// barsMargin is kept free above and below where the quiet zones are kept, in modules, and at most as a part of
	// the height.
	barsMargin, barsMarginPart = 5, 0.1
	// barsText is how large the text below is, in modules, and at most as a part of the height: that of the EAN
	// standard.
	barsText, barsTextPart = 11.5, 0.3
	// barsFill is which part of its span a label may fill.
	barsFill = 0.92
	// barsGap is between the bars and the text, in modules; guards reach down by barsGuard (ISO/IEC 15420, 4.6.1).
	barsGap, barsGuard = 1.2, 5
)

// barcode draws bars as tall as the box allows, and their text below. One that says nothing is not there.
func (b *builder) barcode(l *templates.Barcode, bx box) error {
	b.report.box(l.Common(), bx, b.scale)
	if l.Value == "" {
		return nil
	}
	bars, err := code.Barcode(code.Symbology(l.Symbology), l.Value)
	if err != nil {
		return wrapError(l.ID, fmt.Errorf("value: %w", err))
	}
	b.ground(&l.Base, l.Background, bx)
	before, after := freeSides(bars, l)
	at := b.modulesIn(bx, before+float64(bars.Modules())+after, 1, barsLoss)
	at.x += before * at.size
	module := at.size / b.scale
	inner := bx
	if l.QuietZone {
		margin := min(barsMargin*module, barsMarginPart*bx.h)
		inner = box{bx.x, bx.y + margin, bx.w, bx.h - 2*margin}
	}
	bottom, guards := inner.y+inner.h, 0.0
	var labels []templates.Layer
	if l.ShowText {
		size := b.barsTextSize(l, bars, module, inner.h)
		guards = min(barsGuard*module, size/2)
		bottom -= size + barsGap*module
		labels = b.barsLabels(l, bars, at, bottom+barsGap*module, size)
	}
	b.add(&display.FillPath{Path: b.barsPath(bars, at, inner.y, bottom, guards), Paint: display.Color(l.Color)})
	return b.parts(labels, box{})
}

// freeSides are the modules left free on both sides: the quiet zones, or what the text there needs.
func freeSides(bars *code.Bars, l *templates.Barcode) (before, after float64) {
	if l.QuietZone {
		return float64(bars.Before), float64(bars.After)
	}
	if l.ShowText {
		for _, t := range bars.Text {
			before, after = max(before, float64(-t.From)), max(after, float64(t.To-bars.Modules()))
		}
	}
	return before, after
}

// barsTextSize is the size of the text, px: the layer's own, or by the bars; at most as large as fits below them.
func (b *builder) barsTextSize(l *templates.Barcode, bars *code.Bars, module, height float64) float64 {
	size := l.FontSize
	if size == 0 {
		size = barsText * module
	}
	size = min(size, barsTextPart*height)
	for _, t := range bars.Text {
		if w := b.measure(t.Text, l.FontFamily, 1); w > 0 {
			size = min(size, barsFill*float64(t.To-t.From)*module/w)
		}
	}
	return size
}

// barsLabels are the texts below, each in the middle of its span.
func (b *builder) barsLabels(l *templates.Barcode, bars *code.Bars, at modules, top, size float64) []templates.Layer {
	var out []templates.Layer
	for _, t := range bars.Text {
		over := at.box(b, float64(t.From), 0, float64(t.To-t.From), 0)
		base := templates.Base{
			ID: l.ID, Type: "text", Opacity: 1, BlendMode: templates.BlendNormal,
			X: templates.Length{Value: over.x}, Y: templates.Length{Value: top}, Width: templates.Length{Value: over.w}, Height: templates.Length{Value: size},
		}
		out = append(out, &templates.Text{
			Base: base, Text: t.Text, FontFamily: l.FontFamily, FontWeight: 400, FontStyle: templates.FontStyleNormal,
			FontSize: size, LineHeight: templates.LineHeight{Value: 1}, Color: l.Color,
			Align: templates.AlignCenter, VerticalAlign: templates.VerticalAlignMiddle, Direction: templates.DirectionLTR,
			TextTransform: templates.TextTransformNone, TextDecoration: templates.TextDecorationNone,
			Fit: templates.FitNone, MinFontSize: size, MaxFontSize: size,
			Wrap: templates.WrapNone, Overflow: templates.OverflowVisible,
		})
	}
	return out
}

// barsPath outlines the bars from top to bottom, design px; those within guards end lower.
func (b *builder) barsPath(bars *code.Bars, at modules, top, bottom, guards float64) display.Path {
	var p pathBuilder
	from := 0
	for i, w := range bars.Widths {
		if i%2 == 0 {
			low := bottom
			if bars.Guarded(from) {
				low += guards
			}
			x0, x1 := at.point(float64(from), 0).X, at.point(float64(from+w), 0).X
			y0, y1 := at.whole(top*b.scale), at.whole(low*b.scale)
			p.move(x0, y0)
			p.line(x1, y0)
			p.line(x1, y1)
			p.line(x0, y1)
			p.path = append(p.path, display.Segment{Verb: display.Close})
		}
		from += w
	}
	return p.path
}
