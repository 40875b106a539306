package pdf

import "placard/render/display"

// enlarging maps operations to a canvas of their own: by k around the point x, y, which becomes its origin.
type enlarging struct{ k, x, y float64 }

func (e enlarging) op(op display.Op) display.Op {
	switch o := op.(type) {
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
	case *display.Shadow:
		return &display.Shadow{Shape: e.roundRect(o.Shape), Sigma: o.Sigma * e.k, Hole: e.roundRect(o.Hole), Color: o.Color}
	case *display.Picture:
		out := *o
		out.Dest, out.Clip = e.rect(o.Dest), e.roundRect(o.Clip)
		return &out
	case *display.Glyphs:
		out := &display.Glyphs{Face: o.Face, Size: o.Size * e.k, Paint: o.Paint, Glyphs: make([]display.Glyph, len(o.Glyphs))}
		for i, g := range o.Glyphs {
			out.Glyphs[i] = display.Glyph{ID: g.ID, X: (g.X - e.x) * e.k, Y: (g.Y - e.y) * e.k}
		}
		return out
	case *display.PushGroup:
		out := *o
		out.Clip, out.Blur = e.roundRect(o.Clip), o.Blur*e.k
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
		return &display.RadialGradient{Center: e.point(p.Center), Radius: p.Radius * e.k, Stops: p.Stops}
	case *display.ConicGradient:
		return &display.ConicGradient{Center: e.point(p.Center), Angle: p.Angle, Stops: p.Stops}
	default:
		return p
	}
}
