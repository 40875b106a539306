package display

import (
	"image"
	"math"
)

// Layer is the pixels that a group's operations, the first of rest up to its PopGroup, are painted on when
// the pixels of view are to be seen. Those of a blurred group reach beyond view, as far as what is there
// shines in.
func (g *PushGroup) Layer(view image.Rectangle, rest []Op) image.Rectangle {
	shown := view.Intersect(g.Bounds())
	touched := extent(rest)
	if shown.Empty() || touched.Empty() {
		return image.Rectangle{}
	}
	reach := int(math.Ceil(ShadowReach * g.Blur))
	in, out := shown.Inset(-reach).Intersect(touched), shown.Intersect(touched.Inset(-reach))
	return in.Union(out)
}

// extent is the pixels that the operations up to the end of the group touch. What an inner group's
// operations touch is taken for all of it.
func extent(ops []Op) image.Rectangle {
	var all image.Rectangle
	depth := 0
	for _, op := range ops {
		switch op.(type) {
		case *PushGroup:
			if depth == 0 {
				all = all.Union(op.Bounds())
			}
			depth++
		case *PopGroup:
			if depth == 0 {
				return all
			}
			depth--
		default:
			if depth == 0 {
				all = all.Union(op.Bounds())
			}
		}
	}
	return all
}
