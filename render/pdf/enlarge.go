package pdf

import "placard/render/display"

// enlarging maps operations to a canvas of their own: by k around the point x, y, which becomes its origin.
type enlarging struct{ k, x, y float64 }

// turning enlarges a plane that a turn lays onto the canvas.
type turning struct {
	enlarging
	turn display.Turn // of the plane once it is enlarged
}

// within enlarges the plane of a turn. One that is turned grows around its own origin, which its turn moves.
func (e enlarging) within(t display.Turn) turning {
	if t == (display.Turn{}) {
		return turning{enlarging: e}
	}
	at := e.point(display.Point{X: t.X, Y: t.Y})
	return turning{enlarging{k: e.k}, display.Turn{Angle: t.Angle, X: at.X, Y: at.Y}}
}

func (e enlarging) op(op display.Op) display.Op {
	switch o := op.(type) {
	case *display.Shadow:
		out, e := *o, e.within(o.Turn)
		out.Shape, out.Sigma, out.Hole, out.Turn = e.roundRect(o.Shape), o.Sigma*e.k, e.roundRect(o.Hole), e.turn
		return &out
	case *display.Picture:
		out, e := *o, e.within(o.Turn)
		out.Dest, out.Clip, out.Turn = e.rect(o.Dest), e.roundRect(o.Clip), e.turn
		return &out
	case *display.Glyphs:
		out, e := *o, e.within(o.Turn)
		out.Size, out.Paint, out.Turn, out.Clusters = o.Size*e.k, e.paint(o.Paint), e.turn, nil
		out.Glyphs = make([]display.Glyph, len(o.Glyphs))
		for i, g := range o.Glyphs {
			at := e.point(display.Point{X: g.X, Y: g.Y})
			out.Glyphs[i] = display.Glyph{ID: g.ID, X: at.X, Y: at.Y}
		}
		return &out
	case *display.PushGroup:
		out, e := *o, e.within(o.Turn)
		out.Clip, out.Mask, out.Blur, out.Turn = e.roundRect(o.Clip), e.mask(o.Mask), o.Blur*e.k, e.turn
		return &out
	case *display.Fill:
		return &display.Fill{Shape: e.roundRect(o.Shape), Paint: e.paint(o.Paint)}
	case *display.FillPath:
		return &display.FillPath{Path: e.path(o.Path), Rule: o.Rule, Paint: e.paint(o.Paint)}
	case *display.Stroke:
		out := *o
		out.Path, out.Width, out.Paint = e.path(o.Path), o.Width*e.k, e.paint(o.Paint)
		out.Dash = make([]float64, len(o.Dash))
		for i, d := range o.Dash {
			out.Dash[i] = d * e.k
		}
		return &out
	default:
		return op
	}
}

func (e enlarging) point(p display.Point) display.Point {
	return display.Point{X: (p.X - e.x) * e.k, Y: (p.Y - e.y) * e.k}
}

func (e enlarging) rect(r display.Rect) display.Rect {
	a, b := e.point(display.Point{X: r.X0, Y: r.Y0}), e.point(display.Point{X: r.X1, Y: r.Y1})
	return display.Rect{X0: a.X, Y0: a.Y, X1: b.X, Y1: b.Y}
}

func (e enlarging) roundRect(r display.RoundRect) display.RoundRect {
	out := display.RoundRect{Rect: e.rect(r.Rect)}
	for i, k := range r.Corners {
		out.Corners[i] = display.Corner{RX: k.RX * e.k, RY: k.RY * e.k}
	}
	return out
}

func (e enlarging) path(p display.Path) display.Path {
	out := make(display.Path, len(p))
	for i, s := range p {
		for k := range s.P {
			s.P[k] = e.point(s.P[k])
		}
		out[i] = s
	}
	return out
}

func (e enlarging) paint(p display.Paint) display.Paint {
	switch p := p.(type) {
	case *display.LinearGradient:
		return &display.LinearGradient{From: e.point(p.From), To: e.point(p.To), Stops: p.Stops}
	case *display.RadialGradient:
		out := *p
		out.Center, out.Radius, out.Across = e.point(p.Center), p.Radius*e.k, p.Across*e.k
		out.Focus = display.Point{X: p.Focus.X * e.k, Y: p.Focus.Y * e.k}
		return &out
	case *display.ConicGradient:
		return &display.ConicGradient{Center: e.point(p.Center), Angle: p.Angle, Stops: p.Stops}
	case *display.ImagePaint:
		out, e := *p, e.within(p.Turn)
		out.Dest, out.Turn = e.rect(p.Dest), e.turn
		return &out
	default:
		return p
	}
}

func (e enlarging) mask(m display.Mask) display.Mask {
	switch m := m.(type) {
	case *display.PathMask:
		return &display.PathMask{Path: e.path(m.Path), Rule: m.Rule}
	case *display.PictureMask:
		out := *m
		out.Dest = e.rect(m.Dest)
		return &out
	default:
		return m
	}
}
