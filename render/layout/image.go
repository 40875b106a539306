package layout

import (
	"placard/render/display"
	"placard/templates"
)

// image places a picture, or the one that stands in for it.
func (b *builder) image(im *templates.Image, bx box) error {
	out := bx
	if im.Mask == nil && (im.Fit == templates.ImageFitCover || im.Fit == templates.ImageFitFill) {
		out = b.bled(bx, im.Radius)
	}
	if !HasPicture(im) {
		b.report.picture(im, bx, b.scale, ShownOwn)
		b.under(im, bx, out)
		return nil
	}
	src, shown, err := b.pictures.Picture(im)
	if err != nil {
		return err
	}
	b.report.picture(im, bx, b.scale, shown)
	if shown == ShownNone {
		return nil
	}
	b.under(im, bx, out)
	im, src, err = b.adjusted(im, src, out)
	if err != nil {
		return err
	}
	start := b.mark()
	if shape, ok := b.maskShape(im, bx); ok {
		b.place(im, out, src, shape)
	} else {
		b.place(im, out, src, b.roundRect(out, im.Radius))
		if err := b.mask(start, im, bx); err != nil {
			return err
		}
	}
	if templates.FillsBox(im) {
		b.insets(im.Shadow, b.roundRect(out, im.Radius))
	}
	return nil
}

// under draws what lies below a picture that fills its box: its shadows and its background.
func (b *builder) under(im *templates.Image, bx, out box) {
	if !templates.FillsBox(im) {
		return
	}
	b.shadows(im.Shadow, b.roundRect(out, im.Radius))
	if im.Background != nil {
		b.fillBled(bx, im.Radius, im.Background)
	}
}

// place puts src into the layer's box, clipped to shape.
func (b *builder) place(im *templates.Image, bx box, src display.Source, shape display.RoundRect) {
	crop, shown, ok := fitted(im.Fit, bx, src, im.Position)
	if !ok {
		return
	}
	b.add(&display.Picture{
		Source: src,
		Crop:   crop,
		Dest:   b.deviceRect(shown),
		Clip:   shape,
		Alpha:  255,
	})
}

// fitted is which part of a picture shows in a box, px of the picture, and where; false: none.
func fitted(fit templates.ImageFit, bx box, src display.Source, at templates.Position) (crop display.Rect, shown box, ok bool) {
	iw, ih := src.Size()
	dest := fitBox(fit, bx, float64(iw), float64(ih), at)
	shown = intersect(dest, bx)
	if shown.w <= 0 || shown.h <= 0 {
		return crop, shown, false
	}
	kx, ky := float64(iw)/dest.w, float64(ih)/dest.h
	crop = display.Rect{
		X0: (shown.x - dest.x) * kx, Y0: (shown.y - dest.y) * ky,
		X1: (shown.x - dest.x + shown.w) * kx, Y1: (shown.y - dest.y + shown.h) * ky,
	}.Intersect(display.Rect{X1: float64(iw), Y1: float64(ih)}) // rounding may reach over the edge
	return crop, shown, !crop.Empty()
}

// fitBox places a picture of iw×ih px relative to bx, as CSS object-fit and object-position do: the
// point at (fx, fy) of the picture lies over the same point of the box.
func fitBox(fit templates.ImageFit, bx box, iw, ih float64, at [2]float64) box {
	if fit == templates.ImageFitFill {
		return bx
	}
	k := 1.0
	contain := min(bx.w/iw, bx.h/ih)
	switch fit {
	case templates.ImageFitCover:
		k = max(bx.w/iw, bx.h/ih)
	case templates.ImageFitContain:
		k = contain
	case templates.ImageFitScaleDown:
		k = min(1, contain)
	}
	w, h := iw*k, ih*k
	return box{bx.x + (bx.w-w)*at[0], bx.y + (bx.h-h)*at[1], w, h}
}

func intersect(a, b box) box {
	x0, y0 := max(a.x, b.x), max(a.y, b.y)
	x1, y1 := min(a.x+a.w, b.x+b.w), min(a.y+a.h, b.y+b.h)
	return box{x0, y0, x1 - x0, y1 - y0}
}
