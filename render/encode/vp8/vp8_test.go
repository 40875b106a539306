package vp8

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/image/vp8"

	"placard/render/internal/judge"
)

// noisy draws something of everything: flat, slopes, stripes and noise in squares.
func noisy(width, height int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for top := 0; top < height; top += 13 {
		for left := 0; left < width; left += 17 {
			kind := r.IntN(5)
			base := color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
			for y := top; y < min(top+13, height); y++ {
				for x := left; x < min(left+17, width); x++ {
					c := base
					switch kind {
					case 1:
						c.R, c.G = c.R+uint8(5*x), c.G+uint8(3*y)
					case 2:
						if (x+y)/3%2 == 0 {
							c = color.RGBA{255, 255, 255, 255}
						}
					case 3:
						c.R, c.G, c.B = uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256))
					case 4:
						c.G += uint8(r.IntN(9))
					}
					img.SetRGBA(x, y, c)
				}
			}
		}
	}
	return img
}

// record encodes without a loop filter, and returns the samples that the encoder thinks a decoder has.
func record(t *testing.T, e *encoder, img *image.RGBA, o Options, most int) ([]byte, *image.YCbCr) {
	t.Helper()
	e.start(img, o, most)
	e.frame.level = 0
	b := img.Rect
	whole := image.NewYCbCr(image.Rect(0, 0, (b.Dx()+15)&^15, (b.Dy()+15)&^15), image.YCbCrSubsampleRatio420)
	e.seen = func(x, y int, r *result) {
		for i, v := range r.samples {
			n, at := i/16, i%16
			switch {
			case n < chromaAt:
				whole.Y[(16*y+n/4*4+at/4)*whole.YStride+16*x+n%4*4+at%4] = v
			default:
				k := (n - chromaAt) % 4
				plane := whole.Cb
				if n >= chromaAt+4 {
					plane = whole.Cr
				}
				plane[(8*y+k/2*4+at/4)*whole.CStride+8*x+k%2*4+at%4] = v
			}
		}
	}
	e.macroblocks(img)
	data, err := e.append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return data, whole
}

func decode(t *testing.T, data []byte) *image.YCbCr {
	t.Helper()
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(data), len(data))
	if _, err := d.DecodeFrameHeader(); err != nil {
		t.Fatal(err)
	}
	img, err := d.DecodeFrame()
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// planesOf is the visible samples, as dwebp -yuv writes them.
func planesOf(img *image.YCbCr) []byte {
	var b bytes.Buffer
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		b.Write(img.Y[y*img.YStride:][:w])
	}
	for _, plane := range [][]byte{img.Cb, img.Cr} {
		for y := range (h + 1) / 2 {
			b.Write(plane[y*img.CStride:][:(w+1)/2])
		}
	}
	return b.Bytes()
}

// riff puts a frame into the smallest container.
func riff(frame []byte) []byte {
	if len(frame)%2 != 0 {
		frame = append(bytes.Clone(frame), 0)
	}
	le := func(n int) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }
	return append([]byte("RIFF"+le(len(frame)+12)+"WEBPVP8 "+le(len(frame))), frame...)
}

func dwebp(t *testing.T, frame []byte) []byte {
	t.Helper()
	tool := judge.Require(t, "dwebp", "webp")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.webp"), filepath.Join(dir, "a.yuv")
	if err := os.WriteFile(in, riff(frame), 0o600); err != nil {
		t.Fatal(err)
	}
	if msg, err := exec.Command(tool, "-yuv", in, "-o", out).CombinedOutput(); err != nil {
		t.Fatalf("dwebp: %v\n%s", err, msg)
	}
	planes, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return planes
}

// The decoder of x/image has the samples of the encoder, bit by bit.
func TestDecodersAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for n := range 60 {
		width, height := 1+r.IntN(70), 1+r.IntN(70)
		o := Options{Quality: 1 + r.IntN(100), Method: n % 5}
		t.Run(fmt.Sprintf("%dx%d q%d m%d", width, height, o.Quality, o.Method), func(t *testing.T) {
			img := noisy(width, height, uint64(n))
			data, want := record(t, new(encoder), img, o, anyCost)
			got := decode(t, data)
			want.Rect = got.Rect
			if !bytes.Equal(planesOf(got), planesOf(want)) {
				t.Error("decoder and encoder disagree")
			}
		})
	}
}

// With the loop filter on, two decoders agree.
func TestFilteredDecodersAgree(t *testing.T) {
	for n, quality := range []int{1, 20, 50, 75, 90, 100} {
		frame, err := Encode(noisy(61+n, 45+n, uint64(n)), Options{Quality: quality, Method: n % 5})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(planesOf(decode(t, frame)), dwebp(t, frame)) {
			t.Errorf("quality %d: dwebp and x/image disagree", quality)
		}
	}
}

