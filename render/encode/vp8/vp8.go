// Package vp8 encodes pictures as key frames of VP8 (RFC 6386), which is what a lossy WebP holds. It knows
// no container, no alpha and no frames that follow others.
package vp8

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"sync"
)

// MaxSide is the most pixels that a frame is wide or high (RFC 6386, 9.1).
const MaxSide = 1<<14 - 1

// ErrSize is the error for a picture that no frame holds: empty, too long, or with too many modes.
var ErrSize = errors.New("vp8: the size of the picture is out of range")

var errModes = errors.New("modes")

// anyCost does not limit what modes cost.
const anyCost = 1 << 62

// headroom is what the first partition has for anything but modes: probabilities, and for each macroblock
// whether it has levels, in 1/256 bit.
const (
	headroom    = 2048 // bytes
	headroomBit = 2 * 256
)

// Options are how a picture is encoded.
type Options struct {
	// Quality is 1..100 with the meaning of cwebp -q: the step of the quantiser.
	Quality int
	// Method is 0..4, from fast to small.
	Method int
	// Store keeps what was encoded for the next time; nil: nothing is kept.
	Store Store
}

// The ranges of Options; values outside are taken for the nearest within.
const (
	minQuality, maxQuality = 1, 100
	minMethod, maxMethod   = 0, 4
)

// Encode returns img as a frame, the payload of a chunk "VP8 ". Alpha is not looked at: img is opaque, or
// already on its ground. The bytes depend on pixels and options alone. It is safe for concurrent use.
func Encode(img *image.RGBA, o Options) ([]byte, error) { return Append(nil, img, o) }

// Append is Encode that appends the frame to dst.
func Append(dst []byte, img *image.RGBA, o Options) ([]byte, error) {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	if width < 1 || height < 1 || width > MaxSide || height > MaxSide {
		return nil, fmt.Errorf("%w: %d×%d px", ErrSize, width, height)
	}
	o.Quality = max(minQuality, min(maxQuality, o.Quality))
	o.Method = max(minMethod, min(maxMethod, o.Method))
	e := encoders.Get().(*encoder)
	defer e.release()
	e.start(img, o, anyCost)
	e.macroblocks(img)
	frame, err := e.append(dst)
	if errors.Is(err, errModes) {
		// Only noise of more than 12 million pixels is known to come here. Its macroblocks share what there is;
		// what is kept for others was not encoded so.
		o.Store = nil
		e.start(img, o, (maxFirst-headroom)*8*256/len(e.choices)-headroomBit)
		e.macroblocks(img)
		frame, err = e.append(dst)
	}
	return frame, err
}

var encoders = sync.Pool{New: func() any { return new(encoder) }}

// keptTokens is the most tokens whose memory waits for the next picture: 8 MB, a few large photos' worth.
const keptTokens = 4 << 20

// release gives e back for another picture.
func (e *encoder) release() {
	if cap(e.tokens.list) <= keptTokens {
		encoders.Put(e)
	}
}

// encoder is the scratch of one picture.
type encoder struct {
	frame   frame
	across  int      // macroblocks a row
	row     []source // of macroblocks
	above   []edge   // their neighbours above
	choices []choice
	tokens  tokens
	first   boolWriter
	second  boolWriter
	coder   coder
	result  result
	memo    memo
	// seen is called with each macroblock, if it is set.
	seen func(x, y int, r *result)
}

// start readies e for a picture whose macroblocks may each spend most on 4×4 modes, in 1/256 bit.
func (e *encoder) start(img *image.RGBA, o Options, most int) {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	index := indexOf(o.Quality)
	e.frame = frame{width: width, height: height, index: index, level: filterLevel(index)}
	e.across = (width + side - 1) / side
	down := (height + side - 1) / side
	e.row = slices.Grow(e.row[:0], e.across)[:e.across]
	e.above = slices.Grow(e.above[:0], e.across)[:e.across]
	e.choices = slices.Grow(e.choices[:0], e.across*down)
	e.tokens.reset()
	e.coder.start(index, o.Method, most)
	e.memo.start(o, index)
}

