package layout

import "placard/render/display"

// kappa places the control points of a cubic that approximates a quarter circle: 4/3·(√2−1), off by
// at most 0.03 % of the radius.
const kappa = 0.5522847498307936

// rectPath walks clockwise from the end of the top left corner, with true sharp corners where the
// radius is zero so that joins show.
func rectPath(r display.RoundRect) display.Path {
	tl, tr, br, bl := r.Corners[0], r.Corners[1], r.Corners[2], r.Corners[3]
	p := pathBuilder{}
	p.move(r.X0+tl.RX, r.Y0)
	p.line(r.X1-tr.RX, r.Y0)
	p.corner(r.X1-tr.RX*(1-kappa), r.Y0, r.X1, r.Y0+tr.RY*(1-kappa), r.X1, r.Y0+tr.RY, tr)
	p.line(r.X1, r.Y1-br.RY)
	p.corner(r.X1, r.Y1-br.RY*(1-kappa), r.X1-br.RX*(1-kappa), r.Y1, r.X1-br.RX, r.Y1, br)
	p.line(r.X0+bl.RX, r.Y1)
	p.corner(r.X0+bl.RX*(1-kappa), r.Y1, r.X0, r.Y1-bl.RY*(1-kappa), r.X0, r.Y1-bl.RY, bl)
	p.line(r.X0, r.Y0+tl.RY)
	p.corner(r.X0, r.Y0+tl.RY*(1-kappa), r.X0+tl.RX*(1-kappa), r.Y0, r.X0+tl.RX, r.Y0, tl)
	p.path = append(p.path, display.Segment{Verb: display.Close})
	return p.path
}

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

func (p *pathBuilder) corner(x1, y1, x2, y2, x3, y3 float64, c display.Corner) {
	if c.RX == 0 || c.RY == 0 {
		return
	}
	p.at = display.Point{X: x3, Y: y3}
	p.path = append(p.path, display.Segment{Verb: display.Cubic, P: [3]display.Point{{X: x1, Y: y1}, {X: x2, Y: y2}, p.at}})
}
