package picture

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

func TestDecodeAndScale(t *testing.T) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewNRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	c := NewCache(1 << 20)
	p, err := c.Get("a", func() ([]byte, error) { return buf.Bytes(), nil })
	if err != nil {
		t.Fatal(err)
	}
	if w, h := p.Size(); w != 40 || h != 30 || p.Opaque() {
		t.Fatalf("size %d×%d, opaque %v", w, h, p.Opaque())
	}
	m, err := p.Scaled(0, 0, 40, 30, 20, 15)
	if err != nil || m.Rect != image.Rect(0, 0, 20, 15) {
		t.Fatalf("Scaled: %v %v", m, err)
	}
}
