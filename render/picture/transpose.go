package picture

import "encoding/binary"

// transpose writes the w px from..from+w of src's rows as rows of dst: dst is h wide and w high. Both have
// whole tiles (see newPlane).
func transpose(dst, src plane) {
	if src.step == 4 {
		transpose32(dst, src)
		return
	}
	for y := 0; y < src.h; y += 8 {
		for x := 0; x < src.w; x += 8 {
			transposeTile(dst.pix[x*dst.stride+y:], dst.stride, src.pix[y*src.stride+x:], src.stride)
		}
	}
}

// transposeTile transposes 8×8 bytes held in eight words: halves of 4, 2 and 1 bytes change places. It is
// written out because an array of words would live in memory: that takes three times as long.
func transposeTile(dst []byte, dstStride int, src []byte, srcStride int) {
	le := binary.LittleEndian
	r0, r1 := le.Uint64(src), le.Uint64(src[srcStride:])
	r2, r3 := le.Uint64(src[2*srcStride:]), le.Uint64(src[3*srcStride:])
	r4, r5 := le.Uint64(src[4*srcStride:]), le.Uint64(src[5*srcStride:])
	r6, r7 := le.Uint64(src[6*srcStride:]), le.Uint64(src[7*srcStride:])

	r0, r4 = swap(r0, r4, 32, 0x0000_0000_ffff_ffff)
	r1, r5 = swap(r1, r5, 32, 0x0000_0000_ffff_ffff)
	r2, r6 = swap(r2, r6, 32, 0x0000_0000_ffff_ffff)
	r3, r7 = swap(r3, r7, 32, 0x0000_0000_ffff_ffff)

	r0, r2 = swap(r0, r2, 16, 0x0000_ffff_0000_ffff)
	r1, r3 = swap(r1, r3, 16, 0x0000_ffff_0000_ffff)
	r4, r6 = swap(r4, r6, 16, 0x0000_ffff_0000_ffff)
	r5, r7 = swap(r5, r7, 16, 0x0000_ffff_0000_ffff)

	r0, r1 = swap(r0, r1, 8, 0x00ff_00ff_00ff_00ff)
	r2, r3 = swap(r2, r3, 8, 0x00ff_00ff_00ff_00ff)
	r4, r5 = swap(r4, r5, 8, 0x00ff_00ff_00ff_00ff)
	r6, r7 = swap(r6, r7, 8, 0x00ff_00ff_00ff_00ff)

	le.PutUint64(dst, r0)
	le.PutUint64(dst[dstStride:], r1)
	le.PutUint64(dst[2*dstStride:], r2)
	le.PutUint64(dst[3*dstStride:], r3)
	le.PutUint64(dst[4*dstStride:], r4)
	le.PutUint64(dst[5*dstStride:], r5)
	le.PutUint64(dst[6*dstStride:], r6)
	le.PutUint64(dst[7*dstStride:], r7)
}

// swap exchanges the part of a above shift with the part of b below it, in the fields of mask.
func swap(a, b uint64, shift uint, mask uint64) (uint64, uint64) {
	t := (a>>shift ^ b) & mask
	return a ^ t<<shift, b ^ t
}

// transpose32 is transpose for pixels of 4 bytes, in tiles that stay in the cache.
func transpose32(dst, src plane) {
	const tile = 16
	for y0 := 0; y0 < src.h; y0 += tile {
		for x0 := 0; x0 < src.w; x0 += tile {
			for y := y0; y < min(y0+tile, src.h); y++ {
				in := src.pix[y*src.stride:]
				for x := x0; x < min(x0+tile, src.w); x++ {
					v := binary.LittleEndian.Uint32(in[4*x:])
					binary.LittleEndian.PutUint32(dst.pix[x*dst.stride+4*y:], v)
				}
			}
		}
	}
}
