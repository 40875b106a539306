package encode

import "image"

// A picture is coded 4:4:4 if the colours of one in smearedShare of its 2×2 px differ by more than
// smearedColor levels of Cb or Cr, and two of the four are equal. On a card that is a line of small text.
//
// Letters and lines have such edges, from one plain colour to another within two pixels. In photographs they
// are softer, and no two pixels equal: of 32 none had a thirtieth of that share.
const (
	smearedShare = 1000
	smearedColor = 32
)

// lookedAt is the width in px of the parts of two rows of which every other is looked at, as of a chessboard:
// that finds half of any line.
const lookedAt = 64

// AutoChroma returns Chroma444 for pictures with coloured text or thin lines, which the mean of 2×2 px
// smears, and Chroma420 for those of photographs and of text in grey. It stops as soon as it knows; for a
// photograph it takes about a seventh of the time of JPEG.
func AutoChroma(img *image.RGBA) Chroma {
	w, h := img.Rect.Dx()&^1, img.Rect.Dy()&^1
	left := w * h / 4 / 2 / smearedShare
	for y := 0; y < h; y += 2 {
		upper, lower := rowOf(img, y), rowOf(img, y+1)
		for x := y / 2 % 2 * lookedAt; x < w; x += 2 * lookedAt {
			end := 4 * min(x+lookedAt, w)
			left -= smearedIn(upper[4*x:end], lower[4*x:end])
		}
		if left < 0 {
			return Chroma444
		}
	}
	return Chroma420
}

// smearedIn counts the 2×2 px of two rows that lose by their mean. Transparency need not be flattened: white
// adds the same to R, G and B, which leaves Cb and Cr.
func smearedIn(upper, lower []byte) (n int) {
	lower = lower[:len(upper)]
	for i := 0; i <= len(upper)-8; i += 8 {
		a, b := twoPixels(upper[i:i+8:i+8]), twoPixels(lower[i:i+8:i+8])
		p, q, r, s := uint32(a), uint32(a>>32), uint32(b), uint32(b>>32)
		if p == q {
			if a == b {
				continue
			}
		} else if p != r && q != s && r != s {
			continue
		}
		if apart(p, q, r, s) {
			n++
		}
	}
	return n
}

// apart says whether the colours of four pixels differ by more than smearedColor.
func apart(p, q, r, s uint32) bool {
	cb0, cr0 := colorOf(p)
	cb1, cr1 := colorOf(q)
	cb2, cr2 := colorOf(r)
	cb3, cr3 := colorOf(s)
	cb := max(cb0, cb1, cb2, cb3) - min(cb0, cb1, cb2, cb3)
	cr := max(cr0, cr1, cr2, cr3) - min(cr0, cr1, cr2, cr3)
	return max(cb, cr) > smearedColor<<16
}

// colorOf returns Cb and Cr of a pixel in 16 bits of fraction, less their mean of 128.
func colorOf(pixel uint32) (cb, cr int32) {
	r, g, b := int32(pixel&0xff), int32(pixel>>8&0xff), int32(pixel>>16&0xff)
	return cbR*r + cbG*g + cbB*b, crR*r + crG*g + crB*b
}
