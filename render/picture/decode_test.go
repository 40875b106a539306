package picture

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"testing"

	"placard/render/internal/exif"
	"placard/render/picture/jpeg"
)

// TestFormats reads the drawing in every form that is supported. The tolerances are what the format loses:
// chroma subsampling blurs the edges of the black and the white square.
func TestFormats(t *testing.T) {
	grey := image.NewRGBA(drawing().Rect)
	draw.Draw(grey, grey.Rect, drawing(), image.Point{}, draw.Src)
	for i := 0; i < len(grey.Pix); i += 4 {
		y, _, _ := color.RGBToYCbCr(grey.Pix[i], grey.Pix[i+1], grey.Pix[i+2])
		copy(grey.Pix[i:], []byte{y, y, y})
	}
	for _, c := range []struct {
		file string
		want *image.RGBA
		mean float64
	}{
		{"444.jpg", drawing(), 0.8},
		{"422.jpg", drawing(), 2},
		{"440.jpg", drawing(), 2.5},
		{"420.jpg", drawing(), 3.2},
		{"411.jpg", drawing(), 3.2},
		{"410.jpg", drawing(), 4.2},
		{"progressive.jpg", drawing(), 3.2},
		{"restart.jpg", drawing(), 3.2},
		{"rgb.jpg", drawing(), 0.4},
		{"grey.jpg", grey, 0.3},
		{"lossy.webp", drawing(), 2.6},
		{"lossless.webp", drawing(), 0},
	} {
		t.Run(c.file, func(t *testing.T) {
			data := readFile(t, c.file)
			mean, largest := difference(t, pixelsOf(t, data), c.want)
			t.Logf("mean difference %.2f, largest %d", mean, largest)
			if mean > c.mean {
				t.Errorf("mean difference %.2f, want at most %.1f", mean, c.mean)
			}
			if p, _ := Decode(data, DefaultLimits()); !p.Opaque() {
				t.Error("not opaque")
			}
		})
	}
}

// TestPNG reads every pixel type of the PNG decoder, alpha premultiplied.
func TestPNG(t *testing.T) {
	r := image.Rect(0, 0, 21, 5)
	images := map[string]draw.Image{
		"NRGBA": image.NewNRGBA(r), "NRGBA64": image.NewNRGBA64(r), "RGBA64": image.NewRGBA64(r),
		"Gray": image.NewGray(r), "Gray16": image.NewGray16(r), "Paletted": image.NewPaletted(r, palette.Plan9),
	}
	for name, m := range images {
		for y := range 5 {
			for x := range 21 {
				a := uint16(0xffff)
				if y > 2 {
					a = uint16(x * 0x0ccc)
				}
				m.Set(x, y, color.NRGBA64{uint16(x * 3000), uint16(y * 9000), 0x7fff, a})
			}
		}
		t.Run(name, func(t *testing.T) {
			want := image.NewRGBA(r)
			draw.Draw(want, r, m, image.Point{}, draw.Src)
			// image/draw truncates where Decode rounds.
			if _, largest := difference(t, pixelsOf(t, encodePNG(t, m)), want); largest > 1 {
				t.Errorf("largest difference %d, want at most 1", largest)
			}
		})
	}
}

// TestPaletteOverflow: pixels beyond the palette crash imaging (CVE-2023-36308). The PNG decoder takes them
// for opaque black, a Paletted made by hand is transparent there.
func TestPaletteOverflow(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 9, 1), color.Palette{color.White})
	m.Pix[4] = 200
	p := fromPaletted(m, m.Rect)
	if got := p.whole().RGBAAt(4, 0); got != (color.RGBA{}) || p.opaque {
		t.Errorf("index beyond the palette: %v, opaque %v; want transparent", got, p.opaque)
	}
}

