package raster

import (
	"encoding/binary"
	"image"
	"math"
)

// sharpest is the deviation in px from which on a layer is blurred at half its size, or a quarter, and so on:
// the deviation there is at least half of sharpest. Straight lines between its pixels then stray from a
// Gaussian by at most 0.242/8σ² of the difference between two colours, half a step of 255 (0.242 is the
// second derivative at its largest, of an edge blurred by 1).
const sharpest = 8

// soften blurs a layer, around which all is transparent.
func soften(img *image.RGBA, sigma float64) {
	shift := 0
	for sigma >= sharpest*float64(int(1)<<shift) {
		shift++
	}
	if shift == 0 {
		s := newSoftener(newKernel(sigma), max(img.Rect.Dx(), img.Rect.Dy()))
		s.bytes(img.Pix, img.Rect.Dy(), img.Stride, img.Rect.Dx(), 4)
		s.bytes(img.Pix, img.Rect.Dx(), 4, img.Rect.Dy(), img.Stride)
		return
	}
	// Means over blocks and lines between them blur as well, by 1/12 and 1/6 of a block squared.
	f := float64(int(1) << shift)
	small := reduce(img, shift)
	s := newSoftener(newKernel(math.Sqrt(sigma*sigma/(f*f)-1.0/4)), max(small.width, small.height))
	s.tones(small.pix, small.height, small.width, small.width, 1)
	s.tones(small.pix, small.width, 1, small.height, small.width)
	small.enlarge(img)
}

// tone is a pixel whose channels have 4 more bits, in lanes of 32: R and B, G and A. Sums of pixels and
// products with a weight fit, as a kernel of at most sharpest px has boxes of at most 15.
type tone struct{ rb, ga uint64 }

const (
	toneBits = 4
	low16    = 0x0000ffff0000ffff // of each lane
	low8     = 0x000000ff000000ff
	half16   = 0x0000800000008000 // one half, in lanes of 1/65536
)

// toneOf is a pixel without more bits.
func toneOf(v uint32) tone {
	rb, ga := uint64(v&0x00ff00ff), uint64(v>>8&0x00ff00ff)
	return tone{(rb | rb<<16) & low8, (ga | ga<<16) & low8}
}

// packed is the tone as four lanes of 16 bits, as in a pixel.
func (t tone) packed() uint64 { return t.rb | t.ga<<16 }

func unpacked(v uint64) tone { return tone{v & low16, v >> 16 & low16} }

// softener blurs lines of tones.
type softener struct {
	kernel kernel
	margin int    // tones before and after a line: those that it spreads to, and those that these are made of
	a, b   []tone // the line and its margins, before and after a pass
}

func newSoftener(k kernel, longest int) *softener {
	margin := 2*k.reach + 2
	return &softener{kernel: k, margin: margin, a: make([]tone, longest+2*margin), b: make([]tone, longest+2*margin)}
}

// bytes blurs lines of n pixels that lie step bytes apart; next is how far a line is from the one before.
func (s *softener) bytes(pix []uint8, lines, next, n, step int) {
	for i := range lines {
		clear(s.a)
		for k, at := s.margin, i*next; k < s.margin+n; k, at = k+1, at+step {
			t := toneOf(binary.LittleEndian.Uint32(pix[at:]))
			s.a[k] = tone{t.rb << toneBits, t.ga << toneBits}
		}
		const half = 1<<(toneBits-1) | 1<<(toneBits-1+32)
		for k, t := range s.blur(n) {
			rb, ga := (t.rb+half)>>toneBits&low8, (t.ga+half)>>toneBits&low8
			v := rb | ga<<8
			binary.LittleEndian.PutUint32(pix[i*next+k*step:], uint32(v|v>>16))
		}
	}
}

// tones does as bytes, with packed tones.
func (s *softener) tones(pix []uint64, lines, next, n, step int) {
	for i := range lines {
		clear(s.a)
		for k := range n {
			s.a[s.margin+k] = unpacked(pix[i*next+k*step])
		}
		for k, t := range s.blur(n) {
			pix[i*next+k*step] = t.packed()
		}
	}
}

// blur returns the line of n tones in a, blurred. What a pass moves out of the line comes back in part with
// the next, so they go on for as far as the blur reaches.
func (s *softener) blur(n int) []tone {
	from, to := s.margin-s.kernel.reach, s.margin+n+s.kernel.reach
	if s.kernel.weights != nil {
		s.kernel.weighTones(s.b[from:to], s.a[from-s.kernel.reach:])
		return s.b[s.margin : s.margin+n]
	}
	for _, x := range s.kernel.boxes {
		x.averageTones(s.b[from:to], s.a[from-x.before:])
		s.a, s.b = s.b, s.a
	}
	return s.a[s.margin : s.margin+n]
}

// averageTones sets out[i] to the mean of in[i : i+before+after+1].
func (x box) averageTones(out, in []tone) {
	n := x.before + x.after + 1
	inverse := uint64((1<<16 + n/2) / n) // so near that the mean of equal tones is that tone
	var rb, ga uint64
	for _, t := range in[:n] {
		rb, ga = rb+t.rb, ga+t.ga
	}
	ahead := in[n:][:len(out)]
	in = in[:len(out)]
	for i := range out {
		out[i] = tone{(rb*inverse + half16) >> 16 & low16, (ga*inverse + half16) >> 16 & low16}
		// A lane may borrow from the next one here, but has given it back once both are done: no sum is
		// negative.
		rb, ga = rb+ahead[i].rb-in[i].rb, ga+ahead[i].ga-in[i].ga
	}
}

// weighTones sets out[i] to the weighted mean of in[i : i+2·reach+1].
func (k *kernel) weighTones(out, in []tone) {
	for i := range out {
		rb, ga := uint64(half16), uint64(half16)
		for j, t := range in[i : i+len(k.weights)] {
			w := uint64(k.weights[j])
			rb, ga = rb+t.rb*w, ga+t.ga*w
		}
		out[i] = tone{rb >> 16 & low16, ga >> 16 & low16}
	}
}
