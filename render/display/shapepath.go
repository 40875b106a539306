package display

// kappa places the control points of a cubic that approximates a quarter circle: 4/3·(√2−1), off by
// at most 0.03 % of the radius.
const kappa = 0.5522847498307936

// Path is the outline, clockwise from the end of the top left corner, with true sharp corners where the radius
// is zero so that joins show.
func (r *RoundRect) Path() Path {
	k := r.Corners
	for i := range k {
		if k[i].RX == 0 || k[i].RY == 0 {
			k[i] = Corner{} // square (CSS Backgrounds 3 §4.4)
		}
	}
	tl, tr, br, bl := k[0], k[1], k[2], k[3]
	p := make(Path, 0, 10)
	p = append(p, Segment{Verb: Move, P: [3]Point{{r.X0 + tl.RX, r.Y0}}})
	p = p.line(r.X1-tr.RX, r.Y0)
	p = p.corner(tr, Point{r.X1 - tr.RX*(1-kappa), r.Y0}, Point{r.X1, r.Y0 + tr.RY*(1-kappa)}, Point{r.X1, r.Y0 + tr.RY})
	p = p.line(r.X1, r.Y1-br.RY)
	p = p.corner(br, Point{r.X1, r.Y1 - br.RY*(1-kappa)}, Point{r.X1 - br.RX*(1-kappa), r.Y1}, Point{r.X1 - br.RX, r.Y1})
	p = p.line(r.X0+bl.RX, r.Y1)
	p = p.corner(bl, Point{r.X0 + bl.RX*(1-kappa), r.Y1}, Point{r.X0, r.Y1 - bl.RY*(1-kappa)}, Point{r.X0, r.Y1 - bl.RY})
	p = p.line(r.X0, r.Y0+tl.RY)
	p = p.corner(tl, Point{r.X0, r.Y0 + tl.RY*(1-kappa)}, Point{r.X0 + tl.RX*(1-kappa), r.Y0}, Point{r.X0 + tl.RX, r.Y0})
	return append(p, Segment{Verb: Close})
}

// line leaves out lines without length: they would give a stroke a join of no direction.
func (p Path) line(x, y float64) Path {
	last := &p[len(p)-1]
	points := last.Points()
	if to := (Point{x, y}); points[len(points)-1] != to {
		p = append(p, Segment{Verb: Line, P: [3]Point{to}})
	}
	return p
}

// corner appends a quarter of an ellipse, unless it is a sharp corner.
func (p Path) corner(c Corner, a, b, to Point) Path {
	if c == (Corner{}) {
		return p
	}
	return append(p, Segment{Verb: Cubic, P: [3]Point{a, b, to}})
}
