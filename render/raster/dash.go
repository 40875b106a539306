package raster

import "math"

// shortestDash is the length in px that a dash of no length is given, so that it has a direction and
// its caps are drawn: dashes of 0 with round caps are how dotted lines are made.
const shortestDash = 1e-3

// dashes cuts a polyline into dashes. The pattern starts with a dash at the first point; a pattern of odd
// length is gone through twice, as in SVG.
func dashes(l polyline, pattern []float64) []polyline {
	points := l.points
	if l.closed {
		points = append(points[:len(points):len(points)], points[0])
	}
	d := dasher{pattern: pattern, left: pattern[0]}
	d.begin(points[0], points[1])
	for i := 1; i < len(points); i++ {
		d.walk(points[i-1], points[i])
	}
	d.end(points[len(points)-1])
	return d.out
}

type dasher struct {
	pattern []float64
	index   int     // in the pattern, on at even ones
	left    float64 // px left of this dash or gap
	dash    []point // of the dash that is being drawn
	way     point   // direction at its start
	out     []polyline
}

func (d *dasher) on() bool { return d.index%2 == 0 }

// walk goes on in a straight line from a to b.
func (d *dasher) walk(a, b point) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	done := 0.0
	for length-done > d.left {
		done += d.left
		at := between(a, b, done/length)
		d.end(at)
		d.index++
		if d.index == len(d.pattern)*(1+len(d.pattern)%2) {
			d.index = 0
		}
		d.left = d.pattern[d.index%len(d.pattern)]
		d.begin(at, b)
	}
	d.left -= length - done
	if d.on() && b != d.dash[len(d.dash)-1] {
		d.dash = append(d.dash, b)
	}
}

// begin starts a dash at a point on the way to another.
func (d *dasher) begin(at, to point) {
	if d.on() {
		d.dash, d.way = []point{at}, point{X: to.X - at.X, Y: to.Y - at.Y}
	}
}

// end completes a dash.
func (d *dasher) end(at point) {
	if !d.on() {
		return
	}
	start := d.dash[0]
	if at != d.dash[len(d.dash)-1] {
		d.dash = append(d.dash, at)
	}
	if len(d.dash) == 1 || len(d.dash) == 2 && math.Hypot(at.X-start.X, at.Y-start.Y) < shortestDash {
		if k := shortestDash / 2 / math.Hypot(d.way.X, d.way.Y); !math.IsInf(k, 0) {
			d.dash = []point{{X: start.X - d.way.X*k, Y: start.Y - d.way.Y*k}, {X: start.X + d.way.X*k, Y: start.Y + d.way.Y*k}}
		}
	}
	if len(d.dash) > 1 {
		d.out = append(d.out, polyline{points: d.dash})
	}
	d.dash = nil
}
