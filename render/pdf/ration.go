package pdf

import "placard/render/display"

const (
	// maxDrawn bounds the work of all that a document draws in pixels: some 4 s. Each page may have dozens of
	// regions that take a second each at 600 dpi.
	maxDrawn = 8 * display.MaxWork

	// encodeWork is that of a pixel once it is drawn: its alpha apart, its colour straight, both deflated.
	encodeWork = 100
)

// ration is the work that each region may take which a document draws in pixels. All have the same, so that the
// last page looks like the first.
func (d *Document) ration() float64 {
	n := 1
	for i := range d.Pages {
		n += regions(d.Pages[i].List)
	}
	return maxDrawn / float64(n)
}

// regions counts what of a list is drawn in pixels: blurred groups with all that is in them, and shadows that have
// no mesh.
func regions(list *display.List) int {
	n, inside := 0, 0
	for _, op := range list.Ops {
		switch op := op.(type) {
		case *display.PushGroup:
			if inside == 0 && op.Blur > 0 {
				n++
			}
			if inside > 0 || op.Blur > 0 {
				inside++
			}
		case *display.PopGroup:
			inside = max(0, inside-1)
		case *display.Shadow:
			if inside == 0 && op.Sigma >= sharp && !meshed(op, list) {
				n++
			}
		}
	}
	return n
}
