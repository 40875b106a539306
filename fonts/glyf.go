package fonts

import (
	"encoding/binary"
	"errors"
	"io"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// glyfTable reads TrueType outlines one by one from where they lie (OpenType 1.9, glyf and loca), so that of
// the thousands in a font only those that are drawn are read at all. It is safe for concurrent use.
type glyfTable struct {
	data     io.ReaderAt // of the table
	offsets  []uint32    // of each glyph in it, and the end
	bearings []int16     // the left side bearing of each glyph, from hmtx
}

// glyphPoint is one of a contour's, in font units, y up.
type glyphPoint struct {
	font.SegmentPoint
	on  bool // the curve, not a control point
	end bool // of its contour
}

// Limits that only a damaged font meets: the deepest nesting that is drawn, and what it may add up to.
const (
	maxNesting     = 8
	maxGlyphPoints = 1 << 16
)

var errGlyph = errors.New("glyph is damaged")

// outline is a glyph's shape, as extractOutline gives it.
func (t *glyfTable) outline(glyph GlyphID, unitsPerEm float32) (outline Outline, err error) {
	defer func() {
		if r := recover(); r != nil {
			outline, err = nil, caught(r)
		}
	}()
	points, left, err := t.points(nil, int(glyph), 0)
	if err != nil {
		return nil, err
	}
	for i := range points { // rasterisers put the left edge at the bearing, whatever the glyph says
		points[i].X -= left
	}
	return convertOutline(segmentsOf(points), unitsPerEm)
}

// raw is the bytes of a glyph, none for a blank one.
func (t *glyfTable) raw(glyph int) ([]byte, error) {
	if glyph >= len(t.offsets)-1 || t.offsets[glyph] > t.offsets[glyph+1] {
		return nil, errGlyph
	}
	raw := make([]byte, t.offsets[glyph+1]-t.offsets[glyph])
	_, err := t.data.ReadAt(raw, int64(t.offsets[glyph]))
	return raw, err
}

// points appends those of a glyph and its components. left is where its left edge lies, off its bearing.
func (t *glyfTable) points(points []glyphPoint, glyph, depth int) (_ []glyphPoint, left float32, err error) {
	raw, err := t.raw(glyph)
	if err != nil || len(raw) == 0 {
		return points, 0, err
	}
	parsed, _, err := tables.ParseGlyph(raw)
	if err != nil {
		return nil, 0, err
	}
	left = float32(parsed.XMin - t.bearings[glyph])
	switch data := parsed.Data.(type) {
	case tables.SimpleGlyph:
		points = appendSimple(points, &data)
	case tables.CompositeGlyph:
		start := len(points)
		for i := range data.Glyphs {
			part := &data.Glyphs[i]
			if depth == maxNesting || len(points) > maxGlyphPoints {
				return nil, 0, errGlyph
			}
			from := len(points)
			var partLeft float32
			if points, partLeft, err = t.points(points, int(part.GlyphIndex), depth+1); err != nil {
				return nil, 0, err
			}
			if part.HasUseMyMetrics() {
				left = partLeft
			}
			place(points[from:], points[start:from], part)
		}
	}
	return points, left, nil
}

func appendSimple(points []glyphPoint, glyph *tables.SimpleGlyph) []glyphPoint {
	const onCurve = 1
	start := len(points)
	for _, p := range glyph.Points {
		points = append(points, glyphPoint{SegmentPoint: font.SegmentPoint{X: float32(p.X), Y: float32(p.Y)}, on: p.Flag&onCurve != 0})
	}
	for _, end := range glyph.EndPtsOfContours {
		points[start+int(end)].end = true
	}
	return points
}

// place moves the points of a component to where it lies in its glyph, of which there are the points before it.
func place(points, before []glyphPoint, part *tables.CompositeGlyphPart) {
	var dx, dy float32
	if !part.IsAnchored() {
		x, y := part.ArgsAsTranslation()
		dx, dy = float32(x), float32(y)
	}
	m := part.Scale
	for i := range points {
		p := &points[i]
		if part.IsScaledOffsets() {
			p.X, p.Y = p.X+dx, p.Y+dy
		}
		p.X, p.Y = p.X*m[0]+p.Y*m[2], p.X*m[1]+p.Y*m[3]
		if !part.IsScaledOffsets() {
			p.X, p.Y = p.X+dx, p.Y+dy
		}
	}
	if part.IsAnchored() {
		if to, from := part.ArgsAsIndices(); to < len(before) && from < len(points) {
			dx, dy = before[to].X-points[from].X, before[to].Y-points[from].Y
			for i := range points {
				points[i].X, points[i].Y = points[i].X+dx, points[i].Y+dy
			}
		}
	}
}

// segmentsOf turns contours into lines and curves.
func segmentsOf(points []glyphPoint) []font.Segment {
	segments := make([]font.Segment, 0, len(points)+2)
	start := 0
	for i := range points {
		if points[i].end {
			segments = appendContour(segments, points[start:i+1])
			start = i + 1
		}
	}
	return segments
}

// appendContour walks around a contour from its first point on the curve. Between two control points there is one
// halfway that the font leaves out.
func appendContour(segments []font.Segment, points []glyphPoint) []font.Segment {
	first, rest := points[0], points[1:]
	begin := first.SegmentPoint
	if !first.on {
		if len(rest) == 0 {
			return segments // one control point encloses nothing
		}
		if begin = rest[0].SegmentPoint; rest[0].on {
			rest = rest[1:]
		} else {
			begin = halfway(first.SegmentPoint, begin)
		}
		rest = append(rest[:len(rest):len(rest)], first)
	}
	segments = append(segments, font.Segment{Op: opentype.SegmentOpMoveTo, Args: [3]font.SegmentPoint{begin}})
	var control *glyphPoint // that waits for its end
	curve := func(end font.SegmentPoint) {
		segments = append(segments, font.Segment{Op: opentype.SegmentOpQuadTo, Args: [3]font.SegmentPoint{control.SegmentPoint, end}})
	}
	for i := range rest {
		p := &rest[i]
		switch {
		case !p.on && control != nil:
			curve(halfway(control.SegmentPoint, p.SegmentPoint))
			control = p
		case !p.on:
			control = p
		case control != nil:
			curve(p.SegmentPoint)
			control = nil
		default:
			segments = append(segments, font.Segment{Op: opentype.SegmentOpLineTo, Args: [3]font.SegmentPoint{p.SegmentPoint}})
		}
	}
	if control != nil {
		curve(begin)
		return segments
	}
	return append(segments, font.Segment{Op: opentype.SegmentOpLineTo, Args: [3]font.SegmentPoint{begin}})
}

func halfway(p, q font.SegmentPoint) font.SegmentPoint {
	return font.SegmentPoint{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2}
}

// index reads where each glyph lies, and its bearing.
func (t *glyfTable) index(loader *opentype.Loader) (tables.Head, error) {
	head, _, err := font.LoadHeadTable(loader, nil)
	if err != nil {
		return head, err
	}
	raw, _ := loader.RawTable(opentype.MustNewTag("maxp")) // none gives the parser's error
	maxp, _, err := tables.ParseMaxp(raw)
	if err != nil {
		return head, err
	}
	raw, _ = loader.RawTable(tagLoca)
	if t.offsets, err = tables.ParseLoca(raw, int(maxp.NumGlyphs), head.IndexToLocFormat == 1); err != nil {
		return head, err
	}
	t.bearings, err = readBearings(loader, int(maxp.NumGlyphs))
	return head, err
}

// readBearings reads the left side bearings of hmtx, the last of which has no advance before it.
func readBearings(loader *opentype.Loader, glyphs int) ([]int16, error) {
	hhea, err := loader.RawTable(opentype.MustNewTag("hhea"))
	if err != nil {
		return nil, err
	}
	hmtx, err := loader.RawTable(opentype.MustNewTag("hmtx"))
	if err != nil {
		return nil, err
	}
	const metricsAt, full, bare = 34, 4, 2 // numberOfHMetrics in hhea; bytes of an entry with its advance and without
	if len(hhea) < metricsAt+2 {
		return nil, errGlyph
	}
	long := int(binary.BigEndian.Uint16(hhea[metricsAt:]))
	bearings := make([]int16, glyphs)
	for i := range bearings {
		at := full*i + 2
		if i >= long {
			at = full*long + bare*(i-long)
		}
		if at+2 <= len(hmtx) {
			bearings[i] = int16(binary.BigEndian.Uint16(hmtx[at:]))
		}
	}
	return bearings, nil
}
