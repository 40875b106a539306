package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// The pictures in testdata were made with cjpeg and cwebp from one drawing of 33×17 px: red rises to the
// right, blue falls, green rises downwards; top left is white, bottom right black.

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeGIF(t testing.TB, g *gif.GIF) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drawing is the picture of testdata, before compression.
func drawing() *image.RGBA {
	const w, h = 33, 17
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{byte(x * 255 / (w - 1)), byte(y * 255 / (h - 1)), byte(255 - x*255/(w-1)), 255}
			if x < 8 && y < 8 {
				c = color.RGBA{255, 255, 255, 255}
			}
			if x >= 24 && y >= 9 {
				c = color.RGBA{0, 0, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// pngChunk returns a chunk with its checksum.
func pngChunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngOf returns a file of IHDR, chunks and IEND.
func pngOf(w, h uint32, depth, colorType, interlace byte, chunks ...[]byte) []byte {
	ihdr := binary.BigEndian.AppendUint32(nil, w)
	ihdr = binary.BigEndian.AppendUint32(ihdr, h)
	ihdr = append(ihdr, depth, colorType, 0, 0, interlace)
	b := append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", ihdr)...)
	for _, c := range chunks {
		b = append(b, c...)
	}
	return append(b, pngChunk("IEND", nil)...)
}

// insertPNG puts chunks between IHDR and the rest.
func insertPNG(file []byte, chunks ...[]byte) []byte {
	const ihdrEnd = 33
	out := bytes.Clone(file[:ihdrEnd])
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, file[ihdrEnd:]...)
}

// exifOf returns a TIFF block with the orientation.
func exifOf(order binary.AppendByteOrder, orientation uint16) []byte {
	mark := "II"
	if order.String() == "BigEndian" {
		mark = "MM"
	}
	b := order.AppendUint16([]byte(mark), 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint16(b, 0x010f) // the maker comes first, as in cameras' files
	b = order.AppendUint16(b, 2)
	b = order.AppendUint32(b, 4)
	b = append(b, "Cam\x00"...)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, orientation)
	b = order.AppendUint16(b, 0)
	return order.AppendUint32(b, 0)
}

// segment returns a JPEG marker segment.
func segment(code byte, data []byte) []byte {
	b := append([]byte{0xff, code}, byte((len(data)+2)>>8), byte(len(data)+2))
	return append(b, data...)
}

// insertJPEG puts a segment behind SOI.
func insertJPEG(file []byte, code byte, data []byte) []byte {
	out := append(bytes.Clone(file[:2]), segment(code, data)...)
	return append(out, file[2:]...)
}

// flatJPEG returns an 8×8 picture whose components have the given values everywhere: one block each, with a
// mean and nothing else. Values are multiples of 8 away from 128, as the quantiser of the mean is 64 (8·8).
func flatJPEG(adobeTransform int, values ...int) []byte {
	b := []byte{0xff, 0xd8}
	if adobeTransform >= 0 {
		b = append(b, segment(0xee, append([]byte("Adobe\x00\x64\x00\x00\x00\x00"), byte(adobeTransform)))...)
	}
	quantizers := bytes.Repeat([]byte{64}, 64)
	b = append(b, segment(0xdb, append([]byte{0}, quantizers...))...)
	frame, scan := []byte{8, 0, 8, 0, 8, byte(len(values))}, []byte{byte(len(values))}
	for i := range values {
		frame = append(frame, byte(i+1), 0x11, 0)
		scan = append(scan, byte(i+1), 0)
	}
	b = append(b, segment(0xc0, frame)...)
	// Eight codes of three bits for the mean's categories 0..5 (and two unused), one bit for the end of a
	// block.
	b = append(b, segment(0xc4, []byte{0x00, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5})...)
	b = append(b, segment(0xc4, []byte{0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})...)
	b = append(b, segment(0xda, append(scan, 0, 63, 0))...)
	bits, n := uint64(0), 0
	for _, v := range values {
		level := (v - 128) / 8
		category, magnitude := 0, level
		for a := max(level, -level); a > 0; a >>= 1 {
			category++
		}
		if level < 0 {
			magnitude = level - 1
		}
		bits = bits<<3 | uint64(category)
		bits = bits<<category | uint64(magnitude)&(1<<category-1)
		bits <<= 1
		n += 3 + category + 1
	}
	for ; n%8 != 0; n++ {
		bits = bits<<1 | 1
	}
	for n -= 8; n >= 0; n -= 8 {
		b = append(b, byte(bits>>n))
		if byte(bits>>n) == 0xff {
			b = append(b, 0)
		}
	}
	return append(b, 0xff, 0xd9)
}

// riffOf returns a WebP file of chunks.
func riffOf(chunks ...[]byte) []byte {
	body := []byte("WEBP")
	for _, c := range chunks {
		body = append(body, c...)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// riffChunk returns a padded chunk.
func riffChunk(id string, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(id), uint32(len(data)))
	b = append(b, data...)
	return append(b, make([]byte, len(data)%2)...)
}

// vp8x returns the chunk of an extended file.
func vp8x(flags byte, w, h int) []byte {
	d := make([]byte, 10)
	d[0] = flags
	putUint24(d[4:], w-1)
	putUint24(d[7:], h-1)
	return riffChunk("VP8X", d)
}

// animation wraps the chunks of a still WebP as the first frame at x, y of a canvas of w×h px.
func animation(still []byte, x, y, fw, fh, w, h int) []byte {
	const animated, alpha = 1 << 1, 1 << 4
	frame := make([]byte, 16)
	putUint24(frame, x/2)
	putUint24(frame[3:], y/2)
	putUint24(frame[6:], fw-1)
	putUint24(frame[9:], fh-1)
	putUint24(frame[12:], 100)
	chunks := still[12:]
	if string(chunks[:4]) == "VP8X" {
		chunks = chunks[18:]
	}
	anmf := riffChunk("ANMF", append(frame, chunks...))
	return riffOf(vp8x(animated|alpha, w, h), riffChunk("ANIM", make([]byte, 6)), anmf, anmf)
}

// pixelsOf decodes and returns the upright picture at its own size.
func pixelsOf(t testing.TB, data []byte) *image.RGBA {
	t.Helper()
	p, err := Decode(data, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	w, h := p.Size()
	m, err := p.Scaled(0, 0, float64(w), float64(h), w, h)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// difference returns the mean and the largest difference of two pictures, in 255ths.
func difference(t testing.TB, a, b *image.RGBA) (mean float64, largest int) {
	t.Helper()
	if a.Rect.Size() != b.Rect.Size() {
		t.Fatalf("sizes differ: %v and %v", a.Rect.Size(), b.Rect.Size())
	}
	sum, n := 0, 0
	for y := range a.Rect.Dy() {
		ra, rb := a.Pix[y*a.Stride:][:4*a.Rect.Dx()], b.Pix[y*b.Stride:]
		for i, v := range ra {
			d := int(v) - int(rb[i])
			d = max(d, -d)
			sum += d
			n++
			largest = max(largest, d)
		}
	}
	return float64(sum) / float64(n), largest
}
