package svg_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os/exec"
	"strconv"
	"testing"

	"placard/render/display"
	"placard/render/internal/judge"
	"placard/render/raster"
	"placard/render/svg"
)

// side is how large drawings are compared, in px.
const side = 256

// drawn is a drawing on white.
func drawn(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	d, err := svg.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	ops, err := d.Draw(display.Rect{X1: side, Y1: side}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return onWhite(t, ops)
}

// onWhite draws operations on a white square.
func onWhite(t *testing.T, ops []display.Op) *image.RGBA {
	t.Helper()
	white := &display.Fill{Shape: display.RoundRect{Rect: display.Rect{X1: side, Y1: side}}, Paint: display.Color{R: 255, G: 255, B: 255, A: 255}}
	list := &display.List{Width: side, Height: side, Ops: append([]display.Op{white}, ops...)}
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	dst := image.NewRGBA(list.Canvas())
	if err := drawer.Draw(t.Context(), list, dst); err != nil {
		t.Fatalf("%v\n%s", err, display.Dump(list))
	}
	return dst
}

// byRsvg is a drawing on white as librsvg draws it, in the middle of the square as Draw places it.
func byRsvg(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	rsvg := exec.Command(judge.Require(t, "rsvg-convert", "librsvg2-bin"),
		"--width", strconv.Itoa(side), "--height", strconv.Itoa(side), "--keep-aspect-ratio")
	rsvg.Stdin = bytes.NewReader(data)
	out, err := rsvg.Output()
	if err != nil {
		t.Fatalf("rsvg-convert: %v", err)
	}
	decoded, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	dst := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	size := decoded.Bounds().Size()
	corner := image.Pt((side-size.X)/2, (side-size.Y)/2)
	draw.Draw(dst, image.Rectangle{corner, corner.Add(size)}, decoded, decoded.Bounds().Min, draw.Over)
	return dst
}

// difference is the mean difference of all channels, of 255, and the share of pixels that differ by more than an
// eighth of white to black, which edges do not.
func difference(a, b *image.RGBA) (mean, far float64) {
	sum, count := 0, 0
	for i := 0; i < len(a.Pix); i += 4 {
		worst := 0
		for k := range 3 {
			d := int(a.Pix[i+k]) - int(b.Pix[i+k])
			d = max(d, -d)
			sum += d
			worst = max(worst, d)
		}
		if worst > 32 {
			count++
		}
	}
	n := float64(len(a.Pix) / 4)
	return float64(sum) / n / 3, float64(count) / n
}
