package vp8l

import "slices"

// maxPalette is how many colours a palette holds (section 3.5.4).
const maxPalette = 256

// palette returns the colours of pix in order, or false if there are too many.
func (e *encoder) palette(pix []uint32) ([]uint32, bool) {
	const slots = 4 * maxPalette
	var seen [slots]uint64 // above bit 32, whether there is a colour
	colors := e.colors[:0]
	before := ^pix[0]
	for _, v := range pix {
		if v == before {
			continue
		}
		before = v
		at := v * 0x9e3779b1 >> 22
		for seen[at] != 0 && uint32(seen[at]) != v {
			at = (at + 1) % slots
		}
		if seen[at] == 0 {
			if len(colors) == maxPalette {
				return nil, false
			}
			seen[at] = 1<<32 | uint64(v)
			colors = append(colors, v)
		}
	}
	slices.Sort(colors)
	e.colors = colors
	return colors, true
}

// index writes the transform to colour indexes and sets e.indexed to them, several a pixel where there are few colours. It
// returns their width.
func (e *encoder) index(pix []uint32, colors []uint32, w, h int) int {
	e.bits.put(1|indexTransform<<1|uint64(len(colors)-1)<<3, 11)
	e.small = e.small[:0]
	before := uint32(0)
	for _, v := range colors {
		e.small = append(e.small, subBytes(v, before))
		before = v
	}
	e.subImage(e.small, len(colors))
	packed := uint(0) // log2 of the indexes a pixel
	for packed < 3 && len(colors) <= 1<<(8>>(packed+1)) {
		packed++
	}
	width := (w + 1<<packed - 1) >> packed
	e.indexed = slices.Grow(e.indexed[:0], width*h)[:0]
	last, number := colors[0], 0
	for y := range h {
		row := pix[y*w:][:w]
		for x := 0; x < w; x += 1 << packed {
			v := uint32(0)
			for k, c := range row[x:min(x+1<<packed, w)] {
				if c != last {
					last = c
					number, _ = slices.BinarySearch(colors, c)
				}
				v |= uint32(number) << (uint(k) * (8 >> packed))
			}
			e.indexed = append(e.indexed, v<<8|opaqueBlack)
		}
	}
	return width
}
