package raster

import (
	"math"
	"math/rand/v2"
	"testing"

	"placard/render/display"
)

// distance is how far a point lies from a polyline.
func distance(p point, line []point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := b.X-a.X, b.Y-a.Y
		k := math.Max(0, math.Min(1, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/(dx*dx+dy*dy)))
		best = math.Min(best, math.Hypot(a.X+dx*k-p.X, a.Y+dy*k-p.Y))
	}
	return best
}

// TestStrokeDistance compares strokes with round caps and joins with what they are: all points within
// half a width of the line. A pixel whose centre is further than 0.8 px from the edge must be empty or
// full.
func TestStrokeDistance(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 8 {
		path := display.Path{{Verb: display.Move, P: [3]point{{X: 20 + 88*r.Float64(), Y: 20 + 88*r.Float64()}}}}
		line := []point{path[0].P[0]}
		p := func() point { return point{X: 128 * r.Float64(), Y: 128 * r.Float64()} }
		for range 3 {
			a, b, c := p(), p(), p()
			path = append(path, display.Segment{Verb: display.Cubic, P: [3]point{a, b, c}})
			from := line[len(line)-1]
			for i := 1; i <= 40; i++ {
				line = append(line, bezier([4]point{from, a, b, c}, float64(i)/40))
			}
		}
		width := 1 + 15*r.Float64()
		got := drawn(t, newDrawer(t), &display.List{Width: 128, Height: 128, Ops: []display.Op{&display.Stroke{
			Path: path, Width: width, Cap: display.RoundCap, Join: display.RoundJoin, Paint: display.Color{A: 255},
		}}})
		bad := 0
		for y := range 128 {
			for x := range 128 {
				d := distance(point{X: float64(x) + 0.5, Y: float64(y) + 0.5}, line) - width/2
				a := got.RGBAAt(x, y).A
				if d > 0.8 && a > 0 || d < -0.8 && a < 250 {
					bad++
				}
			}
		}
		if bad > 0 {
			t.Errorf("width %.2f, path %v: %d pixels are wrong", width, path, bad)
		}
	}
}

// TestStrokeCorners compares a mitered rectangle's stroke with the two rectangles that it lies between.
func TestStrokeCorners(t *testing.T) {
	for _, width := range []float64{1, 2.5, 7, 24} {
		h := width / 2
		got := drawn(t, newDrawer(t), &display.List{Width: 120, Height: 90, Ops: []display.Op{
			&display.Stroke{Path: rectPath(30.5, 25.25, 90.5, 65.75), Width: width, Paint: display.Color{A: 255}},
		}})
		outer, inner := round(30.5-h, 25.25-h, 90.5+h, 65.75+h, 0), round(30.5+h, 25.25+h, 90.5-h, 65.75-h, 0)
		var c coverage
		c.roundRect(&outer)
		want := c.rasterize(got.Rect)
		c.reset()
		c.roundRect(&inner)
		hole := c.rasterize(got.Rect)
		for i := range want.pix {
			w, g := int(want.pix[i])-int(hole.pix[i]), int(got.Pix[4*i+3])
			if abs(w-g) > 6 { // gg's points lie on 1/64 px
				t.Errorf("width %v: pixel %d,%d is %d, not %d", width, i%120, i/120, g, w)
			}
		}
	}
}

// TestStrokeTightCorners rounds corners more tightly than half the stroke's width, where the inner edge
// has no curve of its own.
func TestStrokeTightCorners(t *testing.T) {
	for _, radius := range []float64{0.5, 1, 4, 9} {
		for _, width := range []float64{3, 8, 20} {
			h := width / 2
			got := drawn(t, newDrawer(t), &display.List{Width: 128, Height: 128, Ops: []display.Op{
				&display.Stroke{Path: roundPath(30, 30, 98, 98, radius), Width: width, Paint: display.Color{A: 255}},
			}})
			outer, inner := round(30-h, 30-h, 98+h, 98+h, radius+h), round(30+h, 30+h, 98-h, 98-h, max(0, radius-h))
			var c coverage
			c.roundRect(&outer)
			want := c.rasterize(got.Rect)
			c.reset()
			c.roundRect(&inner)
			hole := c.rasterize(got.Rect)
			for i := range want.pix {
				w, g := int(want.pix[i])-int(hole.pix[i]), int(got.Pix[4*i+3])
				if abs(w-g) > 64 { // the inner corner's one pixel, where the two sides overlap
					t.Errorf("radius %v, width %v: pixel %d,%d is %d, not %d", radius, width, i%128, i/128, g, w)
				}
			}
		}
	}
}

