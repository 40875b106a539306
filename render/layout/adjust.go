package layout

import (
	"placard/render/adjust"
	"placard/render/display"
	"placard/templates"
)

// adjusted is a picture as its layer wants it shown in a box: with what must stay in view in position, and with other
// pixels.
func (b *builder) adjusted(im *templates.Image, src display.Source, bx box) (*templates.Image, display.Source, error) {
	if bx.w <= 0 || bx.h <= 0 {
		return im, src, nil
	}
	if im.Focus == templates.FocusAuto && im.Fit == templates.ImageFitCover {
		at, err := b.adjust.Focus(src, bx.w/bx.h)
		if err != nil {
			return im, src, err
		}
		focused := *im
		focused.Position = at
		im = &focused
	}
	if im.Filters == nil && im.Duotone == nil && im.Tint.A == 0 {
		return im, src, nil
	}
	crop, shown, ok := fitted(im.Fit, bx, src, im.Position)
	if !ok {
		return im, src, nil
	}
	return im, adjust.New(src, adjustment(im, crop, shown), b.adjust), nil
}

// adjustment is what a layer does to the pixels of its picture, of which a part is shown in a box.
func adjustment(im *templates.Image, crop display.Rect, shown box) adjust.Spec {
	s := adjust.Plain()
	if f := im.Filters; f != nil {
		px := [2]float64{(crop.X1 - crop.X0) / shown.w, (crop.Y1 - crop.Y0) / shown.h} // of the picture, in one of the design
		s = adjust.Spec{
			Grayscale: f.Grayscale, Sepia: f.Sepia, Brightness: f.Brightness, Contrast: f.Contrast, Saturate: f.Saturate,
			Hue: f.Hue, Invert: f.Invert,
			Blur: [2]float64{f.Blur * px[0], f.Blur * px[1]},
			Cell: [2]float64{f.Pixelate * px[0], f.Pixelate * px[1]}, From: [2]float64{crop.X0, crop.Y0},
		}
	}
	if d := im.Duotone; d != nil {
		s.TwoTone, s.Tones = true, [2]display.Color{display.Color(d.Dark), display.Color(d.Light)}
	}
	if im.Tint.A > 0 { // what is transparent has no colour to tell two keys apart by
		s.Tint = display.Color(im.Tint)
	}
	return s
}
