package raster

import (
	"math"
	"testing"

	"placard/render/display"
)

// star is a star of n points whose line goes on with every step-th.
func star(cx, cy, r float64, n, step int) display.Path {
	var p display.Path
	for i := range n {
		s, c := math.Sincos(2 * math.Pi * float64(i*step%n) / float64(n))
		verb := display.Line
		if i == 0 {
			verb = display.Move
		}
		p = append(p, display.Segment{Verb: verb, P: [3]point{{X: cx + r*s, Y: cy - r*c}}})
	}
	return append(p, display.Segment{Verb: display.Close})
}

func pathsPicture(testing.TB) *display.List {
	ink := hex(0x0f172a)
	fill := func(p display.Path, rule display.FillRule, c display.Paint) display.Op {
		return &display.FillPath{Path: p, Rule: rule, Paint: c}
	}
	rings := append(ellipsePath(400, 80, 60, 60), ellipsePath(410, 80, 40, 40)...)
	rings = append(rings, ellipsePath(420, 80, 20, 20)...)
	heart := display.Path{
		{Verb: display.Move, P: [3]point{{X: 80, Y: 300}}},
		{Verb: display.Cubic, P: [3]point{{X: -40, Y: 220}, {X: 40, Y: 150}, {X: 80, Y: 200}}},
		{Verb: display.Cubic, P: [3]point{{X: 120, Y: 150}, {X: 200, Y: 220}, {X: 80, Y: 300}}},
	}
	leaf := display.Path{ // open
		{Verb: display.Move, P: [3]point{{X: 180, Y: 300}}},
		{Verb: display.Quad, P: [3]point{{X: 180, Y: 170}, {X: 290, Y: 170}}},
		{Verb: display.Quad, P: [3]point{{X: 290, Y: 300}, {X: 180.5, Y: 300.5}}},
	}
	huge := display.Path{ // only its tip shows
		{Verb: display.Move, P: [3]point{{X: -4000, Y: 1e5}}},
		{Verb: display.Quad, P: [3]point{{X: 240, Y: -99700}, {X: 4480, Y: 1e5}}},
	}
	return sheet(
		fill(huge, display.NonZero, hex(0xe2e8f0)),
		fill(star(80, 85, 65, 5, 2), display.NonZero, ink),
		fill(star(220, 85, 65, 5, 2), display.EvenOdd, ink),
		fill(rings, display.EvenOdd, hex(0x0ea5e9)),
		fill(heart, display.NonZero, &display.LinearGradient{From: point{Y: 190}, To: point{Y: 300}, Stops: []display.Stop{{At: 0, Color: hex(0xef4444)}, {At: 1, Color: hex(0xa21caf)}}}),
		fill(leaf, display.NonZero, alpha(hex(0x22c55e), 160)),
		fill(star(390, 240, 70, 31, 12), display.EvenOdd, hex(0x4f46e5)),
		fill(star(300, 160, 30, 7, 2), display.NonZero, &display.RadialGradient{Center: point{X: 300, Y: 160}, Radius: 30, Stops: []display.Stop{{At: 0, Color: hex(0xffffff)}, {At: 1, Color: hex(0xf97316)}}}),
	)
}

func conicsPicture(testing.TB) *display.List {
	rainbow := []display.Stop{{At: 0, Color: hex(0xef4444)}, {At: 0.2, Color: hex(0xf97316)}, {At: 0.4, Color: hex(0x22c55e)}, {At: 0.6, Color: hex(0x0ea5e9)}, {At: 0.8, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xef4444)}}
	pie := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.35, Color: hex(0x4f46e5)}, {At: 0.35, Color: hex(0x14b8a6)}, {At: 0.6, Color: hex(0x14b8a6)}, {At: 0.6, Color: hex(0xf59e0b)}, {At: 0.9, Color: hex(0xf59e0b)}, {At: 0.9, Color: hex(0xe2e8f0)}, {At: 1, Color: hex(0xe2e8f0)}}
	sweep := []display.Stop{{At: 0, Color: alpha(hex(0x0f172a), 0)}, {At: 1, Color: hex(0x0f172a)}}
	dark := []display.Stop{{At: 0, Color: hex(0x0f172a)}, {At: 1, Color: hex(0x334155)}}
	conic := func(cx, cy, angle float64, stops []display.Stop) display.Paint {
		return &display.ConicGradient{Center: point{X: cx, Y: cy}, Angle: angle, Stops: stops}
	}
	ring := append(ellipsePath(400, 240, 60, 60), ellipsePath(400, 240, 40, 40)...)
	return sheet(
		&display.Fill{Shape: round(20, 20, 160, 160, 70), Paint: conic(90, 90, 0, rainbow)},
		&display.Fill{Shape: round(180, 20, 320, 160, 70), Paint: conic(250, 90, 0, pie)},
		&display.Fill{Shape: round(340, 20, 460, 160, 12), Paint: conic(370.5, 60.5, -30, dark)},
		&display.Fill{Shape: round(20, 180, 160, 300, 0), Paint: conic(0, 240, 90, rainbow)},
		&display.Fill{Shape: round(180, 180, 320, 300, 24), Paint: conic(250, 240, 45, sweep)},
		&display.FillPath{Path: ring, Rule: display.EvenOdd, Paint: conic(400, 240, 180, pie)},
		&display.Stroke{Path: ellipsePath(400, 240, 26, 26), Width: 8, Paint: conic(400, 240, 0, sweep)},
	)
}

