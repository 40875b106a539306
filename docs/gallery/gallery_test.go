package main

import (
	"bytes"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/jpeg"
	"os"
	"testing"

	"placard/internal/sweep"
)

// What two drawings of the same picture may differ in: on another processor a sum is rounded another
// way, and JPEG makes of that a few levels in a few blocks. One changed letter at the smallest size is
// about 100 px of more than 60 levels.
const (
	levelSlack = 24 // of 255, a channel
	pixelSlack = 20 // pixels that may differ by more
)

// remedy is what to do when the gallery is out of date.
const remedy = "; run make gallery, look at the pictures and commit them"

func TestPicturesAreUpToDate(t *testing.T) {
	starters, err := load()
	if err != nil {
		t.Fatal(err)
	}
	renderer, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, tmpl := range sweep.Of(starters) {
		t.Run(tmpl.ID, func(t *testing.T) {
			t.Parallel()
			fresh, err := draw(t.Context(), renderer, tmpl)
			if err != nil {
				t.Fatal(err)
			}
			kept, err := os.ReadFile(fileOf(tmpl))
			if err != nil {
				t.Fatalf("%v%s", err, remedy)
			}
			if bytes.Equal(kept, fresh) {
				return // the usual case, and decoding is slow under the race detector
			}
			if off := different(decode(t, kept), decode(t, fresh)); off > pixelSlack {
				t.Errorf("%s: %d pixels are not what the template draws now%s", fileOf(tmpl), off, remedy)
			}
		})
	}
}

func TestPageIsUpToDate(t *testing.T) {
	starters, err := load()
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := page(starters)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatalf("%v%s", err, remedy)
	}
	if !bytes.Equal(kept, fresh) {
		t.Errorf("README.md is not what the starters say now%s", remedy)
	}
	for _, tmpl := range starters {
		if !bytes.Contains(kept, []byte(`src="`+fileOf(tmpl)+`"`)) {
			t.Errorf("README.md does not show %s", tmpl.ID)
		}
	}
}

// TestDifferentSeesALetter holds the slack to its purpose: a letter's worth of changed pixels is seen, a
// level of noise is not.
func TestDifferentSeesALetter(t *testing.T) {
	plain := image.NewRGBA(image.Rect(0, 0, 200, 100))
	noisy, lettered := image.NewRGBA(plain.Rect), image.NewRGBA(plain.Rect)
	for i := range noisy.Pix {
		noisy.Pix[i] = 8
	}
	for y := 40; y < 54; y++ {
		for x := 50; x < 52; x++ { // an l at 19 px
			lettered.SetRGBA(x, y, color.RGBA{200, 200, 200, 255})
		}
	}
	if off := different(plain, noisy); off > pixelSlack {
		t.Errorf("noise: %d pixels differ", off)
	}
	if off := different(plain, lettered); off <= pixelSlack {
		t.Errorf("a letter: only %d pixels differ", off)
	}
	if off := different(plain, image.NewRGBA(image.Rect(0, 0, 200, 101))); off <= pixelSlack {
		t.Errorf("another size: only %d pixels differ", off)
	}
}

func decode(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	pixels := image.NewRGBA(img.Bounds())
	stddraw.Draw(pixels, pixels.Rect, img, img.Bounds().Min, stddraw.Src)
	return pixels
}

// different counts the pixels of which a channel differs by more than levelSlack; pictures of different
// sizes differ in every pixel.
func different(a, b *image.RGBA) int {
	if a.Rect != b.Rect {
		return a.Rect.Dx() * a.Rect.Dy()
	}
	count := 0
	for i := 0; i < len(a.Pix); i += 4 {
		if apart(a.Pix[i:i+4], b.Pix[i:i+4]) > levelSlack {
			count++
		}
	}
	return count
}

// apart is the greatest difference of a channel between two pixels.
func apart(a, b []uint8) int {
	most := 0
	for c := range a {
		most = max(most, int(a[c])-int(b[c]), int(b[c])-int(a[c]))
	}
	return most
}
