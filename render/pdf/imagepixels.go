package pdf

import (
	"image"

	"placard/render/pdf/internal/object"
)

// channels are which bytes of a pixel are written.
type channels []int

var (
	rgbOf   = channels{0, 1, 2}
	redOf   = channels{0}
	alphaOf = channels{3}
)

// predictor says how filtered wrote its rows.
func predictor(width int, grey bool) object.Dict {
	const png = 15 // each row names its filter
	d := object.Dict{"Predictor": png, "Colors": len(rgbOf), "Columns": width}
	if grey {
		d["Colors"] = 1
	}
	return d
}

// filtered returns rows with the filter Sub of PNG: each byte less the one of the pixel to the left.
func filtered(img *image.RGBA, of channels) []byte {
	const sub = 1
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]byte, 0, h*(1+w*len(of)))
	for y := range h {
		out = append(out, sub)
		left := []byte{0, 0, 0, 0}
		for row := row(img, y); len(row) > 0; row = row[4:] {
			for _, i := range of {
				out = append(out, row[i]-left[i])
			}
			left = row
		}
	}
	return out
}

// row is the pixels of row y, counted from the top of img.
func row(img *image.RGBA, y int) []byte { return img.Pix[y*img.Stride:][:4*img.Rect.Dx()] }

func opaque(img *image.RGBA) bool {
	for y := range img.Rect.Dy() {
		for row := row(img, y); len(row) > 0; row = row[4:] {
			if row[3] < 255 {
				return false
			}
		}
	}
	return true
}

func isGrey(img *image.RGBA) bool {
	for y := range img.Rect.Dy() {
		for row := row(img, y); len(row) > 0; row = row[4:] {
			if row[0] != row[1] || row[1] != row[2] {
				return false
			}
		}
	}
	return true
}

// colorful reports whether pixels are those of a photo: of some 4,000 from all over it more than an eighth have a
// colour that none before them has. Of drawings and screenshots few have.
func colorful(img *image.RGBA) bool {
	const across, share = 64, 8
	seen, n := map[[3]byte]bool{}, 0
	dx, dy := max(1, img.Rect.Dx()/across), max(1, img.Rect.Dy()/across)
	for y := 0; y < img.Rect.Dy(); y += dy {
		row := row(img, y)
		for x := 0; x < img.Rect.Dx(); x += dx {
			seen[[3]byte(row[4*x:])] = true
			n++
		}
	}
	return len(seen) > n/share && len(seen) > across
}
