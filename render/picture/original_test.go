package picture

import (
	"bytes"
	"image/jpeg"
	"testing"
)

// TestOriginal checks that a JPEG's file is at hand, byte for byte and counted, and no other's.
func TestOriginal(t *testing.T) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, photo(320, 200), &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	data := bytes.Clone(file.Bytes())
	p, err := Decode(data, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	got, mime := p.Original()
	if !bytes.Equal(got, data) || mime != "image/jpeg" {
		t.Errorf("%d bytes of %q, want the %d of the JPEG", len(got), mime, len(data))
	}
	if want := int64(p.content.bytes() + len(data)); p.Bytes() < want {
		t.Errorf("%d bytes are counted, want %d", p.Bytes(), want)
	}
	t.Logf("the file adds %.0f %% to the coefficients", 100*float64(len(data))/float64(p.content.bytes()))

	png, err := Decode(encodePNG(t, drawing()), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got, mime := png.Original(); got != nil || mime != "" {
		t.Errorf("a PNG keeps %d bytes of %q", len(got), mime)
	}
}

// TestOriginalLargerThanItsPixels checks that what hangs on behind a small JPEG does not fill the memory.
func TestOriginalLargerThanItsPixels(t *testing.T) {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, photo(64, 64), nil); err != nil {
		t.Fatal(err)
	}
	p, err := Decode(append(file.Bytes(), make([]byte, 1<<20)...), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Original(); got != nil || p.Bytes() > 64*64*4 {
		t.Errorf("%d bytes are kept, %d counted", len(got), p.Bytes())
	}
}
