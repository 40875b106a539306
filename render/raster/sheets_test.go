package raster

import (
	"image/color"
	"testing"

	"placard/render/display"
)

// goldens are pictures for a person to look at, each of one kind of operation.
var goldens = map[string]func(testing.TB) *display.List{
	"shapes":    shapesPicture,
	"gradients": gradientsPicture,
	"pictures":  picturesPicture,
	"shadows":   shadowsPicture,
	"strokes":   strokesPicture,
	"groups":    groupsPicture,
	"text":      textPicture,
	"paths":     pathsPicture,
	"conics":    conicsPicture,
	"blends":    blendsPicture,
	"blurs":     blursPicture,
	"turns":     turnsPicture,
	"masks":     masksPicture,
	"insets":    insetsPicture,
}

// sheet is a golden picture on a light ground.
func sheet(ops ...display.Op) *display.List {
	ground := &display.Fill{Shape: round(0, 0, 480, 320, 0), Paint: hex(0xf1f5f9)}
	return &display.List{Width: 480, Height: 320, Ops: append([]display.Op{ground}, ops...)}
}

func hex(rgb uint32) display.Color {
	return display.Color{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

func alpha(c display.Color, a uint8) display.Color {
	c.A = a
	return c
}

func shapesPicture(testing.TB) *display.List {
	fill := func(s display.RoundRect, c display.Color) display.Op { return &display.Fill{Shape: s, Paint: c} }
	mixed := round(330, 20, 460, 110, 0)
	mixed.Corners = [4]display.Corner{{RX: 40, RY: 20}, {RX: 0, RY: 0}, {RX: 8, RY: 8}, {RX: 60, RY: 60}}
	return sheet(
		fill(round(20, 20, 160, 110, 0), hex(0x0f172a)),
		fill(round(180.5, 20.5, 309.5, 109.5, 16), hex(0x4f46e5)),
		fill(mixed, hex(0xa21caf)),
		fill(round(20, 130, 160, 174, 22), hex(0x22c55e)),
		fill(round(180, 130, 240, 190, 30), hex(0xf97316)),
		fill(display.RoundRect{Rect: display.Rect{X0: 260.3, Y0: 130.7, X1: 460.2, Y1: 189.1}, Corners: [4]display.Corner{{RX: 99.9, RY: 29.2}, {RX: 99.9, RY: 29.2}, {RX: 99.9, RY: 29.2}, {RX: 99.9, RY: 29.2}}}, hex(0x0ea5e9)),
		fill(round(20.25, 190.5, 160.75, 191.5, 0), hex(0x0f172a)),
		fill(round(20.25, 200, 20.75, 300, 0), hex(0x0f172a)),
		fill(round(40, 210, 240, 300, 24), alpha(hex(0xef4444), 128)),
		fill(round(140, 230, 340, 310, 24), alpha(hex(0x3b82f6), 128)),
		fill(round(420, 260, 560, 400, 20), hex(0x14b8a6)), // over the edge
	)
}

func gradientsPicture(testing.TB) *display.List {
	two := []display.Stop{{At: 0, Color: hex(0x0f172a)}, {At: 1, Color: hex(0x334155)}}
	card := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.55, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xf97316)}}
	hard := []display.Stop{{At: 0, Color: hex(0xef4444)}, {At: 0.5, Color: hex(0xef4444)}, {At: 0.5, Color: hex(0x3b82f6)}, {At: 1, Color: hex(0x3b82f6)}}
	fade := []display.Stop{{At: 0}, {At: 1, Color: display.Color{A: 191}}}
	linear := func(x0, y0, x1, y1, r float64, stops []display.Stop, fx, fy, tx, ty float64) display.Op {
		return &display.Fill{Shape: round(x0, y0, x1, y1, r), Paint: &display.LinearGradient{From: point{X: fx, Y: fy}, To: point{X: tx, Y: ty}, Stops: stops}}
	}
	return sheet(
		linear(20, 20, 230, 150, 16, card, 20, 20, 230, 150),
		linear(250, 20, 460, 80, 0, two, 250, 20, 460, 20),
		linear(250, 90, 460, 150, 0, hard, 250, 90, 310, 150),
		linear(20, 170, 230, 300, 0, fade, 20, 170, 20, 300),
		&display.Fill{Shape: round(250, 170, 380, 300, 65), Paint: &display.RadialGradient{Center: point{X: 300, Y: 215}, Radius: 100, Stops: card}},
		&display.Fill{Shape: round(390, 170, 460, 300, 0), Paint: &display.RadialGradient{Center: point{X: 425, Y: 235}, Radius: 60, Stops: []display.Stop{{At: 0, Color: hex(0xffffff)}, {At: 1, Color: alpha(hex(0xffffff), 0)}}}},
	)
}

