package pdf

import (
	"testing"

	"placard/render/display"
)

// bend is an open path with a sharp and a blunt corner.
func bend(x, y float64) display.Path {
	return display.Path{
		{Verb: display.Move, P: [3]display.Point{at(x, y+60)}},
		{Verb: display.Line, P: [3]display.Point{at(x+25, y)}},
		{Verb: display.Line, P: [3]display.Point{at(x+50, y+60)}},
		{Verb: display.Line, P: [3]display.Point{at(x+100, y+40)}},
	}
}

func TestStrokes(t *testing.T) {
	violet, orange := hex(0x4f46e5), clear(hex(0xf97316), 150)
	alike(t, sheet(
		&display.Stroke{Path: bend(30, 30), Width: 12, Paint: violet},
		&display.Stroke{Path: bend(180, 30), Width: 12, Cap: display.RoundCap, Join: display.RoundJoin, Paint: orange},
		&display.Stroke{Path: bend(330, 30), Width: 12, Cap: display.SquareCap, Join: display.Bevel, Paint: violet},
		&display.Stroke{Path: star(90, 200, 60), Width: 6, Paint: orange}, // miters beyond the limit
		&display.Stroke{Path: bend(180, 140), Width: 5, Dash: []float64{12, 6, 3}, Paint: violet},
		&display.Stroke{Path: bend(330, 140), Width: 8, Dash: []float64{0, 14}, Cap: display.RoundCap, Paint: violet},
		&display.Stroke{Path: drawn(at(190, 240), at(290, 240), at(290, 300), at(190, 300)), Width: 2, Dash: []float64{10, 5}, Paint: violet},
		&display.Stroke{Path: bend(330, 240), Width: 0.001, Paint: violet}, // nothing
	), edges)
}

// TestGradientStrokes has a stroke with each kind of gradient, and one in a group: a pattern is placed in the
// space of the stream that it is used in.
func TestGradientStrokes(t *testing.T) {
	card := stops(hex(0x4f46e5), hex(0xa21caf), hex(0xf97316))
	jump := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.5, Color: clear(hex(0xa21caf), 100)}, {At: 0.5, Color: hex(0x22c55e)}, {At: 1, Color: hex(0xf97316)}}
	box := func(x, y float64) display.Path {
		return drawn(at(x, y), at(x+120, y), at(x+120, y+110), at(x, y+110))
	}
	alike(t, sheet(
		&display.Stroke{Path: box(25, 25), Width: 16, Paint: &display.LinearGradient{From: at(25, 25), To: at(145, 135), Stops: card}},
		&display.Stroke{Path: box(180, 25), Width: 16, Join: display.RoundJoin, Paint: &display.RadialGradient{Center: at(180, 25), Radius: 160, Stops: jump}},
		&display.Stroke{Path: box(335, 25), Width: 16, Paint: &display.ConicGradient{Center: at(395, 80), Stops: append(stops(hex(0x4f46e5), hex(0xf97316)), display.Stop{At: 1, Color: hex(0x4f46e5)})}},
		&display.PushGroup{Clip: rounded(0, 170, 480, 300, 20), Alpha: 200},
		&display.Stroke{Path: box(25, 185), Width: 16, Dash: []float64{20, 10}, Paint: &display.LinearGradient{From: at(25, 25), To: at(145, 265), Stops: card}},
		&display.Stroke{Path: box(180, 185), Width: 16, Paint: &display.LinearGradient{From: at(180, 0), To: at(300, 0), Stops: jump}},
		&display.Stroke{Path: box(335, 185), Width: 16, Paint: &display.ConicGradient{Center: at(395, 240), Angle: 45, Stops: jump}},
		&display.PopGroup{},
	), tolerance{mean: 0.8, worst: 5}) // gradients as short as these change by 5 from px to px
}
