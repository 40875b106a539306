package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// section is a part of a gradient in which nothing jumps. Viewers take some 256 samples of a gradient, which
// makes a jump as wide as that; an edge that is a clip is sharp. Sections are painted in turn, each over the
// one before it, so that nothing shows between them.
type section struct {
	clip    func(*content) // adds the path of where it shows, by the even-odd rule; nil: everywhere
	shading object.Ref
	plane   matrix // from the shading's own plane
}

// sections makes what paints a gradient within bounds.
func (j *job) sections(p display.Paint, bounds display.Rect, s space) []section {
	switch p := p.(type) {
	case *display.LinearGradient:
		return j.stitched(p, p.Stops, s, &linear{p, bounds})
	case *display.RadialGradient:
		return j.stitched(p, p.Stops, s, newRadial(p, bounds))
	case *display.ConicGradient:
		return j.conic(p, bounds, s)
	}
	return nil
}

// curve is along what a gradient runs.
type curve interface {
	// shading is what a shading dictionary says of it, in a plane of its own.
	shading() (object.Dict, matrix)
	// beyond adds the path of what lies beyond a fraction of it, by the even-odd rule.
	beyond(c *content, at float64)
}

// shadingOf is which part of a gradient a shading paints, in which space.
type shadingOf struct {
	paint display.Paint
	space space
	part  int
}

// stitched makes the sections of a gradient along a curve. Each shading is written down once: a text of a thousand
// words has a thousand operations of one gradient, and to write 64 stops takes 2 ms.
func (j *job) stitched(p display.Paint, stops []display.Stop, s space, along curve) []section {
	var out []section
	for i, part := range continuous(stops) {
		of := shadingOf{p, s, i}
		one, ok := j.shadings[of]
		if !ok {
			d, plane := along.shading()
			d["ColorSpace"], d["Function"] = object.Name(s), newRamp(part).function(s)
			one = section{shading: j.file.Share(d), plane: plane}
			if j.shadings == nil {
				j.shadings = map[shadingOf]section{}
			}
			j.shadings[of] = one
		}
		if len(out) > 0 {
			one.clip = func(c *content) { along.beyond(c, part[0].At) }
		}
		out = append(out, one)
	}
	return out
}

// continuous cuts stops where two are at the same place. Of more than two there, those between them do not show.
func continuous(stops []display.Stop) [][]display.Stop {
	var out [][]display.Stop
	start := 0
	for i := 1; i <= len(stops); i++ {
		if i < len(stops) && stops[i].At > stops[i-1].At {
			continue
		}
		if i-start > 1 || i == len(stops) {
			out = append(out, stops[start:i])
		}
		start = i
	}
	return out
}

// linear runs along a line.
type linear struct {
	*display.LinearGradient
	bounds display.Rect
}

func (l *linear) shading() (object.Dict, matrix) {
	return object.Dict{"ShadingType": 2, "Coords": object.Array{l.From.X, l.From.Y, l.To.X, l.To.Y}, "Extend": object.Array{true, true}}, identity
}

// beyond is the polygon of the bounds that lies on the far side of the perpendicular at a fraction.
func (l *linear) beyond(c *content, at float64) {
	dx, dy := l.To.X-l.From.X, l.To.Y-l.From.Y
	past := func(p display.Point) float64 { return ((p.X-l.From.X)*dx+(p.Y-l.From.Y)*dy)/(dx*dx+dy*dy) - at }
	c.polygon(polygonOf(l.bounds).cut(past))
}
