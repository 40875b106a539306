package display

import (
	"image"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func anyTurn(t *rapid.T) Turn {
	angle := rapid.OneOf(rapid.SampledFrom([]float64{0, 90, 180, 270, -90, 360, 45}), rapid.Float64Range(-720, 720)).Draw(t, "angle")
	n := rapid.Float64Range(-300, 300)
	return Turn{Angle: angle, X: n.Draw(t, "x"), Y: n.Draw(t, "y")}
}

func anyBox(t *rapid.T) RoundRect {
	n := rapid.Float64Range(-200, 200)
	x, y, w, h := n.Draw(t, "left"), n.Draw(t, "top"), rapid.Float64Range(1, 200).Draw(t, "w"), rapid.Float64Range(1, 200).Draw(t, "h")
	r := box(x, y, x+w, y+h, 0)
	for i := range r.Corners {
		r.Corners[i] = Corner{w / 2 * rapid.Float64Range(0, 1).Draw(t, "rx"), h / 2 * rapid.Float64Range(0, 1).Draw(t, "ry")}
	}
	return r
}

func near(a, b Point) bool { return math.Hypot(a.X-b.X, a.Y-b.Y) < 1e-9 }

// TestTurn turns points by hand, and there and back.
func TestTurn(t *testing.T) {
	if got := (Turn{90, 100, 0}).Apply(Point{10, 20}); got != (Point{80, 10}) {
		t.Errorf("10,20 turned by 90° and moved by 100 lies at %v", got)
	}
	if got := About(180, Point{50, 20}).Apply(Point{0, 0}); got != (Point{100, 40}) {
		t.Errorf("the origin turned by half about 50,20 lies at %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyTurn(t), anyTurn(t)
		p := Point{rapid.Float64Range(-500, 500).Draw(t, "px"), rapid.Float64Range(-500, 500).Draw(t, "py")}
		if got := a.Inverse().Apply(a.Apply(p)); !near(got, p) {
			t.Fatalf("%v turned there and back is %v", p, got)
		}
		if got, want := a.Then(b).Apply(p), b.Apply(a.Apply(p)); !near(got, want) {
			t.Fatalf("%v turned by both at once is %v, one after the other %v", p, got, want)
		}
		if got := About(a.Angle, p).Apply(p); !near(got, p) {
			t.Fatalf("%v turned about itself is %v", p, got)
		}
	})
}

// TestTurnedBack turns operations there and back, which changes nothing.
func TestTurnedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turn := anyTurn(t)
		for _, op := range valid() {
			if f, ok := op.(*Fill); ok && turn.oblique() { // it comes back as a path
				op = &FillPath{Path: f.Shape.Path(), Paint: f.Paint}
			}
			back := Turned(Turned(op, turn), turn.Inverse())
			if !alike(reflect.ValueOf(back), reflect.ValueOf(op)) {
				t.Fatalf("%s turned by %v and back is %s", describe(op), turn, describe(back))
			}
		}
	})
}

// alike compares values whose numbers may differ by rounding, and angles by whole turns.
func alike(a, b reflect.Value) bool {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Float64:
		d := math.Abs(a.Float() - b.Float())
		return d < 1e-9 || math.Abs(d-360) < 1e-9 || math.Abs(d-720) < 1e-9
	case reflect.Pointer:
		return a.Pointer() == b.Pointer() || !a.IsNil() && !b.IsNil() && alike(a.Elem(), b.Elem())
	case reflect.Interface:
		return a.IsNil() && b.IsNil() || !a.IsNil() && !b.IsNil() && alike(a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice, reflect.Array:
		for i := range a.Len() {
			if a.Len() != b.Len() || !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	default:
		return a.Equal(b)
	}
}

// TestTurnedBounds holds the bounds of what is turned to those of the pixels before.
func TestTurnedBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turn := anyTurn(t)
		inner := Turn{Angle: rapid.Float64Range(-180, 180).Draw(t, "inner")}
		shape := anyBox(t)
		for _, op := range []Op{
			&Fill{Shape: shape, Paint: Color{}}, &FillPath{Path: shape.Path(), Paint: Color{}},
			&Stroke{Path: shape.Path(), Width: 7, Join: RoundJoin, Paint: Color{}},
			&Shadow{Shape: shape, Sigma: 4, Turn: inner}, &Shadow{Hole: shape, Inset: true, Turn: inner},
			&Picture{Dest: shape.Rect, Clip: shape, Turn: inner},
			&PushGroup{Clip: shape, Turn: inner}, &PushGroup{Clip: shape, Mask: &PathMask{Path: shape.Path()}},
			&Glyphs{Face: face(), Size: 30, Glyphs: []Glyph{{40, shape.X0, shape.Y0}, {41, shape.X1, shape.Y0}}, Turn: inner},
		} {
			before, after := op.Bounds(), Turned(op, turn).Bounds()
			// A pixel on every side is what rounding to pixels may be off, here and there.
			room := turn.Bounds(Rect{float64(before.Min.X), float64(before.Min.Y), float64(before.Max.X), float64(before.Max.Y)}).inflate(2).Pixels()
			if turnOf(op) == (Turn{}) && !after.In(room) {
				t.Fatalf("%s: %v turned has bounds %v", describe(op), before, after)
			}
			for _, p := range [...]Point{{shape.X0, (shape.Y0 + shape.Y1) / 2}, {(shape.X0 + shape.X1) / 2, shape.Y1}} {
				if _, ok := op.(*Glyphs); ok {
					continue
				}
				q := turn.Apply(turnOf(op).Apply(p))
				if at := image.Pt(floor(q.X), floor(q.Y)); !at.In(after.Inset(-1)) {
					t.Fatalf("%s: %v, which it touches, is turned to %v, outside of %v", describe(op), p, at, after)
				}
			}
		}
	})
}

