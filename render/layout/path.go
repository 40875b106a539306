package layout

import "placard/render/display"

// rectPath is the outline of a shape.
func rectPath(r display.RoundRect) display.Path { return r.Path() }

type pathBuilder struct {
	path display.Path
	at   display.Point
}

func (p *pathBuilder) move(x, y float64) {
	p.at = display.Point{X: x, Y: y}
	p.path = append(p.path, display.Segment{Verb: display.Move, P: [3]display.Point{p.at}})
}

// line leaves out lines without length: they would give a stroke a join of no direction.
func (p *pathBuilder) line(x, y float64) {
	to := display.Point{X: x, Y: y}
	if to == p.at {
		return
	}
	p.at = to
	p.path = append(p.path, display.Segment{Verb: display.Line, P: [3]display.Point{to}})
}

// add appends a segment of any kind.
func (p *pathBuilder) add(verb display.Verb, at [3]display.Point) {
	switch verb {
	case display.Move:
		p.move(at[0].X, at[0].Y)
		return
	case display.Line:
		p.line(at[0].X, at[0].Y)
		return
	case display.Quad:
		p.at = at[1]
	case display.Cubic:
		p.at = at[2]
	}
	p.path = append(p.path, display.Segment{Verb: verb, P: at})
}
