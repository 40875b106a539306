package raster

import (
	"image"

	"placard/render/display"
)

func (c *canvas) fillPath(f *display.FillPath) error {
	r := f.Bounds().Intersect(c.top().clip)
	if r.Empty() {
		return nil
	}
	b, err := c.brush(f.Paint, r)
	if b == nil {
		return err
	}
	c.coverage.reset()
	c.coverage.rule = f.Rule
	c.coverage.path(f.Path, r)
	c.paintOutline(rectOf(r), b)
	return nil
}

// maxEdges is about how many edges a path may have, at 32 bytes each. The chords of one that needs more are
// made longer: on the largest canvas it has an edge for every eight pixels.
const maxEdges = 1 << 21

// path adds a path, of which only what lies in a rectangle is looked at.
func (o *outline) path(p display.Path, seen image.Rectangle) {
	w := walker{outline: o, window: rectOf(seen), times: 1}
	if len(p) > maxEdges/maxChords {
		w.counting = true
		w.walk(p)
		w.counting = false
		if over := float64(w.chords) / maxEdges; over > 1 {
			w.times = over * over // a chord strays by the square of its length
		}
	}
	w.walk(p)
}

// walker adds a path to an outline, or counts the chords that it would add.
type walker struct {
	*outline
	window   display.Rect // that is seen
	times    float64      // of flatness, by which chords may stray
	counting bool
	chords   int
}

func (w *walker) walk(p display.Path) {
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case display.Move:
			w.move(s.P[0])
		case display.Line:
			w.line(s.P[0])
		case display.Quad:
			// The same curve as a cubic.
			w.curve(cubic{w.at, between(w.at, s.P[0], 2.0/3), between(s.P[1], s.P[0], 2.0/3), s.P[1]}, maxSplits)
		case display.Cubic:
			w.curve(cubic{w.at, s.P[0], s.P[1], s.P[2]}, maxSplits)
		case display.Close:
			w.close()
		}
	}
	w.close()
	if w.counting {
		w.edges, w.start, w.at = w.edges[:0], point{}, point{}
	}
}

// maxSplits is how often a curve is halved. It brings the longest, whose points lie MaxCoordinate away on
// both sides, down to 32 px.
const maxSplits = 13

// roomy is the size in px of a curve that is not worth splitting: it has 20 chords.
const roomy = 16

// curve adds a curve. A part that lies beside the window counts as its chord: to the left the winding is all
// that matters, and elsewhere nothing does. So chords are as many as show, however large the curve.
func (w *walker) curve(k cubic, splits int) {
	hull, win := k.hull(), &w.window
	width, height := hull.X1-hull.X0, hull.Y1-hull.Y0
	switch {
	case hull.X1 < win.X0 || hull.X0 > win.X1 || hull.Y1 < win.Y0 || hull.Y0 > win.Y1:
		w.line(k[3])
	case splits > 0 && (width > 2*(win.X1-win.X0)+roomy || height > 2*(win.Y1-win.Y0)+roomy):
		left, right := k.halves()
		w.curve(left, splits-1)
		w.curve(right, splits-1)
	case w.counting:
		w.chords += chords(k.bend())
		w.at = k[3]
	default:
		w.steps(k, w.times)
	}
}

func (k *cubic) hull() display.Rect {
	return display.Rect{
		X0: min(k[0].X, k[1].X, k[2].X, k[3].X), Y0: min(k[0].Y, k[1].Y, k[2].Y, k[3].Y),
		X1: max(k[0].X, k[1].X, k[2].X, k[3].X), Y1: max(k[0].Y, k[1].Y, k[2].Y, k[3].Y),
	}
}

// halves splits a curve in its middle (de Casteljau).
func (k *cubic) halves() (left, right cubic) {
	ab, bc, cd := between(k[0], k[1], 0.5), between(k[1], k[2], 0.5), between(k[2], k[3], 0.5)
	abc, bcd := between(ab, bc, 0.5), between(bc, cd, 0.5)
	mid := between(abc, bcd, 0.5)
	return cubic{k[0], ab, abc, mid}, cubic{mid, bcd, cd, k[3]}
}
