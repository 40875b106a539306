package raster

import (
	"encoding/binary"
	"math"

	"placard/render/display"
)

// nearestFocus is how close to the edge a focus may lie, in radii. On the edge itself the gradient has no end
// on the near side, and further out no beginning; browsers bring it inside as well.
const nearestFocus = 1 - 1.0/512

// ellipse prepares a gradient around a point that may be squeezed along one axis, or begin elsewhere.
//
// In a plane where the ellipse is the unit circle around the origin, a pixel at p has the colour at t where it
// lies on the circle around (1−t)·f of radius t, f being the focus (SVG 2 §14.2.3, Canvas's createRadialGradient).
// With d = p − f that is |d + t·f| = t, or (1 − f·f)·t² − 2(d·f)·t − d·d = 0, of which t is the positive root.
func (c *canvas) ellipse(g *display.RadialGradient) brush {
	rx, ry := g.Radii()
	back := display.Turn{Angle: -g.Angle}
	unit := func(p point) point {
		p = back.Apply(p)
		return point{X: p.X / rx, Y: p.Y / ry}
	}
	f := unit(g.Focus)
	if far := math.Hypot(f.X, f.Y); far > nearestFocus {
		f = point{X: f.X / far * nearestFocus, Y: f.Y / far * nearestFocus}
	}
	t := newTable(g.Stops, math.Max(rx, ry)*(1+math.Hypot(f.X, f.Y)))
	last := float64(t.size - 1)
	a := 1 - f.X*f.X - f.Y*f.Y
	right := unit(point{X: 1})
	store := func(dst []uint8, x, y int) {
		colors := t.row(y)
		d := minus(unit(point{X: float64(x) + 0.5 - g.Center.X, Y: float64(y) + 0.5 - g.Center.Y}), f)
		for ; len(dst) >= 4; dst = dst[4:] {
			along := d.X*f.X + d.Y*f.Y
			at := (along + math.Sqrt(along*along+a*(d.X*d.X+d.Y*d.Y))) / a
			binary.LittleEndian.PutUint32(dst, colors[int(min(at*last, last)+0.5)])
			d = plus(d, right)
		}
	}
	return &gradientBrush{c: c, opaque: t.opaque, store: store}
}
