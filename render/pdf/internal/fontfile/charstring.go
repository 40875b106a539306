package fontfile

import "placard/fonts"

// Operators of a Type 2 charstring (Adobe technical note 5177). Those that begin with a horizontal or a
// vertical leave out the zeros.
const (
	opMove    = 21 // rmoveto
	opHMove   = 22
	opVMove   = 4
	opLine    = 5 // rlineto
	opHLine   = 6
	opVLine   = 7
	opCurve   = 8  // rrcurveto
	opHHCurve = 27 // from a horizontal to a horizontal
	opVVCurve = 26
	opHVCurve = 31
	opVHCurve = 30
	opEndChar = 14
)

// maxOperands is how many numbers may wait for their operator (appendix B).
const maxOperands = 48

// charString is a glyph on its way into a charstring, which is appended to out. Numbers come before their
// operator, and one operator serves several segments of its kind.
type charString struct {
	out      []byte
	scale    float64 // font units per em
	x, y     fixed   // the pen
	start    [2]fixed
	begun    bool // the contour has its move
	operator byte // of the numbers that wait; 0: none do
	next     byte // the operator that the next segment must have to join them
	operands int
	bounds   box // in 1/65536 font unit
}

// draw writes an outline. Contours that draw nothing are left out, and the line back to the start, which is
// implied.
func (c *charString) draw(outline fonts.Outline) {
	for i := range outline {
		s := &outline[i]
		x, y := c.at(s.Points[pointsOf(s.Verb)-1])
		switch s.Verb {
		case fonts.MoveTo:
			c.start, c.begun = [2]fixed{x, y}, false
		case fonts.LineTo:
			last := i+1 == len(outline) || outline[i+1].Verb == fonts.MoveTo
			if !last || [2]fixed{x, y} != c.start {
				c.lineTo(x, y)
			}
		case fonts.QuadTo:
			c.move()
			cx, cy := c.at(s.Points[0])
			c.curveTo(c.x+(cx-c.x)*2/3, c.y+(cy-c.y)*2/3, x+(cx-x)*2/3, y+(cy-y)*2/3, x, y)
		case fonts.CubicTo:
			c.move()
			x1, y1 := c.at(s.Points[0])
			x2, y2 := c.at(s.Points[1])
			c.curveTo(x1, y1, x2, y2, x, y)
		}
	}
	c.flush()
}

// at is a point in font units with y up.
func (c *charString) at(p fonts.Point) (x, y fixed) {
	return toFixed(float64(p.X) * c.scale), toFixed(-float64(p.Y) * c.scale)
}

// move begins the contour, if that is still to do.
func (c *charString) move() {
	if c.begun {
		return
	}
	c.begun = true
	switch dx, dy := c.start[0]-c.x, c.start[1]-c.y; {
	case dy == 0:
		c.add(opHMove, dx)
	case dx == 0:
		c.add(opVMove, dy)
	default:
		c.add(opMove, dx, dy)
	}
	c.flush()
	c.pen(c.start[0], c.start[1])
}

func (c *charString) lineTo(x, y fixed) {
	if !c.begun && [2]fixed{x, y} == c.start {
		return
	}
	c.move()
	switch dx, dy := x-c.x, y-c.y; {
	case dx == 0 && dy == 0:
	case dy == 0:
		c.add(opHLine, dx)
	case dx == 0:
		c.add(opVLine, dy)
	default:
		c.add(opLine, dx, dy)
	}
	c.pen(x, y)
}

func (c *charString) curveTo(x1, y1, x2, y2, x, y fixed) {
	dx1, dy1, dx2, dy2, dx3, dy3 := x1-c.x, y1-c.y, x2-x1, y2-y1, x-x2, y-y2
	switch {
	case dy1 == 0 && dx3 == 0:
		c.add(opHVCurve, dx1, dx2, dy2, dy3)
	case dx1 == 0 && dy3 == 0:
		c.add(opVHCurve, dy1, dx2, dy2, dx3)
	case dy1 == 0 && dy3 == 0:
		c.add(opHHCurve, dx1, dx2, dy2, dx3)
	case dx1 == 0 && dx3 == 0:
		c.add(opVVCurve, dy1, dx2, dy2, dy3)
	default:
		c.add(opCurve, dx1, dy1, dx2, dy2, dx3, dy3)
	}
	c.bounds.add(int(x1), int(y1))
	c.bounds.add(int(x2), int(y2))
	c.pen(x, y)
}

// pen moves the pen.
func (c *charString) pen(x, y fixed) {
	c.x, c.y = x, y
	c.bounds.add(int(x), int(y))
}

// add writes a segment's numbers, behind those of the segments before where the operator can be shared.
func (c *charString) add(operator byte, numbers ...fixed) {
	if operator != c.next || c.operands+len(numbers) > maxOperands {
		c.flush()
		c.operator = operator
	}
	c.operands += len(numbers)
	c.next = follower(operator)
	for _, v := range numbers {
		c.out = v.appendTo(c.out)
	}
}

// follower is the operator of a segment that can share the one of the segment before: lines along the axes
// alternate, and so do curves from one axis to the other.
func follower(operator byte) byte {
	switch operator {
	case opHLine:
		return opVLine
	case opVLine:
		return opHLine
	case opHVCurve:
		return opVHCurve
	case opVHCurve:
		return opHVCurve
	}
	return operator
}

// flush writes the operator of the numbers that wait.
func (c *charString) flush() {
	if c.operator != 0 {
		c.out = append(c.out, c.operator)
	}
	c.operator, c.next, c.operands = 0, 0, 0
}