// turnOf is the turn of an operation that has one.
func turnOf(op Op) Turn {
	switch o := op.(type) {
	case *Shadow:
		return o.Turn
	case *Picture:
		return o.Turn
	case *PushGroup:
		return o.Turn
	}
	return Turn{}
}

// TestTurnedFill checks that a rectangle turned by right angles stays one, with each radius at the corner where
// its path has it, and that any other becomes that path.
func TestTurnedFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &Fill{Shape: anyBox(t), Paint: &ConicGradient{Point{3, 4}, 20, []Stop{{}, {At: 1}}}}
		turn := anyTurn(t)
		want := Turned(&FillPath{Path: f.Shape.Path(), Paint: f.Paint}, turn).(*FillPath)
		switch got := Turned(f, turn).(type) {
		case *FillPath:
			if !turn.oblique() && turn.Angle != 0 {
				t.Fatalf("turned by %v° a rectangle is none", turn.Angle)
			}
			if !alike(reflect.ValueOf(got), reflect.ValueOf(want)) {
				t.Fatalf("%s is not %s", describe(got), describe(want))
			}
		case *Fill:
			if turn.oblique() {
				t.Fatalf("turned by %v° a rectangle is still one", turn.Angle)
			}
			if !sameContour(got.Shape.Path(), want.Path) || !alike(reflect.ValueOf(got.Paint), reflect.ValueOf(want.Paint)) {
				t.Fatalf("%s is not %s", describe(got), describe(want))
			}
		}
	})
}

// sameContour reports whether each point of one path is one of the other.
func sameContour(a, b Path) bool {
	points := func(p Path) (out []Point) {
		for i := range p {
			out = append(out, p[i].Points()...)
		}
		return out
	}
	for _, p := range points(a) {
		found := false
		for _, q := range points(b) {
			found = found || math.Hypot(p.X-q.X, p.Y-q.Y) < 1e-6
		}
		if !found {
			return false
		}
	}
	return true
}

// TestSquareCorner checks that a corner with one radius of zero is sharp in the path as well.
func TestSquareCorner(t *testing.T) {
	r := box(0, 0, 100, 50, 0)
	want := path(r.Path())
	r.Corners = [4]Corner{{20, 0}, {20, 0}, {0, 10}, {0, 10}}
	if got := path(r.Path()); got != want {
		t.Errorf("its path is %s, not %s", got, want)
	}
}

// TestTurnedPaint follows a point of each paint.
func TestTurnedPaint(t *testing.T) {
	turn := Turn{90, 100, 0}
	focus := TurnedPaint(&RadialGradient{Center: Point{10, 0}, Radius: 9, Across: 4, Angle: 300, Focus: Point{3, 0}}, turn).(*RadialGradient)
	if focus.Center != (Point{100, 10}) || focus.Focus != (Point{0, 3}) || focus.Angle != 30 {
		t.Errorf("an ellipse is turned to %+v", focus)
	}
	circle := TurnedPaint(&RadialGradient{Center: Point{10, 0}, Radius: 9}, turn).(*RadialGradient)
	if circle.Angle != 0 {
		t.Errorf("a circle has an angle of %v°", circle.Angle)
	}
	picture := TurnedPaint(&ImagePaint{Dest: Rect{0, 0, 5, 5}, Turn: Moved(5, 0)}, turn).(*ImagePaint)
	if got := picture.Turn.Apply(Point{1, 2}); got != turn.Apply(Point{6, 2}) {
		t.Errorf("a point of a picture is turned to %v", got)
	}
	if c := TurnedPaint(Color{R: 1}, turn); c != (Color{R: 1}) {
		t.Errorf("a colour is turned to %v", c)
	}
}

func TestLuminance(t *testing.T) {
	for c, want := range map[[3]uint8]uint8{{255, 255, 255}: 255, {}: 0, {255, 0, 0}: 54, {0, 255, 0}: 182, {0, 0, 255}: 18, {128, 128, 128}: 128} {
		if got := Luminance(c[0], c[1], c[2]); got != want {
			t.Errorf("%v has a luminance of %d, not %d", c, got, want)
		}
	}
}