// blendsPicture lays a sweep of colours with a fading edge over stripes, once for each mode.
func blendsPicture(testing.TB) *display.List {
	var ops []display.Op
	for i := range 16 {
		x, y := float64(i%4)*120, float64(i/4)*80
		for k, c := range []uint32{0x0f172a, 0xef4444, 0x22c55e, 0x3b82f6, 0xfbbf24, 0x94a3b8, 0xffffff} {
			ops = append(ops, &display.Fill{Shape: round(x+6+float64(k)*15, y+6, x+21+float64(k)*15, y+74, 0), Paint: hex(c)})
		}
		ops = append(ops,
			&display.PushGroup{Clip: round(x+6, y+16, x+111, y+74, 14), Alpha: 255, Blend: display.Blend(i)},
			&display.Fill{Shape: round(x+6, y+16, x+111, y+54, 0), Paint: &display.LinearGradient{From: point{X: x, Y: y}, To: point{X: x + 110, Y: y + 60}, Stops: []display.Stop{{At: 0, Color: hex(0xf97316)}, {At: 0.5, Color: hex(0x4f46e5)}, {At: 1, Color: hex(0xa3e635)}}}},
			&display.Fill{Shape: round(x+6, y+54, x+111, y+74, 0), Paint: &display.LinearGradient{From: point{X: x + 6}, To: point{X: x + 111}, Stops: []display.Stop{{At: 0, Color: hex(0xa21caf)}, {At: 1, Color: alpha(hex(0x0ea5e9), 0)}}}},
			&display.PopGroup{})
	}
	return sheet(ops...)
}

// blursPicture blurs a photo and letters as well, which a browser would draw in its own way.
func blursPicture(t testing.TB) *display.List {
	photo := &display.Picture{Source: photo(240, 126), Crop: display.Rect{X1: 240, Y1: 126}, Dest: display.Rect{X0: 330, Y0: 20, X1: 460, Y1: 120}, Clip: round(330, 20, 460, 120, 0), Alpha: 255}
	list := blurredBoxes()
	list.Ops = append(list.Ops, blurGroup(round(330, 20, 460, 120, 20), 6, display.Normal, 255, photo)...)
	list.Ops = append(list.Ops, blurGroup(round(0, 0, 480, 320, 0), 1.2, display.Normal, 255, text(t, "Blur", 280, 270, 60, hex(0x0f172a))...)...)
	return list
}

func blurGroup(clip display.RoundRect, sigma float64, mode display.Blend, a uint8, ops ...display.Op) []display.Op {
	ops = append([]display.Op{&display.PushGroup{Clip: clip, Blur: sigma, Blend: mode, Alpha: a}}, ops...)
	return append(ops, &display.PopGroup{})
}

func blurredBoxes() *display.List {
	canvas := round(0, 0, 480, 320, 0)
	var ops []display.Op
	fill := func(x0, y0, x1, y1, r float64, c display.Color) display.Op {
		return &display.Fill{Shape: round(x0, y0, x1, y1, r), Paint: c}
	}
	add := func(clip display.RoundRect, sigma float64, mode display.Blend, a uint8, inner ...display.Op) {
		ops = append(ops, blurGroup(clip, sigma, mode, a, inner...)...)
	}
	// These shine in from beyond the edge.
	add(canvas, 30, display.Normal, 255, fill(-60, -60, 120, 120, 90, hex(0xf472b6)), fill(380, 200, 560, 380, 90, hex(0x818cf8)))
	for i, sigma := range []float64{0.5, 1, 1.9, 2, 4, 7.9, 8, 16} {
		x, y := 20+float64(i%4)*75, 20+float64(i/4)*75
		add(canvas, sigma, display.Normal, 255, fill(x, y, x+50, y+50, 8, hex(0x0f172a)))
	}
	add(canvas, 3, display.Multiply, 200, fill(20, 180, 140, 300, 60, hex(0x22d3ee)))
	add(canvas, 3, display.Multiply, 200, fill(80, 180, 200, 300, 60, hex(0xfde047)))
	red := blurGroup(round(250, 180, 400, 300, 0), 8, display.Normal, 255, fill(270, 200, 330, 260, 0, hex(0xef4444)))
	add(canvas, 1.2, display.Normal, 255, red...)
	return sheet(ops...)
}
