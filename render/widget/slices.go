package widget

import (
	"fmt"
	"math"

	"placard/templates"
)

const (
	donutPart  = 0.36  // how thick a donut's ring is, in parts of its radius
	sliceGap   = 0.018 // between slices, in parts of the radius
	besidePart = 1.3   // a chart wider than so many heights has its legend beside it
	leastSlice = 1e-3  // degrees; what is less is a 30th of a px on the largest canvas
	emptyPart  = 0.16  // how opaque the circle is that stands for no data
)

// slices draws the parts of a whole, clockwise from the top.
func (c *chart) slices(all frame) error {
	if len(c.Data) > 1 {
		return c.errSeries()
	}
	sum, values := 0.0, []float64{}
	if len(c.Data) == 1 {
		values = c.Data[0].Values
	}
	for i, v := range values {
		if v < 0 {
			return fmt.Errorf("data: %v at %d is no part of a whole; a %s has none below zero, a bar chart shows them", v, i, c.Kind)
		}
		sum += v
	}
	all = c.legendOfSlices(all, len(values))
	d := disk{(all.x0 + all.x1) / 2, (all.y0 + all.y1) / 2, min(all.w(), all.h()) / 2, 0}
	if d.r <= 0 {
		return nil
	}
	if c.Kind == templates.ChartKindDonut {
		d.hole = d.r * (1 - donutPart)
		if c.Thickness > 0 {
			d.hole = max(0, d.r-c.Thickness)
		}
	}
	if sum == 0 {
		var o outline
		d.slice(&o, 0, 360, 0)
		c.fill(&o, faded(c.Color, emptyPart))
		return nil
	}
	from := 0.0
	for i, v := range values {
		degrees := v / sum * 360
		if degrees < leastSlice {
			continue
		}
		var o outline
		d.slice(&o, from, degrees, d.r*sliceGap)
		c.fill(&o, c.color(i))
		if c.Values {
			c.share(d, v, sum, from, degrees, on(c.color(i)))
		}
		from += degrees
	}
	return nil
}

// legendOfSlices writes the labels beside or below, and returns what is left for the circle.
func (c *chart) legendOfSlices(all frame, count int) frame {
	var entries []entry
	widest := 0.0
	for i := range min(count, len(c.Labels)) {
		e := entry{c.Labels[i], c.color(i)}
		entries = append(entries, e)
		widest = max(widest, c.entryWidth(e))
	}
	if !c.Legend || len(entries) == 0 {
		return all
	}
	if all.w() > all.h()*besidePart {
		side := min(all.h(), all.w()*0.6)
		gap := c.size * 1.6
		widest = min(widest, all.w()-side-gap)
		left := all.x0 + (all.w()-side-gap-widest)/2
		c.legendColumn(entries, frame{left + side + gap, all.y0, left + side + gap + widest, all.y1})
		return frame{left, all.y0, left + side, all.y1}
	}
	rows := min(float64(len(entries)), math.Floor(all.h()*0.45/(c.size*legendRow)))
	top := all.y1 - rows*c.size*legendRow
	widest = min(widest, all.w())
	left := all.x0 + (all.w()-widest)/2
	c.legendColumn(entries, frame{left, top, left + widest, all.y1})
	all.y1 = top - c.size*0.8
	return all
}

// disk is a circle, with a hole if it is a donut, px.
type disk struct{ x, y, r, hole float64 }

// slice adds the outline of a part. Its straight sides keep half of a gap, so that the gap between two parts is as
// wide outside as it is inside.
func (d disk) slice(o *outline, from, degrees, gap float64) {
	if degrees >= 360 {
		o.circle(d.x, d.y, d.r)
		if d.hole > 0 {
			o.hole(d.x, d.y, d.hole)
		}
		return
	}
	half := degrees * math.Pi / 360
	gap = min(gap, 0.5*d.r*half) // a sliver keeps half of what it is
	trim := func(r float64) float64 { return math.Asin(min(gap/2/r, 1)) * 180 / math.Pi }
	outer := trim(d.r)
	o.move(around(d.x, d.y, d.r, from+outer))
	o.sweep(d.x, d.y, d.r, from+outer, degrees-2*outer)
	if inner := trim(max(d.hole, 1e-9)); d.hole > 0 && 2*inner < degrees {
		o.line(around(d.x, d.y, d.hole, from+degrees-inner))
		for i := range 2 {
			x, y := around(d.x, d.y, d.hole, from+degrees-inner-(degrees-2*inner)*float64(i+1)/2)
			o.arc(d.hole, false, x, y)
		}
	} else { // both sides meet, those of more than a half circle near the middle
		o.line(around(d.x, d.y, max(gap/2/math.Sin(min(half, math.Pi/2)), d.hole), from+degrees/2))
	}
	o.close()
}

// hole is a circle the other way round.
func (o *outline) hole(x, y, r float64) {
	o.move(x-r, y)
	o.arc(r, false, x+r, y)
	o.arc(r, false, x-r, y)
	o.close()
}

// share writes how much of the whole a slice is, where it has room: in per cent, or as the number if the layer
// says of what.
func (c *chart) share(d disk, v, sum, from, degrees float64, color templates.Color) {
	text := trimmed(100*v/sum, 0) + "%"
	if c.Prefix != "" || c.Suffix != "" {
		text = c.number(v)
	}
	at := d.r * 0.66
	if d.hole > 0 {
		at = (d.r + d.hole) / 2
	}
	w, h := c.width(text, c.size*valueSize)+slack, c.size*lineHeight
	thick := d.r - d.hole
	if chord := 2 * at * math.Sin(min(degrees, 180)*math.Pi/360); chord < 1.1*w || thick < 1.1*w {
		return
	}
	x, y := around(d.x, d.y, at, from+degrees/2)
	c.write(frame{x - w/2, y - h/2, x + w/2, y + h/2}, text, color)
}
