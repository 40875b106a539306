package svg

import "math"

// dashed cuts lines into dashes.
func (p *pen) dashed(lines []polyline) []polyline {
	d := dasher{pattern: p.dash, dot: p.width / 1000}
	if len(d.pattern)%2 == 1 {
		d.pattern = append(d.pattern[:len(d.pattern):len(d.pattern)], d.pattern...)
	}
	for _, line := range lines {
		points := line.points
		if line.closed {
			points = append(points[:len(points):len(points)], points[0])
		}
		d.start(p.offset)
		d.begin(points[0], points[1])
		for i := 1; i < len(points); i++ {
			d.walk(points[i-1], points[i])
		}
		d.end(points[len(points)-1])
	}
	return d.out
}

// dasher walks along a line.
type dasher struct {
	pattern []float64 // of even length
	dot     float64   // the length that a dash without any is given, so that it has caps
	index   int       // in the pattern, on at even ones
	left    float64   // of this dash or gap
	dash    []point   // of the dash that is being drawn
	way     point     // direction at its start
	out     []polyline
}

func (d *dasher) on() bool { return d.index%2 == 0 }

// start goes so far into the pattern, or back where offset is negative.
func (d *dasher) start(offset float64) {
	period := 0.0
	for _, v := range d.pattern {
		period += v
	}
	offset = math.Mod(offset, period)
	if offset < 0 {
		offset += period
	}
	d.index, d.left = 0, d.pattern[0]
	for offset >= d.left && d.index < len(d.pattern)-1 {
		offset -= d.left
		d.index++
		d.left = d.pattern[d.index]
	}
	d.left -= offset
}

// walk goes on in a straight line from a to b.
func (d *dasher) walk(a, b point) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	done := 0.0
	for length-done > d.left {
		done += math.Max(0, d.left)
		at := mix(a, b, done/length)
		d.end(at)
		d.index = (d.index + 1) % len(d.pattern)
		d.left = d.pattern[d.index]
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
		d.dash, d.way = []point{at}, heading(at, to)
	}
}

// end completes a dash.
func (d *dasher) end(at point) {
	if !d.on() {
		return
	}
	if at != d.dash[len(d.dash)-1] {
		d.dash = append(d.dash, at)
	}
	if len(d.dash) == 1 {
		d.dash = append(d.dash, point{X: at.X + d.way.X*d.dot, Y: at.Y + d.way.Y*d.dot})
	}
	d.out = append(d.out, polyline{points: d.dash})
	d.dash = nil
}
