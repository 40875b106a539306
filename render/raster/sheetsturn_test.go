package raster

import (
	"image/color"
	"testing"

	"placard/render/display"
)

// turned turns operations about a point.
func turned(degrees, x, y float64, ops ...display.Op) []display.Op {
	var out []display.Op
	for _, op := range ops {
		out = append(out, display.Turned(op, display.About(degrees, point{X: x, Y: y})))
	}
	return out
}

// turnsPicture turns everything that a browser would draw in its own way: letters and photos.
func turnsPicture(t testing.TB) *display.List {
	var ops []display.Op
	add := func(more ...display.Op) { ops = append(ops, more...) }
	ink := hex(0x0f172a)
	card := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 0.5, Color: hex(0xa21caf)}, {At: 1, Color: hex(0xf97316)}}
	for _, angle := range []float64{0.4, 15, 30, 45, 60, 75, 90} {
		add(turned(angle, 20, 20, text(t, "Turned Ågj 12", 70, 25, 14, ink)...)...)
	}
	add(turned(-12, 330, 60, text(t, "SALE", 230, 78, 64, ink)...)...)
	sale := text(t, "SALE", 230, 138, 64, ink)
	sale[0].(*display.Glyphs).Paint = &display.LinearGradient{From: point{X: 230}, To: point{X: 400}, Stops: card}
	add(turned(-12, 330, 120, sale...)...)
	add(turned(20, 440, 50, text(t, "🚀👍🏽", 410, 60, 30, alpha(ink, 170))...)...)
	p := photo(240, 126)
	show := func(x0, y0, x1, y1, r float64, a uint8) display.Op {
		return &display.Picture{Source: p, Crop: display.Rect{X1: 240, Y1: 126}, Dest: display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Clip: round(x0, y0, x1, y1, r), Alpha: a}
	}
	add(turned(10, 80, 250, show(20, 218.5, 140, 281.5, 12, 255))...)
	add(turned(90, 200, 250, show(140, 218.5, 260, 281.5, 12, 255))...)
	add(turned(180, 300, 250, show(240, 218.5, 360, 281.5, 0, 255))...)
	add(turned(45, 420, 240, show(360, 208.5, 480, 271.5, 0, 200))...)
	return sheet(ops...)
}

// masksPicture shows through paths and pictures, tints, and paints with pictures.
func masksPicture(t testing.TB) *display.List {
	var ops []display.Op
	p := photo(240, 126)
	fade := newSource("fade", 60, 60, func(x, _ float64) color.RGBA { return color.RGBA{A: uint8(255 * x)} })
	rings := newSource("rings", 60, 60, func(x, y float64) color.RGBA {
		v := uint8(255 * (0.5 + 0.5*float64(int(20*((x-0.5)*(x-0.5)+(y-0.5)*(y-0.5)))%2)))
		return color.RGBA{R: v, G: v, B: v, A: 255}
	})
	all := display.Rect{X1: 60, Y1: 60}
	group := func(x, y, angle float64, g display.PushGroup, inner ...display.Op) {
		if g.Clip == (display.RoundRect{}) {
			g.Clip = round(x, y, x+100, y+90, 0)
		}
		if g.Alpha == 0 {
			g.Alpha = 255
		}
		all := append([]display.Op{&g}, inner...)
		ops = append(ops, turned(angle, x+50, y+45, append(all, &display.PopGroup{})...)...)
	}
	show := func(x, y float64) display.Op {
		r := display.Rect{X0: x, Y0: y, X1: x + 100, Y1: y + 90}
		return &display.Picture{Source: p, Crop: display.Rect{X0: 50, X1: 190, Y1: 126}, Dest: r, Clip: display.RoundRect{Rect: r}, Alpha: 255}
	}
	rect := func(x, y float64) display.Rect { return display.Rect{X0: x, Y0: y, X1: x + 100, Y1: y + 90} }
	group(10, 10, 0, display.PushGroup{Mask: &display.PathMask{Path: star(60, 55, 45, 5, 2), Rule: display.EvenOdd}}, show(10, 10))
	group(130, 10, 20, display.PushGroup{Mask: &display.PathMask{Path: ellipsePath(180, 55, 50, 30)}}, show(130, 10))
	group(250, 10, 0, display.PushGroup{Mask: &display.PictureMask{Source: fade, Crop: all, Dest: rect(250, 10)}, Clip: round(250, 10, 350, 100, 20)}, show(250, 10))
	group(370, 10, 15, display.PushGroup{Mask: &display.PictureMask{Source: rings, Crop: all, Dest: rect(370, 10), Luminance: true}}, show(370, 10))

	red := hex(0xef4444)
	box := func(x, y float64) []display.Op {
		return append([]display.Op{&display.Fill{Shape: round(x+10, y+10, x+70, y+60, 10), Paint: &display.LinearGradient{From: point{X: x}, To: point{X: x + 70}, Stops: []display.Stop{{At: 0, Color: hex(0x0ea5e9)}, {At: 1, Color: alpha(hex(0x0ea5e9), 60)}}}}},
			text(t, "Tint", x+20, y+80, 34, hex(0x0f172a))...)
	}
	group(10, 110, 0, display.PushGroup{Tint: &red}, box(10, 110)...)
	group(130, 110, 0, display.PushGroup{Tint: &red, Blur: 3, Alpha: 160}, box(130, 110)...)
	group(250, 110, -15, display.PushGroup{Clip: round(250, 110, 350, 200, 30), Blend: display.Multiply}, show(250, 110))
	group(370, 110, 0, display.PushGroup{Mask: &display.PathMask{Path: star(420, 155, 45, 7, 3)}, Tint: &red, Blend: display.Multiply, Alpha: 120}, show(370, 110))

	pattern := &display.ImagePaint{Source: p, Crop: display.Rect{X1: 240, Y1: 126}, Dest: display.Rect{X0: 10, Y0: 210, X1: 230, Y1: 310}}
	for _, op := range text(t, "Paint", 10, 290, 84, red) {
		op.(*display.Glyphs).Paint = pattern
		ops = append(ops, op)
	}
	slanted := &display.ImagePaint{Source: p, Crop: display.Rect{X1: 240, Y1: 126}, Dest: display.Rect{X0: 250, Y0: 210, X1: 400, Y1: 290}, Turn: display.About(30, point{X: 325, Y: 250})}
	ops = append(ops,
		&display.FillPath{Path: star(300, 260, 50, 5, 2), Paint: slanted},
		&display.Stroke{Path: ellipsePath(410, 255, 45, 40), Width: 14, Paint: &display.ImagePaint{Source: p, Crop: display.Rect{X1: 240, Y1: 126}, Dest: display.Rect{X0: 350, Y0: 205, X1: 470, Y1: 300}}},
		&display.Fill{Shape: round(380, 230, 440, 280, 12), Paint: slanted})
	return sheet(ops...)
}

