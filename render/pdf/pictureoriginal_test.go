package pdf

import (
	"bytes"
	"context"
	"image"
	"os"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/internal/judge"
	"placard/render/picture"
)

// file is a source that offers a file in place of its own.
type file struct {
	*picture.Picture
	data []byte
	mime string
}

func (f *file) Original() ([]byte, string) { return f.data, f.mime }

// passed reports whether the file of a list's only picture is in the document as it is.
func passed(t *testing.T, doc *Document, data []byte) bool {
	t.Helper()
	out, err := os.ReadFile(write(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	scan := bytes.Index(data, []byte{0xff, 0xda})
	return bytes.Contains(out, data[scan:])
}

func TestPassedThrough(t *testing.T) {
	data := jpegOf(t, scenery(200, 100), 0)
	src := decoded(t, data)
	cases := map[string]struct {
		crop, dest display.Rect
		dpi        float64
		quality    int
		want       bool
	}{
		"whole, at its size":     {box(0, 0, 200, 100), box(0, 0, 200, 100), 96, 0, true},
		"enlarged":               {box(0, 0, 200, 100), box(0, 0, 480, 240), 96, 0, true},
		"all but a sliver":       {box(2, 0, 198, 100), box(0, 0, 196, 100), 96, 0, true},
		"cropped":                {box(5, 0, 195, 100), box(0, 0, 190, 100), 96, 0, false}, // who looks into the file would see the rest
		"partly off the canvas":  {box(0, 0, 200, 100), box(-10, 0, 190, 100), 96, 0, false},
		"half the size":          {box(0, 0, 200, 100), box(0, 0, 100, 50), 96, 0, true},
		"smaller":                {box(0, 0, 200, 100), box(0, 0, 99, 49), 96, 0, false},
		"smaller, for print":     {box(0, 0, 200, 100), box(0, 0, 99, 49), 300, 0, true},
		"half the size, recoded": {box(0, 0, 200, 100), box(0, 0, 100, 50), 96, 80, false},
		"at its size, recoded":   {box(0, 0, 200, 100), box(0, 0, 200, 100), 96, 80, true},
	}
	for name, c := range cases {
		p := all(src, c.dest, 0)
		p.Crop = c.crop
		doc := onePage(sheet(p))
		doc.DPI, doc.Quality = c.dpi, c.quality
		if got := passed(t, doc, data); got != c.want {
			t.Errorf("%s: passed through %v, want %v", name, got, c.want)
		}
	}
}

// A file that is not what its pixels were decoded from, or may not be shown alike by all, does not get into the
// document; its pixels do.
func TestHostileFiles(t *testing.T) {
	good := jpegOf(t, scenery(120, 80), 0)
	src := decoded(t, good)
	at := bytes.Index(good, []byte{0xff, 0xc0})
	patched := func(offset int, v byte) []byte {
		out := bytes.Clone(good)
		out[at+offset] = v
		return out
	}
	files := map[string]*file{
		"cut off":        {src, good[:len(good)-2], mimeJPEG},
		"cut in half":    {src, good[:len(good)/2], mimeJPEG},
		"empty":          {src, []byte{}, mimeJPEG},
		"no file":        {src, nil, ""},
		"12 bits":        {src, patched(4, 12), mimeJPEG},
		"other height":   {src, patched(6, 79), mimeJPEG},
		"65,360 px":      {src, patched(5, 255), mimeJPEG},
		"components":     {src, patched(9, 4), mimeJPEG},
		"odd names":      {src, patched(10, 'R'), mimeJPEG},
		"arithmetic":     {src, patched(1, 0xc9), mimeJPEG},
		"turned":         {src, jpegOf(t, scenery(120, 80), 6), mimeJPEG},
		"Adobe RGB":      {src, append([]byte("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"), good[2:]...), mimeJPEG},
		"not a JPEG":     {src, []byte("\x89PNG\r\n\x1a\n"), mimeJPEG},
		"another format": {src, good, "image/jp2"},
	}
	list := sheet(all(src, box(10, 10, 130, 90), 0))
	want := onWhite(t, list)
	for name, f := range files {
		doc := onePage(sheet(all(f, box(10, 10, 130, 90), 0)))
		if len(f.data) > 100 && passed(t, doc, f.data) {
			t.Errorf("%s: the file is in the document", name)
		}
		if d := compare(t, viewers["poppler"](t, write(t, doc)), want); d.mean > 0.4 {
			t.Errorf("%s: %v", name, d)
		}
	}
}

// Long and thin pictures are within what viewers take.
func TestLongPictures(t *testing.T) {
	for _, size := range []image.Point{{X: 1, Y: 16000}, {X: 16000, Y: 1}} {
		src := decoded(t, pngOf(t, scenery(size.X, size.Y)))
		alike(t, sheet(all(src, box(100, 100, 300, 250), 0)), tolerance{mean: 0.6, worst: 10})
	}
}

// Where a photo was taken is nobody's business.
func TestNoMetadata(t *testing.T) {
	src := decoded(t, jpegOf(t, scenery(100, 100), 3))
	out, err := os.ReadFile(write(t, onePage(sheet(all(src, box(0, 0, 100, 100), 0)))))
	if err != nil || bytes.Contains(out, []byte("Exif")) {
		t.Errorf("the document has a photo's metadata, %v", err)
	}
}

// counted counts how often pixels are asked for.
type counted struct {
	display.Source
	n int
}

func (c *counted) Scaled(x0, y0, x1, y1 float64, w, h int) (*image.RGBA, error) {
	c.n++
	return c.Source.Scaled(x0, y0, x1, y1, w, h)
}

// Documents share pictures that are encoded, and are the same with and without them.
func TestCache(t *testing.T) {
	src := &counted{Source: decoded(t, pngOf(t, scenery(150, 100)))}
	doc := onePage(sheet(all(src, box(0, 0, 150, 100), 0), all(src, box(10, 0, 160, 100), 20)))
	w := writer(t)
	first, err := w.Write(t.Context(), doc)
	if err != nil || src.n != 1 {
		t.Fatalf("pixels are asked for %d times, %v", src.n, err)
	}
	again, err := w.Write(t.Context(), doc)
	if err != nil || src.n != 1 || !bytes.Equal(first, again) {
		t.Errorf("asked for %d times in all; the same file: %v, %v", src.n, bytes.Equal(first, again), err)
	}
	bare, err := New(Config{}, w.raster)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := bare.Write(t.Context(), doc)
	if err != nil || src.n != 2 || !bytes.Equal(first, fresh) {
		t.Errorf("without a cache asked for %d times; the same file: %v, %v", src.n, bytes.Equal(first, fresh), err)
	}
}

// A page of photos ends soon after its context.
func TestCanceled(t *testing.T) {
	src := decoded(t, jpegOf(t, scenery(100, 100), 0))
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := writer(t).Write(ctx, onePage(sheet(all(src, box(0, 0, 100, 100), 0)))); err == nil {
		t.Error("it was written")
	}
}

// BenchmarkPhotoCard writes a card with a photo behind a scrim, the first time and again.
func BenchmarkPhotoCard(b *testing.B) {
	jpeg, cropped := decoded(b, jpegOf(b, scenery(1600, 1200), 0)), decoded(b, jpegOf(b, scenery(3200, 3200), 0))
	for name, src := range map[string]display.Source{"passed": jpeg, "cropped": cropped} {
		p := all(src, box(0, 0, 1200, 630), 0)
		p.Crop = box(0, 100, 1600, 940)
		card := rounded(80, 380, 700, 560, 20)
		list := &display.List{Width: 1200, Height: 630, Ops: []display.Op{p, cast(card, 0, 8, 16, clear(black, 90)), &display.Fill{Shape: card, Paint: hex(0xffffff)}}}
		b.Run(name+"/warm", func(b *testing.B) {
			w := writer(b)
			if _, err := w.Write(b.Context(), onePage(list)); err != nil {
				b.Fatal(err)
			}
			bench(b, w, list)
		})
		bare, err := New(Config{}, writer(b).raster)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/cold", func(b *testing.B) { bench(b, bare, list) })
	}
}

func bench(b *testing.B, w *Writer, list *display.List) {
	for b.Loop() {
		data, err := w.Write(b.Context(), onePage(list))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data)), "file-bytes")
	}
}

// Pictures, shadows and blurs are as archives want them.
func TestPicturesOfArchive(t *testing.T) {
	photo, logo := decoded(t, jpegOf(t, scenery(200, 100), 6)), decoded(t, pngOf(t, image.NewRGBA(image.Rect(0, 0, 20, 20))))
	card := rounded(40, 30, 220, 130, 16)
	doc := onePage(sheet(
		all(photo, box(0, 0, 100, 200), 0), all(logo, box(200, 200, 300, 300), 0),
		cast(card, 0, 10, 14, clear(black, 120)), cast(card, 0, 2, 1, black),
		&display.PushGroup{Clip: card, Alpha: 128, Blur: 3}, disc(90, 90, 60, black), &display.PopGroup{},
	))
	doc.Archive, doc.Title = true, "Pictures"
	for _, fault := range judge.ReadPDF(t, write(t, doc)).ArchiveFaults() {
		t.Error(fault)
	}
}
