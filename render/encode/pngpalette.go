package encode

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"image"
	"slices"

	"placard/render/encode/internal/quantize"
)

// maxPalette is how many colours a palette has at most (PNG, section 11.2.2).
const maxPalette = 256

// pngPalette finds the colours of a picture that has few, and each pixel's place among them.
type pngPalette struct {
	slots   [1 << paletteSlots]uint32 // pixels, by their hash and then the next that is free
	used    [1 << paletteSlots]bool
	place   [1 << paletteSlots]byte // in colors
	colors  []uint32                // premultiplied: R | G<<8 | B<<16 | A<<24
	indices []byte                  // of the pixels, row by row
}

// paletteSlots makes four slots a colour, so that few meet.
const paletteSlots = 10

// find lists the colours of img, in an order that depends on nothing else: what is transparent first, as the file
// says only of those how much, then from dark to light, as Sub is best for what changes slowly. It gives up at one
// colour more than most.
func (p *pngPalette) find(img *image.RGBA, most int) bool {
	clear(p.used[:])
	p.colors = p.colors[:0]
	var above []byte
	for y := range img.Rect.Dy() {
		row := rowOf(img, y)
		if bytes.Equal(row, above) {
			continue
		}
		above = row
		last := ^binary.LittleEndian.Uint32(row)
		for ; len(row) >= 4; row = row[4:] {
			v := binary.LittleEndian.Uint32(row)
			if v == last {
				continue
			}
			last = v
			if k := p.slot(v); !p.used[k] {
				if len(p.colors) == most {
					return false
				}
				p.used[k], p.slots[k] = true, v
				p.colors = append(p.colors, v)
			}
		}
	}
	p.sort()
	return true
}

func (p *pngPalette) sort() {
	slices.SortFunc(p.colors, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(a>>24, b>>24), cmp.Compare(brightness(a), brightness(b)), cmp.Compare(a, b))
	})
}

// brightness is a luma of ITU-R BT.601, roughly.
func brightness(v uint32) uint32 { return 2*(v&0xff) + 5*(v>>8&0xff) + v>>16&0xff }

// slot is where v is or would be.
func (p *pngPalette) slot(v uint32) uint32 {
	k := v * 0x9e3779b1 >> (32 - paletteSlots)
	for p.used[k] && p.slots[k] != v {
		k = (k + 1) % (1 << paletteSlots)
	}
	return k
}

// index lists the places of all pixels, whose colours were found.
func (p *pngPalette) index(img *image.RGBA) {
	for i, v := range p.colors {
		p.place[p.slot(v)] = byte(i)
	}
	w := img.Rect.Dx()
	p.indices = slices.Grow(p.indices[:0], w*img.Rect.Dy())
	var above []byte
	for y := range img.Rect.Dy() {
		row := rowOf(img, y)
		if bytes.Equal(row, above) {
			p.indices = append(p.indices, p.indices[len(p.indices)-w:]...)
			continue
		}
		above = row
		last, place := ^binary.LittleEndian.Uint32(row), byte(0)
		for ; len(row) >= 4; row = row[4:] {
			if v := binary.LittleEndian.Uint32(row); v != last {
				last, place = v, p.place[p.slot(v)]
			}
			p.indices = append(p.indices, place)
		}
	}
}

// quantize finds at most so many colours for a picture that has more.
func (p *pngPalette) quantize(img *image.RGBA, colors int, dither bool) {
	q := quantize.Draw(img, colors, dither, p.indices)
	p.indices = q.Indices
	p.colors = append(p.colors[:0], q.Palette...)
	p.sort()
	var place [maxPalette]byte
	for i, v := range q.Palette {
		at := slices.Index(p.colors, v)
		place[i] = byte(at)
	}
	for i, k := range p.indices {
		p.indices[i] = place[k]
	}
}

// chunks are PLTE and tRNS (PNG, sections 11.2.2 and 11.3.1.1): straight colours, and the alpha of those that
// are not opaque, which come first.
func (p *pngPalette) chunks() (plte, trns []byte) {
	var from, to [4]byte
	for _, v := range p.colors {
		binary.LittleEndian.PutUint32(from[:], v)
		straight(to[:], from[:])
		plte = append(plte, to[:3]...)
		if to[3] < 255 {
			trns = append(trns, to[3])
		}
	}
	return plte, trns
}

// paletteDepth is how many bits an index of so many colours takes.
func paletteDepth(colors int) int {
	switch {
	case colors <= 2:
		return 1
	case colors <= 4:
		return 2
	case colors <= 16:
		return 4
	}
	return 8
}

// packIndices puts indices of depth bits into bytes, the first highest (PNG, section 7.2).
func packIndices(dst, indices []byte, depth int) {
	if depth == 8 {
		copy(dst, indices)
		return
	}
	each := 8 / depth
	for i := 0; len(indices) > 0; i++ {
		v := byte(0)
		for k, x := range indices[:min(each, len(indices))] {
			v |= x << (8 - depth*(k+1))
		}
		dst[i] = v
		indices = indices[min(each, len(indices)):]
	}
}
