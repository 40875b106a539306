package raster

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"github.com/fogleman/gg"

	"placard/render/display"
)

// stroke draws a stroke into a mask of the pixels it may touch, and paints through that. gg widens the
// lines and puts on caps, round joins and bevels; miters, which it lacks, are added to its bevels.
func (c *canvas) stroke(s *display.Stroke) error {
	r := s.Bounds().Intersect(c.top().clip)
	b := c.brush(s.Paint)
	if r.Empty() || b == nil {
		return nil
	}
	closed, open := strokeLines(s, r)
	img := c.drawer.layer(image.Rectangle{Max: r.Size()})
	defer c.drawer.layers.Put(img)
	if err := widen(img, r.Min, s, closed, open); err != nil {
		return err
	}
	m := alphaMask(img, r)
	if s.Join == display.Miter {
		c.addMiters(m, append(closed, open...), s.Width/2)
	}
	c.paintMask(m, 0, 0, b)
	return nil
}

// strokeLines returns the lines to widen that show in r: those that were closed, which have no caps, and
// those that have.
func strokeLines(s *display.Stroke, r image.Rectangle) (closed, open [][]point) {
	reach := s.Width/2*display.MiterLimit + 2
	window := rectOf(r)
	window = display.Rect{X0: window.X0 - reach, Y0: window.Y0 - reach, X1: window.X1 + reach, Y1: window.Y1 + reach}
	for _, l := range flatten(s.Path, s.Width/2) {
		switch {
		case len(s.Dash) > 0:
			for _, d := range dashes(l, s.Dash) {
				open = append(open, clipLine(d.points, window)...)
			}
		case l.closed:
			closed = append(closed, clipLine(l.openAtLongest(), window)...)
		default:
			open = append(open, clipLine(l.points, window)...)
		}
	}
	return closed, open
}

var (
	ggCaps  = map[display.Cap]gg.LineCap{display.Butt: gg.LineCapButt, display.RoundCap: gg.LineCapRound, display.SquareCap: gg.LineCapSquare}
	ggJoins = map[display.Join]gg.LineJoin{display.Miter: gg.LineJoinBevel, display.RoundJoin: gg.LineJoinRound, display.Bevel: gg.LineJoinBevel}
)

// widen draws lines with gg, white on a transparent image whose top left is at a point of the canvas. gg
// was not made for numbers from outside: should it panic, the stroke fails and nothing else.
func widen(img *image.RGBA, at image.Point, s *display.Stroke, closed, open [][]point) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("stroke: %v", p)
		}
	}()
	dc := gg.NewContextForRGBA(img)
	dc.SetColor(color.White)
	dc.SetLineWidth(s.Width)
	dc.SetLineJoin(ggJoins[s.Join])
	draw := func(lines [][]point, end gg.LineCap) {
		dc.SetLineCap(end)
		for _, l := range lines {
			for i, p := range l {
				x, y := p.X-float64(at.X), p.Y-float64(at.Y)
				if i == 0 {
					dc.MoveTo(x, y)
				} else {
					dc.LineTo(x, y)
				}
			}
		}
		dc.Stroke()
	}
	draw(closed, gg.LineCapButt)
	draw(open, ggCaps[s.Cap])
	return nil
}

// alphaMask takes an image's alpha as the coverage of r.
func alphaMask(img *image.RGBA, r image.Rectangle) *mask {
	m := newMask(r)
	for i := range m.pix {
		m.pix[i] = img.Pix[4*i+3]
	}
	return m
}

// addMiters adds the triangle between each bevel and the tip of its miter. Both share the bevel's edge,
// so their coverages add up.
func (c *canvas) addMiters(m *mask, lines [][]point, half float64) {
	c.coverage.reset()
	for _, l := range lines {
		for i := 1; i+1 < len(l); i++ {
			c.miter(l[i-1], l[i], l[i+1], half)
		}
	}
	c.coverage.sweep(m.rect, rectOf(m.rect), func(y, x0, x1 int, solid uint8, cover []uint8) {
		for i, v := range m.run(y, x0, x1) {
			add := solid
			if cover != nil {
				add = cover[i]
			}
			m.run(y, x0, x1)[i] = uint8(min(int(v)+int(add), 255))
		}
	})
}

// miter adds the triangle at b on the way from a to d, clockwise whichever way the corner turns.
func (c *canvas) miter(a, b, d point, half float64) {
	in, out := point{X: b.X - a.X, Y: b.Y - a.Y}, point{X: d.X - b.X, Y: d.Y - b.Y}
	tip, ok := display.MiterTip(b, in, out, half)
	if !ok {
		return
	}
	side := math.Copysign(half, in.Y*out.X-in.X*out.Y) // the outer side
	p, q := normal(b, in, side), normal(b, out, side)
	if side > 0 {
		p, q = q, p
	}
	c.coverage.move(p)
	c.coverage.line(tip)
	c.coverage.line(q)
	c.coverage.close()
}

// normal is the point at a distance to the right of a direction.
func normal(b, way point, distance float64) point {
	k := distance / math.Hypot(way.X, way.Y)
	return point{X: b.X - way.Y*k, Y: b.Y + way.X*k}
}
