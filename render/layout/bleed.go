package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

// pixels is a side of the document with its bleed in whole device px: what it is without, and as much more as the
// bleed needs.
func (b *builder) pixels(length int) int {
	const rounding = 1e-6
	return Pixels(length, b.scale) + max(0, int(math.Ceil(2*b.bleed*b.scale-rounding)))
}

// onEdge is how near to the edge of the canvas, design px, something is taken to end there: far less than is
// seen, and more than sums of fractions are off.
const onEdge = 1e-3

// bled is a box that goes on into the bleed with those of its sides that end exactly at the edge of the canvas:
// where the sheet is cut a little off, there is no gap. A side with a round corner stays, as all would see the
// corner move, and so does what is turned.
func (b *builder) bled(bx box, radii templates.Radii) box {
	if b.bleed == 0 || b.turn != (display.Turn{}) {
		return bx
	}
	c := b.canvas
	ends := func(at, edge float64, corner, other float64) float64 {
		if math.Abs(at-edge) > onEdge || corner > 0 || other > 0 {
			return 0
		}
		return b.bleed
	}
	left, top := ends(bx.x, c.x, radii[0], radii[3]), ends(bx.y, c.y, radii[0], radii[1])
	right, bottom := ends(bx.x+bx.w, c.x+c.w, radii[1], radii[2]), ends(bx.y+bx.h, c.y+c.h, radii[2], radii[3])
	return box{bx.x - left, bx.y - top, bx.w + left + right, bx.h + top + bottom}
}
