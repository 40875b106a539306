package pdf

import "placard/render/pdf/internal/object"

// Crop marks as printers draw them: 5 mm long and a hairline thick, clear of the bleed, and at least 3 mm from the
// paper, so that a knife that slips a little leaves none of them.
const (
	markLength = 5 * ptMM
	markGap    = 3 * ptMM // from the paper
	markClear  = 1 * ptMM // from the bleed
	markWidth  = 0.25     // pt
	markMargin = 1 * ptMM // beyond them, which printers cannot print to
)

// markStart is how far from the paper the marks start, in pt.
func markStart(bleed float64) float64 {
	if bleed == 0 {
		return markGap
	}
	return max(bleed+markClear, markGap)
}

// cropMarks draws them: two at each corner, in the colour that comes out on every plate. They are no part of what
// the page shows, and no operation of the list.
func (c *content) cropMarks(s *Sheet) {
	c.op("BDC", object.Name("Artifact"), object.Dict{"Type": object.Name("Page")})
	c.save()
	c.op("CS", c.resources.use("ColorSpace", "C", c.job.registration()))
	c.op("SCN", 1)
	c.op("w", markWidth)
	bleed := s.TrimBox.X0 - s.BleedBox.X0
	for _, x := range []struct{ at, away float64 }{{s.TrimBox.X0, -1}, {s.TrimBox.X1, 1}} {
		for _, y := range []struct{ at, away float64 }{{s.TrimBox.Y0, -1}, {s.TrimBox.Y1, 1}} {
			start := markStart(bleed)
			end := start + markLength
			c.line(s, x.at+x.away*start, y.at, x.at+x.away*end, y.at)
			c.line(s, x.at, y.at+y.away*start, x.at, y.at+y.away*end)
		}
	}
	c.restore()
	c.op("EMC")
}

// line strokes a line, in pt from the top left of the sheet.
func (c *content) line(s *Sheet, x0, y0, x1, y1 float64) {
	c.op("m", x0, s.Height-y0)
	c.op("l", x1, s.Height-y1)
	c.op("S")
}

// registration is the colour space of crop marks: all inks, which a screen shows as black (ISO 32000-1, 8.6.6.4).
func (j *job) registration() object.Ref {
	if j.marks == 0 {
		j.marks = j.file.Add(object.Array{object.Name("Separation"), object.Name("All"), object.Name("DeviceRGB"), object.Dict{
			"FunctionType": 2, "Domain": object.Array{0, 1}, "N": 1,
			"C0": object.Array{1, 1, 1}, "C1": object.Array{0, 0, 0},
		}})
	}
	return j.marks
}