func picturesPicture(testing.TB) *display.List {
	glass := newSource("glass", 64, 64, func(x, y float64) color.RGBA {
		a := uint8(255 * x)
		return color.RGBA{R: a, G: uint8(float64(a) * y), B: 0, A: a}
	})
	show := func(s display.Source, w, h, x0, y0, x1, y1 float64, clip display.RoundRect, a uint8) display.Op {
		return &display.Picture{Source: s, Crop: display.Rect{X1: w, Y1: h}, Dest: display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Clip: clip, Alpha: a}
	}
	p := photo(240, 126)
	return sheet(
		show(p, 240, 126, 20, 20, 220, 125, round(20, 20, 220, 125, 0), 255),
		show(p, 240, 126, 240.5, 20.5, 440.5, 125.5, round(240.5, 20.5, 440.5, 125.5, 20), 255),
		show(p, 126, 126, 20, 150, 140, 270, round(20, 150, 140, 270, 60), 255),
		show(p, 240, 126, 160, 150, 300, 300, round(160, 170, 300, 280, 12), 128),
		show(glass, 64, 64, 320.3, 150.6, 440.3, 270.6, round(300, 140, 460, 290, 0), 255),
		show(p, 240, 126, 440, 280, 560, 343, round(440, 280, 560, 343, 8), 255), // over the edge
	)
}

func shadowsPicture(testing.TB) *display.List {
	var ops []display.Op
	box := func(x0, y0, x1, y1, r, sigma, dy, grow float64, a uint8, c display.Color) {
		shape := round(x0-grow, y0-grow+dy, x1+grow, y1+grow+dy, r)
		ops = append(ops,
			&display.Shadow{Shape: shape, Sigma: sigma, Hole: round(x0, y0, x1, y1, r), Color: display.Color{A: a}},
			&display.Fill{Shape: round(x0, y0, x1, y1, r), Paint: c})
	}
	white := hex(0xffffff)
	box(40, 30, 200, 130, 16, 10, 8, 0, 90, white)
	box(250.5, 30.5, 330.5, 70.5, 20, 4, 3, 0, 128, white)
	box(370, 30, 450, 110, 40, 14, 0, 0, 200, white) // no even middle
	box(250, 100, 262, 112, 3, 6, 0, 0, 255, white)  // smaller than its blur
	box(290, 100, 330, 130, 6, 0.7, 1, 0, 128, white)
	box(40, 180, 200, 280, 24, 0, 6, 4, 60, white)
	box(240, 180, 340, 280, 24, 12, 0, 0, 160, alpha(white, 128)) // no shadow shines through
	box(390, 180, 600, 400, 24, 12, 0, 0, 160, white)             // over the edge
	return sheet(ops...)
}

func strokesPicture(testing.TB) *display.List {
	zig := func(x, y float64) display.Path {
		return display.Path{
			{Verb: display.Move, P: [3]point{{X: x, Y: y + 50}}},
			{Verb: display.Line, P: [3]point{{X: x + 30, Y: y}}},
			{Verb: display.Line, P: [3]point{{X: x + 60, Y: y + 50}}},
			{Verb: display.Line, P: [3]point{{X: x + 90, Y: y + 50}}},
		}
	}
	wave := display.Path{
		{Verb: display.Move, P: [3]point{{X: 250, Y: 260}}},
		{Verb: display.Cubic, P: [3]point{{X: 300, Y: 180}, {X: 330, Y: 340}, {X: 380, Y: 260}}},
		{Verb: display.Quad, P: [3]point{{X: 420, Y: 200}, {X: 460, Y: 260}}},
	}
	level := func(y float64) display.Path {
		return display.Path{{Verb: display.Move, P: [3]point{{X: 20, Y: y}}}, {Verb: display.Line, P: [3]point{{X: 220, Y: y}}}}
	}
	ink := hex(0x0f172a)
	stroke := func(p display.Path, w float64, end display.Cap, join display.Join, c display.Paint, dash ...float64) display.Op {
		return &display.Stroke{Path: p, Width: w, Cap: end, Join: join, Dash: dash, Paint: c}
	}
	card := &display.LinearGradient{From: point{X: 250}, To: point{X: 460}, Stops: []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 1, Color: hex(0xf97316)}}}
	return sheet(
		stroke(zig(30, 30), 12, display.Butt, display.Miter, ink),
		stroke(zig(150, 30), 12, display.RoundCap, display.RoundJoin, ink),
		stroke(zig(270, 30), 12, display.SquareCap, display.Bevel, ink),
		stroke(zig(30, 30), 1, display.Butt, display.Miter, hex(0xffffff)),
		stroke(rectPath(390.5, 30.5, 450.5, 80.5), 1, display.Butt, display.Miter, ink),
		stroke(rectPath(398, 38, 443, 73), 6, display.Butt, display.Miter, alpha(hex(0xef4444), 128)),
		stroke(level(120), 4, display.Butt, display.Miter, ink, 16, 8),
		stroke(level(140), 4, display.RoundCap, display.Miter, ink, 16, 12),
		stroke(level(160), 6, display.RoundCap, display.Miter, ink, 0, 12),
		stroke(level(180), 6, display.SquareCap, display.Miter, ink, 0, 12, 10, 12),
		stroke(level(200), 0.5, display.Butt, display.Miter, ink),
		stroke(rectPath(250, 110, 450, 200), 8, display.Butt, display.Miter, hex(0x22c55e), 30, 14),
		stroke(ellipsePath(120, 262, 90, 40), 10, display.Butt, display.Miter, hex(0x0ea5e9)),
		stroke(ellipsePath(120, 262, 60, 16), 3, display.RoundCap, display.RoundJoin, hex(0x0ea5e9), 0, 6),
		stroke(wave, 14, display.RoundCap, display.RoundJoin, card),
	)
}

