package layout

import (
	"fmt"

	"placard/templates"
)

// intrinsic is the natural size of a layer, px: that at a width, or where width is 0 the one it has when nothing
// bounds it. It is not ok for layers that have none.
func (b *builder) intrinsic(l templates.Layer, width float64) (w, h float64, ok bool, err error) {
	switch l := l.(type) {
	case *templates.Text:
		w, h, err = b.textSize(l, width)
		return w, h, true, err
	case *templates.Image:
		return b.imageSize(l, width)
	case *templates.SVG:
		return b.svgSize(l, width)
	case *templates.Path:
		w, h, ok = b.outlineSize(l.D.Segments(), l.ViewBox, width)
	case *templates.Polygon:
		w, h, ok = b.outlineSize(closed(l.Points), l.ViewBox, width)
	}
	return w, h, ok, nil
}

// outlineSize is that of an outline's view box, in proportion at a width; without one, how far the outline reaches to
// the right and down from the corner of its box. It is not ok for one that has no points.
func (b *builder) outlineSize(outline []templates.PathSegment, view templates.ViewBox, width float64) (w, h float64, ok bool) {
	if view == (templates.ViewBox{}) {
		_, reach := b.outlinePath(outline, plane{k: 1})
		return max(0, reach.x+reach.w), max(0, reach.y+reach.h), len(outline) > 1
	}
	if width == 0 {
		width = view[2]
	}
	return width, width * view[3] / view[2], true
}

// isOutline says whether a layer may go without a size, as it is drawn as large as its points say.
func isOutline(l templates.Layer) bool {
	switch l := l.(type) {
	case *templates.Path:
		return true
	case *templates.Polygon:
		return l.Sides == 0
	}
	return false
}

// proportional says whether a layer has a form of its own, which it keeps where one of its sides hugs.
func proportional(l templates.Layer) bool {
	switch l := l.(type) {
	case *templates.Text, *templates.Group:
		return false
	case *templates.Path:
		return l.ViewBox != templates.ViewBox{}
	case *templates.Polygon:
		return l.ViewBox != templates.ViewBox{}
	}
	return true
}

// hollow gives sides to a layer that has nothing in it. A QR code is as tall as it is wide.
func (a *arranger) hollow(want wanted) (pair, error) {
	size, sides := want.side, sidesOf(want.layer.Common())
	for axis, length := range sides {
		if size[axis] != auto {
			continue
		}
		_, square := want.layer.(*templates.QR)
		if square && size[1-axis] != auto {
			size[axis] = want.clamp(axis, size[1-axis])
			continue
		}
		filling := square && sides[1-axis].Unit == templates.Fill // as large as is yet to be seen
		if length.Unit == templates.Hug && !filling {
			typ := want.layer.Common().Type
			return size, fmt.Errorf(`%s: there is nothing in a layer of type %s to hug; write px, a part as in "50%%", or "fill"`, sideNames[axis], typ)
		}
		size[axis] = want.clamp(axis, 0)
	}
	return size, nil
}

var sideNames = [2]string{"width", "height"}
