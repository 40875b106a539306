package encode

import (
	"encoding/binary"
	"hash/adler32"
	"image"
	"math"
	"slices"
	"strconv"

	"placard/render/encode/internal/deflate"
)

// A band is some rows of pixels whose compressed bytes depend on nothing but them: its first row is filtered
// without the one above, no match reaches back to the band before, and it ends with an empty stored block,
// which fills the last byte. So a band that was coded before is copied.

// What a band holds at most. Fewer rows are reused more often; more have the costs of a band, some hundred bits of code
// tables and forty of its end, less often.
const (
	bandRows  = 32
	bandBytes = 200_000 // unless a row has more
)

// pngBandRows is how many rows a band has, but for the last.
func pngBandRows(rowBytes int) int { return max(1, min(bandRows, bandBytes/rowBytes)) }

// pixelData writes filtered rows as a zlib stream (RFC 1950).
func (e *pngEncoder) pixelData(img *image.RGBA, kind pngKind, opt PNGOptions, known *segments) {
	const (
		header = "\x78\x5e"             // deflate with a window of 32 kB, fast
		final  = "\x01\x00\x00\xff\xff" // an empty stored block, the last
	)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	as := strconv.Itoa(w) + "," + strconv.Itoa(int(kind.colorType)) + "," + strconv.FormatBool(opt.Small)
	rowBytes := 1 + kind.channels*w
	sum := uint32(1)
	e.out = append(e.out, header...)
	for top, rows := 0, pngBandRows(rowBytes); top < h; top += rows {
		bottom := min(top+rows, h)
		s := e.segment(img, top, bottom, kind, opt.Small, as, known)
		e.out = append(e.out, s.data...)
		sum = adlerOfBoth(sum, s.note[0], (bottom-top)*rowBytes)
	}
	e.out = append(e.out, final...)
	e.out = binary.BigEndian.AppendUint32(e.out, sum)
}

// segment returns the band of rows top..bottom-1, from the store if it is there. as says what else its bytes
// depend on. known may be nil.
func (e *pngEncoder) segment(img *image.RGBA, top, bottom int, kind pngKind, small bool, as string, known *segments) segment {
	if known == nil {
		return e.band.encode(img, top, bottom, kind, small)
	}
	var pix []byte
	pix, e.packed = jpegPixels(img, top, bottom, e.packed)
	key := known.key("png band", as, pix)
	s, ok := known.get(key)
	if !ok {
		s = e.band.encode(img, top, bottom, kind, small)
		s.data = slices.Clone(s.data)
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

// encode returns the band of rows top..bottom-1, valid until the next call, with its Adler-32 as its note.
func (b *pngBand) encode(img *image.RGBA, top, bottom int, kind pngKind, small bool) segment {
	b.coded++
	n := 1 + kind.channels*img.Rect.Dx()
	size := n * (bottom - top)
	b.rows = slices.Grow(b.rows[:0], size+deflate.Slack)[:size]
	for y := top; y < bottom; y++ {
		b.pack(b.rows[(y-top)*n+1:size+1], rowOf(img, y), kind)
	}
	for at := 0; at < size; at += n {
		b.rows[at] = pngNone // packing wrote over it
	}
	rows := deflate.Rows{Data: b.rows, RowBytes: n, Unit: kind.channels}
	if small {
		b.small(rows)
	} else {
		b.fast(rows)
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
func (b *pngBand) pack(dst, src []byte, kind pngKind) {
	switch kind.colorType {
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
