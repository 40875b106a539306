package pdf

import "image"

// straight returns premultiplied pixels with their own colours. What is transparent takes the colour of what is
// around it: viewers that scale a picture mix the colours of neighbours whatever their alpha, and black would make
// a dark fringe.
func straight(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	hidden := false
	for y := range h {
		dst := row(out, y)
		for i, src := 0, row(img, y); i < len(src); i += 4 {
			a := uint32(src[i+3])
			if a == 0 {
				hidden = true
				continue
			}
			for k := range 3 {
				dst[i+k] = uint8((min(uint32(src[i+k]), a)*255 + a/2) / a)
			}
			dst[i+3] = src[i+3]
		}
	}
	if hidden && (w > 1 || h > 1) {
		spread(out, straight(halved(img)))
	}
	return out
}

// halved returns premultiplied pixels at half the size, the means of 2×2.
func halved(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, (w+1)/2, (h+1)/2))
	for y := range out.Rect.Dy() {
		top, bottom, dst := row(img, 2*y), row(img, min(2*y+1, h-1)), row(out, y)
		for x := range out.Rect.Dx() {
			l, r := 8*x, 4*min(2*x+1, w-1)
			for k := range 4 {
				sum := uint32(top[l+k]) + uint32(top[r+k]) + uint32(bottom[l+k]) + uint32(bottom[r+k])
				dst[4*x+k] = uint8((sum + 3) / 4) // up, so that the faintest is not lost
			}
		}
	}
	return out
}

// spread gives pixels that are transparent the colours of a picture of half the size.
func spread(img, half *image.RGBA) {
	for y := range img.Rect.Dy() {
		dst, src := row(img, y), row(half, y/2)
		for x := range img.Rect.Dx() {
			if dst[4*x+3] == 0 {
				copy(dst[4*x:4*x+3], src[x/2*4:])
			}
		}
	}
}
