package raster

import (
	"math"
	"testing"

	"placard/render/display"
)

// circleAt finds t where a point of the unit plane lies on the circle around (1−t)·f of radius t, by halving what
// is left: outside of smaller circles, inside of larger ones.
func circleAt(p, f point) float64 {
	low, high := 0.0, 1e4
	for range 100 {
		t := (low + high) / 2
		if math.Hypot(p.X-(1-t)*f.X, p.Y-(1-t)*f.Y) > t {
			low = t
		} else {
			high = t
		}
	}
	return low
}

// TestEllipseReference holds every pixel of ellipses to the real colour at its centre, as TestGradientReference does
// circles.
func TestEllipseReference(t *testing.T) {
	stops := []display.Stop{{At: 0, Color: hex(0xfef3c7)}, {At: 0.4, Color: hex(0xf97316)}, {At: 1, Color: hex(0x1e1b4b)}}
	for name, g := range map[string]*display.RadialGradient{
		"wide":       {Center: point{X: 150, Y: 90}, Radius: 140, Across: 60, Stops: stops},
		"turned":     {Center: point{X: 150, Y: 90}, Radius: 140, Across: 60, Angle: 33, Stops: stops},
		"focus":      {Center: point{X: 150, Y: 90}, Radius: 120, Focus: point{X: -50, Y: 30}, Stops: stops},
		"both":       {Center: point{X: 150, Y: 90}, Radius: 140, Across: 90, Angle: -120, Focus: point{X: 40, Y: 50}, Stops: stops},
		"far beyond": {Center: point{X: -60, Y: 250}, Radius: 200, Across: 150, Angle: 10, Focus: point{X: 90, Y: -60}, Stops: stops},
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 300, Height: 180, Ops: []display.Op{&display.Fill{Shape: round(0, 0, 300, 180, 0), Paint: g}}})
		rx, ry := g.Radii()
		sin, cos := math.Sincos(g.Angle * math.Pi / 180)
		unit := func(x, y float64) point { return point{X: (cos*x + sin*y) / rx, Y: (cos*y - sin*x) / ry} }
		at := func(x, y float64) [4]float64 {
			return colorAt(stops, math.Min(1, circleAt(unit(x-g.Center.X, y-g.Center.Y), unit(g.Focus.X, g.Focus.Y))))
		}
		for y := 0; y < 180; y += 2 {
			for x := 0; x < 300; x += 3 {
				px, py := float64(x)+0.5, float64(y)+0.5
				want, p := at(px, py), got.RGBAAt(x, y)
				// A step for the dither, and what the colour changes by within a quarter of a pixel.
				for k, v := range [4]uint8{p.R, p.G, p.B, p.A} {
					slope := math.Max(math.Abs(at(px+0.25, py)[k]-want[k]), math.Abs(at(px, py+0.25)[k]-want[k]))
					if math.Abs(float64(v)-want[k]) > 1.15+2*slope {
						t.Fatalf("%s: pixel %d,%d is %v, not %.2f", name, x, y, p, want)
					}
				}
			}
		}
	}
}

// TestEllipseEdges checks what is at the limits: a focus on the edge is inside of it by a hair, an ellipse of no
// width is all of the last colour, and one of equal radii is a circle.
func TestEllipseEdges(t *testing.T) {
	stops := []display.Stop{{At: 0, Color: hex(0xff0000)}, {At: 1, Color: hex(0x00ff00)}}
	draw := func(g *display.RadialGradient) func(x, y int) [3]uint8 {
		g.Center, g.Stops = point{X: 50, Y: 50}, stops
		got := drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{&display.Fill{Shape: round(0, 0, 100, 100, 0), Paint: g}}})
		return func(x, y int) [3]uint8 { c := got.RGBAAt(x, y); return [3]uint8{c.R, c.G, c.B} }
	}
	edge := draw(&display.RadialGradient{Radius: 40, Focus: point{X: 40}})
	if c := edge(89, 50); c[0] < 200 {
		t.Errorf("at a focus on the edge it is %v", c)
	}
	if c := edge(95, 50); c != [3]uint8{0, 255, 0} {
		t.Errorf("behind a focus on the edge it is %v", c)
	}
	if c := draw(&display.RadialGradient{Radius: 40, Across: 0.01})(50, 50); c != [3]uint8{0, 255, 0} {
		t.Errorf("an ellipse of no width is %v", c)
	}
	circle, ellipse := draw(&display.RadialGradient{Radius: 40}), draw(&display.RadialGradient{Radius: 40, Across: 40, Angle: 77})
	for i := range 100 * 100 {
		a, b := circle(i%100, i/100), ellipse(i%100, i/100)
		for k := range a {
			if abs(int(a[k])-int(b[k])) > 1 {
				t.Fatalf("pixel %d,%d of a circle is %v, and %v of an ellipse", i%100, i/100, a, b)
			}
		}
	}
}
