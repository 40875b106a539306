package svg

import (
	"errors"
	"fmt"

	"placard/internal/pathdata"
	"placard/render/display"
)

// point is a point of whatever plane is meant.
type point = display.Point

// verbs are the segments of path data.
var verbs = map[byte]display.Verb{'M': display.Move, 'L': display.Line, 'Q': display.Quad, 'C': display.Cubic, 'Z': display.Close}

// parsePath reads the d attribute.
func parsePath(d string) (display.Path, error) {
	if d == "none" {
		return nil, nil
	}
	segments, err := pathdata.Parse(scan(d).Scanner, MaxSegments)
	if errors.Is(err, pathdata.ErrSegments) {
		return nil, fmt.Errorf("it has more than %d segments; simplify it", MaxSegments)
	}
	if err != nil {
		return nil, err
	}
	return appendSegments(make(display.Path, 0, len(segments)), segments), nil
}

func appendSegments(path display.Path, segments []pathdata.Segment) display.Path {
	for i := range segments {
		s := display.Segment{Verb: verbs[segments[i].Op]}
		for j, q := range segments[i].Points {
			s.P[j] = point{X: q[0], Y: q[1]}
		}
		path = append(path, s)
	}
	return path
}

// tracer draws an outline.
type tracer struct {
	out display.Path
	at  point // where it is
}

func (t *tracer) move(to point) {
	t.out = append(t.out, display.Segment{Verb: display.Move, P: [3]point{to}})
	t.at = to
}

func (t *tracer) line(to point) {
	t.out = append(t.out, display.Segment{Verb: display.Line, P: [3]point{to}})
	t.at = to
}

// arc goes clockwise along an upright ellipse with these radii, half way around at most.
func (t *tracer) arc(rx, ry float64, to point) {
	t.out = appendSegments(t.out, pathdata.Arc([2]float64{t.at.X, t.at.Y}, [2]float64{rx, ry}, 0, false, true, [2]float64{to.X, to.Y}))
	t.at = to
}

func (t *tracer) close() { t.out = append(t.out, display.Segment{Verb: display.Close}) }
