package pdf

import (
	"testing"

	"placard/render/display"
)

func conics() map[string]display.Paint {
	red, blue, green, yellow := hex(0xef4444), hex(0x3b82f6), hex(0x22c55e), hex(0xfacc15)
	conic := func(x, y, angle float64, s []display.Stop) display.Paint {
		return &display.ConicGradient{Center: at(x, y), Angle: angle, Stops: s}
	}
	return map[string]display.Paint{
		"wheel":    conic(240, 160, 0, stops(red, yellow, green, hex(0x06b6d4), blue, hex(0xa21caf), red)),
		"seam":     conic(240, 160, 30, stops(hex(0x0f172a), hex(0xffffff))),
		"pie":      conic(200, 120, -20, []display.Stop{{At: 0, Color: red}, {At: 0.35, Color: red}, {At: 0.35, Color: blue}, {At: 0.6, Color: blue}, {At: 0.6, Color: green}, {At: 1, Color: green}}),
		"sweep":    conic(240, 160, 200, stops(clear(blue, 0), clear(red, 255))),
		"glass":    conic(100, 80, 90, []display.Stop{{At: 0, Color: clear(red, 100)}, {At: 0.5, Color: clear(blue, 250)}, {At: 0.5, Color: clear(yellow, 30)}, {At: 1, Color: clear(green, 200)}}),
		"far":      conic(-300, 500, 10, stops(red, blue, green, yellow, red)),
		"rounding": conic(240.3, 160.7, 47.11, stops(red, hex(0xf04545), red)),
	}
}

// TestConic holds conic gradients to the picture. Next to the centre, where all colours meet, a pixel has no one
// colour: neighbours are up to 12 apart there, and 7 is half of that.
func TestConic(t *testing.T) {
	for name, paint := range conics() {
		t.Run(name, func(t *testing.T) {
			alike(t, sheet(&display.Fill{Shape: rounded(0, 0, 480, 320, 0), Paint: paint}), tolerance{mean: 1, worst: 7})
		})
	}
}

// TestConicShapes has conic gradients of changing alpha in shapes with smooth edges. Triangles painted one by one
// through a soft mask, as Poppler does, would be 6 off on average.
func TestConicShapes(t *testing.T) {
	wheel := func(x, y float64) display.Paint {
		return &display.ConicGradient{Center: at(x, y), Stops: stops(hex(0xef4444), hex(0x22c55e), hex(0x3b82f6), clear(hex(0xef4444), 60))}
	}
	alike(t, sheet(
		&display.Fill{Shape: rounded(20, 20, 160, 160, 70), Paint: wheel(90, 90)},
		&display.FillPath{Path: star(260, 100, 90), Rule: display.EvenOdd, Paint: wheel(260, 100)},
		&display.Stroke{Path: star(400, 100, 60), Width: 14, Paint: wheel(400, 100)},
		&display.Fill{Shape: rounded(20, 200, 460, 300, 50), Paint: wheel(240, 250)},
	), tolerance{mean: 0.8, worst: 7})
}
