package widget

import (
	"fmt"
	"math"

	"placard/templates"
)

// chart is a chart in the making. Sizes that the layer leaves open follow from the size of its letters, which
// follows from that of its box.
type chart struct {
	*templates.Chart
	*sheet
	size    float64 // of letters, px
	measure Measure
	placed  []frame // where values are written, so that none covers another
}

func (s *sheet) chart(l *templates.Chart, measure Measure) error {
	c := &chart{Chart: l, sheet: s, size: l.FontSize, measure: measure}
	if c.size == 0 {
		c.size = min(max(min(s.w/30, s.h/17), minSize), maxSize)
	}
	if s.w < axisWidth*c.size || s.h < axisHeight*c.size {
		bare := *l
		bare.Axis = false
		c.Chart = &bare
	}
	all := frame{0, 0, s.w, s.h}
	switch l.Kind {
	case templates.ChartKindPie, templates.ChartKindDonut:
		return c.slices(all)
	case templates.ChartKindSparkline:
		return c.sparkline(all)
	}
	all.y0 = c.legendAbove(all)
	p, err := c.newPlot(all)
	if err != nil || p.w() <= 0 || p.h() <= 0 {
		return err
	}
	p.drawGrid()
	draw := p.lines
	if l.Kind == templates.ChartKindBar {
		draw = p.bars
	}
	if c.Min.Set || c.Max.Set {
		edge := c.lineWidth() * 2
		c.clipped(frame{p.x0 - edge, p.y0 - edge, p.x1 + edge, p.y1 + edge}, draw)
	} else {
		draw()
	}
	p.drawBase()
	p.drawLabels()
	if l.Values {
		p.values()
	}
	return nil
}

// The least and the most that the size of letters follows the size of a chart.
const (
	minSize = 9
	maxSize = 44
)

// axisWidth and axisHeight are what an axis needs to leave room for anything else, em.
const axisWidth, axisHeight = 8, 4

const lineHeight = 1.25 // of all texts of charts, em

// lineWidth is how thick lines are.
func (c *chart) lineWidth() float64 {
	if c.Thickness > 0 {
		return c.Thickness
	}
	return max(1.5, c.size*0.16)
}

// hairline is how thick the grid is: whole px, so that it is sharp.
func (c *chart) hairline() float64 { return max(1, math.Round(c.size/18)) }

// count is how many numbers the longest series has.
func (c *chart) count() int {
	n := 0
	for _, s := range c.Data {
		n = max(n, len(s.Values))
	}
	return n
}

// label is what stands at a place along the data; empty: nothing.
func (c *chart) label(i int) string {
	if i < len(c.Labels) {
		return c.Labels[i]
	}
	return ""
}

// span is the least and the most of all numbers, of stacks their sums.
func (c *chart) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	see := func(v float64) { low, high = min(low, v), max(high, v) }
	for i := range c.count() {
		var below, above float64
		for _, s := range c.Data {
			switch {
			case i >= len(s.Values):
			case !c.stacks():
				see(s.Values[i])
			case s.Values[i] < 0:
				below += s.Values[i]
				see(below)
			default:
				above += s.Values[i]
				see(above)
			}
		}
	}
	if low > high {
		return 0, 0
	}
	return low, high
}

// stacks tells whether series stand upon one another.
func (c *chart) stacks() bool {
	return c.Stacked && len(c.Data) > 1 && (c.Kind == templates.ChartKindBar || c.Kind == templates.ChartKindArea)
}

// fromZero tells whether the axis has to show zero. Bars and areas are read by their size. A line is read by its
// course, if it has one, which is not to be flattened by numbers that are all far from zero.
func (c *chart) fromZero(low, high float64) bool {
	if c.Kind != templates.ChartKindLine {
		return true
	}
	return high == low || high-low >= 0.5*max(math.Abs(low), math.Abs(high))
}

func (c *chart) width(text string, size float64) float64 { return c.measure(text, c.FontFamily, size) }

// text writes a line of text into a box; it ends in an ellipsis where it is too long.
func (c *chart) text(b frame, text string, size float64, align templates.Align, color templates.Color, lines int) {
	if text == "" || b.w() <= 0 {
		return
	}
	c.layers = append(c.layers, &templates.Text{
		Base: c.base("text", b.x0, b.y0, b.w(), b.h()),
		Text: text, FontFamily: c.FontFamily, FontWeight: 400, FontStyle: templates.FontStyleNormal, FontSize: size,
		LineHeight: templates.LineHeight{Value: lineHeight}, Color: color,
		Align: align, VerticalAlign: templates.VerticalAlignMiddle, Direction: templates.DirectionAuto,
		TextTransform: templates.TextTransformNone, TextDecoration: templates.TextDecorationNone,
		Fit: templates.FitNone, MinFontSize: size, MaxFontSize: size, Wrap: templates.WrapWord,
		MaxLines: lines, Overflow: templates.OverflowEllipsis,
	})
}

// slack widens a box that was measured, since a sum of advances may come out longer by a rounding.
const slack = 1.0

// errSeries is of a chart of parts that has more than one series.
func (c *chart) errSeries() error {
	return fmt.Errorf("data: a %s shows one series, and there are %d; a bar chart shows several", c.Kind, len(c.Data))
}
