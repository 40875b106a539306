package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"placard/render/picture/jpeg"
)

// hostile is a bad or odd file and what becomes of it. nil: it is decoded.
type hostile struct {
	name string
	data []byte
	kind error
	says string // part of the message
}

// idat returns compressed pixels: n bytes of v.
func idat(n int, v byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	chunk := bytes.Repeat([]byte{v}, min(n, 1<<16))
	for ; n > 0; n -= len(chunk) {
		w.Write(chunk[:min(n, len(chunk))])
	}
	w.Close()
	return pngChunk("IDAT", b.Bytes())
}

// resized patches the size in a JPEG's frame header.
func resized(file []byte, w, h int) []byte {
	out := bytes.Clone(file)
	for i := 2; i+9 < len(out); i++ {
		if out[i] == 0xff && jpeg.IsFrame(out[i+1]) {
			binary.BigEndian.PutUint16(out[i+5:], uint16(h))
			binary.BigEndian.PutUint16(out[i+7:], uint16(w))
			return out
		}
	}
	return out
}

// manyScans repeats the last scan of a progressive JPEG.
func manyScans(file []byte, n int) []byte {
	last := bytes.LastIndex(file, []byte{0xff, jpeg.SOS})
	scan := file[last : len(file)-2]
	out := bytes.Clone(file[:last])
	out = append(out, bytes.Repeat(scan, n)...)
	return append(out, 0xff, jpeg.EOI)
}

func hostileJPEGs(t *testing.T) []hostile {
	base, progressive := readFile(t, "420.jpg"), readFile(t, "progressive.jpg")
	sof := bytes.Index(base, []byte{0xff, jpeg.SOF0})
	patched := func(at int, v byte) []byte {
		out := bytes.Clone(base)
		out[at] = v
		return out
	}
	list := []hostile{
		{"JPEG of 8000×8000 in 900 bytes", resized(base, 8000, 8000), ErrTooLarge, "50 megapixels"},
		{"JPEG of 65535×65535", resized(base, 65535, 65535), ErrTooLarge, "16384 px a side"},
		{"JPEG of 1×60000", resized(base, 1, 60000), ErrTooLarge, "16384 px a side"},
		{"JPEG of 5000×5000 in 900 bytes", resized(base, 5000, 5000), ErrBroken, "cannot hold"},
		{"progressive of 5000×5000 in 800 bytes", resized(progressive, 5000, 5000), ErrTooLarge, "MB to decode"},
		{"JPEG of 0×17", resized(base, 0, 17), ErrBroken, "0×17"},
		{"JPEG of 33×0", resized(base, 33, 0), ErrBroken, "33×0"},
		{"JPEG claims twice the height", resized(base, 33, 34), ErrBroken, "save the file again"},
		{"12-bit JPEG", patched(sof+4, 12), ErrUnsupported, "12 bits"},
		{"JPEG of two components", patched(sof+9, 2), ErrUnsupported, "2 components"},
		{"JPEG of 200 components", patched(sof+9, 200), ErrBroken, "cut off"},
		{"JPEG with zero sampling", patched(sof+11, 0), ErrBroken, ""},
		{"JPEG with sampling 15×15", patched(sof+11, 0xff), ErrBroken, ""},
		{"arithmetic JPEG", readFile(t, "arithmetic.jpg"), ErrUnsupported, "arithmetic"},
		{"lossless JPEG", patched(sof+1, 0xc3), ErrUnsupported, "baseline"},
		{"JPEG with 10,000 scans", manyScans(progressive, 10_000), ErrTooLarge, "scans"},
		{"JPEG with two frame headers", append(bytes.Clone(base[:len(base)-2]), base[2:]...), ErrBroken, ""},
		{"JPEG with a thousand notes", insertJPEG(base, 0xe2, bytes.Repeat([]byte{0xff, 0xd8}, 30_000)), nil, ""},
		{"JPEG behind fill bytes", append([]byte{0xff, 0xd8, 0xff, 0xff, 0xff}, base[2:]...), nil, ""},
		{"JPEG with garbage behind the end", append(bytes.Clone(base), bytes.Repeat([]byte("x"), 5000)...), nil, ""},
		{"CMYK JPEG without Adobe's marker", flatJPEG(-1, 128, 128, 128, 128), ErrBroken, "Adobe"},
		{"grey JPEG", readFile(t, "grey.jpg"), nil, ""},
	}
	for i := 3; i < len(base); i++ {
		if base[i] == 0xff && base[i+1] != 0 {
			list = append(list,
				hostile{fmt.Sprintf("JPEG cut before marker %#x at %d", base[i+1], i), base[:i], ErrBroken, ""},
				hostile{fmt.Sprintf("JPEG cut in marker %#x at %d", base[i+1], i), base[:i+1], ErrBroken, ""})
		}
	}
	// Everything but the end marker is there: the picture is whole.
	for i := range list {
		if n := len(list[i].data); n >= len(base)-2 && n < len(base) && bytes.HasPrefix(base, list[i].data) {
			list[i].kind = errEither
		}
	}
	return list
}

