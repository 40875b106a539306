package layout

import (
	"placard/render/display"
	"placard/templates"
)

// maskShape is the form of a mask that is a rounded rectangle, which the picture can be clipped to as it is.
func (b *builder) maskShape(im *templates.Image, bx box) (display.RoundRect, bool) {
	switch m := im.Mask; {
	case m == nil || im.Radius != templates.Radii{}:
	case m.Type == templates.MaskTypeEllipse:
		return b.ellipseShape(bx), true
	case m.Type == templates.MaskTypeRounded:
		return b.roundRect(bx, m.Radius), true
	}
	return display.RoundRect{}, false
}

// mask shows of what has been drawn since start what the layer's mask leaves.
func (b *builder) mask(start mark, im *templates.Image, bx box) error {
	if im.Mask == nil || len(b.list.Ops) == start.op {
		return nil
	}
	room := b.deviceRect(bx) // beyond its edges, which the picture has already
	push := &display.PushGroup{Clip: display.RoundRect{Rect: display.Rect{X0: room.X0 - 1, Y0: room.Y0 - 1, X1: room.X1 + 1, Y1: room.Y1 + 1}}, Alpha: 255}
	switch m := im.Mask; m.Type {
	case templates.MaskTypeEllipse:
		push.Clip = b.ellipseShape(bx)
	case templates.MaskTypeRounded:
		push.Clip = b.roundRect(bx, m.Radius)
	case templates.MaskTypePath:
		path, _ := b.outlinePath(m.D.Segments(), fitView(m.ViewBox, bx))
		push.Mask = &display.PathMask{Path: path, Rule: fillRules[m.FillRule]}
	case templates.MaskTypeImage:
		if m.Src == "" {
			return nil
		}
		src, _, err := b.pictures.Picture(maskPicture(im))
		if err != nil {
			return err
		}
		crop, dest, ok := fitted(m.Fit, bx, src, templates.Position{0.5, 0.5})
		if !ok {
			return nil
		}
		push.Mask = &display.PictureMask{Source: src, Crop: crop, Dest: b.deviceRect(dest), Luminance: m.By == templates.MaskByLuminance}
	}
	b.enclose(start, push)
	return nil
}
