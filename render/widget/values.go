package widget

import (
	"sort"

	"placard/templates"
)

// valueSize is how large values at their marks are, beside the labels.
const valueSize = 0.92

// widestValue is the room that the longest number takes.
func (c *chart) widestValue() float64 {
	widest := 0.0
	for _, s := range c.Data {
		for _, v := range s.Values {
			widest = max(widest, c.width(c.number(v), c.size*valueSize))
		}
	}
	return widest
}

// values writes the number of each mark beside it, where it has room and covers no other.
func (p *plot) values() {
	if p.Kind == templates.ChartKindBar {
		for _, b := range p.allBars() {
			if p.stacks() {
				p.valueWithin(b)
			} else {
				p.valueBeyond(b)
			}
		}
		return
	}
	if p.stacks() {
		return
	}
	var courses [][]point
	for _, s := range p.Data {
		courses = append(courses, p.points(s.Values))
	}
	for _, s := range p.Data {
		for i := range s.Values {
			p.valueAt(i, s.Values, courses)
		}
	}
}

// valueBox is the box of a number around a point.
func (p *plot) valueBox(text string, x, y float64) frame {
	w, h := p.width(text, p.size*valueSize)+slack, p.size*lineHeight
	return frame{x - w/2, y - h/2, x + w/2, y + h/2}
}

// valueBeyond stands at the far end of a bar.
func (p *plot) valueBeyond(b bar) {
	text := p.number(b.value)
	end, side := p.place(b.to), b.side+b.thick/2
	away := 1.0 // up, or to the right
	if b.value < 0 {
		away = -1
	}
	box := p.valueBox(text, side, end-away*p.size*0.8)
	if p.across {
		box = p.valueBox(text, end, side)
		shift := away * (box.w()/2 + p.size*0.3)
		box.x0, box.x1 = box.x0+shift, box.x1+shift
	}
	p.write(box, text, p.Color)
}

// valueWithin stands in the middle of a part of a stack, if it fits.
func (p *plot) valueWithin(b bar) {
	text := p.number(b.value)
	middle, side := (p.place(b.from)+p.place(b.to))/2, b.side+b.thick/2
	length := max(p.place(b.from), p.place(b.to)) - min(p.place(b.from), p.place(b.to))
	box := p.valueBox(text, side, middle)
	room, across := length, b.thick
	if p.across {
		box, room, across = p.valueBox(text, middle, side), b.thick, length
	}
	if box.h() <= room && box.w() <= across {
		p.write(box, text, on(p.barColor(b)))
	}
}

// valueAt stands over a point of a line, or under one from which the line rises on both sides; on the other side
// where there is no room; and nowhere where a line goes through it on both sides.
func (p *plot) valueAt(i int, values []float64, courses [][]point) {
	v := values[i]
	if v < p.low || v > p.high {
		return
	}
	away := p.size*0.75 + p.lineWidth()*dotPart
	rises := func(k int) bool { return k < 0 || k >= len(values) || values[k] > v }
	if len(values) > 1 && rises(i-1) && rises(i+1) {
		away = -away
	}
	text := p.number(v)
	for _, shift := range []float64{away, -away} {
		box := p.valueBox(text, p.middle(i), p.place(v)-shift)
		inside := max(0, p.x0-box.x0) - max(0, box.x1-p.all.x1)
		box.x0, box.x1 = box.x0+inside, box.x1+inside
		if box.y1 < p.y1 && !box.crossed(courses) && p.write(box, text, p.Color) {
			return
		}
	}
}

// crossed tells whether a line goes through a box; its letters are less tall than it is.
func (f frame) crossed(courses [][]point) bool {
	inset := f.h() * 0.2
	f.y0, f.y1 = f.y0+inset, f.y1-inset
	for _, course := range courses {
		after := sort.Search(len(course), func(i int) bool { return course[i].x > f.x0 })
		for i := max(1, after); i < len(course) && course[i-1].x < f.x1; i++ {
			if f.cuts(course[i-1], course[i]) {
				return true
			}
		}
	}
	return false
}

// cuts tells whether the straight way between two points, from left to right, goes through the box.
func (f frame) cuts(a, b point) bool {
	from, to := max(a.x, f.x0), min(b.x, f.x1)
	if from >= to {
		return false
	}
	at := func(x float64) float64 { return a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x) }
	return min(at(from), at(to)) < f.y1 && max(at(from), at(to)) > f.y0
}

// write adds a number, unless it covers another or sticks out, and tells whether it did.
func (c *chart) write(box frame, text string, color templates.Color) bool {
	if box.x0 < -slack || box.x1 > c.w+slack {
		return false
	}
	for _, other := range c.placed {
		if box.overlaps(other) {
			return false
		}
	}
	c.placed = append(c.placed, box)
	c.text(box, text, c.size*valueSize, templates.AlignCenter, color, 1)
	return true
}
