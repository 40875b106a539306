package render

import "placard/render/display"

// extent is what the lists of a PDF hold together, as all of them are in memory until it is written.
type extent struct{ ops, glyphs, segments int }

// maxExtent is how many times the most of one list all pages may hold together: 100 pages of 3,000 letters
// stay below, and take some 30 MB.
const maxExtent = 4

// add counts a list in.
func (e *extent) add(list *display.List) error {
	e.ops += len(list.Ops)
	for _, op := range list.Ops {
		switch op := op.(type) {
		case *display.Glyphs:
			e.glyphs += len(op.Glyphs)
		case *display.FillPath:
			e.segments += len(op.Path)
		case *display.Stroke:
			e.segments += len(op.Path)
		}
	}
	if e.ops > maxExtent*display.MaxOps || e.glyphs > maxExtent*display.MaxGlyphs || e.segments > maxExtent*display.MaxSegments {
		return tooLarge("pages: up to here they hold %d shapes, %d letters and %d pieces of paths, over %d, %d and %d; make several PDFs",
			e.ops, e.glyphs, e.segments, maxExtent*display.MaxOps, maxExtent*display.MaxGlyphs, maxExtent*display.MaxSegments)
	}
	return nil
}
