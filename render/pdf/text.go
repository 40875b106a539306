package pdf

import (
	"math"
	"strconv"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// glyphs paints the glyphs of one face, and says what they say.
func (c *content) glyphs(g *display.Glyphs) {
	if color, _ := g.Solid(); color.A > 0 {
		c.text(g, false)
	}
}

// invisible paints nothing and says what the glyphs say, where they are: it makes text of what is in pixels.
// It is clear rather than in the text mode that paints nothing, in which mupdf reads no text.
func (c *content) invisible(g *display.Glyphs) { c.text(g, true) }

func (c *content) text(g *display.Glyphs, hidden bool) {
	size := onGrid(g.Size)
	if size == 0 || len(g.Glyphs) == 0 {
		return // smaller than a file can say
	}
	t := textRun{content: c, op: g, size: size, hidden: hidden}
	c.save()
	if hidden {
		c.alpha(0)
	} else {
		color, _ := g.Solid()
		c.op("rg", channel(color.R), channel(color.G), channel(color.B))
		if color.A < 255 {
			c.alpha(color.A)
		}
	}
	whole := g.Clusters == nil && g.Text != "" // what each glyph says is not known, what all do is
	if whole {
		c.openSpan(g.Text)
	}
	clusters := c.job.fonts.split(g)
	for i := range clusters {
		t.cluster(&clusters[i])
	}
	t.endText()
	if whole {
		c.closeSpan()
	}
	c.restore()
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
	hidden  bool

	subset  *subset // whose font is set; nil: no text object is open
	placed  bool    // in which the pen is known
	x, y    float64 // the pen, px
	inArray bool    // an operand of TJ is open
	inCodes bool    // and in it a string
}

// cluster writes one cluster.
func (t *textRun) cluster(k *cluster) {
	j := t.content.job
	code := j.fonts.code(j, t.op, k)
	switch {
	case code.pictured && !t.hidden:
		t.picture(k, code)
	case code.spanned():
		t.endText()
		t.content.openSpan(k.text)
		t.say(code, snapped(k.at))
		t.endText()
		t.content.closeSpan()
	default:
		t.say(code, snapped(k.at))
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
	c := t.content
	if t.subset == nil {
		c.op("BT")
	}
	t.endArray()
	c.op("Tf", c.resources.use("Font", "F", s.ref), t.size)
	t.subset = s
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
	steps := math.Max(1, math.Pow(10, math.Ceil(math.Log10(t.size/1000/maxOff)))) // a thousandth of an em has so many
	thousandths := math.Round(-px/t.size*1000*steps) / steps
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

// endText closes the text object, if one is open. Forms are not drawn and spans not opened in it.
func (t *textRun) endText() {
	if t.subset != nil {
		t.endArray()
		t.content.op("ET")
		t.subset, t.placed = nil, false
	}
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