// errEither marks files that may be decoded or refused as broken.
var errEither = errors.New("either")

func hostilePNGs(t *testing.T) []hostile {
	whole := encodePNG(t, drawing())
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-20] ^= 0x10
	interlaced := readFile(t, "interlaced.png")
	plte := func(n int) []byte { return pngChunk("PLTE", bytes.Repeat([]byte{1, 2, 3}, n)) }
	return []hostile{
		{"PNG of 30000×30000", pngOf(30000, 30000, 8, 6, 0, idat(1000, 0)), ErrTooLarge, "px a side"},
		{"PNG of 2³¹-1 squared", pngOf(1<<31-1, 1<<31-1, 16, 6, 1, idat(1000, 0)), ErrTooLarge, "px a side"},
		{"PNG of 2³²-1 squared", pngOf(1<<32-1, 1<<32-1, 16, 6, 1), ErrBroken, ""},
		{"PNG of 0×0", pngOf(0, 0, 8, 2, 0), ErrBroken, "0×0"},
		{"PNG of 1×60000", pngOf(1, 60000, 8, 0, 0, idat(120_000, 0)), ErrTooLarge, "px a side"},
		{"PNG of 16384×1", pngOf(16384, 1, 8, 0, 0, idat(16385, 0)), nil, ""},
		{"PNG of 7000×7000 RGBA", pngOf(7000, 7000, 8, 6, 0, idat(1000, 0)), ErrTooLarge, "MB to decode"},
		{"PNG of 4000×4000 in 100 bytes", pngOf(4000, 4000, 8, 6, 0, idat(1000, 0)), ErrBroken, "cannot hold"},
		{"PNG whose pixels end early", pngOf(400, 400, 8, 2, 0, idat(1000, 0)), ErrBroken, ""},
		{"PNG with ten times the pixels", pngOf(10, 10, 8, 0, 0, idat(1100, 0)), ErrBroken, ""},
		{"PNG zip bomb behind a small picture", pngOf(10, 10, 8, 0, 0, idat(50_000_000, 0)), ErrBroken, ""},
		{"PNG without pixels", pngOf(10, 10, 8, 0, 0), ErrBroken, ""},
		{"PNG with filter 7", pngOf(2, 2, 8, 0, 0, idat(6, 7)), ErrBroken, ""},
		{"PNG with depth 3", pngOf(2, 2, 3, 0, 0, idat(6, 0)), ErrBroken, ""},
		{"PNG with colour type 5", pngOf(2, 2, 8, 5, 0, idat(6, 0)), ErrBroken, ""},
		{"PNG with interlace 9", pngOf(2, 2, 8, 0, 9, idat(6, 0)), ErrBroken, ""},
		{"PNG indices beyond the palette", pngOf(8, 8, 8, 3, 0, plte(2), idat(72, 0)), nil, ""},
		{"PNG all indices beyond the palette", paletteOverflow(), nil, ""},
		{"PNG palette missing", pngOf(8, 8, 8, 3, 0, idat(72, 0)), ErrBroken, ""},
		{"PNG palette of 300", pngOf(8, 8, 8, 3, 0, plte(300), idat(72, 0)), ErrBroken, ""},
		{"PNG of 16 bits", encodePNG(t, image.NewNRGBA64(image.Rect(0, 0, 5, 5))), nil, ""},
		{"PNG interlaced", interlaced, nil, ""},
		{"PNG interlaced, cut", interlaced[:len(interlaced)*2/3], ErrBroken, ""},
		{"PNG with a wrong checksum", flipped, ErrBroken, ""},
		{"PNG cut in the header", whole[:20], ErrBroken, "cut off"},
		{"PNG cut in the pixels", whole[:len(whole)/2], ErrBroken, ""},
		{"PNG chunk of 4 GB", pngOf(5, 5, 8, 0, 0, []byte("\xff\xff\xff\xffIDAT")), ErrBroken, ""},
		{"PNG with 100,000 empty chunks", insertPNG(whole, bytes.Repeat(pngChunk("tEXt", nil), 100_000)), ErrTooLarge, "without metadata"},
		{"PNG with 9,000 empty chunks", insertPNG(whole, bytes.Repeat(pngChunk("tEXt", nil), 9_000)), nil, ""},
		{"animated PNG", insertPNG(whole, pngChunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0})), nil, ""},
		{"PNG with a broken orientation", insertPNG(whole, pngChunk("eXIf", []byte("MM\x00*\xff\xff\xff\xff"))), nil, ""},
	}
}

