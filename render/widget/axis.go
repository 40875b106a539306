package widget

import (
	"math"

	"placard/templates"
)

// How faint the grid and the base line are beside the labels.
const gridPart, basePart = 0.16, 0.55

// drawGrid draws a line at each tick, and its number beside.
func (p *plot) drawGrid() {
	if !p.Axis || p.count() == 0 {
		return
	}
	for _, v := range p.ticks() {
		if v != p.base() {
			p.rule(v, gridPart)
		}
		text, at := p.tick(v, p.step), p.place(v)
		if p.across {
			half := p.width(text, p.size)/2 + slack
			top := p.y1 + p.size*0.35
			p.text(frame{at - half, top, at + half, top + p.size*lineHeight}, text, p.size, templates.AlignCenter, p.Color, 1)
			continue
		}
		half := p.size * lineHeight / 2
		p.text(frame{p.all.x0, at - half, p.x0 - p.size*0.5, at + half}, text, p.size, templates.AlignRight, p.Color, 1)
	}
}

// drawBase draws the line from which bars rise, over what stands on it.
func (p *plot) drawBase() {
	if p.Axis {
		p.rule(p.base(), basePart)
	}
}

// rule draws a line across the plot at a value, on whole px.
func (p *plot) rule(v, part float64) {
	width := p.hairline()
	at := math.Round(p.place(v) - width/2)
	if p.across {
		p.rect(frame{at, p.y0, at + width, p.y1}, faded(p.Color, part), 0)
		return
	}
	p.rect(frame{p.x0, at, p.x1, at + width}, faded(p.Color, part), 0)
}

// drawLabels names the places along the data.
func (p *plot) drawLabels() {
	if !p.Axis {
		return
	}
	for i := 0; i < p.count(); i += p.every {
		text, at := p.label(i), p.middle(i)
		if p.across {
			half := p.size * lineHeight / 2
			p.text(frame{p.all.x0, at - half, p.side, at + half}, text, p.size, templates.AlignRight, p.Color, 1)
			continue
		}
		p.labelBelow(text, at)
	}
}

// labelBelow writes a label below its place, within the chart.
func (p *plot) labelBelow(text string, at float64) {
	top := p.all.y1 - p.size*lineHeight
	half, lines := p.width(text, p.size)/2+slack, 1
	if p.lines2 {
		top -= p.size * lineHeight
		half, lines = (p.slot()-p.size*0.4)/2, 2
	}
	half = min(half, p.all.w()/2)
	x0 := min(max(at-half, p.all.x0), p.all.x1-2*half)
	p.text(frame{x0, top, x0 + 2*half, top + float64(lines)*p.size*lineHeight}, text, p.size, templates.AlignCenter, p.Color, lines)
	if text, ok := p.layers[len(p.layers)-1].(*templates.Text); ok && p.lines2 {
		text.VerticalAlign = templates.VerticalAlignTop
	}
}
