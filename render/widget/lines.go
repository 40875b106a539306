package widget

import (
	"math"

	"placard/templates"
)

const (
	dotPart  = 1.7 // the radius of a dot, in widths of its line
	dotRoom  = 6   // a dot wants as many of its radii to the next one
	areaTop  = 0.42
	areaFoot = 0.04 // how opaque an area is at the top and at the foot of the plot
	overlaid = 0.16 // how opaque areas are that lie over one another
	stacked  = 0.82 // and those that stand upon one another
)

// point is a place in px.
type point struct{ x, y float64 }

// lines draws a line for each series, over all areas.
func (p *plot) lines() {
	area := p.Kind == templates.ChartKindArea
	floor := make([]float64, p.count())
	var tops [][]point
	for i, series := range p.Data {
		values := series.Values
		if p.stacks() {
			for k := range floor {
				if k < len(values) {
					floor[k] += values[k]
				}
			}
			values = floor
		}
		top := p.points(values)
		if area {
			var foot []point
			if p.stacks() && i > 0 {
				foot = tops[i-1]
			}
			p.area(i, top, foot)
		}
		tops = append(tops, top)
	}
	for i, top := range tops {
		p.stroke(p.course(top), p.lineWidth(), templates.CapRound, p.color(i))
		if len(top) == 1 || !area && p.slot() >= dotRoom*p.lineWidth()*dotPart {
			p.dots(top, p.color(i))
		}
	}
}

func (p *plot) points(values []float64) []point {
	out := make([]point, len(values))
	for i, v := range values {
		out[i] = point{p.middle(i), p.y1 - p.beyond(v)*p.h()}
	}
	return out
}

// area fills what is between a line and the one below, or the base. One that stands alone fades.
func (p *plot) area(i int, top, foot []point) {
	if len(top) < 2 {
		return
	}
	if foot == nil {
		foot = []point{{top[0].x, p.place(p.base())}, {top[len(top)-1].x, p.place(p.base())}}
	}
	o := p.course(top)
	last := foot[len(foot)-1]
	o.line(last.x, last.y)
	backwards := make([]point, len(foot))
	for k, q := range foot {
		backwards[len(foot)-1-k] = q
	}
	p.follow(o, backwards)
	o.close()
	color := p.color(i)
	switch {
	case p.stacks():
		p.fill(o, faded(color, stacked))
	case len(p.Data) > 1:
		p.fill(o, faded(color, overlaid))
	default:
		p.fill(o, &templates.LinearGradient{Angle: 180, Space: templates.ColorSpaceSRGB, Stops: []templates.Stop{
			{Color: faded(color, areaTop), At: p.y0 / p.sheet.h}, {Color: faded(color, areaFoot), At: p.y1 / p.sheet.h},
		}})
	}
}

func (c *chart) dots(points []point, color templates.Color) {
	var o outline
	for _, q := range points {
		o.circle(q.x, q.y, c.lineWidth()*dotPart)
	}
	c.fill(&o, color)
}

// course is the way through points.
func (c *chart) course(points []point) *outline {
	var o outline
	if len(points) > 1 {
		o.move(points[0].x, points[0].y)
		c.follow(&o, points)
	}
	return &o
}

// follow goes on from the first of some points to the last, straight or smooth.
func (c *chart) follow(o *outline, points []point) {
	if !c.Smooth {
		for _, q := range points[1:] {
			o.line(q.x, q.y)
		}
		return
	}
	slopes := slopesOf(points)
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		third := (b.x - a.x) / 3
		o.cubic(a.x+third, a.y+slopes[i-1]*third, b.x-third, b.y-slopes[i]*third, b.x, b.y)
	}
}

// slopesOf makes a cubic through points that rises and falls only where they do (Fritsch and Carlson 1980; the
// harmonic mean of Fritsch and Butland 1984).
func slopesOf(points []point) []float64 {
	n := len(points)
	slopes := make([]float64, n)
	secant := func(i int) float64 { return (points[i+1].y - points[i].y) / (points[i+1].x - points[i].x) }
	for i := 1; i < n-1; i++ {
		if a, b := secant(i-1), secant(i); a*b > 0 {
			slopes[i] = 2 * a * b / (a + b)
		}
	}
	if n > 2 {
		slopes[0], slopes[n-1] = endSlope(secant(0), slopes[1]), endSlope(secant(n-2), slopes[n-2])
	} else if n == 2 {
		slopes[0], slopes[1] = secant(0), secant(0)
	}
	return slopes
}

// endSlope ends a curve as a parabola would, without a turn.
func endSlope(secant, next float64) float64 {
	slope := (3*secant - next) / 2
	if slope*secant <= 0 {
		return 0
	}
	return math.Copysign(min(math.Abs(slope), 3*math.Abs(secant)), secant)
}

// sparkline is lines alone, as tall as the box, that end in a dot.
func (c *chart) sparkline(all frame) error {
	if c.Thickness == 0 && c.FontSize == 0 {
		c.size = min(max(c.h/3, minSize), maxSize)
	}
	low, high := c.span()
	if c.Min.Set {
		low = c.Min.Value
	}
	if c.Max.Set {
		high = c.Max.Value
	}
	r := c.lineWidth() * dotPart
	p := &plot{frame: frame{all.x0 + r, all.y0 + r, all.x1 - r, all.y1 - r}, chart: c, all: all, scale: scale{low: low, high: high}}
	if p.w() <= 0 || p.h() <= 0 {
		return nil
	}
	if !(high > low) {
		p.low, p.high = low-1, low+1 // flat, in the middle
	}
	for i, series := range c.Data {
		if len(series.Values) == 0 {
			continue
		}
		points := make([]point, len(series.Values))
		for k, v := range series.Values {
			points[k] = point{p.x0 + p.w()*float64(k)/float64(max(c.count()-1, 1)), p.place(v)}
		}
		if c.count() == 1 {
			points[0].x = p.x0 + p.w()/2
		}
		c.stroke(c.course(points), c.lineWidth(), templates.CapRound, c.color(i))
		c.dots(points[len(points)-1:], c.color(i))
	}
	return nil
}
