package widget

import (
	"math"

	"placard/templates"
)

const (
	barPart    = 0.68 // of the room for a number that its bars take
	barsGap    = 0.12 // between bars of one group, in parts of a bar
	maxBarPart = 0.22 // of the plot's length that a bar takes at most, as where there is one
	barCorner  = 0.14 // the radius of a bar's far end, in parts of the bar, and at most
	maxCorner  = 0.45 // em
)

// bar is a bar in the making.
type bar struct {
	series, i  int
	side       float64 // where it begins beside the others, px
	thick      float64 // px
	from, to   float64 // values
	end, value float64 // end: the radius of its far end, px
}

// bars draws a path for each colour.
func (p *plot) bars() {
	byColor := map[templates.Color]*outline{}
	var order []templates.Color
	for _, b := range p.allBars() {
		color := p.barColor(b)
		if byColor[color] == nil {
			byColor[color] = &outline{}
			order = append(order, color)
		}
		p.drawBar(byColor[color], b)
	}
	for _, color := range order {
		p.fill(byColor[color], color)
	}
}

// barColor is that of its series. Where there is one series, each bar has its own of the layer's colours, and the
// last of them goes on.
func (p *plot) barColor(b bar) templates.Color {
	if len(p.Data) == 1 && len(p.Colors) > 1 {
		return p.Colors[min(b.i, len(p.Colors)-1)]
	}
	return p.color(b.series)
}

// allBars places every bar, in whole px where there is room for that, so that all look the same.
func (p *plot) allBars() []bar {
	groups := len(p.Data)
	if p.stacks() {
		groups = 1
	}
	length := p.w()
	if p.across {
		length = p.h()
	}
	thick := min(p.slot()*barPart/(float64(groups)+barsGap*float64(groups-1)), length*maxBarPart)
	gap := thick * barsGap
	if thick > 3 {
		thick, gap = math.Round(thick), math.Round(gap)
	}
	whole := thick*float64(groups) + gap*float64(groups-1)
	corner := min(thick*barCorner, p.size*maxCorner)
	var out []bar
	for i := range p.count() {
		side := p.middle(i) - whole/2
		if thick > 3 {
			side = math.Round(side)
		}
		if p.stacks() {
			out = append(out, p.stack(i, side, thick, corner)...)
			continue
		}
		for s, series := range p.Data {
			if i < len(series.Values) {
				v := series.Values[i]
				out = append(out, bar{s, i, side + float64(s)*(thick+gap), thick, p.base(), v, corner, v})
			}
		}
	}
	return out
}

// stack puts the values of a place upon one another: those above zero up from it, the others down. The last of
// each has the round end.
func (p *plot) stack(i int, side, thick, corner float64) []bar {
	var out []bar
	below, above := -1, -1
	low, high := 0.0, 0.0
	for s, series := range p.Data {
		if i >= len(series.Values) || series.Values[i] == 0 {
			continue
		}
		v := series.Values[i]
		last, from := &above, &high
		if v < 0 {
			last, from = &below, &low
		}
		out = append(out, bar{s, i, side, thick, *from, *from + v, 0, v})
		*last, *from = len(out)-1, *from+v
	}
	for _, last := range []int{below, above} {
		if last >= 0 {
			out[last].end = corner
		}
	}
	return out
}

// drawBar adds a bar's outline. Its far end is round, unless it is shorter than that.
func (p *plot) drawBar(o *outline, b bar) {
	from, to := p.place(b.from), p.place(b.to)
	if math.Abs(to-from) < 1e-6 {
		return
	}
	r := min(b.end, math.Abs(to-from))
	back := math.Copysign(r, from-to) // from the far end towards the near one
	at := func(along, side float64) (float64, float64) {
		if p.across {
			return along, side
		}
		return side, along
	}
	s0, s1 := b.side, b.side+b.thick
	point := func(draw func(x, y float64), along, side float64) { draw(at(along, side)) }
	point(o.move, from, s0)
	point(o.line, to+back, s0)
	corner := func(along1, side1, along, side float64) {
		x1, y1 := at(along1, side1)
		x, y := at(along, side)
		o.quad(x1, y1, x, y)
	}
	if r > 0 {
		corner(to, s0, to, s0+r)
		point(o.line, to, s1-r)
		corner(to, s1, to+back, s1)
	} else {
		point(o.line, to, s1)
	}
	point(o.line, from, s1)
	o.close()
}