func roundPath(x0, y0, x1, y1, r float64) display.Path {
	const k = 0.5522847498
	q := r * (1 - k)
	line := func(x, y float64) display.Segment {
		return display.Segment{Verb: display.Line, P: [3]point{{X: x, Y: y}}}
	}
	curve := func(ax, ay, bx, by, x, y float64) display.Segment {
		return display.Segment{Verb: display.Cubic, P: [3]point{{X: ax, Y: ay}, {X: bx, Y: by}, {X: x, Y: y}}}
	}
	return display.Path{
		{Verb: display.Move, P: [3]point{{X: x0 + r, Y: y0}}},
		line(x1-r, y0), curve(x1-q, y0, x1, y0+q, x1, y0+r),
		line(x1, y1-r), curve(x1, y1-q, x1-q, y1, x1-r, y1),
		line(x0+r, y1), curve(x0+q, y1, x0, y1-q, x0, y1-r),
		line(x0, y0+r), curve(x0, y0+q, x0+q, y0, x0+r, y0),
		{Verb: display.Close},
	}
}

// TestDashes follows the pattern along a corner, and makes dots of dashes without length.
func TestDashes(t *testing.T) {
	line := polyline{points: []point{{X: 0, Y: 0}, {X: 10, Y: 0}, {X: 10, Y: 10}}}
	got := dashes(line, []float64{6, 2})
	want := [][]point{{{X: 0}, {X: 6}}, {{X: 8}, {X: 10}, {X: 10, Y: 4}}, {{X: 10, Y: 6}, {X: 10, Y: 10}}}
	if len(got) != len(want) {
		t.Fatalf("%d dashes, not %d: %v", len(got), len(want), got)
	}
	for i := range want {
		for k, p := range want[i] {
			if len(got[i].points) != len(want[i]) || math.Hypot(got[i].points[k].X-p.X, got[i].points[k].Y-p.Y) > 1e-9 {
				t.Errorf("dash %d is %v, not %v", i, got[i].points, want[i])
				break
			}
		}
	}
	if odd := dashes(line, []float64{5}); len(odd) != 2 {
		t.Errorf("a pattern of one length gives %v, not a dash, a gap, a dash and a gap", odd)
	}
	dots := dashes(line, []float64{0, 5})
	if len(dots) != 4 && len(dots) != 5 {
		t.Errorf("%d dots every 5 of 20 px: %v", len(dots), dots)
	}
	for _, d := range dots {
		if l := math.Hypot(d.points[1].X-d.points[0].X, d.points[1].Y-d.points[0].Y); math.Abs(l-shortestDash) > 1e-9 {
			t.Errorf("dot %v is %v long", d.points, l)
		}
	}
}

// TestClipLine checks that what is left is what was inside.
func TestClipLine(t *testing.T) {
	w := display.Rect{X0: 0, Y0: 0, X1: 10, Y1: 10}
	for _, c := range []struct {
		line []point
		want [][]point
	}{
		{[]point{{X: 1, Y: 1}, {X: 9, Y: 9}}, [][]point{{{X: 1, Y: 1}, {X: 9, Y: 9}}}},
		{[]point{{X: -5, Y: 5}, {X: 15, Y: 5}}, [][]point{{{X: 0, Y: 5}, {X: 10, Y: 5}}}},
		{[]point{{X: 5, Y: 5}, {X: 15, Y: 5}, {X: 15, Y: 7}, {X: 5, Y: 7}}, [][]point{{{X: 5, Y: 5}, {X: 10, Y: 5}}, {{X: 10, Y: 7}, {X: 5, Y: 7}}}},
		{[]point{{X: -5, Y: -5}, {X: -5, Y: 15}}, nil},
	} {
		var got [][]point
		for _, l := range clipLine(polyline{points: c.line}, w) {
			got = append(got, l.points)
		}
		if len(got) != len(c.want) {
			t.Errorf("%v is cut to %v, not %v", c.line, got, c.want)
			continue
		}
		for i := range got {
			for k := range c.want[i] {
				if got[i][k] != c.want[i][k] {
					t.Errorf("%v is cut to %v, not %v", c.line, got, c.want)
				}
			}
		}
	}
}

// TestStrokeFarAway draws a line that runs far over the canvas, in time and at the right place.
func TestStrokeFarAway(t *testing.T) {
	got := drawn(t, newDrawer(t), &display.List{Width: 40, Height: 40, Ops: []display.Op{
		&display.Stroke{Path: display.Path{
			{Verb: display.Move, P: [3]point{{X: -100000, Y: -100000}}},
			{Verb: display.Line, P: [3]point{{X: 100000, Y: 100000}}},
		}, Width: 10, Paint: display.Color{A: 255}},
	}})
	for i := range 40 {
		if a := got.RGBAAt(i, i).A; a != 255 {
			t.Fatalf("pixel %d,%d on the line is %d", i, i, a)
		}
	}
	if got.RGBAAt(30, 5) != got.RGBAAt(5, 30) || got.RGBAAt(30, 5).A != 0 {
		t.Error("pixels off the line are painted")
	}
}