// macroblocks encodes the picture into choices and tokens.
func (e *encoder) macroblocks(img *image.RGBA) {
	for x := range e.above {
		e.above[x] = outside(aboveAll)
	}
	for top := 0; top < e.frame.height; top += side {
		if e.memo.store != nil && e.recallRow(img, top) {
			continue
		}
		mark := len(e.tokens.list)
		sample(e.row, img, top)
		s := site{top: top == 0, leftmost: true, left: outside(leftOfIt)}
		corner := leftOfIt
		if s.top {
			corner = aboveAll
		}
		s.corner = [3]uint8{uint8(corner), uint8(corner), uint8(corner)}
		for x := range e.row {
			e.macroblock(&s, x)
			if e.seen != nil {
				e.seen(x, top/side, &e.result)
			}
		}
		if e.memo.store != nil {
			e.rememberRow(mark)
		}
	}
}

// macroblock encodes the one at column x and moves s to the next.
func (e *encoder) macroblock(s *site, x int) {
	above := &e.above[x]
	s.source, s.above = &e.row[x], *above
	switch next := x + 1; {
	case next < e.across:
		s.right = [4]uint8(e.above[next].luma[:])
	default:
		v := above.luma[side-1]
		s.right = [4]uint8{v, v, v, v}
	}
	corner := [3]uint8{above.luma[side-1], above.chroma[0][side/2-1], above.chroma[1][side/2-1]}
	if e.memo.store == nil {
		e.encode(s, above)
	} else if k := e.memo.siteKey(s); !e.recall(k, above, &s.left) {
		mark := len(e.tokens.list)
		e.encode(s, above)
		e.remember(k, above, &s.left, mark)
	}
	s.corner, s.leftmost = corner, false
}

// encode encodes a macroblock, and sets the edges that its neighbours below and to the right see.
func (e *encoder) encode(s *site, above *edge) {
	r := &e.result
	e.coder.encode(s, r)
	e.keep(s, r)
	r.bottom(above)
	r.right(&s.left)
}

// keep adds an encoded macroblock to choices and tokens.
func (e *encoder) keep(s *site, r *result) {
	c := choice{skip: r.empty(), split: r.split, segment: r.segment, chroma: r.chroma, modes: r.modes}
	e.choices = append(e.choices, c)
	if c.skip {
		return
	}
	above, left := s.above.filled, s.left.filled
	plane, first := planeLuma, 0
	if !r.split {
		e.tokens.block(&r.levels[meansAt], planeMeans, int(above[filledMeans]+left[filledMeans]), 0, int(r.last[meansAt]))
		plane, first = planeLumaAC, 1
	}
	for n := range 16 {
		e.block(r, n, plane, first, &above[n&3], &left[n>>2])
	}
	for n := chromaAt; n < blocks; n++ {
		p := filledChroma + (n-chromaAt)/4*2
		e.block(r, n, planeChroma, 0, &above[p+n&1], &left[p+n>>1&1])
	}
}

func (e *encoder) block(r *result, n, plane, first int, above, left *uint8) {
	e.tokens.block(&r.levels[n], plane, int(*above+*left), first, int(r.last[n]))
	*above = bit(r.last[n])
	*left = *above
}

// append writes the frame.
func (e *encoder) append(dst []byte) ([]byte, error) {
	e.first.reset()
	segment := e.frame.start(&e.first, e.choices)
	probs := adapt(&e.first, &e.tokens)
	choices(&e.first, e.choices, e.across, segment)
	first := e.first.finish()
	if len(first) > maxFirst {
		return nil, fmt.Errorf("%w: %w of %d bytes", ErrSize, errModes, len(first))
	}
	e.second.reset()
	e.tokens.write(&e.second, probs)
	second := e.second.finish()
	dst = slices.Grow(dst, tagSize+len(first)+len(second))
	dst = e.frame.tag(dst, len(first))
	dst = append(dst, first...)
	return append(dst, second...), nil
}
