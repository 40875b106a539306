package widget

import (
	"math"
	"strconv"

	"placard/templates"
)

// outline is path data in the making, px.
type outline struct{ d []byte }

func (o *outline) empty() bool              { return len(o.d) == 0 }
func (o *outline) data() templates.PathData { return templates.PathData(o.d) }

func (o *outline) move(x, y float64)              { o.add('M', x, y) }
func (o *outline) line(x, y float64)              { o.add('L', x, y) }
func (o *outline) quad(x1, y1, x, y float64)      { o.add('Q', x1, y1, x, y) }
func (o *outline) cubic(a, b, c, d, x, y float64) { o.add('C', a, b, c, d, x, y) }
func (o *outline) close()                         { o.d = append(o.d, 'Z') }

// add appends a step. 4 decimals are short, and finer than anything can be drawn.
func (o *outline) add(op byte, numbers ...float64) {
	o.d = append(o.d, op)
	o.numbers(numbers...)
}

func (o *outline) numbers(numbers ...float64) {
	for _, v := range numbers {
		o.d = append(strconv.AppendFloat(o.d, v+0, 'f', 4, 64), ' ')
	}
}

// arc goes on along a circle to a point, over 180 degrees at most: clockwise, or the other way round.
func (o *outline) arc(r float64, clockwise bool, x, y float64) {
	flags := "0 0 0 "
	if clockwise {
		flags = "0 0 1 "
	}
	o.add('A', r, r)
	o.d = append(o.d, flags...)
	o.numbers(x, y)
}

// circle is a closed one.
func (o *outline) circle(x, y, r float64) {
	o.move(x-r, y)
	o.arc(r, true, x+r, y)
	o.arc(r, true, x-r, y)
	o.close()
}

// around is the point of a circle at an angle in degrees clockwise from the top.
func around(x, y, r, degrees float64) (float64, float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return x + r*sin, y - r*cos
}

// sweep goes on clockwise around a centre, from an angle over some degrees, 360 at most. One arc cannot be a
// whole circle, so that it goes in two.
func (o *outline) sweep(cx, cy, r, from, degrees float64) {
	for i := range 2 {
		x, y := around(cx, cy, r, from+degrees*float64(i+1)/2)
		o.arc(r, true, x, y)
	}
}
