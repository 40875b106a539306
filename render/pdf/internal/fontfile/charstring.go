package fontfile

import (
	"math"

	"placard/fonts"
)

// Operators of a Type 2 charstring (Adobe technical note 5177).
const (
	opLines   = 5 // rlineto
	opHLine   = 6
	opVLine   = 7
	opCurves  = 8 // rrcurveto
	opEndChar = 14
	opMove    = 21 // rmoveto
	opHMove   = 22
	opVMove   = 4
	opVVCurve = 26
	opHHCurve = 27
	opVHCurve = 30
	opHVCurve = 31
)

// maxOperands is how many numbers may wait for their operator. The specification has 48; a multiple of six
// is left for curves.
const maxOperands = 48

// fixed is a number of a charstring, in 1/65536 of a font unit.
type fixed int

const one fixed = 1 << 16

// maxCharString is the longest charstring (appendix B). maxSegments keeps glyphs below.
const maxCharString = math.MaxUint16

// charStrings writes all glyphs.
func (f *Font) charStrings() ([][]byte, metrics, error) {
	m := newMetrics(len(f.Glyphs))
	out := make([][]byte, len(f.Glyphs))
	var all []byte
	starts := make([]int, 1, len(f.Glyphs)+1)
	for i := range f.Glyphs {
		c := charString{out: all, unitsPerEm: float64(f.UnitsPerEm)}
		advance := f.advance(i)
		if advance > 0 { // the default is 0
			c.out = appendInt(c.out, advance)
		}
		c.draw(f.Glyphs[i].Outline)
		c.out = append(c.out, opEndChar)
		all = c.out
		if len(all)-starts[i] > maxCharString {
			return nil, m, &GlyphError{Glyph: i, Reason: "is too long"}
		}
		starts = append(starts, len(all))
		m.add(advance, c.bounds)
	}
	for i := range out {
		out[i] = all[starts[i]:starts[i+1]]
	}
	return out, m, nil
}

// charString is a glyph on its way into a charstring.
type charString struct {
	out        []byte
	unitsPerEm float64
	x, y       fixed // the pen
	startX     fixed // of the contour
	startY     fixed
	operator   byte // of the operands that wait; 0: none
	operands   int
	bounds     box
}

func (c *charString) draw(outline fonts.Outline) {
	for i := range outline {
		s := &outline[i]
		switch s.Verb {
		case fonts.MoveTo:
			c.moveTo(s.Points[0])
		case fonts.LineTo:
			// The last line of a contour is implied.
			x, y := c.at(s.Points[0])
			ends := i+1 == len(outline) || outline[i+1].Verb == fonts.MoveTo
			if !ends || x != c.startX || y != c.startY {
				c.lineTo(x, y)
			}
		case fonts.QuadTo:
			from := [2]fixed{c.x, c.y}
			cx, cy := c.at(s.Points[0])
			x, y := c.at(s.Points[1])
			c.curveTo(from[0]+(cx-from[0])*2/3, from[1]+(cy-from[1])*2/3, x+(cx-x)*2/3, y+(cy-y)*2/3, x, y)
		case fonts.CubicTo:
			x1, y1 := c.at(s.Points[0])
			x2, y2 := c.at(s.Points[1])
			x, y := c.at(s.Points[2])
			c.curveTo(x1, y1, x2, y2, x, y)
		}
	}
	c.flush()
}

// at is a point in font units with y up, a whole number where it is one but for rounding.
func (c *charString) at(p fonts.Point) (x, y fixed) {
	return c.quantise(float64(p.X)), c.quantise(-float64(p.Y))
}

func (c *charString) quantise(em float64) fixed {
	const tolerance = 1.0 / 64 // font units
	v := em * c.unitsPerEm
	if whole := math.Round(v); math.Abs(v-whole) <= tolerance {
		return fixed(whole) * one
	}
	return fixed(math.Round(v * float64(one)))
}

func (c *charString) moveTo(p fonts.Point) {
	c.flush()
	x, y := c.at(p)
	dx, dy := x-c.x, y-c.y
	switch {
	case dy == 0:
		c.number(dx)
		c.out = append(c.out, opHMove)
	case dx == 0:
		c.number(dy)
		c.out = append(c.out, opVMove)
	default:
		c.number(dx)
		c.number(dy)
		c.out = append(c.out, opMove)
	}
	c.pen(x, y)
	c.startX, c.startY = x, y
}

func (c *charString) lineTo(x, y fixed) {
	c.begin(opLines, 2)
	c.number(x - c.x)
	c.number(y - c.y)
	c.pen(x, y)
}

func (c *charString) curveTo(x1, y1, x2, y2, x, y fixed) {
	c.begin(opCurves, 6)
	for _, d := range []fixed{x1 - c.x, y1 - c.y, x2 - x1, y2 - y1, x - x2, y - y2} {
		c.number(d)
	}
	c.grow(x1, y1)
	c.grow(x2, y2)
	c.pen(x, y)
}

// begin makes room for operands of an operator, which is written when another follows.
func (c *charString) begin(operator byte, operands int) {
	if c.operator != operator || c.operands+operands > maxOperands {
		c.flush()
	}
	c.operator = operator
	c.operands += operands
}

func (c *charString) flush() {
	if c.operator != 0 {
		c.out = append(c.out, c.operator)
	}
	c.operator, c.operands = 0, 0
}

// pen moves the pen.
func (c *charString) pen(x, y fixed) {
	c.x, c.y = x, y
	c.grow(x, y)
}

// grow takes a point into the bounds, which are whole units around it.
func (c *charString) grow(x, y fixed) {
	c.bounds.add(int(x>>16), int(y>>16))
	c.bounds.add(int((x+one-1)>>16), int((y+one-1)>>16))
}

func (c *charString) number(v fixed) {
	if v%one == 0 {
		c.out = appendInt(c.out, int(v/one))
		return
	}
	c.out = append(c.out, 255, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}
