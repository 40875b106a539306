package widget

import (
	"math"

	"placard/templates"
)

// plot is the part of a chart in which its numbers are drawn, with an axis at its side.
type plot struct {
	frame
	*chart
	scale
	all    frame   // the plot with its labels
	across bool    // bars lie, and the axis of values runs from left to right
	side   float64 // where labels at the left end, px
	every  int     // how many places along the data there are for each label
	lines2 bool    // labels take two lines
}

// tickRoom is how much of an axis each tick wants, em: upright, and lying, where numbers stand side by side.
const tickRoom, tickRoomAcross = 3.2, 4.5

// maxSteps bounds the ticks of an axis: more are read no better.
const maxSteps = 6

// newPlot leaves room for what stands around the numbers.
func (c *chart) newPlot(all frame) (*plot, error) {
	p := &plot{frame: all, chart: c, all: all, every: 1}
	p.across = c.Horizontal && c.Kind == templates.ChartKindBar
	low, high := c.span()
	if c.fromZero(low, high) {
		low, high = min(low, 0), max(high, 0)
	}
	var err error
	if p.across {
		err = p.frameAcross(low, high)
	} else {
		err = p.frameUpright(low, high)
	}
	return p, err
}

// frameUpright puts the values at the left side and the labels below.
func (p *plot) frameUpright(low, high float64) error {
	c := p.chart
	rest := p.all
	if c.Axis {
		rest.y0 += c.size * 0.6 // half of the topmost tick's label
	} else if c.Kind != templates.ChartKindBar {
		rest.y0, rest.y1 = rest.y0+p.inset(), rest.y1-p.inset()
	}
	labelled := c.Axis && len(c.Labels) > 0
	if labelled {
		rest.y1 -= c.size * 1.7
	} else if c.Axis {
		rest.y1 -= c.size * 0.6
	}
	if err := p.fit(rest, low, high); err != nil || !labelled || !p.thin() {
		return err
	}
	p.lines2 = true
	rest.y1 -= c.size * lineHeight
	return p.fit(rest, low, high)
}

// fit puts the scale at the left of what is left for the plot, and keeps as much free above the highest mark and
// below the lowest as their values want.
func (p *plot) fit(rest frame, low, high float64) error {
	var err error
	if p.scale, err = p.newScale(low, high, steps(rest.h(), p.size*tickRoom)); err != nil {
		return err
	}
	p.frame = rest
	if p.Axis && p.count() > 0 {
		p.x0 += p.gutter()
	}
	if room := p.size * valueRoom; p.Values {
		p.y0 += max(0, room-(1-p.part(high))*p.h())
		if low < 0 {
			p.y1 -= max(0, room-p.part(low)*p.h())
		}
	}
	p.y0, p.y1 = math.Round(p.y0), math.Round(p.y1)
	return nil
}

// valueRoom is how much a value at a mark takes, em.
const valueRoom = 1.4

// frameAcross puts the labels at the left side and the values below.
func (p *plot) frameAcross(low, high float64) error {
	c := p.chart
	if c.Axis {
		p.y1 -= c.size * 1.7
		widest := 0.0
		for i := range c.count() {
			widest = max(widest, c.width(c.label(i), c.size))
		}
		if widest > 0 {
			p.side = p.x0 + min(widest+slack, p.all.w()*maxLabelPart)
			p.x0 = p.side + c.size*0.7
		}
	}
	var err error
	if p.scale, err = c.newScale(low, high, steps(p.w(), c.size*tickRoomAcross)); err != nil {
		return err
	}
	if c.Axis {
		p.x0 = max(p.x0, p.all.x0+c.width(c.tick(p.low, p.step), c.size)/2)
		p.x1 -= c.width(c.tick(p.high, p.step), c.size) / 2
	}
	if c.Values {
		room, length := c.widestValue()+c.size*0.6, p.w()
		p.x1 = min(p.x1, max(p.all.x1-room, p.x1-room+(1-p.part(high))*length))
		if low < 0 {
			p.x0 += max(0, room-p.part(low)*length)
		}
	}
	p.x0, p.x1 = math.Round(p.x0), math.Round(p.x1)
	if n := c.count(); n > 0 {
		p.every = max(1, int(math.Ceil(c.size*lineHeight/(p.h()/float64(n)))))
	}
	return nil
}

// maxLabelPart is how much of a chart's width labels at its side may take.
const maxLabelPart = 0.4

func steps(length, room float64) int { return int(min(max(length/room, 1), maxSteps)) }

// gutter is the room at the left of the plot for the numbers of the axis.
func (p *plot) gutter() float64 {
	widest := 0.0
	for _, v := range p.ticks() {
		widest = max(widest, p.width(p.tick(v, p.step), p.size))
	}
	return math.Ceil(widest + p.size*0.6)
}

// thin finds out how many labels fit below, and tells whether two lines would hold more of them: under bars, of
// which each is something by itself, where a word has room.
func (p *plot) thin() (twoLines bool) {
	widest := 0.0
	for i := range p.count() {
		widest = max(widest, p.width(p.label(i), p.size))
	}
	slot := p.slot()
	p.every = max(1, int(math.Ceil((widest+p.size*0.5)/slot)))
	if p.every > 1 && p.Kind == templates.ChartKindBar && slot > 4*p.size {
		p.every = 1
		return true
	}
	return false
}

// slot is the room along the data for each number, px.
func (p *plot) slot() float64 {
	n := float64(p.count())
	switch {
	case p.across:
		return p.h() / max(n, 1)
	case p.Kind == templates.ChartKindBar:
		return p.w() / max(n, 1)
	}
	return (p.w() - 2*p.inset()) / max(n-1, 1)
}

// inset is how far from the sides of the plot a line begins and ends: its dots are whole.
func (p *plot) inset() float64 { return min(p.lineWidth()*dotPart, p.w()/4) }

// middle is where the number i lies along the data, px.
func (p *plot) middle(i int) float64 {
	switch {
	case p.across:
		return p.y0 + p.slot()*(float64(i)+0.5)
	case p.Kind == templates.ChartKindBar:
		return p.x0 + p.slot()*(float64(i)+0.5)
	case p.count() == 1:
		return p.x0 + p.w()/2
	}
	return p.x0 + p.inset() + p.slot()*float64(i)
}

// place is where a value lies along its axis, px.
func (p *plot) place(v float64) float64 {
	if p.across {
		return p.x0 + p.part(v)*p.w()
	}
	return p.y1 - p.part(v)*p.h()
}
