package display

// fillPath checks a filled path. Its edges are charged beside its pixels: a row that a path crosses a
// thousand times takes a thousand steps.
func (c *checker) fillPath(f *FillPath) *Error {
	if f == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(c.path(f.Path), checkPaint(f.Paint)); e != nil {
		return e
	}
	if f.Rule > EvenOdd {
		return bad("rule", "%d is unknown", f.Rule)
	}
	if e := c.spend(f.Path.length(c.longest())+float64(len(f.Path)), contourWork); e != nil {
		return e
	}
	return c.paint(f.Paint, f.Bounds(), 0)
}

// longest is how many px of one segment can show. A cubic turns back at most twice, so it goes at most three
// times across and down.
func (c *checker) longest() float64 {
	view := c.view()
	return 3 * float64(view.Dx()+view.Dy())
}
