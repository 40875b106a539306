package layout

import "placard/templates"

// imageSize is that of a picture, in px of its own, or in proportion at a width. Where no picture is shown it is
// nothing.
func (b *builder) imageSize(im *templates.Image, width float64) (w, h float64, ok bool, err error) {
	if !IsShown(im) || !HasPicture(im) {
		return 0, 0, true, nil
	}
	src, shown, err := b.pictures.Picture(im)
	if err != nil || shown == ShownNone {
		return 0, 0, true, err
	}
	iw, ih := src.Size()
	if width == 0 {
		return float64(iw), float64(ih), true, nil
	}
	return width, width * float64(ih) / float64(iw), true, nil
}