// insetsPicture is shapes, gradients and shadows as browsers draw them as well.
func insetsPicture(testing.TB) *display.List {
	var ops []display.Op
	white := hex(0xffffff)
	inset := func(x0, y0, x1, y1, r, sigma, dx, dy, spread float64, c display.Color, degrees float64) {
		hole := round(x0, y0, x1, y1, r)
		shape := round(x0+dx+spread, y0+dy+spread, x1+dx-spread, y1+dy-spread, max(0, r-spread))
		ops = append(ops, turned(degrees, (x0+x1)/2, (y0+y1)/2,
			&display.Fill{Shape: hole, Paint: white},
			&display.Shadow{Shape: shape, Sigma: sigma, Hole: hole, Inset: true, Color: c})...)
	}
	inset(20, 20, 120, 90, 16, 6, 4, 6, 0, alpha(hex(0x0f172a), 200), 0)
	inset(140, 20, 240, 90, 35, 10, 0, 0, 4, hex(0x4f46e5), 0)
	inset(260, 20, 340, 90, 0, 0, 8, 8, 0, hex(0xef4444), 0)
	inset(370, 25, 450, 85, 12, 5, 4, 4, 0, alpha(hex(0x0f172a), 200), 20)
	drop := func(x0, y0, x1, y1, r, sigma, dx, dy, degrees float64, paint display.Paint) {
		hole := round(x0, y0, x1, y1, r)
		ops = append(ops, turned(degrees, (x0+x1)/2, (y0+y1)/2,
			&display.Shadow{Shape: round(x0+dx, y0+dy, x1+dx, y1+dy, r), Sigma: sigma, Hole: hole, Color: alpha(hex(0x0f172a), 160)},
			&display.Fill{Shape: hole, Paint: paint})...)
	}
	two := []display.Stop{{At: 0, Color: hex(0x4f46e5)}, {At: 1, Color: hex(0xf97316)}}
	drop(30, 125, 120, 185, 14, 8, 0, 8, -15, white)
	drop(150, 125, 230, 185, 14, 0, 8, 8, 30, white)
	drop(270, 125, 350, 185, 0, 1.5, 0, 4, 45, &display.LinearGradient{From: point{X: 270}, To: point{X: 350}, Stops: two})
	drop(380, 125, 450, 185, 20, 4, 6, 0, 90, &display.LinearGradient{From: point{X: 380}, To: point{X: 450}, Stops: two})
	wide := &display.RadialGradient{Center: point{X: 70, Y: 260}, Radius: 60, Across: 25, Stops: two}
	ops = append(ops, &display.Fill{Shape: round(20, 220, 130, 300, 10), Paint: wide})
	ops = append(ops, turned(30, 200, 260, &display.Fill{Shape: round(150, 225, 250, 295, 10), Paint: &display.RadialGradient{Center: point{X: 190, Y: 260}, Radius: 55, Across: 30, Stops: two}})...)
	ops = append(ops,
		&display.Fill{Shape: round(280, 220, 360, 300, 40), Paint: &display.RadialGradient{Center: point{X: 320, Y: 260}, Radius: 40, Focus: point{X: -16, Y: -18}, Stops: []display.Stop{{At: 0, Color: white}, {At: 1, Color: hex(0xdc2626)}}}},
		&display.Fill{Shape: round(380, 220, 460, 300, 0), Paint: &display.RadialGradient{Center: point{X: 420, Y: 260}, Radius: 35, Across: 20, Angle: -40, Focus: point{X: 12, Y: -10}, Stops: []display.Stop{{At: 0, Color: hex(0xfde047)}, {At: 0.5, Color: hex(0xfde047)}, {At: 0.5, Color: hex(0x0ea5e9)}, {At: 1, Color: hex(0x0f172a)}}}})
	return sheet(ops...)
}