func ellipsePath(cx, cy, rx, ry float64) display.Path {
	const k = 0.5522847498 // 4/3 (√2 − 1): a cubic for a quarter of a circle
	p := func(x, y float64) point { return point{X: cx + x*rx, Y: cy + y*ry} }
	return display.Path{
		{Verb: display.Move, P: [3]point{p(1, 0)}},
		{Verb: display.Cubic, P: [3]point{p(1, k), p(k, 1), p(0, 1)}},
		{Verb: display.Cubic, P: [3]point{p(-k, 1), p(-1, k), p(-1, 0)}},
		{Verb: display.Cubic, P: [3]point{p(-1, -k), p(-k, -1), p(0, -1)}},
		{Verb: display.Cubic, P: [3]point{p(k, -1), p(1, -k), p(1, 0)}},
		{Verb: display.Close},
	}
}

func groupsPicture(t testing.TB) *display.List {
	fill := func(x0, y0, x1, y1, r float64, c display.Color) display.Op {
		return &display.Fill{Shape: round(x0, y0, x1, y1, r), Paint: c}
	}
	ops := []display.Op{
		&display.PushGroup{Clip: round(20, 20, 220, 150, 0), Alpha: 128}, // overlap does not show through
		fill(40, 40, 140, 110, 12, hex(0xef4444)), fill(100, 60, 200, 130, 12, hex(0x3b82f6)),
		&display.PopGroup{},
		&display.PushGroup{Clip: round(250.5, 20.5, 450.5, 150.5, 40), Alpha: 255},
		fill(240, 0, 480, 160, 0, hex(0x0f172a)),
		&display.PushGroup{Clip: round(300, 60, 400, 400, 30), Alpha: 200},
		fill(240, 0, 480, 160, 0, hex(0xf97316)), fill(340, 80, 360, 100, 10, hex(0xffffff)),
		&display.PopGroup{},
		&display.PopGroup{},
		&display.PushGroup{Clip: round(20, 180, 220, 300, 0), Alpha: 255}, // no layer needed
		fill(0, 160, 120, 240, 40, hex(0x22c55e)),
		&display.PushGroup{Clip: round(60, 200, 300, 280, 0), Alpha: 90},
		fill(0, 160, 400, 400, 0, hex(0x0f172a)),
		&display.PopGroup{},
		&display.PopGroup{},
		&display.PushGroup{Clip: round(250, 180, 450, 300, 60), Alpha: 160},
	}
	ops = append(ops, text(t, "Clipped text", 240, 250, 48, hex(0xa21caf))...)
	return sheet(append(ops, &display.PopGroup{})...)
}

func textPicture(t testing.TB) *display.List {
	var ops []display.Op
	line := func(s string, x, y, size float64, c display.Color) {
		ops = append(ops, text(t, s, x, y, size, c)...)
	}
	ink := hex(0x0f172a)
	line("R", 330, 290, 300, alpha(hex(0x4f46e5), 60)) // from its outline
	line("Placard 123 AVATAR", 20, 60, 40, ink)
	line("Subpixel positions illlliiil", 20, 90, 14, ink)
	line("Subpixel positions illlliiil", 20.25, 106, 14, ink)
	line("Subpixel positions illlliiil", 20.5, 122, 14, ink)
	line("Half of it shows", 20, 170, 32, alpha(hex(0xef4444), 128))
	line("🚀👩‍💻🇯🇵👍🏽", 20, 230, 44, ink)
	line("🎉", 260, 250, 90, alpha(ink, 128))
	line("tiny text at seven px", 20, 270, 7, ink)
	return sheet(ops...)
}
