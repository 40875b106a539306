package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

// draw paints what has been placed: markers, the lines under letters, strokes below, letters, strokes upon them,
// the lines through.
func (t *typesetter) draw() {
	t.markers()
	t.rules(templates.TextDecorationUnderline, templates.TextDecorationOverline)
	stroke := t.s.layer.Stroke
	if stroke != nil && stroke.Align == templates.StrokeAlignOutside {
		t.strokes(stroke, 2*stroke.Width)
	}
	for i := range t.pieces {
		t.b.add(t.pieces[i].op)
	}
	if stroke != nil && stroke.Align != templates.StrokeAlignOutside {
		t.strokes(stroke, stroke.Width)
	}
	t.rules(templates.TextDecorationLineThrough)
}

// rules draws the lines along letters of some kinds, each as long as the pieces that have it.
func (t *typesetter) rules(kinds ...templates.TextDecoration) {
	for i := 0; i < len(t.pieces); {
		p := &t.pieces[i]
		end := i + 1
		for end < len(t.pieces) && t.pieces[end].line == p.line && t.pieces[end].style.decoration == p.style.decoration &&
			t.pieces[end].op.Paint == p.op.Paint {
			end++
		}
		for _, kind := range kinds {
			if p.style.decoration == kind {
				t.rule(kind, p, t.pieces[end-1].to)
			}
		}
		i = end
	}
}

// rule draws a line along letters from a piece on, on whole device px, at least one thick.
func (t *typesetter) rule(kind templates.TextDecoration, p *textPiece, to float64) {
	d := t.s.face.Decoration()
	at := d.Underline
	switch kind {
	case templates.TextDecorationLineThrough:
		at = d.Strikethrough
	case templates.TextDecorationOverline:
		at.Top = -t.s.face.Metrics().Ascent
	}
	scale := t.b.scale
	thick := math.Max(1, math.Round(at.Thickness*t.size*scale))
	top := math.Round((p.baseline + at.Top*t.size) * scale)
	if to <= p.from {
		return
	}
	t.b.add(&display.Fill{
		Shape: display.RoundRect{Rect: display.Rect{X0: p.from * scale, Y0: top, X1: to * scale, Y1: top + thick}},
		Paint: p.op.Paint,
	})
}

// strokes draws along the letters. Those of an inside stroke are cut off at the letters; emoji have none.
func (t *typesetter) strokes(s *templates.Stroke, width float64) {
	paintBox := grow(t.box, width/2)
	for i := range t.pieces {
		if !t.b.shows(around(t.pieces[i].op, width*t.b.scale)) {
			continue
		}
		path := t.lettersPath(t.pieces[i].op)
		if len(path) == 0 {
			continue
		}
		if s.Align != templates.StrokeAlignInside {
			t.b.stroke(s, width, path, paintBox)
			continue
		}
		start := t.b.mark()
		t.b.stroke(s, 2*width, path, paintBox)
		letters := display.FillPath{Path: path}
		t.b.enclose(start, &display.PushGroup{
			Clip: display.RoundRect{Rect: rectOf(letters.Bounds())}, Mask: &display.PathMask{Path: path}, Alpha: 255,
		})
	}
}
