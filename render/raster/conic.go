package raster

import (
	"encoding/binary"
	"math"

	"placard/render/display"
)

// conic prepares a gradient around a point.
func (c *canvas) conic(g *display.ConicGradient) brush {
	// Where the circle is longest on the canvas, colours are furthest apart.
	w, h := float64(c.list.Width), float64(c.list.Height)
	radius := math.Hypot(math.Max(w-g.Center.X, g.Center.X), math.Max(h-g.Center.Y, g.Center.Y))
	t := newTable(g.Stops, 2*math.Pi*radius)
	start := g.Angle / 360
	start -= math.Floor(start)
	last := float64(t.size - 1)
	edges := hardEdges(g)
	store := func(dst []uint8, x, y int) {
		colors := t.row(y)
		dx, dy := float64(x)+0.5-g.Center.X, float64(y)+0.5-g.Center.Y
		for i := range len(dst) / 4 {
			at := turn(dx+float64(i), dy) - start
			if at < 0 {
				at++
			}
			binary.LittleEndian.PutUint32(dst[4*i:4*i+4:4*i+4], colors[int(at*last+0.5)])
		}
		for i := range edges {
			edges[i].smooth(dst, dx, dy)
		}
	}
	return &gradientBrush{c: c, opaque: t.opaque, store: store}
}

// turn is the direction of x, y as a share of a turn, 0..1 clockwise from the top. The polynomial is that of
// Abramowitz and Stegun 4.4.47, off by 1.2e-5 radians at most, 1/60 of a table's entry.
func turn(x, y float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	low, high := min(ax, ay), max(ax, ay)
	if high == 0 {
		return 0
	}
	q := low / high
	s := q * q
	v := q * (0.9998660 + s*(-0.3302995+s*(0.1801410+s*(-0.0851330+s*0.0208351)))) * (1 / (2 * math.Pi))
	if ax > ay {
		v = 0.25 - v
	}
	if y > 0 {
		v = 0.5 - v
	}
	if x < 0 {
		v = 1 - v
	}
	return v
}

// hardEdge is a ray from the centre where colours change at once. Its pixels are mixed of both by their
// distance from it: the parts of a pie have smooth edges.
type hardEdge struct {
	sin, cos      float64 // of its angle, clockwise from the top
	before, after pixel
}

// hardEdges finds the stops at one place, and where the end meets the start.
func hardEdges(g *display.ConicGradient) []hardEdge {
	var out []hardEdge
	add := func(at float64, before, after display.Color) {
		if before != after {
			sin, cos := math.Sincos(2 * math.Pi * (at + g.Angle/360))
			out = append(out, hardEdge{sin, cos, colorOf(before), colorOf(after)})
		}
	}
	first, last := 0, len(g.Stops)-1 // what is seen at the start and the end
	for g.Stops[first+1].At == 0 {
		first++
	}
	for g.Stops[last-1].At == 1 {
		last--
	}
	add(0, g.Stops[last].Color, g.Stops[first].Color)
	for i := first + 1; i < last; i++ {
		from := i
		for g.Stops[i+1].At == g.Stops[from].At {
			i++
		}
		add(g.Stops[from].At, g.Stops[from].Color, g.Stops[i].Color)
	}
	return out
}

// smooth mixes the pixels of a row that the edge cuts through. The first is at dx, dy from the centre.
func (e *hardEdge) smooth(dst []uint8, dx, dy float64) {
	n := float64(len(dst) / 4)
	from, to := 0.0, n
	if math.Abs(e.cos) > 1e-6 {
		// dist = (dx + i)·cos + dy·sin lies within half a pixel.
		mid, half := -dy*e.sin/e.cos-dx, 0.5/math.Abs(e.cos)
		from, to = math.Max(0, math.Ceil(mid-half)), math.Min(n, math.Floor(mid+half)+1)
	}
	for i := from; i < to; i++ {
		dist, along := (dx+i)*e.cos+dy*e.sin, (dx+i)*e.sin-dy*e.cos
		if along > 0 && math.Abs(dist) < 0.5 {
			m := uint64((dist + 0.5) * 255)
			put(dst[4*int(i):], pixel(div255(uint64(e.after)*m+uint64(e.before)*(255-m))))
		}
	}
}
