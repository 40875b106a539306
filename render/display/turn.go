package display

import (
	"image"
	"math"
)

// Turn is a rigid motion, which keeps lengths and angles: a turn clockwise about the origin, then a move. The
// zero Turn leaves everything where it is.
//
// An operation that has one says all else in a plane of its own, upright, in px; the turn lays that plane onto
// the canvas.
type Turn struct {
	Angle float64 // degrees clockwise
	X, Y  float64 // px, added after the turn
}

// About turns by degrees clockwise about a point.
func About(degrees float64, p Point) Turn {
	t := Turn{Angle: degrees}
	q := t.Apply(p)
	t.X, t.Y = p.X-q.X, p.Y-q.Y
	return t
}

// Moved moves by px.
func Moved(dx, dy float64) Turn { return Turn{X: dx, Y: dy} }

// Then is t followed by u.
func (t Turn) Then(u Turn) Turn {
	p := u.Apply(Point{t.X, t.Y})
	return Turn{Angle: math.Mod(t.Angle+u.Angle, 360), X: p.X, Y: p.Y}
}

// Apply gives where a point comes to lie.
func (t Turn) Apply(p Point) Point {
	sin, cos := t.SinCos()
	return Point{cos*p.X - sin*p.Y + t.X, sin*p.X + cos*p.Y + t.Y}
}

// Inverse is the turn that undoes t.
func (t Turn) Inverse() Turn {
	back := Turn{Angle: -t.Angle}
	p := back.Apply(Point{t.X, t.Y})
	return Turn{Angle: -t.Angle, X: -p.X, Y: -p.Y}
}

// SinCos is the sine and the cosine of the angle, exact for right angles, so that what is upright after four
// of them has not moved by a rounding.
func (t Turn) SinCos() (sin, cos float64) {
	switch math.Mod(t.Angle, 360) {
	case 0:
		return 0, 1
	case 90, -270:
		return 1, 0
	case 180, -180:
		return 0, -1
	case 270, -90:
		return -1, 0
	}
	return math.Sincos(t.Angle * math.Pi / 180)
}

// Shape gives a rounded rectangle as the turn leaves it, and false where that is not an upright one: only a turn
// by right angles leaves it so.
func (t Turn) Shape(r RoundRect) (RoundRect, bool) {
	sin, cos := t.SinCos()
	if sin != 0 && cos != 0 {
		return RoundRect{}, false
	}
	out := RoundRect{Rect: t.Bounds(r.Rect)}
	quarters := (int(math.Mod(t.Angle, 360))/90 + 4) % 4
	for i, k := range r.Corners {
		if quarters%2 == 1 {
			k.RX, k.RY = k.RY, k.RX
		}
		out.Corners[(i+quarters)%4] = k
	}
	return out, true
}

// Bounds is the smallest upright rectangle around a turned one.
func (t Turn) Bounds(r Rect) Rect {
	if t == (Turn{}) {
		return r
	}
	inf := math.Inf(1)
	out := Rect{inf, inf, -inf, -inf}
	for _, p := range [4]Point{{r.X0, r.Y0}, {r.X1, r.Y0}, {r.X1, r.Y1}, {r.X0, r.Y1}} {
		out = out.include(t.Apply(p))
	}
	return out
}

// pixels is the pixels that a turned rectangle touches.
func (t Turn) pixels(r Rect) image.Rectangle {
	if r.Empty() || t == (Turn{}) {
		return r.Pixels()
	}
	return t.Bounds(r).inflate(-roundOff).Pixels()
}

// Turned gives an operation as a turn moves it; the operation itself stays as it is. A rectangle that is moved or
// turned by right angles stays one.
func Turned(op Op, t Turn) Op {
	if t == (Turn{}) {
		return op
	}
	switch o := op.(type) {
	case *Fill:
		if shape, ok := t.Shape(o.Shape); ok {
			return &Fill{Shape: shape, Paint: TurnedPaint(o.Paint, t)}
		}
		return &FillPath{Path: t.path(o.Shape.Path()), Paint: TurnedPaint(o.Paint, t)}
	case *FillPath:
		return &FillPath{Path: t.path(o.Path), Rule: o.Rule, Paint: TurnedPaint(o.Paint, t)}
	case *Stroke:
		out := *o
		out.Path, out.Paint = t.path(o.Path), TurnedPaint(o.Paint, t)
		return &out
	case *Shadow:
		out := *o
		out.Turn = o.Turn.Then(t)
		return &out
	case *Picture:
		out := *o
		out.Turn = o.Turn.Then(t)
		return &out
	case *Glyphs:
		out := *o
		out.Turn = o.Turn.Then(t)
		return &out
	case *PushGroup:
		out := *o
		out.Turn = o.Turn.Then(t)
		return &out
	}
	return op
}

// TurnedPaint gives a paint as a turn moves it.
func TurnedPaint(p Paint, t Turn) Paint {
	switch p := p.(type) {
	case *LinearGradient:
		return &LinearGradient{From: t.Apply(p.From), To: t.Apply(p.To), Stops: p.Stops}
	case *RadialGradient:
		out := *p
		out.Center, out.Focus = t.Apply(p.Center), Turn{Angle: t.Angle}.Apply(p.Focus)
		if p.Across > 0 { // a circle has no first axis
			out.Angle = math.Mod(p.Angle+t.Angle, 360)
		}
		return &out
	case *ConicGradient:
		return &ConicGradient{Center: t.Apply(p.Center), Angle: math.Mod(p.Angle+t.Angle, 360), Stops: p.Stops}
	case *ImagePaint:
		out := *p
		out.Turn = p.Turn.Then(t)
		return &out
	}
	return p
}

func (t Turn) path(p Path) Path {
	out := make(Path, len(p))
	for i := range p {
		out[i].Verb = p[i].Verb
		for j, q := range p[i].Points() {
			out[i].P[j] = t.Apply(q)
		}
	}
	return out
}