// TestGIFFrame: the first frame is placed on the screen, what it leaves free is transparent.
func TestGIFFrame(t *testing.T) {
	first := image.NewPaletted(image.Rect(3, 2, 7, 5), color.Palette{color.RGBA{255, 0, 0, 255}})
	second := image.NewPaletted(image.Rect(0, 0, 10, 8), color.Palette{color.RGBA{0, 255, 0, 255}})
	data := encodeGIF(t, &gif.GIF{
		Image: []*image.Paletted{first, second}, Delay: []int{1, 1},
		Config: image.Config{Width: 10, Height: 8},
	})
	m := pixelsOf(t, data)
	if m.Rect.Dx() != 10 || m.Rect.Dy() != 8 {
		t.Fatalf("size %v, want the screen's 10×8", m.Rect)
	}
	for _, c := range []struct {
		x, y int
		want color.RGBA
	}{{2, 2, color.RGBA{}}, {3, 2, color.RGBA{255, 0, 0, 255}}, {6, 4, color.RGBA{255, 0, 0, 255}}, {7, 4, color.RGBA{}}} {
		if got := m.RGBAAt(c.x, c.y); got != c.want {
			t.Errorf("pixel %d,%d = %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// TestCMYK: Adobe stores inks inverted, whether as CMYK (transform 0) or as YCCK (2).
func TestCMYK(t *testing.T) {
	for _, c := range []struct {
		name   string
		data   []byte
		want   color.RGBA
		within int
	}{
		{"CMYK", flatJPEG(0, 248, 128, 8, 248), color.RGBA{241, 124, 8, 255}, 2},
		{"CMYK black", flatJPEG(0, 248, 248, 248, 8), color.RGBA{8, 8, 8, 255}, 2},
		{"YCCK", flatJPEG(2, 128, 128, 128, 248), color.RGBA{124, 124, 124, 255}, 2},
		{"Adobe RGB", flatJPEG(0, 248, 128, 8), color.RGBA{248, 128, 8, 255}, 1},
		{"YCbCr", flatJPEG(-1, 128, 128, 128), color.RGBA{128, 128, 128, 255}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := image.NewRGBA(image.Rect(0, 0, 8, 8))
			draw.Draw(want, want.Rect, image.NewUniform(c.want), image.Point{}, draw.Src)
			got := pixelsOf(t, c.data)
			if _, largest := difference(t, got, want); largest > c.within {
				t.Errorf("got %v, want %v within %d", got.RGBAAt(0, 0), c.want, c.within)
			}
		})
	}
}

// TestOrientation turns a picture by each EXIF value, in each format that carries one, and compares
// with the pixels moved by the definition: where the file's first row and column are to be seen.
func TestOrientation(t *testing.T) {
	const w, h = 5, 3
	stored := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range stored.Pix {
		stored.Pix[i] = byte(i * 37)
	}
	for i := 3; i < len(stored.Pix); i += 4 {
		stored.Pix[i] = 255
	}
	moved := map[uint16]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return h - 1 - y, x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y int) (int, int) { return y, w - 1 - x },
	}
	plain := encodePNG(t, stored)
	for value, to := range moved {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			m := pixelsOf(t, insertPNG(plain, pngChunk("eXIf", exifOf(order, value))))
			for y := range h {
				for x := range w {
					u, v := to(x, y)
					if got, want := m.RGBAAt(u, v), color.RGBA(stored.NRGBAAt(x, y)); got != want {
						t.Fatalf("orientation %d, %v: pixel %d,%d = %v, want %v", value, order, u, v, got, want)
					}
				}
			}
		}
	}
	exif := append([]byte("Exif\x00\x00"), exifOf(binary.BigEndian, 6)...)
	still := readFile(t, "lossy.webp")
	for name, data := range map[string][]byte{
		"JPEG": insertJPEG(readFile(t, "420.jpg"), jpeg.APP1, exif),
		"WebP": riffOf(vp8x(1<<3, 33, 17), still[12:], riffChunk("EXIF", exif)),
	} {
		p, err := Decode(data, DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if w, h := p.Size(); w != 17 || h != 33 {
			t.Errorf("%s turned by 90°: %d×%d, want 17×33", name, w, h)
		}
	}
}

// TestOrientedCrop: a part is meant of the upright picture.
func TestOrientedCrop(t *testing.T) {
	plain := encodePNG(t, drawing())
	for value := uint16(1); value <= 8; value++ {
		p, err := Decode(insertPNG(plain, pngChunk("eXIf", exifOf(binary.LittleEndian, value))), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		w, h := p.Size()
		whole, _ := p.Scaled(0, 0, float64(w), float64(h), w, h)
		part, err := p.Scaled(2, 3, 9, 8, 7, 5)
		if err != nil {
			t.Fatal(err)
		}
		want := image.NewRGBA(image.Rect(0, 0, 7, 5))
		draw.Draw(want, want.Rect, whole, image.Pt(2, 3), draw.Src)
		if _, largest := difference(t, part, want); largest != 0 {
			t.Errorf("orientation %d: the part differs by %d from the whole's", value, largest)
		}
	}
}

// TestExifGarbage: a damaged note leaves the picture upright and never fails.
func TestExifGarbage(t *testing.T) {
	good := exifOf(binary.LittleEndian, 6)
	far := append([]byte("II*\x00"), 0xff, 0xff, 0xff, 0xff)
	for name, block := range map[string][]byte{
		"empty": nil, "short": good[:7], "no entries": good[:10], "cut in the entry": good[:30], "other byte order": append([]byte("XX"), good[2:]...),
		"offset beyond": far, "value 9": exifOf(binary.LittleEndian, 9), "value 0": exifOf(binary.BigEndian, 0),
	} {
		if o := exif.Read(block); o != (exif.Orientation{}) {
			t.Errorf("%s: %+v, want upright", name, o)
		}
	}
	if o := exif.Read(good); o != (exif.Orientation{Swapped: true, FlipY: true}) {
		t.Errorf("good note: %+v", o)
	}
}
