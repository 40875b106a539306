package encode

import (
	"encoding/binary"
	"fmt"
	"image"
	"slices"
	"sync"

	"placard/render/encode/vp8"
	"placard/render/encode/vp8l"
	"placard/render/internal/cache"
)

// WebPOptions say how a WebP is encoded.
type WebPOptions struct {
	Lossless bool // keep every pixel; Quality and Method mean nothing then
	Quality  int  // 1..100 as in cwebp -q
	Method   int  // 0..4, from fast to small
}

// WebP encodes img as a WebP (RFC 9649), without metadata. Straight colours are what rounding leaves of the
// premultiplied ones. Lossy files keep transparency without loss; the colour of what is wholly transparent is lost in both
// kinds. An error is ErrSize or ErrQuality.
func (e *Encoder) WebP(img *image.RGBA, opt WebPOptions) ([]byte, error) {
	if opt.Lossless {
		if err := check(img, "lossless WebP", vp8l.MaxSide); err != nil {
			return nil, err
		}
		return webpLossless(img), nil
	}
	if err := check(img, "WebP", vp8.MaxSide); err != nil {
		return nil, err
	}
	if opt.Quality < 1 || opt.Quality > 100 {
		return nil, fmt.Errorf("%w: %d is not in 1..100", ErrQuality, opt.Quality)
	}
	s := webpScratches.Get().(*webpScratch)
	defer webpScratches.Put(s)
	s.riff = append(s.riff[:0], "RIFF\x00\x00\x00\x00WEBP"...)
	if !opaque(img) {
		s.alpha(img)
		img = s.ground(img)
	}
	o := vp8.Options{Quality: opt.Quality, Method: opt.Method}
	if e.segments != nil {
		o.Store = webpStore{e.segments}
	}
	return s.lossy(img, o)
}

// opaque says whether no pixel has transparency.
func opaque(img *image.RGBA) bool {
	const alpha = 0xff000000ff000000
	for y := range img.Rect.Dy() {
		row := rowOf(img, y)
		sum := uint64(alpha)
		for ; len(row) >= 32; row = row[32:] {
			sum &= binary.LittleEndian.Uint64(row) & binary.LittleEndian.Uint64(row[8:]) &
				binary.LittleEndian.Uint64(row[16:]) & binary.LittleEndian.Uint64(row[24:])
		}
		for ; len(row) >= 4; row = row[4:] {
			sum &= uint64(row[3])<<24 | alpha&^(1<<32-1)
		}
		if sum&alpha != alpha {
			return false
		}
	}
	return true
}

// webpStore keeps parts of frames among the segments.
type webpStore struct{ *segments }

func webpKey(k cache.Sum) segmentKey { return segmentKey{kind: "vp8", sum: k} }

func (s webpStore) Get(k cache.Sum) ([]byte, bool) {
	v, ok := s.get(webpKey(k))
	return v.data, ok
}

func (s webpStore) Put(k cache.Sum, data []byte) { s.put(webpKey(k), segment{data: data}) }

// webpScratch is the scratch of one call.
type webpScratch struct {
	riff   []byte // the file
	pixels []byte // without transparency
	plane  []byte // of alpha
	argb   []uint32
}

var webpScratches = sync.Pool{New: func() any { return new(webpScratch) }}

// lossy adds the frame of an opaque picture and returns the file.
func (s *webpScratch) lossy(img *image.RGBA, opt vp8.Options) ([]byte, error) {
	at := s.begin("VP8 ")
	var err error
	if s.riff, err = vp8.Append(s.riff, img, opt); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSize, err)
	}
	s.end(at)
	return s.file(), nil
}

// webpLossless writes a file of one chunk.
func webpLossless(img *image.RGBA) []byte {
	s := webpScratches.Get().(*webpScratch)
	defer webpScratches.Put(s)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	s.argb = slices.Grow(s.argb[:0], w*h)[:w*h]
	s.pixels = slices.Grow(s.pixels[:0], 4*w)[:4*w]
	for y := range h {
		straight(s.pixels, rowOf(img, y))
		row := s.argb[y*w:][:w]
		for x := range row {
			p := s.pixels[4*x : 4*x+4 : 4*x+4]
			row[x] = uint32(p[3])<<24 | uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2])
		}
	}
	s.riff = append(s.riff[:0], "RIFF\x00\x00\x00\x00WEBP"...)
	at := s.begin("VP8L")
	s.riff = append(s.riff, vp8l.Encode(s.argb, w, h)...)
	s.end(at)
	return s.file()
}

// begin writes the head of a chunk and returns where its data start.
func (s *webpScratch) begin(name string) int {
	s.riff = append(append(s.riff, name...), 0, 0, 0, 0)
	return len(s.riff)
}

// end enters the length of the chunk whose data start at, and pads it to an even one.
func (s *webpScratch) end(at int) {
	n := len(s.riff) - at
	binary.LittleEndian.PutUint32(s.riff[at-4:], uint32(n))
	s.riff = append(s.riff, make([]byte, n&1)...)
}

// file returns a copy of the file, with its length entered.
func (s *webpScratch) file() []byte {
	binary.LittleEndian.PutUint32(s.riff[4:], uint32(len(s.riff)-8))
	return slices.Clone(s.riff)
}
