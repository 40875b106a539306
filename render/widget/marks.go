package widget

import (
	"math"

	"placard/templates"
)

// mark draws one of a rating in a square of a side in px.
func (o *outline) mark(shape templates.Mark, x, y, side float64) {
	switch shape {
	case templates.MarkHeart:
		o.heart(x, y, side)
	case templates.MarkCircle:
		o.circle(x+side/2, y+side/2, side/2)
	case templates.MarkSquare:
		o.rect(frame{x, y, x + side, y + side})
	default:
		o.star(x, y, side)
	}
}

func (o *outline) rect(b frame) {
	o.move(b.x0, b.y0)
	o.line(b.x1, b.y0)
	o.line(b.x1, b.y1)
	o.line(b.x0, b.y1)
	o.close()
}

const (
	starInner = 0.46  // of the corners between tips; 0.382 are straight lines, which look thin when small
	starBlunt = 0.085 // how far from a tip it starts to turn, in radii: as round as a letter's corners
)

// star has five tips and is as wide as its square.
func (o *outline) star(x, y, side float64) {
	r := side / 2 / math.Sin(2*math.Pi/5)
	cx, cy := x+side/2, y+side/2+r*(1-math.Cos(math.Pi/5))/2
	corner := func(i int) (float64, float64) {
		if i%2 == 1 {
			return around(cx, cy, r*starInner, float64(i)*36)
		}
		return around(cx, cy, r, float64(i)*36)
	}
	for i := range 10 {
		px, py := corner(i)
		if i%2 == 1 {
			o.line(px, py)
			continue
		}
		bx, by := corner(i + 9)
		ax, ay := corner(i + 1)
		k := starBlunt * r / math.Hypot(ax-px, ay-py)
		if x, y := px+(bx-px)*k, py+(by-py)*k; i == 0 {
			o.move(x, y)
		} else {
			o.line(x, y)
		}
		o.quad(px, py, px+(ax-px)*k, py+(ay-py)*k)
	}
	o.close()
}

// heartSide is the right half of a heart in the unit square, from the notch to the tip.
var heartSide = [3][6]float64{
	{0.545, 0.10, 0.63, 0.045, 0.735, 0.045},
	{0.885, 0.045, 1, 0.165, 1, 0.325},
	{1, 0.56, 0.80, 0.735, 0.5, 0.965},
}

func (o *outline) heart(x, y, side float64) {
	o.move(x+side*0.5, y+side*0.2)
	for _, c := range heartSide {
		o.cubic(x+side*c[0], y+side*c[1], x+side*c[2], y+side*c[3], x+side*c[4], y+side*c[5])
	}
	for i := len(heartSide) - 1; i >= 0; i-- { // back up on the other side
		c, end := heartSide[i], [2]float64{0.5, 0.2}
		if i > 0 {
			end = [2]float64{heartSide[i-1][4], heartSide[i-1][5]}
		}
		o.cubic(x+side*(1-c[2]), y+side*c[3], x+side*(1-c[0]), y+side*c[1], x+side*(1-end[0]), y+side*end[1])
	}
	o.close()
}
