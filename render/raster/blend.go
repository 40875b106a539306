package raster

import "encoding/binary"

// The loops below paint premultiplied pixels source-over: with coverage m,
//
//	dst = (src·m + dst·(255 − a·m/255)) / 255
//
// rounded once, so that a result is within 1 of the real number. A pixel is spread over the four 16-bit
// lanes of a uint64, and all channels are done with one multiplication each: no lane can overflow, as
// src ≤ a makes the sum at most 255·255 + 127.

const (
	lanes  = 0x00ff00ff00ff00ff // the low byte of each lane
	halves = 0x0080008000800080 // one half, in lanes of 1/256

	opaquePair = 0xff000000ff000000 // the alpha of two pixels
	pixelOne   = 0x00000000ffffffff // the first of two pixels
)

// pixel is a premultiplied colour, one channel a lane: R lowest, then G, B, A.
type pixel uint64

func (p pixel) alpha() uint64 { return uint64(p >> 48) }

// spread and pack turn four bytes into four lanes and back.
func spread(v uint32) pixel {
	x := uint64(v)
	x = (x | x<<16) & 0x0000ffff0000ffff
	return pixel((x | x<<8) & lanes)
}

func (p pixel) pack() uint32 {
	x := uint64(p)
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint32(x | x>>16)
}

// div255 divides each lane by 255, rounded to nearest; exact for lanes up to 65279.
func div255(lane uint64) uint64 {
	lane += halves
	return (lane + lane>>8&lanes) >> 8 & lanes
}

// scale returns v·m/255, rounded to nearest, of two bytes.
func scale(v, m uint64) uint64 {
	t := v*m + 128
	return (t + t>>8) >> 8
}

// premultiply returns a straight colour as a pixel.
func premultiply(r, g, b, a uint8) pixel {
	m := uint64(a)
	return pixel(scale(uint64(r), m) | scale(uint64(g), m)<<16 | scale(uint64(b), m)<<32 | m<<48)
}

// over is src over dst at coverage m.
func over(dst, src pixel, m uint64) pixel {
	return pixel(div255(uint64(src)*m + uint64(dst)*(255-scale(src.alpha(), m))))
}

// cover multiplies a pixel by a coverage.
func (p pixel) cover(m uint8) pixel { return pixel(div255(uint64(p) * uint64(m))) }

// overColor paints one colour on every pixel.
func overColor(dst []uint8, c pixel) {
	switch c.alpha() {
	case 0:
		return
	case 255:
		setColor(dst, c)
		return
	}
	// Every pixel has the same factor. What is added is whole, so it need not be rounded with the rest.
	pair, rest := c.pair(), 255-c.alpha()
	for ; len(dst) >= 16; dst = dst[16:] {
		d := dst[:16:16]
		v, w := binary.LittleEndian.Uint64(d), binary.LittleEndian.Uint64(d[8:])
		binary.LittleEndian.PutUint64(d, pair+interleave(v&lanes*rest+halves, v>>8&lanes*rest+halves))
		binary.LittleEndian.PutUint64(d[8:], pair+interleave(w&lanes*rest+halves, w>>8&lanes*rest+halves))
	}
	for ; len(dst) >= 4; dst = dst[4:] {
		put(dst, over(get(dst), c, 255))
	}
}

// pair is the bytes of two pixels of the colour.
func (p pixel) pair() uint64 {
	v := uint64(p.pack())
	return v | v<<32
}

// interleave divides the lanes of even and odd bytes, to which one half was added, by 255 and puts them
// together again.
func interleave(even, odd uint64) uint64 {
	even += even >> 8 & lanes
	odd += odd >> 8 & lanes
	return even>>8&lanes | odd&^lanes
}

