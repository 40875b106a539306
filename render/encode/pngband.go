package encode

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"image"
	"math"
	"slices"

	"placard/render/encode/internal/deflate"
)

// A band is some rows of pixels whose compressed bytes depend on nothing but them: its first row is filtered
// without the one above, no match reaches back to the band before, and it ends with an empty stored block,
// which fills the last byte. So a band that was coded before is copied.

// What a band holds. Fewer rows are reused more often; more have the costs of a band, some hundred bits of code
// tables and forty of its end, less often.
const (
	bandRows = 32
	minBand  = 16 << 10 // bytes: a narrow picture has more rows
	maxBand  = 200_000  // and a wide one fewer, but one
)

// pngBandRows is how many rows a band has, but for the last.
func pngBandRows(rowBytes int) int {
	return max(1, minBand/rowBytes, min(bandRows, maxBand/rowBytes))
}

// code fills bands with those of the picture, and returns the checksum of all of it.
func (e *pngEncoder) code(img *image.RGBA, kind pngKind, small bool, known *segments) (sum uint32) {
	h, rowBytes := img.Rect.Dy(), kind.rowBytes(img.Rect.Dx())
	as := ""
	if known != nil {
		as = fmt.Sprint(img.Rect.Dx(), kind.colorType, kind.depth, small)
	}
	sum, e.bands = 1, e.bands[:0]
	for top, rows := 0, pngBandRows(rowBytes); top < h; top += rows {
		bottom := min(top+rows, h)
		s := e.segment(e.pixels(img, top, bottom, kind), bottom-top, kind, small, as, known)
		e.bands = append(e.bands, s)
		sum = adlerOfBoth(sum, s.note[0], (bottom-top)*rowBytes)
	}
	return sum
}

// sizeOf is how many bytes bands have together.
func sizeOf(bands []segment) (n int) {
	for _, s := range bands {
		n += len(s.data)
	}
	return n
}

// pixelData writes bands as a zlib stream (RFC 1950).
func (f *pngFile) pixelData(bands []segment, sum uint32) {
	const (
		header = "\x78\x5e"             // deflate with a window of 32 kB, fast
		final  = "\x01\x00\x00\xff\xff" // an empty stored block, the last
	)
	*f = append(*f, header...)
	for _, s := range bands {
		*f = append(*f, s.data...)
	}
	*f = append(*f, final...)
	*f = binary.BigEndian.AppendUint32(*f, sum)
}

// pixels returns rows top..bottom-1 without gaps: indices if there is a palette, so that other palettes
// do not matter, else RGBA.
func (e *pngEncoder) pixels(img *image.RGBA, top, bottom int, kind pngKind) (pix []byte) {
	if kind.colorType == pngIndexed {
		w := img.Rect.Dx()
		return e.palette.indices[top*w : bottom*w]
	}
	pix, e.packed = packedRows(img, top, bottom, e.packed)
	return pix
}

// segment returns the band of so many rows of pixels, from the store if it is there. as says what else its
// bytes depend on. known may be nil.
func (e *pngEncoder) segment(pix []byte, rows int, kind pngKind, small bool, as string, known *segments) segment {
	if known == nil {
		return e.band.encode(pix, rows, kind, small).clone()
	}
	key := known.key("png band", as, pix)
	s, ok := known.get(key)
	if !ok {
		s = e.band.encode(pix, rows, kind, small).clone()
		known.put(key, s)
	}
	return s
}

// adlerOfBoth is the Adler-32 (RFC 1950, section 8.2) of two pieces of data, of their sums and the length of
// the second.
func adlerOfBoth(first, second uint32, n int) uint32 {
	const base = 65521
	a, b := first&0xffff, first>>16
	c, d := second&0xffff, second>>16
	// The second's sums started at 1 and 0; they should have started at a and b.
	more := (a + base - 1) % base
	return (c+more)%base | (d+b+uint32(uint64(n)%base*uint64(more)%base))%base<<16
}

// What deflate does. Fast parses what is text on plain colour once more: such a band is a seventh smaller in
// three times the time, which is still less than a photo's.
var (
	pngFast  = deflate.Effort{Light: 4096, Rounds: 1, Chain: 2, Long: 24}
	pngSmall = deflate.Effort{Light: math.MaxInt, Rounds: 1, Chain: 16, Long: 64}
)

// pngBand codes bands.
type pngBand struct {
	deflater deflate.Encoder
	rows     []byte
	filtered []byte // another way
	out      []byte
	sum      uint32 // Adler-32
	sample   pngSample
	coded    int // bands until now
}

// encode returns the band of so many rows of pixels, valid until the next call, with its Adler-32 as its note.
func (b *pngBand) encode(pix []byte, rows int, kind pngKind, small bool) segment {
	b.coded++
	each := len(pix) / rows
	width := each
	if kind.colorType != pngIndexed {
		width = each / 4
	}
	n := kind.rowBytes(width)
	size := n * rows
	b.rows = slices.Grow(b.rows[:0], size+deflate.Slack)[:size]
	for y := range rows {
		pack(b.rows[y*n+1:size+1], pix[y*each:(y+1)*each], kind)
	}
	for at := 0; at < size; at += n {
		b.rows[at] = pngNone // packing wrote over it
	}
	r := deflate.Rows{Data: b.rows, RowBytes: n, Unit: kind.channels}
	if small {
		b.small(r)
	} else {
		b.fast(r)
	}
	return segment{data: b.out, note: [2]uint32{b.sum}}
}

// fast compresses unfiltered rows, which it filters in place.
func (b *pngBand) fast(r deflate.Rows) {
	r.Vertical = pngFilterOf(r.Data, r.RowBytes, r.Unit, &b.sample) == pngNone
	if !r.Vertical {
		for at := 0; at < len(r.Data); at += r.RowBytes {
			r.Data[at] = pngSub
			subRow(r.Data[at+1:at+r.RowBytes], r.Unit)
		}
	}
	b.out = b.deflater.Append(b.out[:0], r, pngFast)
	b.sum = adler32.Checksum(r.Data)
}

// small compresses unfiltered rows by the filter whose rows are the smallest when compressed quickly.
func (b *pngBand) small(r deflate.Rows) {
	plain := r.Data
	b.filtered = slices.Grow(b.filtered[:0], len(plain)+deflate.Slack)[:len(plain)]
	r.Data = b.filtered
	best, least := byte(0), 0
	for f := range byte(pngFilters) {
		filterRows(r.Data, plain, r.RowBytes, r.Unit, f)
		r.Vertical = f == pngNone
		b.out = b.deflater.Append(b.out[:0], r, deflate.Effort{})
		if n := len(b.out); f == 0 || n < least {
			best, least = f, n
		}
	}
	filterRows(r.Data, plain, r.RowBytes, r.Unit, best)
	r.Vertical = best == pngNone
	b.out = b.deflater.Append(b.out[:0], r, pngSmall)
	b.sum = adler32.Checksum(r.Data)
}

// pack puts pixels into dst as kind has them. It may write a byte more.
func pack(dst, src []byte, kind pngKind) {
	switch kind.colorType {
	case pngIndexed:
		packIndices(dst, src, kind.depth)
	case pngGrey:
		for i := 0; i+4 <= len(src); i += 4 {
			dst[i>>2] = src[i]
		}
	case pngRGB:
		for at := 0; len(src) >= 4; at, src = at+3, src[4:] {
			binary.LittleEndian.PutUint32(dst[at:at+4], binary.LittleEndian.Uint32(src))
		}
	default:
		straight(dst, src)
	}
}
