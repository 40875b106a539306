package pdf

import (
	"math"
	"strconv"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// glyphs paints the glyphs of one face, and says what they say.
func (c *content) glyphs(g *display.Glyphs) error {
	upright := *g
	upright.Turn = display.Turn{}
	return c.turned(g.Turn, func() error {
		switch {
		case g.Silent || c.mute:
			return c.silent(&upright)
		case !says(g):
			return nil
		case rough(g.Paint):
			if err := c.silent(&upright); err != nil {
				return err
			}
			return c.text(&upright, true)
		default:
			return c.text(&upright, false)
		}
	})
}

// says reports whether glyphs are text that is seen.
func says(g *display.Glyphs) bool {
	color, ok := plain(g.Paint)
	return !g.Silent && (!ok || color.A > 0)
}

// invisible paints nothing and says what the glyphs say, where they are: it makes text of what is in pixels.
// It is clear rather than in the text mode that paints nothing, in which mupdf reads no text.
func (c *content) invisible(g *display.Glyphs) error {
	upright := *g
	upright.Turn = display.Turn{}
	return c.turned(g.Turn, func() error { return c.text(&upright, true) })
}

// text writes upright glyphs as text.
func (c *content) text(g *display.Glyphs, hidden bool) error {
	size := onGrid(g.Size)
	if size == 0 || len(g.Glyphs) == 0 {
		return nil // smaller than a file can say
	}
	t := textRun{content: c, op: g, size: size, hidden: hidden}
	c.save()
	defer c.restore()
	t.ink()
	t.whole = g.Text != "" && (g.Clusters == nil || c.oblique())
	if t.whole {
		c.openSpan(g.Text)
	}
	clusters := c.job.fonts.split(g)
	for i := range clusters {
		if err := t.cluster(&clusters[i]); err != nil {
			return err
		}
	}
	err := t.endText()
	if t.whole {
		c.closeSpan()
	}
	return err
}

// openSpan begins a stretch of content that says text, whatever its codes do.
func (c *content) openSpan(text string) {
	c.op("BDC", object.Name("Span"), object.Dict{"ActualText": object.Text(readable(text))})
}

func (c *content) closeSpan() { c.op("EMC") }

// textRun is an op of glyphs that is being written. Its codes move the pen by whole thousandths of an em, so
// that every reader comes to the same place, and are moved to where their glyphs are.
type textRun struct {
	content *content
	op      *display.Glyphs
	size    float64 // px per em, as it is written
	steps   float64 // in which a thousandth of that is moved by; 0: not known yet
	hidden  bool
	whole   bool         // a span says what all of it does: what each glyph does is not known, or poppler would read it letter by letter
	stencil bool         // its codes are what op's paint is painted through
	bounds  display.Rect // what of it can be seen

	subset  *subset // whose font is set; nil: no text object is open
	placed  bool    // in which the pen is known
	x, y    float64 // the pen, px
	inArray bool    // an operand of TJ is open
	inCodes bool    // and in it a string
}

// cluster writes one cluster.
func (t *textRun) cluster(k *cluster) error {
	c := t.content
	code := c.job.fonts.code(c.job, t.op, k)
	switch {
	case code.pictured && !t.hidden:
		return t.picture(k, code)
	case code.spanned() && !t.whole:
		if err := t.endText(); err != nil {
			return err
		}
		c.openSpan(k.text)
		t.say(code, c.snapped(k.at))
		err := t.endText()
		c.closeSpan()
		return err
	default:
		t.say(code, c.snapped(k.at))
		return nil
	}
}

// say writes a code with its tail.
func (t *textRun) say(code *code, at display.Point) {
	t.show(code, at)
	if code.tail != nil {
		t.show(code.tail, display.Point{X: t.x, Y: at.Y})
	}
}

// maxShift is how far, in em, a code is moved from where the pen is; beyond, the pen is placed anew.
const maxShift = 8

// maxOff is how far a glyph may stand from where it should, in px, which nobody sees.
const maxOff = 0.005

// show writes a code with its pen at a point.
func (t *textRun) show(code *code, at display.Point) {
	t.begin(code.subset)
	shift := at.X - t.x
	if !t.placed || math.Abs(at.Y-t.y) > maxOff || math.Abs(shift) > maxShift*t.size {
		t.place(at)
	} else if math.Abs(shift) > maxOff {
		t.shift(shift)
	}
	out := t.content.out
	if !t.inArray {
		out = append(out, '[')
	}
	if !t.inCodes {
		out = append(out, '<')
	}
	t.content.out = appendCode(out, code.cid)
	t.inArray, t.inCodes = true, true
	t.x += float64(code.width) / 1000 * t.size
}

// begin opens a text object with a font, if none is open.
func (t *textRun) begin(s *subset) {
	if t.subset == s {
		return
	}
	if t.subset == nil {
		t.beginText()
	}
	t.endArray()
	t.font(s)
	t.subset = s
}

func (t *textRun) font(s *subset) {
	t.content.op("Tf", t.content.resources.use("Font", "F", s.ref), t.size)
}

// place sets the pen. The page has y down and letters y up.
func (t *textRun) place(at display.Point) {
	t.endArray()
	t.x, t.y, t.placed = onGrid(at.X), onGrid(at.Y), true
	t.content.op("Tm", 1, 0, 0, -1, t.x, t.y)
}

// shift moves the pen along the line by px. TJ subtracts thousandths of an em; they are rounded as far as
// maxOff allows.
func (t *textRun) shift(px float64) {
	out := t.content.out
	if t.inCodes {
		out = append(out, '>')
		t.inCodes = false
	}
	if !t.inArray {
		out = append(out, '[')
		t.inArray = true
	}
	if t.steps == 0 {
		t.steps = math.Max(1, math.Pow(10, math.Ceil(math.Log10(t.size/1000/maxOff))))
	}
	thousandths := math.Round(-px/t.size*1000*t.steps) / t.steps
	t.content.out = object.AppendNumber(out, thousandths)
	t.x -= thousandths / 1000 * t.size
}

func (t *textRun) endArray() {
	if t.inCodes {
		t.content.out = append(t.content.out, '>')
	}
	if t.inArray {
		t.content.out = append(t.content.out, "]TJ\n"...)
	}
	t.inArray, t.inCodes = false, false
}

// onGrid is a number as object.AppendNumber writes it.
func onGrid(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// appendCode writes a code of two bytes in hexadecimal.
func appendCode(out []byte, code uint16) []byte {
	for digit := uint16(0x1000); digit > code && digit > 1; digit >>= 4 {
		out = append(out, '0')
	}
	return strconv.AppendUint(out, uint64(code), 16)
}
