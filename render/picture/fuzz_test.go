package picture

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"placard/render/picture/jpeg"
)

// FuzzDecode: whatever the bytes are, Decode answers soon, with an error of a known kind or with a picture
// within the limits that scales to valid premultiplied pixels.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(encodePNG(f, drawing()))
	f.Add(insertPNG(encodePNG(f, drawing()), pngChunk("eXIf", exifOf(binary.BigEndian, 6))))
	f.Add(insertJPEG(readFile(f, "420.jpg"), jpeg.APP1, append([]byte("Exif\x00\x00"), exifOf(binary.LittleEndian, 5)...)))
	f.Add(animation(readFile(f, "lossy.webp"), 2, 4, 33, 17, 50, 30))
	f.Add(flatJPEG(2, 128, 128, 128, 248))
	limits := Limits{MaxBytes: 1 << 20, MaxSide: 2000, MaxPixels: 1_000_000, MaxMemory: 16 << 20}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		p, err := Decode(data, limits)
		if took := time.Since(start); took > 2*time.Second {
			t.Fatalf("took %v", took)
		}
		if err != nil {
			if !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrUnsupported) && !errors.Is(err, ErrBroken) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		w, h := p.Size()
		if w < 1 || h < 1 || w > limits.MaxSide || h > limits.MaxSide || w*h > limits.MaxPixels {
			t.Fatalf("%d×%d px", w, h)
		}
		m, err := p.Scaled(0, 0, float64(w), float64(h), 19, 23)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(m.Pix); i += 4 {
			a := m.Pix[i+3]
			if m.Pix[i] > a || m.Pix[i+1] > a || m.Pix[i+2] > a || p.Opaque() && a != 255 {
				t.Fatalf("pixel %d is %v, opaque %v", i/4, m.Pix[i:i+4], p.Opaque())
			}
		}
	})
}
