package picture

import "encoding/binary"

// ycc turns Y'CbCr into R'G'B' by table: each entry holds what a sample adds to R, G and B, in lanes of
// 21 bits with 11 bits of fraction, so that one addition serves three channels. What is negative borrows from the lane above.
type ycc struct {
	y, cb, cr [256]uint64
}

const (
	yccFraction = 11
	yccLane     = 21
	// yccBeyond are the bits above the byte of each lane, one of which is set where a sum is not in 0..255: the least is
	// -227, for limited range -277, the largest 535.
	yccBeyond = 0x300<<yccFraction | 0x300<<(yccFraction+yccLane) | 0x700<<(yccFraction+2*yccLane)
	// yccHeadroom makes all lanes positive.
	yccHeadroom = 320
	yccPositive = yccHeadroom<<yccFraction | yccHeadroom<<(yccFraction+yccLane) | yccHeadroom<<(yccFraction+2*yccLane)
	yccMask     = 1<<(yccLane-yccFraction) - 1
)

// fullRange is JFIF (ITU-T T.871): BT.601 with Y, Cb and Cr in 0..255. limitedRange is BT.601 as VP8 uses it
// (RFC 6386, section 9.2): Y in 16..235, Cb and Cr in 16..240. golang.org/x/image/webp hands out the latter as
// if it were the former (golang/go issue 40173), which makes white 235.
var (
	fullRange    = newYCC(0, 1, 1)
	limitedRange = newYCC(16, 255.0/219, 255.0/224)
)

func newYCC(black, yScale, cScale float64) *ycc {
	// From the luma weights of BT.601: 1.402 = 2(1-kr), 1.772 = 2(1-kb).
	const kr, kg, kb = 0.299, 0.587, 0.114
	t := new(ycc)
	for i := range 256 {
		y := (float64(i) - black) * yScale
		c := (float64(i) - 128) * cScale
		t.y[i] = yccPack(y+0.5, y+0.5, y+0.5)
		t.cb[i] = yccPack(0, -2*(1-kb)*kb/kg*c, 2*(1-kb)*c)
		t.cr[i] = yccPack(2*(1-kr)*c, -2*(1-kr)*kr/kg*c, 0)
	}
	return t
}

// yccPack puts three numbers into lanes.
func yccPack(r, g, b float64) uint64 {
	fixed := func(v float64) uint64 {
		const scale = 1 << yccFraction
		if v < 0 {
			return -uint64(-v*scale + 0.5)
		}
		return uint64(v*scale + 0.5)
	}
	return fixed(r) + fixed(g)<<yccLane + fixed(b)<<(2*yccLane)
}

// row implements colors.
func (t *ycc) row(dst []byte, samples [][]byte) {
	y := samples[0]
	cb, cr, dst := samples[1][:len(y)], samples[2][:len(y)], dst[:4*len(y)]
	for i, v := range y {
		sum := t.y[v] + t.cb[cb[i]] + t.cr[cr[i]]
		if sum&yccBeyond != 0 {
			sum = yccClamp(sum)
		}
		const r, g, b = yccFraction, yccFraction + yccLane - 8, yccFraction + 2*yccLane - 16
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(sum>>r&0xff|sum>>g&0xff00|sum>>b&0xff0000|0xff000000))
	}
}

// yccClamp lets no lane be beyond 0..255.
func yccClamp(sum uint64) uint64 {
	sum += yccPositive
	channel := func(lane int) uint64 {
		at := yccFraction + yccLane*lane
		return min(max(sum>>at&yccMask, yccHeadroom)-yccHeadroom, 255) << at
	}
	return channel(0) | channel(1) | channel(2)
}

// The other kinds of colors: light alone, premultiplied RGBA in one channel, the three lights, and lights and inks
// as Adobe's programs write them: the first three are what each ink leaves of the light, or Y'CbCr of that, the fourth
// what black leaves.
type (
	grey          struct{}
	premultiplied struct{}
	rgb           struct{}
	cmyk          struct{}
	ycck          struct{}
)

func (grey) row(dst []byte, samples [][]byte) {
	for i, v := range samples[0] {
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(v)*0x01_01_01|0xff<<24)
	}
}

// row lowers a colour that the filter's overshoot lifted above its alpha.
func (premultiplied) row(dst []byte, samples [][]byte) {
	rgba := samples[0]
	for i := 0; i+4 <= len(rgba); i += 4 {
		s, d := rgba[i:i+4:i+4], dst[i:i+4:i+4]
		a := s[3]
		d[0], d[1], d[2], d[3] = min(s[0], a), min(s[1], a), min(s[2], a), a
	}
}

func (rgb) row(dst []byte, samples [][]byte) {
	r := samples[0]
	g, b := samples[1][:len(r)], samples[2][:len(r)]
	for i, v := range r {
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(v)|uint32(g[i])<<8|uint32(b[i])<<16|0xff<<24)
	}
}

// row converts as the program that wrote the picture shows it without a colour profile: each ink takes its share of
// the light.
func (cmyk) row(dst []byte, samples [][]byte) {
	rgb{}.row(dst, samples)
	blacken(dst, samples[3])
}

func (ycck) row(dst []byte, samples [][]byte) {
	fullRange.row(dst, samples)
	blacken(dst, samples[3])
}

// blacken takes the share of black from opaque pixels.
func blacken(dst, left []byte) {
	for i, k := range left {
		px := dst[4*i : 4*i+4 : 4*i+4]
		px[0], px[1], px[2] = premultiply(px[0], k), premultiply(px[1], k), premultiply(px[2], k)
	}
}