// The smallest and the longest pictures have a frame, longer ones have not.
func TestSizes(t *testing.T) {
	for _, p := range []image.Point{{1, 1}, {MaxSide, 1}, {1, MaxSide}} {
		frame, err := Encode(noisy(p.X, p.Y, 1), Options{Quality: 30})
		if err != nil {
			t.Fatal(err)
		}
		if got := decode(t, frame).Rect.Size(); got != p {
			t.Errorf("%v is decoded as %v", p, got)
		}
	}
	for _, p := range []image.Point{{0, 0}, {0, 5}, {MaxSide + 1, 1}, {1, MaxSide + 1}} {
		if _, err := Encode(image.NewRGBA(image.Rect(0, 0, p.X, p.Y)), Options{Quality: 30}); !errors.Is(err, ErrSize) {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// Where modes might not fit the first partition, each macroblock keeps to its share.
func TestShareOfModes(t *testing.T) {
	const share = 30 * 256
	img := image.NewRGBA(image.Rect(0, 0, 96, 80))
	r := rand.New(rand.NewPCG(3, 3))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256))
	}
	for method := range maxMethod + 1 {
		e := new(encoder)
		data, want := record(t, e, img, Options{Quality: 90, Method: method}, share)
		if got := decode(t, data); !bytes.Equal(planesOf(got), planesOf(&image.YCbCr{Y: want.Y, Cb: want.Cb, Cr: want.Cr, YStride: want.YStride, CStride: want.CStride, Rect: got.Rect})) {
			t.Errorf("method %d: decoder and encoder disagree", method)
		}
		if n := len(e.first.out); n > headroom+len(e.choices)*(share+headroomBit)/256/8 {
			t.Errorf("method %d: %d bytes of modes", method, n)
		}
	}
}

// What is weighed is what is written: a block costs what its tokens cost at the default probabilities.
func TestBlockCost(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		var levels [16]int16
		last := int8(-1)
		plane, context := r.IntN(planes), uint8(r.IntN(contexts))
		first := 0
		if plane == planeLumaAC {
			first = 1
		}
		for n := first; n < 16; n++ {
			if r.IntN(3) == 0 {
				levels[n] = int16(r.IntN(1+r.IntN(wideLevel)) - r.IntN(1+r.IntN(wideLevel)))
			}
			if levels[n] != 0 {
				last = int8(n)
			}
		}
		e := new(tokens)
		e.block(&levels, plane, int(context), first, int(last))
		want := 0
		for _, k := range e.list {
			slot := int(k / 2)
			p := uint8(slot - fixedSlot)
			if slot < fixedSlot {
				p = defaultProbabilities[slot/(bands*contexts*nodes)][slot/(contexts*nodes)%bands][slot/nodes%contexts][slot%nodes]
			}
			want += bitCost(k&1 != 0, p)
		}
		if got := blockCost(&levels, plane, context, first, last); got != want {
			t.Fatalf("%v costs %d, weighed as %d", levels, want, got)
		}
	}
}

// A flat ground stays what it is, however coarse the rest is: bands of tint would be seen.
func TestGroundStaysEven(t *testing.T) {
	const off = 1 // of 255
	ground := color.RGBA{250, 245, 238, 255}
	img := image.NewRGBA(image.Rect(0, 0, 320, 160))
	draw.Draw(img, img.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(16, 16, 96, 80), noisy(80, 64, 9), image.Point{}, draw.Src)
	row := make([]source, 320/side)
	sample(row, img, 144)
	for i := range 2 * (maxMethod + 1) {
		method, quality := i/2, 50+i%2*30
		frame, err := Encode(img, Options{Quality: quality, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		got := decode(t, frame)
		for x := 160; x < 320; x++ {
			c := got.YCbCrAt(x, 120)
			for plane, d := range []int{int(c.Y) - int(row[15][0]), int(c.Cb) - int(row[15][16*chromaAt]), int(c.Cr) - int(row[15][20*chromaAt])} {
				if d < -off || d > off {
					t.Fatalf("method %d, quality %d: plane %d is off by %d at column %d", method, quality, plane, d, x)
				}
			}
		}
	}
}

// What is taken for silent has no level, and at least a quarter of what has none is taken for silent.
func TestSilentBlocksHaveNoLevels(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for index := range maxIndex + 1 {
		q := newQuantizer(index, finerChroma(index))
		silent, empty := 0, 0
		for range 2000 {
			var src, pred block
			mean, spread := r.IntN(33)-16, 1+r.IntN(1+index/4)
			for i := range src {
				pred[i] = uint8(60 + r.IntN(100))
				src[i] = uint8(int(pred[i]) + mean + r.IntN(spread) - r.IntN(spread))
			}
			for _, m := range []*matrix{&q.luma, &q.chroma} {
				var raw coefficients
				var levels [16]int16
				forward(&raw, &src, &pred)
				last, _ := m.quantize(&levels, &raw, &raw, 0)
				if last < 0 {
					empty++
				}
				if !m.silent(&src, &pred, squaredError(&src, &pred)) {
					continue
				}
				silent++
				if last >= 0 {
					t.Fatalf("index %d: %v beside %v has levels %v", index, src, pred, levels)
				}
			}
		}
		if silent < empty/4 {
			t.Errorf("index %d: %d blocks without levels, only %d silent", index, empty, silent)
		}
	}
}