// setColor stores one colour in every pixel. Copying what is already stored doubles each time, at the
// speed of memory.
func setColor(dst []uint8, c pixel) {
	if len(dst) < 4 {
		return
	}
	put(dst, c)
	for n := 4; n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// overColorMask paints one colour at a coverage for each pixel; len(dst) is 4·len(cover).
//
// A row of a letter has few pixels, and changes between none, some and all of it at places that a processor cannot
// guess: those that are not alike are painted two by two without asking.
func overColorMask(dst []uint8, c pixel, cover []uint8) {
	pair, alpha := c.pair(), c.alpha()
	for ; len(cover) >= 4 && len(dst) >= 16; dst, cover = dst[16:], cover[4:] {
		d := dst[:16:16]
		switch m := uint64(binary.LittleEndian.Uint32(cover)); {
		case m == 0:
		case m == 1<<32-1 && alpha == 255:
			binary.LittleEndian.PutUint64(d, pair)
			binary.LittleEndian.PutUint64(d[8:], pair)
		default:
			v, w := binary.LittleEndian.Uint64(d), binary.LittleEndian.Uint64(d[8:])
			binary.LittleEndian.PutUint64(d, overPair(v, pair, alpha, m&0xff|m&0xff00<<24))
			binary.LittleEndian.PutUint64(d[8:], overPair(w, pair, alpha, m>>16&0xff|m>>24<<32))
		}
	}
	for i, m := range cover {
		if p := dst[4*i : 4*i+4 : 4*i+4]; m > 0 {
			put(p, over(get(p), c, uint64(m)))
		}
	}
}

// overPair is over of two pixels of a colour that has an alpha, each at its coverage: those are in the two halves of
// by, and so are 255 − alpha·by/255, by which the pixels below are multiplied.
func overPair(dst, pair, alpha, by uint64) uint64 {
	t := alpha*by + (128 | 128<<32)
	t = (t + t>>8&(0xff|0xff<<32)) >> 8
	first, second := 255-t&0xff, 255-t>>32
	e, o := dst&lanes, dst>>8&lanes
	e = pair&pixelOne&lanes*by + e&pixelOne*first + e>>32*second<<32 + halves
	o = pair&pixelOne>>8&lanes*by + o&pixelOne*first + o>>32*second<<32 + halves
	return interleave(e, o)
}

// overRow paints pixels on pixels of the same number.
func overRow(dst, src []uint8) {
	for len(src) >= 8 && len(dst) >= 8 {
		v := binary.LittleEndian.Uint64(src)
		switch v & opaquePair {
		case opaquePair:
			n := min(opaqueRun(src), len(dst))
			copy(dst, src[:n])
			dst, src = dst[n:], src[n:]
			continue
		case 0: // nothing to paint
		default:
			// The even and the odd bytes of both pixels, each half of a word with its own factor.
			d := binary.LittleEndian.Uint64(dst)
			first, second := 255-v>>24&0xff, 255-v>>56
			e, o := d&lanes, d>>8&lanes
			e = e&pixelOne*first + e>>32*second<<32 + halves
			o = o&pixelOne*first + o>>32*second<<32 + halves
			binary.LittleEndian.PutUint64(dst, v+interleave(e, o))
		}
		dst, src = dst[8:], src[8:]
	}
	if len(src) >= 4 && len(dst) >= 4 {
		put(dst, over(get(dst), get(src), 255))
	}
}

// opaqueRun is how many bytes at the start of src belong to opaque pixels, in steps of 8 or 64.
func opaqueRun(src []uint8) int {
	n := 0
	for ; len(src)-n >= 64; n += 64 {
		s := src[n : n+64 : n+64]
		all := binary.LittleEndian.Uint64(s) & binary.LittleEndian.Uint64(s[8:]) &
			binary.LittleEndian.Uint64(s[16:]) & binary.LittleEndian.Uint64(s[24:]) &
			binary.LittleEndian.Uint64(s[32:]) & binary.LittleEndian.Uint64(s[40:]) &
			binary.LittleEndian.Uint64(s[48:]) & binary.LittleEndian.Uint64(s[56:])
		if all&opaquePair != opaquePair {
			break
		}
	}
	for ; len(src)-n >= 8; n += 8 {
		if binary.LittleEndian.Uint64(src[n:])&opaquePair != opaquePair {
			break
		}
	}
	return n
}

// overRowAlpha paints pixels at one coverage.
func overRowAlpha(dst, src []uint8, m uint8) {
	by, rest := uint64(m), 255-uint64(m)
	for ; len(src) >= 8 && len(dst) >= 8; dst, src = dst[8:], src[8:] {
		v := binary.LittleEndian.Uint64(src)
		switch v & opaquePair {
		case opaquePair:
			d := binary.LittleEndian.Uint64(dst)
			e := v&lanes*by + d&lanes*rest + halves
			o := v>>8&lanes*by + d>>8&lanes*rest + halves
			binary.LittleEndian.PutUint64(dst, interleave(e, o))
		case 0: // nothing to paint
		default:
			put(dst, over(get(dst), get(src), by))
			put(dst[4:], over(get(dst[4:]), get(src[4:]), by))
		}
	}
	if len(src) >= 4 && len(dst) >= 4 {
		put(dst, over(get(dst), get(src), by))
	}
}

// overRowMask paints pixels at a coverage for each; len(dst) and len(src) are 4·len(cover).
func overRowMask(dst, src, cover []uint8) {
	for i, m := range cover {
		switch s := src[4*i : 4*i+4 : 4*i+4]; {
		case m == 0 || s[3] == 0:
		default:
			d := dst[4*i : 4*i+4 : 4*i+4]
			put(d, over(get(d), get(s), uint64(m)))
		}
	}
}

func get(p []uint8) pixel    { return spread(binary.LittleEndian.Uint32(p)) }
func put(p []uint8, v pixel) { binary.LittleEndian.PutUint32(p, v.pack()) }
