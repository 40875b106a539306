package svg_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
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

// drawn is a drawing on white, its longer side as long as that.
func drawn(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	d, err := svg.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	w, h := d.Size()
	k := side / max(w, h)
	canvas := image.Rect(0, 0, int(math.Ceil(w*k)), int(math.Ceil(h*k)))
	ops, err := d.Draw(display.Rect{X1: w * k, Y1: h * k}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return onWhite(t, canvas, ops)
}

// onWhite draws operations on white.
func onWhite(t *testing.T, canvas image.Rectangle, ops []display.Op) *image.RGBA {
	t.Helper()
	list := &display.List{Width: canvas.Dx(), Height: canvas.Dy()}
	all := display.Rect{X1: float64(list.Width), Y1: float64(list.Height)}
	list.Ops = append(list.Ops, &display.Fill{Shape: display.RoundRect{Rect: all}, Paint: display.Color{R: 255, G: 255, B: 255, A: 255}})
	list.Ops = append(list.Ops, ops...)
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	dst := image.NewRGBA(canvas)
	if err := drawer.Draw(t.Context(), list, dst); err != nil {
		t.Fatalf("%v\n%s", err, display.Dump(list))
	}
	return dst
}

// byRsvg is a drawing on white as librsvg draws it.
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
	dst := image.NewRGBA(decoded.Bounds())
	draw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(dst, dst.Rect, decoded, image.Point{}, draw.Over)
	return dst
}

// difference is the mean difference of all channels, of 255, and the share of pixels that differ by more than an
// eighth of white to black, which edges do not.
func difference(t *testing.T, a, b *image.RGBA) (mean, far float64) {
	t.Helper()
	if a.Rect != b.Rect {
		t.Fatalf("%v and %v are not of one size", a.Rect, b.Rect)
	}
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
