package quantize

import (
	"encoding/binary"
	"image"
)

// diffuse appends the indices of all pixels. What a pixel's colour lacks is added to those right of it and below
// (Floyd and Steinberg, 1976), in rows of alternate directions, so that no pattern leans.
func diffuse(dst []byte, img *image.RGBA, f *finder) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	// What is added to each pixel of this row and the next, in 16ths, with one more at either end.
	here, below := make([][4]int32, w+2), make([][4]int32, w+2)
	start := len(dst)
	for y := range h {
		dst = append(dst, make([]byte, w)...)
		out, row := dst[start+y*w:], rowOf(img, y)
		x, end, step := 0, w, 1
		if y&1 == 1 {
			x, end, step = w-1, -1, -1
		}
		for ; x != end; x += step {
			v := binary.LittleEndian.Uint32(row[4*x:])
			if i, ok := f.exact[v]; ok {
				out[x] = i // what was to be added is dropped: this area is plain
				continue
			}
			want := add(v, &here[x+1])
			i := f.pixel(want)
			out[x] = i
			got := f.pixels[i]
			for c := range 4 {
				lack := int32(want>>(8*c)&0xff) - int32(got>>(8*c)&0xff)
				here[x+1+step][c] += 7 * lack
				below[x+1-step][c] += 3 * lack
				below[x+1][c] += 5 * lack
				below[x+1+step][c] += lack
			}
		}
		here, below = below, here
		clear(below)
	}
	return dst
}

// add adds 16ths to a pixel. Its colours stay between 0 and alpha, and what is opaque stays so.
func add(v uint32, sixteenths *[4]int32) uint32 {
	a := v >> 24
	if a != 255 {
		a = uint32(min(max(int32(a)+(sixteenths[3]+8)>>4, 0), 255))
	}
	sum := a << 24
	for c := range 3 {
		k := int32(v>>(8*c)&0xff) + (sixteenths[c]+8)>>4
		sum |= uint32(min(max(k, 0), int32(a))) << (8 * c)
	}
	return sum
}
