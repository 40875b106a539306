package pdf

import (
	"image"
	"image/color"
	"math"
	"testing"

	"placard/fonts"
	"placard/render/display"
)

// sheet is a list on a light ground.
func sheet(ops ...display.Op) *display.List {
	ground := &display.Fill{Shape: rounded(0, 0, 480, 320, 0), Paint: hex(0xf1f5f9)}
	return &display.List{Width: 480, Height: 320, Ops: append([]display.Op{ground}, ops...)}
}

func rounded(x0, y0, x1, y1, r float64) display.RoundRect {
	k := display.Corner{RX: r, RY: r}
	return display.RoundRect{Rect: display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Corners: [4]display.Corner{k, k, k, k}}
}

func hex(rgb uint32) display.Color {
	return display.Color{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

// clear is a colour with an alpha.
func clear(c display.Color, a uint8) display.Color {
	c.A = a
	return c
}

func at(x, y float64) display.Point { return display.Point{X: x, Y: y} }

// drawn is a closed path along points.
func drawn(points ...display.Point) display.Path {
	var p display.Path
	for i, q := range points {
		s := display.Segment{Verb: display.Line, P: [3]display.Point{q}}
		if i == 0 {
			s.Verb = display.Move
		}
		p = append(p, s)
	}
	return append(p, display.Segment{Verb: display.Close})
}

// stops are spread evenly from 0 to 1.
func stops(colors ...display.Color) []display.Stop {
	out := make([]display.Stop, len(colors))
	for i, c := range colors {
		out[i] = display.Stop{At: float64(i) / float64(len(colors)-1), Color: c}
	}
	return out
}

// about turns operations around a point.
func about(degrees, x, y float64, ops ...display.Op) []display.Op {
	out := make([]display.Op, len(ops))
	for i, op := range ops {
		out[i] = display.Turned(op, display.About(degrees, at(x, y)))
	}
	return out
}

// letters is one line of text from x on a baseline.
func letters(t testing.TB, text string, x, y, size float64, paint display.Paint) *display.Glyphs {
	t.Helper()
	g := typeset(t, line{Request: fonts.Request{Text: text, Families: []string{"Inter"}, Weight: 700}, size: size}).Ops[0].(*display.Glyphs)
	dx, dy := x-g.Glyphs[0].X, y-g.Glyphs[0].Y
	for i := range g.Glyphs {
		g.Glyphs[i].X, g.Glyphs[i].Y = g.Glyphs[i].X+dx, g.Glyphs[i].Y+dy
	}
	g.Paint = paint
	return g
}

// lens is a picture that is opaque in the middle of a circle and fades to its edge.
func lens(size int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			r := math.Hypot(float64(2*x+1-size), float64(2*y+1-size)) / float64(size)
			a := uint8(255 * math.Max(0, math.Min(1, 2-2*r)))
			img.SetRGBA(x, y, color.RGBA{a, a / 2, uint8(int(a) * x / size), a})
		}
	}
	return img
}
