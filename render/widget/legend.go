package widget

import (
	"fmt"

	"placard/templates"
)

const (
	swatch     = 0.72 // the side of a legend's squares, em
	swatchGap  = 0.45 // between a square and its name, em
	legendGap  = 1.3  // between entries, em
	legendRow  = 1.55 // from one row to the next, em
	legendFoot = 0.5  // below the last row, em
	maxRows    = 3    // above a plot, which wants the room itself
)

// entry is a row of a legend: a colour and what it is.
type entry struct {
	name  string
	color templates.Color
}

// named are the series that have names, where there are several.
func (c *chart) named() []entry {
	if !c.Legend || len(c.Data) < 2 {
		return nil
	}
	var out []entry
	for i, s := range c.Data {
		if s.Name != "" {
			out = append(out, entry{s.Name, c.color(i)})
		}
	}
	return out
}

// legendAbove writes the names of series from left to right at the top, and returns where it ends.
func (c *chart) legendAbove(all frame) float64 {
	entries := c.named()
	if len(entries) == 0 {
		return all.y0
	}
	x, y := all.x0, all.y0
	for i, e := range entries {
		width := min(c.entryWidth(e), all.w())
		if x > all.x0 && x+width > all.x1 {
			x, y = all.x0, y+c.size*legendRow
		}
		if y >= all.y0+c.size*legendRow*maxRows {
			break
		}
		c.entry(e, x, y, width)
		x += width + c.size*legendGap
		if i == len(entries)-1 {
			break
		}
	}
	return y + c.size*(legendRow+legendFoot)
}

func (c *chart) entryWidth(e entry) float64 {
	return c.size*(swatch+swatchGap) + c.width(e.name, c.size) + slack
}

// entry draws a square and a name.
func (c *chart) entry(e entry, x, y, width float64) {
	side := c.size * swatch
	top := y + (c.size*lineHeight-side)/2
	c.rect(frame{x, top, x + side, top + side}, e.color, side*0.22)
	c.text(frame{x + side + c.size*swatchGap, y, x + width, y + c.size*lineHeight}, e.name, c.size, templates.AlignLeft, c.Color, 1)
}

// legendColumn writes entries below one another in the middle of a box's height. Where there is no room for all
// of them, the last row says how many are left out.
func (c *chart) legendColumn(entries []entry, b frame) {
	fit := max(1, int(b.h()/(c.size*legendRow)))
	rest := 0
	if len(entries) > fit {
		rest = len(entries) - fit + 1
		entries = entries[:fit-1]
	}
	rows := len(entries)
	if rest > 0 {
		rows++
	}
	y := b.y0 + (b.h()-c.size*(legendRow*float64(rows)-(legendRow-lineHeight)))/2
	for _, e := range entries {
		c.entry(e, b.x0, y, b.w())
		y += c.size * legendRow
	}
	if rest > 0 {
		indent := c.size * (swatch + swatchGap)
		c.text(frame{b.x0 + indent, y, b.x1, y + c.size*lineHeight}, fmt.Sprintf("+%d", rest), c.size, templates.AlignLeft, c.Color, 1)
	}
}