// paletteOverflow has a palette of two and indices of 255.
func paletteOverflow() []byte {
	rows := bytes.Repeat(append([]byte{0}, bytes.Repeat([]byte{255}, 8)...), 8)
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(rows)
	w.Close()
	return pngOf(8, 8, 8, 3, 0, pngChunk("PLTE", []byte{1, 2, 3, 4, 5, 6}), pngChunk("IDAT", b.Bytes()))
}

func hostileGIFs(t *testing.T) []hostile {
	frame := image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.Black, color.White, color.Transparent})
	draw.Draw(frame, image.Rect(5, 5, 9, 9), image.White, image.Point{}, draw.Src)
	animated := &gif.GIF{}
	for range 50 {
		animated.Image, animated.Delay = append(animated.Image, frame), append(animated.Delay, 5)
	}
	whole := encodeGIF(t, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}})
	screen := func(w, h uint16) []byte {
		out := bytes.Clone(whole)
		binary.LittleEndian.PutUint16(out[6:], w)
		binary.LittleEndian.PutUint16(out[8:], h)
		return out
	}
	return []hostile{
		{"animated GIF", encodeGIF(t, animated), nil, ""},
		{"GIF screen of 65535×65535", screen(65535, 65535), ErrTooLarge, "px a side"},
		{"GIF screen of 7000×7000", screen(7000, 7000), ErrTooLarge, "MB to decode"},
		{"GIF screen of 0×0", screen(0, 0), ErrBroken, "0×0"},
		{"GIF frame outside of its screen", screen(10, 10), ErrBroken, ""},
		{"GIF cut in the header", whole[:9], ErrBroken, "cut off"},
		{"GIF cut in the palette", whole[:16], ErrBroken, ""},
		{"GIF cut in the pixels", whole[:len(whole)-8], ErrBroken, ""},
		{"GIF without a frame", append(bytes.Clone(whole[:13]), ';'), ErrBroken, ""},
	}
}

