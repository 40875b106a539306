package layout

import (
	"placard/render/display"
	"placard/templates"
)

// picturePaint is a picture as a paint over a box. One that cannot be had ends the build: see builder.failed.
func (b *builder) picturePaint(p *templates.ImagePaint, bx box) display.Paint {
	if p.Src == "" || bx.w <= 0 || bx.h <= 0 {
		return display.Color{}
	}
	src, shown, err := b.pictures.Picture(part(paintPart, b.layerID, "paint.src", p.Src))
	if err != nil && b.failed == nil {
		b.failed = &Error{Layer: b.layerID, Err: err}
	}
	if err != nil || shown == ShownNone {
		return display.Color{}
	}
	crop, dest, ok := fitted(p.Fit, bx, src, p.Position)
	if !ok {
		return display.Color{}
	}
	return &display.ImagePaint{Source: src, Crop: crop, Dest: b.deviceRect(dest)}
}
