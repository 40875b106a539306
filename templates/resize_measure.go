package templates

import (
	"math"
	"unicode/utf8"
)

// measure finds where layers lie. The height of a text and the size of a group that has none are estimated: they
// only decide what is near to what.
func (c *plane) measure(layers []Layer) []item {
	items := make([]item, len(layers))
	for i, layer := range layers {
		box, origin := c.boxOf(layer)
		items[i] = item{layer: layer, was: box, origin: origin, own: [2]float64{box[0].length(), box[1].length()}, seen: box[0], inside: -1}
		if text, ok := layer.(*Text); ok && text.Rotation == 0 {
			items[i].seen = text.seen(box[0])
		}
	}
	for i := range items {
		for j := i - 1; j >= 0; j-- {
			if c.holds(&items[j], &items[i]) && (items[i].inside < 0 || area(items[j].was) < area(items[items[i].inside].was)) {
				items[i].inside = j
			}
		}
	}
	return items
}

// holds says whether a layer is the box that another lies in, such as a card, a badge or a frame. One that covers
// the whole canvas is its background.
func (c *plane) holds(box, it *item) bool {
	switch box.layer.(type) {
	case *Rect, *Image, *Ellipse, *SVG, *Path:
	default:
		return false
	}
	if c.covers(box, 0) && c.covers(box, 1) || box.layer.Common().Hidden && !it.layer.Common().Hidden {
		return false
	}
	switch l := box.layer.(type) {
	case *SVG, *Path: // a frame, which keeps its form
		if !c.wide(box, 0) || !c.wide(box, 1) {
			return false
		}
	case *Ellipse:
		if c.isBehind(box) {
			return false // decoration
		}
	case *Rect:
		if isScrim(l.Fill) {
			return false
		}
	}
	const slack = 1 // px, of borders and half pixels
	for axis := range 2 {
		if it.was[axis].start < box.was[axis].start-slack || it.was[axis].end > box.was[axis].end+slack {
			return false
		}
	}
	return true
}

func area(box [2]extent) float64 { return box[0].length() * box[1].length() }

// boxOf is a layer's box on the canvas, and its x and y.
func (c *plane) boxOf(layer Layer) (at [2]extent, origin [2]float64) {
	base := layer.Common()
	var size [2]float64
	for axis, length := range [2]Length{base.Width, base.Height} {
		size[axis] = length.Of(c.was[axis].length())
		if length.Unit == Fill {
			size[axis] = c.was[axis].length()
		}
	}
	origin = [2]float64{base.X.Of(c.was[0].length()), base.Y.Of(c.was[1].length())}
	for axis := range at {
		at[axis] = between(origin[axis], origin[axis]+size[axis])
	}
	for axis, own := range extentsOf(layer, size) {
		if size[axis] == 0 && own.length() > 0 {
			at[axis] = extent{origin[axis] + own.start, origin[axis] + own.end}
		}
	}
	return turned(at, base.Rotation), origin
}

// turned is the box around one that is turned about its middle, in degrees.
func turned(box [2]extent, degrees float64) [2]extent {
	if degrees == 0 {
		return box
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	sin, cos = math.Abs(sin), math.Abs(cos)
	w, h := box[0].length(), box[1].length()
	about := func(e extent, length float64) extent {
		middle := (e.start + e.end) / 2
		return extent{middle - length/2, middle + length/2}
	}
	return [2]extent{about(box[0], w*cos+h*sin), about(box[1], w*sin+h*cos)}
}

// between puts two ends in order.
func between(a, b float64) extent { return extent{min(a, b), max(a, b)} }

// extentsOf is how far a layer without a size reaches from its x and y.
func extentsOf(layer Layer, size [2]float64) [2]extent {
	switch l := layer.(type) {
	case *Text:
		return l.estimated(size[0])
	case *Group:
		return l.estimated(size)
	case *Polygon:
		return around(l.Points)
	case *Path:
		var points [][2]float64
		for _, s := range l.D.Segments() {
			points = append(points, s.Points[max(0, map[byte]int{'Q': 1, 'C': 2}[s.Op])])
		}
		return around(points)
	}
	return [2]extent{}
}

// around is the box of some points.
func around(points [][2]float64) (box [2]extent) {
	for i, p := range points {
		for axis, v := range p {
			if i == 0 {
				box[axis] = extent{v, v}
			}
			box[axis] = extent{min(box[axis].start, v), max(box[axis].end, v)}
		}
	}
	return box
}

// seen is where the words of a text are in its box.
func (t *Text) seen(box extent) extent {
	room := box.length() - t.estimated(0)[0].length()
	switch {
	case room <= 0:
		return box
	case t.Align == AlignCenter:
		return extent{box.start + room/2, box.end - room/2}
	case t.Align == AlignRight || t.Align == AlignEnd:
		return extent{box.start + room, box.end}
	}
	return extent{box.start, box.end - room}
}

// estimated is the size of a text of average letters, half as wide as high, in a box of some width; 0: its own.
func (t *Text) estimated(width float64) [2]extent {
	run := float64(utf8.RuneCountInString(t.Text)) * t.FontSize / 2
	if width == 0 {
		width = run
	}
	lines := max(1, math.Ceil(run/max(width, 1)))
	if t.MaxLines > 0 {
		lines = min(lines, float64(t.MaxLines))
	}
	return [2]extent{{0, width}, {0, lines * t.LineHeight.Of(t.FontSize, t.FontSize)}}
}

// estimated is about the box of what is in a group.
func (g *Group) estimated(size [2]float64) (box [2]extent) {
	c := &plane{was: [2]extent{{0, size[0]}, {0, size[1]}}, factor: 1}
	along := map[StackMode]int{StackModeRow: 0, StackModeColumn: 1}
	axis, stacked := 0, false
	if g.Layout != nil {
		axis, stacked = along[g.Layout.Mode], g.Layout.Mode != StackModeNone
	}
	at := 0.0
	for i, layer := range g.Layers {
		child, _ := c.boxOf(layer)
		if stacked {
			length := child[axis].length()
			child[axis] = extent{at, at + length}
			child[1-axis] = extent{0, child[1-axis].length()}
			at += length
		}
		if i == 0 {
			box = child
		}
		for a := range box {
			box[a] = extent{min(box[a].start, child[a].start), max(box[a].end, child[a].end)}
		}
	}
	box[0].end += g.Padding[1] + g.Padding[3]
	box[1].end += g.Padding[0] + g.Padding[2]
	return box
}