func hostileWebPs(t *testing.T) []hostile {
	lossy, lossless, alpha := readFile(t, "lossy.webp"), readFile(t, "lossless.webp"), readFile(t, "alpha.webp")
	vp8lBits := func(w, h int) []byte {
		out := bytes.Clone(lossless)
		binary.LittleEndian.PutUint32(out[21:], uint32(w-1)|uint32(h-1)<<14)
		return out
	}
	return []hostile{
		{"animated WebP", animation(lossy, 2, 4, 33, 17, 50, 30), nil, ""},
		{"animated WebP with alpha", animation(alpha, 0, 0, 33, 17, 33, 17), nil, ""},
		{"animated lossless WebP", animation(lossless, 0, 0, 33, 17, 33, 17), nil, ""},
		{"WebP frame outside of its canvas", animation(lossy, 20, 4, 33, 17, 50, 30), ErrBroken, "canvas"},
		{"WebP frame larger than its picture", animation(lossy, 0, 0, 40, 17, 50, 30), ErrBroken, "canvas"},
		{"WebP animation without a picture", riffOf(vp8x(2, 9, 9), riffChunk("ANMF", make([]byte, 16))), ErrBroken, "without a picture"},
		{"WebP animation with a short frame", riffOf(vp8x(2, 9, 9), riffChunk("ANMF", make([]byte, 5))), ErrBroken, "without a picture"},
		{"WebP canvas of 2²⁴ squared", riffOf(vp8x(0, 1<<24, 1<<24), lossy[12:]), ErrBroken, "canvas"},
		{"WebP canvas unlike its picture", riffOf(vp8x(0, 32, 17), lossy[12:]), ErrBroken, "canvas"},
		{"WebP with two canvases", riffOf(vp8x(0, 33, 17), vp8x(0, 9, 9), lossy[12:]), ErrBroken, "VP8X"},
		{"WebP canvas behind its picture", riffOf(lossy[12:], vp8x(0, 9, 9)), ErrBroken, "VP8X"},
		{"lossless WebP of 16383×16383", vp8lBits(16383, 16383), ErrTooLarge, "megapixels"},
		{"lossless WebP of 7000×7000", vp8lBits(7000, 7000), ErrTooLarge, "MB to decode"},
		{"lossless WebP of 300×300", vp8lBits(300, 300), errEither, ""},
		{"WebP without chunks", riffOf(), ErrBroken, "without a picture"},
		{"WebP of unknown chunks", riffOf(riffChunk("JUNK", make([]byte, 100))), ErrBroken, "without a picture"},
		{"WebP chunk of 4 GB", append(riffOf(), "VP8 \xff\xff\xff\xff"...), ErrBroken, ""},
		{"WebP alpha missing", riffOf(vp8x(1<<4, 33, 17), lossy[12:]), ErrBroken, ""},
		{"WebP cut in the header", lossy[:14], ErrBroken, "without a picture"},
		{"WebP cut in the picture", lossy[:len(lossy)/2], ErrBroken, ""},
		{"WebP alpha cut", alpha[:60], ErrBroken, ""},
	}
}

func hostileOthers(t *testing.T) []hostile {
	return []hostile{
		{"nothing", nil, ErrBroken, "empty"},
		{"one byte", []byte{0xff}, ErrUnsupported, "no known picture format"},
		{"noise", bytes.Repeat([]byte{0x5a, 0x13}, 500), ErrUnsupported, "no known picture format"},
		{"21 MB", append([]byte("\xff\xd8\xff"), make([]byte, 21<<20)...), ErrTooLarge, "compress it"},
		{"JPEG's first bytes alone", []byte("\xff\xd8\xff"), ErrBroken, "cut off"},
		{"PNG's first bytes alone", []byte("\x89PNG\r\n\x1a\n"), ErrBroken, "cut off"},
		{"WebP's first bytes alone", []byte("RIFF\x00\x00\x00\x00WEBP"), ErrBroken, "cut off"},
		{"GIF's first bytes alone", []byte("GIF89a"), ErrBroken, "cut off"},
		{"PNG's first bytes on a JPEG", append([]byte("\x89PNG\r\n\x1a\n"), readFile(t, "420.jpg")...), ErrBroken, ""},
		{"GIF's first bytes on a PNG", append([]byte("GIF89a"), encodePNG(t, drawing())[6:]...), ErrBroken, ""},
		{"AVIF", []byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), ErrUnsupported, "AVIF is not supported; use JPEG, PNG, WebP or GIF"},
		{"HEIC", []byte("\x00\x00\x00\x20ftypheic\x00\x00\x00\x00"), ErrUnsupported, "HEIC"},
		{"SVG", []byte("\ufeff<?xml version='1.0'?><!-- x --><SVG/>"), ErrUnsupported, "SVG"},
		{"HTML", []byte("\n <!DOCTYPE html><title>404</title>"), ErrUnsupported, "HTML"},
		{"BMP", []byte("BM\x00\x00\x00\x00"), ErrUnsupported, "BMP"},
		{"TIFF", []byte("II*\x00\x08\x00\x00\x00"), ErrUnsupported, "TIFF"},
		{"JPEG XL", []byte("\xff\x0a\x00"), ErrUnsupported, "JPEG XL"},
		{"PDF", []byte("%PDF-1.7\n"), ErrUnsupported, "PDF"},
		{"WAV, which is RIFF as well", []byte("RIFF\x00\x00\x00\x00WAVEfmt "), ErrUnsupported, "no known"},
	}
}

