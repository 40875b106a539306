package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"regexp"
	"testing"

	"placard/render/display"
	"placard/render/picture"
)

// decoded is a source with pixels of a file.
func decoded(t testing.TB, data []byte) *picture.Picture {
	t.Helper()
	p, err := picture.Decode(data, picture.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// scenery is a picture in which every corner is different, with the detail of a photo.
func scenery(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			wave := 20 * math.Sin(40*u*u) * math.Cos(30*v)
			img.SetRGBA(x, y, color.RGBA{uint8(30 + 190*u + wave), uint8(30 + 190*v - wave), uint8(200 - 150*u*v + wave), 255})
		}
	}
	return img
}

// jpegOf is a JPEG whose EXIF says an orientation; 0: nothing.
func jpegOf(t testing.TB, img image.Image, orientation byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	if orientation == 0 {
		return b.Bytes()
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00\x00\x00\x00\x00"
	return append(append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...), b.Bytes()[2:]...)
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// all shows all of a source.
func all(src display.Source, dest display.Rect, radius float64) *display.Picture {
	w, h := src.Size()
	return &display.Picture{
		Source: src, Crop: display.Rect{X1: float64(w), Y1: float64(h)}, Dest: dest,
		Clip: rounded(dest.X0, dest.Y0, dest.X1, dest.Y1, radius), Alpha: 255,
	}
}

func box(x0, y0, x1, y1 float64) display.Rect { return display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1} }

// filters are those of the images of a file.
func filters(t testing.TB, path string) (jpegs, others int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range regexp.MustCompile(`<<[^\n]*/Subtype /Image[^\n]*>>`).FindAll(data, -1) {
		if bytes.Contains(d, []byte("DCTDecode")) {
			jpegs++
		} else {
			others++
		}
	}
	return jpegs, others
}

// Every orientation that EXIF knows shows as our decoder has it.
func TestOrientations(t *testing.T) {
	list := sheet()
	for o := range byte(9) {
		src := decoded(t, jpegOf(t, scenery(150, 110), o))
		x, y := 10+155*float64(o%3), 8+104*float64(o/3)
		list.Ops = append(list.Ops, all(src, box(x, y, x+145, y+96), 12))
	}
	if jpegs, others := filters(t, write(t, onePage(list))); jpegs != 9 || others != 0 {
		t.Errorf("%d images are passed through, %d are not; want 9 and 0", jpegs, others)
	}
	alike(t, list, tolerance{mean: 1.6, worst: 12}) // Poppler takes the nearest of so many pixels
}

// What is shown of a picture does not depend on how it gets there.
func TestCrops(t *testing.T) {
	src := decoded(t, jpegOf(t, scenery(400, 300), 0))
	crop := func(part, dest display.Rect, radius float64) *display.Picture {
		p := all(src, dest, radius)
		p.Crop = part
		return p
	}
	veiled, round := all(src, box(330.4, 170.7, 469.3, 300.2), 0), all(src, box(20, 190, 110, 260), 0)
	veiled.Alpha = 140
	round.Clip = rounded(30.5, 170, 100.5, 280, 35)
	alike(t, sheet(
		crop(box(0, 0, 300, 300), box(20, 20, 150, 150), 20),         // most of it: the file
		crop(box(100.5, 50, 160.5, 110), box(170, 20, 300, 150), 65), // enlarged from a part
		crop(box(200, 0, 400, 150), box(-40, 130, 60, 205), 0),       // partly on the canvas
		round, // narrower than its clip in height, wider in width
		all(src, box(150.5, 180.5, 290.5, 285.5), 0), // between pixels
		veiled,
		crop(box(390, 290, 400, 300), box(330, 20, 460, 150), 0), // ten pixels, enlarged
	), tolerance{mean: 1, worst: 10})
}

// Pictures with transparent parts have no fringe, whatever the colour beneath.
func TestAlphaPictures(t *testing.T) {
	disc := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			d := 90 - math.Hypot(float64(x)-99.5, float64(y)-99.5)
			a := math.Max(0, math.Min(1, d/8))
			disc.SetRGBA(x, y, color.RGBA{uint8(250 * a), uint8(220 * a), uint8(20 * a), uint8(255 * a)})
		}
	}
	src := decoded(t, pngOf(t, disc))
	ops := []display.Op{&display.Fill{Shape: rounded(240, 0, 480, 320, 0), Paint: hex(0xffffff)}}
	for i, size := range []float64{180, 60, 24} {
		y := []float64{20, 215, 285}[i]
		ops = append(ops, all(src, box(30, y, 30+size, y+size), 0), all(src, box(270.3, y+.4, 270.3+size, y+.4+size), 0))
	}
	list := sheet(ops...)
	alike(t, list, tolerance{mean: 0.5, worst: 6})
}

// A photo that is cut out keeps its edge exactly, beside colours with loss.
func TestCutOut(t *testing.T) {
	img := scenery(240, 240)
	for y := range 240 {
		for x := range 240 {
			a := math.Max(0, math.Min(1, 110-math.Hypot(float64(x)-120, float64(y)-120)))
			for k, i := 0, img.PixOffset(x, y); k < 4; k++ {
				img.Pix[i+k] = uint8(float64(img.Pix[i+k]) * a)
			}
		}
	}
	src := decoded(t, pngOf(t, img))
	list := sheet(all(src, box(20, 20, 260, 260), 0), all(src, box(300.5, 60.5, 420.5, 180.5), 0))
	if jpegs, others := filters(t, write(t, onePage(list))); jpegs != 1 || others != 1 {
		t.Errorf("%d JPEGs and %d masks, want one of each, shown twice", jpegs, others)
	}
	alike(t, list, tolerance{mean: 0.6, worst: 20}) // the colours beyond the edge shine in, as JPEG has half as many as pixels
}

// Photos from other files than JPEGs are encoded with loss, drawings without, and the same picture only once.
func TestImageKinds(t *testing.T) {
	drawing := image.NewRGBA(image.Rect(0, 0, 300, 300))
	for i := range drawing.Pix {
		drawing.Pix[i] = 255
		if i/1200 > 100 {
			drawing.Pix[i] = []byte{20, 60, 200, 255}[i%4]
		}
	}
	photo, flat := decoded(t, pngOf(t, scenery(300, 300))), decoded(t, pngOf(t, drawing))
	list := sheet(all(photo, box(0, 0, 100, 100), 0), all(photo, box(0, 0, 100, 100), 10), all(flat, box(100, 0, 200, 100), 0), all(flat, box(100, 0, 200, 100), 0))
	if jpegs, others := filters(t, write(t, onePage(list))); jpegs != 1 || others != 1 {
		t.Errorf("%d JPEGs and %d other images, want one of each", jpegs, others)
	}
}

// A file that is placed as it is shows what the rasteriser does, to the pixel, where its hidden edges lie between
// two. With them left there, both are 8.7 off on the mean.
func TestHiddenEdges(t *testing.T) {
	noise := image.NewRGBA(image.Rect(0, 0, 400, 200))
	for i := range noise.Pix {
		noise.Pix[i] = 255
		if i%4 != 3 {
			noise.Pix[i] = uint8(100 + 60*((i/4/3+i/1600/3)%2)) // squares of 3 px
		}
	}
	p := all(decoded(t, jpegOf(t, noise, 0)), box(20, 20, 420, 218), 0)
	p.Crop = box(0, 1.05, 400, 199.05)
	alike(t, sheet(p), tolerance{mean: 1, worst: 10})
}
