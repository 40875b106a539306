package encode

import (
	"errors"
	"image"
	"testing"
)

func TestRefusesEmpty(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 0, 5))
	for name, enc := range map[string]func() ([]byte, error){
		"JPEG": func() ([]byte, error) { return JPEG(img, 80) },
		"PNG":  func() ([]byte, error) { return PNG(img) },
		"WebP": func() ([]byte, error) { return WebPLossless(img) },
	} {
		if _, err := enc(); !errors.Is(err, ErrSize) {
			t.Errorf("%s of an empty picture: %v, want ErrSize", name, err)
		}
	}
}
