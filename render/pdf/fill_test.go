package pdf

import (
	"math"
	"slices"
	"testing"

	"placard/render/display"
)

// edges is what shapes may differ: viewers anti-alias by 4×4 samples or 15 levels, the picture exactly.
var edges = tolerance{mean: 0.5, worst: 2}

func TestRectangles(t *testing.T) {
	mixed := rounded(330, 20, 460, 110, 0)
	mixed.Corners = [4]display.Corner{{RX: 40, RY: 20}, {RX: 0, RY: 9}, {RX: 8, RY: 8}, {RX: 60, RY: 60}}
	alike(t, sheet(
		&display.Fill{Shape: rounded(20, 20, 160, 110, 0), Paint: hex(0x0f172a)},
		&display.Fill{Shape: rounded(180.5, 20.5, 309.5, 109.5, 16), Paint: hex(0x4f46e5)},
		&display.Fill{Shape: mixed, Paint: hex(0xa21caf)},
		&display.Fill{Shape: rounded(-120, 130, 160, 400, 100), Paint: clear(hex(0x22c55e), 100)},
		&display.Fill{Shape: rounded(180, 130, 300, 250, 60), Paint: clear(hex(0xf97316), 200)},
		&display.Fill{Shape: rounded(240, 130, 360, 250, 60), Paint: clear(hex(0x0ea5e9), 128)},
		&display.Fill{Shape: rounded(380, 130, 440, 190, 0), Paint: hex(0)},
		&display.Fill{Shape: rounded(380, 130, 440, 190, 0), Paint: clear(hex(0xffffff), 0)}, // nothing
	), edges)
}

// star is drawn without lifting the pen, so that its middle is inside or not by the rule.
func star(x, y, r float64) display.Path {
	points := make([]display.Point, 5)
	for i := range points {
		sin, cos := math.Sincos(float64(i) * 4 * math.Pi / 5)
		points[i] = at(x+r*sin, y-r*cos)
	}
	return drawn(points...)
}

func TestPaths(t *testing.T) {
	leaf := display.Path{
		{Verb: display.Move, P: [3]display.Point{at(40, 300)}},
		{Verb: display.Quad, P: [3]display.Point{at(40, 180), at(160, 180)}},
		{Verb: display.Cubic, P: [3]display.Point{at(240, 180), at(80, 240), at(160, 300)}},
		{Verb: display.Close},
		{Verb: display.Quad, P: [3]display.Point{at(100, 250), at(100, 290)}}, // starts where the first did
	}
	glow := &display.RadialGradient{Center: at(340, 230), Radius: 90, Stops: stops(hex(0xfacc15), clear(hex(0xef4444), 60))}
	alike(t, sheet(
		&display.FillPath{Path: star(100, 95, 80), Paint: hex(0x4f46e5)},
		&display.FillPath{Path: star(300, 95, 80), Rule: display.EvenOdd, Paint: hex(0xa21caf)},
		&display.FillPath{Path: leaf, Paint: clear(hex(0x22c55e), 180)},
		&display.FillPath{Path: star(340, 230, 85), Rule: display.EvenOdd, Paint: glow},
		&display.FillPath{Path: leaf[:1], Paint: hex(0)}, // nothing
	), tolerance{mean: 0.5, worst: 4}) // the glow changes by 3 from px to px
}

// TestOffCanvas has operations beside the canvas, which nobody sees: the file has nothing of them.
func TestOffCanvas(t *testing.T) {
	bytes := func(ops ...display.Op) []byte {
		data, err := writer(t).Write(t.Context(), onePage(sheet(ops...)))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	all := rounded(0, 0, 480, 320, 0)
	beside := []display.Op{
		&display.Fill{Shape: rounded(500, 0, 600, 100, 9), Paint: hex(0x4f46e5)},
		&display.Stroke{Path: bend(-200, 10), Width: 9, Paint: hex(0x4f46e5)},
	}
	group := func(ops ...display.Op) []display.Op {
		return append(append([]display.Op{&display.PushGroup{Clip: all, Alpha: 99}}, ops...), &display.PopGroup{})
	}
	if !slices.Equal(bytes(beside...), bytes()) || !slices.Equal(bytes(group(beside...)...), bytes(group()...)) {
		t.Error("what is beside the canvas is in the file")
	}
}