// TestHostile: each file is answered within a second and 64 MB (figure F12), with an error of the right kind
// that says what to do, or with a picture that can be scaled.
func TestHostile(t *testing.T) {
	const (
		maxTime   = time.Second
		maxMemory = 64 << 20
	)
	var list []hostile
	for _, make := range []func(*testing.T) []hostile{hostileJPEGs, hostilePNGs, hostileGIFs, hostileWebPs, hostileOthers} {
		list = append(list, make(t)...)
	}
	if len(list) < 120 {
		t.Errorf("%d files, want 120", len(list))
	}
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			p, err := Decode(c.data, DefaultLimits())
			if err == nil {
				scaleAll(t, p, 40, 30)
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			// All that was asked for, given back or not: more than what was held at once.
			if took > maxTime || after.TotalAlloc-before.TotalAlloc > maxMemory {
				t.Errorf("took %v and %d MB", took, (after.TotalAlloc-before.TotalAlloc)>>20)
			}
			checkHostile(t, c, err)
		})
	}
}

func checkHostile(t *testing.T, c hostile, err error) {
	t.Helper()
	if errors.Is(c.kind, errEither) {
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Errorf("error %v, want ErrBroken or none", err)
		}
		return
	}
	if !errors.Is(err, c.kind) {
		t.Fatalf("error %v, want %v", err, c.kind)
	}
	if err == nil {
		return
	}
	if !strings.Contains(err.Error(), c.says) {
		t.Errorf("error %q does not say %q", err, c.says)
	}
	if strings.Contains(err.Error(), "the decoder failed") {
		t.Errorf("a panic was caught: %v", err)
	}
}

// TestRecover: a decoder's panic is an error.
func TestRecover(t *testing.T) {
	saved := formats["GIF"]
	defer func() { formats["GIF"] = saved }()
	formats["GIF"] = format{header: func([]byte) (header, error) { panic("index out of range") }}
	if _, err := Decode([]byte("GIF89a"), DefaultLimits()); !errors.Is(err, ErrBroken) {
		t.Errorf("a panic became %v", err)
	}
}

// TestLimits: every limit is kept to, and one more is too much.
func TestLimits(t *testing.T) {
	data := encodePNG(t, image.NewGray(image.Rect(0, 0, 20, 10)))
	just := Limits{MaxBytes: len(data), MaxSide: 20, MaxPixels: 200, MaxMemory: 200}
	if _, err := Decode(data, just); err != nil {
		t.Errorf("just within the limits: %v", err)
	}
	for name, less := range map[string]func(*Limits){
		"MaxBytes": func(l *Limits) { l.MaxBytes-- }, "MaxSide": func(l *Limits) { l.MaxSide-- },
		"MaxPixels": func(l *Limits) { l.MaxPixels-- }, "MaxMemory": func(l *Limits) { l.MaxMemory-- },
	} {
		l := just
		less(&l)
		if _, err := Decode(data, l); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s one less: %v", name, err)
		}
	}
}
