package raster

import (
	"math"
	"testing"

	"placard/render/display"
)

// colorAt is a gradient's colour at a fraction, in real numbers.
func colorAt(stops []display.Stop, at float64) [4]float64 {
	for i := 1; i < len(stops); i++ {
		if at <= stops[i].At || i == len(stops)-1 {
			a, b := stops[i-1], stops[i]
			f := math.Max(0, math.Min(1, (at-a.At)/(b.At-a.At)))
			from, to := channels(a.Color), channels(b.Color)
			for k := range from {
				from[k] += (to[k] - from[k]) * f
			}
			return from
		}
	}
	return [4]float64{}
}

// TestGradientReference holds every pixel to the real colour at its centre: 1 step for the dither, and
// what the gradient changes within a quarter of a pixel.
func TestGradientReference(t *testing.T) {
	card := cardGradient()
	linear := card.Paint.(*display.LinearGradient)
	radial := radialGradient().Paint.(*display.RadialGradient)
	fade := scrim().Paint.(*display.LinearGradient)
	for name, c := range map[string]struct {
		paint display.Paint
		stops []display.Stop
		at    func(x, y float64) float64
	}{
		"linear": {linear, linear.Stops, func(x, y float64) float64 { return along(linear, x, y) }},
		"fade":   {fade, fade.Stops, func(x, y float64) float64 { return along(fade, x, y) }},
		"radial": {radial, radial.Stops, func(x, y float64) float64 {
			return math.Min(1, math.Hypot(x-radial.Center.X, y-radial.Center.Y)/radial.Radius)
		}},
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 1200, Height: 630, Ops: []display.Op{
			&display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: c.paint},
		}})
		for y := 0; y < 630; y += 7 {
			for x := 0; x < 1200; x += 11 {
				want := colorAt(c.stops, c.at(float64(x)+0.5, float64(y)+0.5))
				p := got.RGBAAt(x, y)
				for k, v := range [4]uint8{p.R, p.G, p.B, p.A} {
					if math.Abs(float64(v)-want[k]) > 1.15 {
						t.Fatalf("%s: pixel %d,%d is %v, not %.2f", name, x, y, p, want)
					}
				}
			}
		}
	}
}

// along is a linear gradient's fraction at a point.
func along(g *display.LinearGradient, x, y float64) float64 {
	dx, dy := g.To.X-g.From.X, g.To.Y-g.From.Y
	return math.Max(0, math.Min(1, ((x-g.From.X)*dx+(y-g.From.Y)*dy)/(dx*dx+dy*dy)))
}

// TestGradientBands averages blocks of 6×6 pixels, as the eye does at this size. Undithered, a block
// inside of a band is off by up to half a step; with thirds of a step by a sixth.
func TestGradientBands(t *testing.T) {
	dark := []display.Stop{{At: 0, Color: hex(0x0f172a)}, {At: 1, Color: hex(0x1e293b)}}
	for name, g := range map[string]*display.LinearGradient{
		"diagonal":   {From: point{}, To: point{X: 1200, Y: 630}, Stops: dark},
		"horizontal": {From: point{}, To: point{X: 1200}, Stops: dark},
		"vertical":   {From: point{}, To: point{Y: 630}, Stops: dark},
		"card":       cardGradient().Paint.(*display.LinearGradient),
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 1200, Height: 630, Ops: []display.Op{
			&display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: g},
		}})
		worst := 0.0
		for y := 0; y+6 <= 630; y += 18 {
			for x := 0; x+6 <= 1200; x += 6 {
				var sum, want float64
				for i := range 36 {
					px, py := x+i%6, y+i/6
					sum += float64(got.RGBAAt(px, py).R)
					want += colorAt(g.Stops, along(g, float64(px)+0.5, float64(py)+0.5))[0]
				}
				worst = math.Max(worst, math.Abs(sum-want)/36)
			}
		}
		if worst > 0.2 {
			t.Errorf("%s: a block is off by %.2f of a step on average: it is in a band", name, worst)
		}
	}
}

// TestGradientPlain checks that a gradient whose steps are too narrow to see, and a colour that needs no
// dither, are left alone.
func TestGradientPlain(t *testing.T) {
	steep := newTable([]display.Stop{{At: 0, Color: hex(0)}, {At: 1, Color: hex(0xffffff)}}, 200)
	if &steep.rows[0][0] != &steep.rows[1][0] {
		t.Error("a gradient of more than a step a pixel is dithered")
	}
	wide := newTable([]display.Stop{{At: 0, Color: hex(0x102030)}, {At: 0.5, Color: hex(0x102030)}, {At: 1, Color: hex(0x122030)}}, 1000)
	for y, row := range wide.rows {
		if row[0] != 0xff302010 || row[len(row)-1] != 0xff302012 {
			t.Errorf("row %d of a dithered gradient starts with %x and ends with %x", y, row[0], row[len(row)-1])
		}
	}
}

// TestGradientDegenerate paints the last colour where a gradient has no length, as CSS does.
func TestGradientDegenerate(t *testing.T) {
	stops := []display.Stop{{At: 0, Color: hex(0xff0000)}, {At: 1, Color: hex(0x00ff00)}}
	for _, p := range []display.Paint{
		&display.LinearGradient{From: point{X: 5, Y: 5}, To: point{X: 5, Y: 5}, Stops: stops},
		&display.RadialGradient{Center: point{X: 5, Y: 5}, Stops: stops},
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 10, Height: 10, Ops: []display.Op{&display.Fill{Shape: round(0, 0, 10, 10, 0), Paint: p}}})
		if c := got.RGBAAt(3, 3); c.R != 0 || c.G != 255 {
			t.Errorf("%T of no length paints %v", p, c)
		}
	}
}
