package raster

import (
	"math"
	"testing"

	"placard/render/display"
)

func TestTurn(t *testing.T) {
	for i := range 3600 {
		at := (float64(i) + 0.3) / 3600
		s, c := math.Sincos(2 * math.Pi * at)
		for _, r := range []float64{0.01, 1, 5000} {
			if got := turn(r*s, -r*c); math.Abs(got-at) > 1.2e-5/(2*math.Pi) {
				t.Fatalf("the direction at %v of a turn is %v", at, got)
			}
		}
	}
	if got := turn(0, 0); got != 0 {
		t.Errorf("the centre has direction %v", got)
	}
}

// TestConicReference holds every pixel to the real colour at its centre, but for those that a hard stop
// cuts through and those next to the centre, where the colour turns within a pixel.
func TestConicReference(t *testing.T) {
	card := cardGradient().Paint.(*display.LinearGradient).Stops
	fade := []display.Stop{{At: 0, Color: hex(0x0f172a)}, {At: 0.4, Color: alpha(hex(0x22c55e), 0)}, {At: 0.4, Color: alpha(hex(0xffffff), 90)}, {At: 1, Color: hex(0x0f172a)}}
	for name, g := range map[string]*display.ConicGradient{
		"inside":    {Center: point{X: 300.5, Y: 200}, Stops: card},
		"turned":    {Center: point{X: 300, Y: 200.25}, Angle: -725, Stops: fade},
		"from afar": {Center: point{X: -2000, Y: 5000}, Angle: 33, Stops: card},
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 600, Height: 400, Ops: []display.Op{&display.Fill{Shape: round(0, 0, 600, 400, 0), Paint: g}}})
		for y := 0; y < 400; y += 3 {
			for x := range 600 {
				dx, dy := float64(x)+0.5-g.Center.X, float64(y)+0.5-g.Center.Y
				radius := math.Hypot(dx, dy)
				at := math.Mod(math.Atan2(dx, -dy)/(2*math.Pi)-g.Angle/360+10, 1)
				near := func(stop float64) bool { return math.Abs(at-stop)*2*math.Pi*radius < 1 }
				if radius < 80 || near(0) || near(1) || near(0.4) {
					continue
				}
				want, p := colorAt(g.Stops, at), got.RGBAAt(x, y)
				for k, v := range [4]uint8{p.R, p.G, p.B, p.A} {
					if math.Abs(float64(v)-want[k]) > 1.3 {
						t.Fatalf("%s: pixel %d,%d is %v, not %.2f", name, x, y, p, want)
					}
				}
			}
		}
	}
}

// TestConicEdges checks that a pie's edges cover pixels in part: along each ray the mean of both sides.
func TestConicEdges(t *testing.T) {
	for _, angle := range []float64{0, 17, 45, 90, 133, 180, 270, 301} {
		g := &display.ConicGradient{Center: point{X: 50, Y: 50}, Angle: angle, Stops: []display.Stop{{At: 0, Color: hex(0xffffff)}, {At: 0.5, Color: hex(0xffffff)}, {At: 0.5, Color: hex(0)}, {At: 1, Color: hex(0)}}}
		got := drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{&display.Fill{Shape: round(0, 0, 100, 100, 0), Paint: g}}})
		sin, cos := math.Sincos(angle * math.Pi / 180)
		for y := range 100 {
			for x := range 100 {
				dist := (float64(x)-49.5)*cos + (float64(y)-49.5)*sin // white lies clockwise of the first edge
				want := 255 * math.Max(0, math.Min(1, dist+0.5))
				if math.Hypot(float64(x)-49.5, float64(y)-49.5) > 2 && math.Abs(float64(got.RGBAAt(x, y).R)-want) > 2 {
					t.Fatalf("angle %v: pixel %d,%d is %v, not %.0f", angle, x, y, got.RGBAAt(x, y), want)
				}
			}
		}
	}
}
