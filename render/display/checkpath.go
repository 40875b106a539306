package display

// fillPath checks a filled path. Its edges are charged beside its pixels: a row that a path crosses a
// thousand times takes a thousand steps.
func (c *checker) fillPath(f *FillPath) *Error {
	if f == nil {
		return bad("op", "it is nil")
	}
	if f.Rule > EvenOdd {
		return bad("rule", "%d is unknown", f.Rule)
	}
	if e := firstOf(checkPaint(f.Paint), c.contour(f.Path)); e != nil {
		return e
	}
	return c.paint(f.Paint, f.Bounds(), 0)
}

// contour checks a path that is filled, and charges for its edges.
func (c *checker) contour(p Path) *Error {
	if e := c.path(p); e != nil {
		return e
	}
	return c.spend(p.length(c.longest())+float64(len(p)), contourWork)
}

// longest is how many px of one segment can show. A cubic turns back at most twice, so it goes at most three
// times across and down.
func (c *checker) longest() float64 {
	view := c.view()
	return 3 * float64(view.Dx()+view.Dy())
}
