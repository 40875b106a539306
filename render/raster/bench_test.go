package raster

import (
	"context"
	"image"
	"testing"

	"placard/render/display"
)

// The operations that cards are made of, on a canvas of 1200×630, caches warm.

func BenchmarkFill(b *testing.B)        { benchmark(b, fullFill(255)) }
func BenchmarkFillAlpha(b *testing.B)   { benchmark(b, fullFill(160)) }
func BenchmarkLinear(b *testing.B)      { benchmark(b, cardGradient()) }
func BenchmarkRadial(b *testing.B)      { benchmark(b, radialGradient()) }
func BenchmarkScrim(b *testing.B)       { benchmark(b, scrim()) }
func BenchmarkShadow(b *testing.B)      { benchmark(b, cardShadow(), cardBox()) }
func BenchmarkText(b *testing.B)        { benchmark(b, title(b, 80, 300.25, 56)) }
func BenchmarkPicture(b *testing.B)     { benchmark(b, fullPicture(255)) }
func BenchmarkPictureFade(b *testing.B) { benchmark(b, fullPicture(200)) }

func BenchmarkRoundRect(b *testing.B) {
	benchmark(b, &display.Fill{Shape: round(100, 100, 1100, 530, 24), Paint: display.Color{R: 20, G: 40, B: 60, A: 160}})
}

func BenchmarkPictureRound(b *testing.B) {
	p := fullPicture(255)
	p.Dest = display.Rect{X0: 600, Y0: 60, X1: 1160, Y1: 570}
	p.Clip = round(600, 60, 1160, 570, 24)
	benchmark(b, p)
}

func BenchmarkBorder(b *testing.B) {
	benchmark(b, &display.Stroke{Path: rectPath(100, 100, 1100, 530), Width: 4, Paint: display.Color{R: 255, A: 255}})
}

func BenchmarkGroup(b *testing.B) {
	benchmark(b, &display.PushGroup{Clip: round(0, 0, 1200, 630, 20), Alpha: 128}, fullFill(255), &display.PopGroup{})
}

func BenchmarkPath(b *testing.B) {
	benchmark(b, &display.FillPath{Path: star(600, 315, 300, 31, 12), Rule: display.EvenOdd, Paint: display.Color{R: 255, A: 255}})
}

func BenchmarkConic(b *testing.B) {
	f := fullFill(255)
	f.Paint = &display.ConicGradient{Center: point{X: 600, Y: 315}, Stops: cardGradient().Paint.(*display.LinearGradient).Stops}
	benchmark(b, f)
}

func BenchmarkMultiply(b *testing.B)   { benchmark(b, blended(display.Multiply)...) }
func BenchmarkSoftLight(b *testing.B)  { benchmark(b, blended(display.SoftLight)...) }
func BenchmarkLuminosity(b *testing.B) { benchmark(b, blended(display.Luminosity)...) }
func BenchmarkBlur1(b *testing.B)      { benchmark(b, blurred(1)...) }
func BenchmarkBlur4(b *testing.B)      { benchmark(b, blurred(4)...) }
func BenchmarkBlur20(b *testing.B)     { benchmark(b, blurred(20)...) }
func BenchmarkBlur100(b *testing.B)    { benchmark(b, blurred(100)...) }

func BenchmarkPictureTurned(b *testing.B) {
	benchmark(b, display.Turned(fullPicture(255), display.About(10, point{X: 600, Y: 315})))
}
func BenchmarkPictureRight(b *testing.B) {
	benchmark(b, display.Turned(fullPicture(255), display.About(180, point{X: 600, Y: 315})))
}
func BenchmarkPictureQuarter(b *testing.B) {
	benchmark(b, display.Turned(fullPicture(255), display.About(90, point{X: 600, Y: 315})))
}
func BenchmarkTextTurned(b *testing.B) {
	benchmark(b, display.Turned(title(b, 80, 300.25, 56), display.About(3, point{X: 600, Y: 315})))
}
func BenchmarkInset(b *testing.B) {
	s := cardShadow()
	s.Inset = true
	benchmark(b, cardBox(), s)
}

func BenchmarkShadowTurned(b *testing.B) {
	turn := display.About(10, point{X: 600, Y: 315})
	benchmark(b, display.Turned(cardShadow(), turn), display.Turned(cardBox(), turn))
}

func BenchmarkShadowTurnedSharp(b *testing.B) {
	turn, s := display.About(10, point{X: 600, Y: 315}), cardShadow()
	s.Sigma = 1.4
	benchmark(b, display.Turned(s, turn), display.Turned(cardBox(), turn))
}

func BenchmarkEllipse(b *testing.B) {
	f := radialGradient()
	g := *f.Paint.(*display.RadialGradient)
	g.Across, g.Focus = 300, point{X: 100}
	benchmark(b, &display.Fill{Shape: f.Shape, Paint: &g})
}

func BenchmarkMaskPath(b *testing.B) {
	benchmark(b, &display.PushGroup{Clip: round(0, 0, 1200, 630, 0), Alpha: 255, Mask: &display.PathMask{Path: ellipsePath(600, 315, 600, 315)}}, cardGradient(), &display.PopGroup{})
}

func BenchmarkMaskPicture(b *testing.B) {
	p := fullPicture(255)
	mask := &display.PictureMask{Source: p.Source, Crop: p.Crop, Dest: p.Dest, Luminance: true}
	benchmark(b, &display.PushGroup{Clip: round(0, 0, 1200, 630, 0), Alpha: 255, Mask: mask}, cardGradient(), &display.PopGroup{})
}

func BenchmarkTint(b *testing.B) {
	benchmark(b, &display.PushGroup{Clip: round(0, 0, 1200, 630, 0), Alpha: 255, Tint: &display.Color{R: 200, A: 90}}, cardGradient(), &display.PopGroup{})
}

func BenchmarkPattern(b *testing.B) {
	p := fullPicture(255)
	f := fullFill(255)
	f.Paint = &display.ImagePaint{Source: p.Source, Crop: p.Crop, Dest: p.Dest}
	benchmark(b, f)
}

// blended is a background with a gradient on it that is mixed by a mode.
func blended(mode display.Blend) []display.Op {
	return []display.Op{fullFill(255), &display.PushGroup{Clip: round(0, 0, 1200, 630, 0), Alpha: 255, Blend: mode}, cardGradient(), &display.PopGroup{}}
}

func blurred(sigma float64) []display.Op {
	return []display.Op{&display.PushGroup{Clip: round(0, 0, 1200, 630, 0), Alpha: 255, Blur: sigma}, cardGradient(), &display.PopGroup{}}
}

func BenchmarkShadowCold(b *testing.B) {
	d, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	benchmarkWith(b, d, cardShadow(), cardBox())
}

func benchmark(b *testing.B, ops ...display.Op) {
	d, err := New(DefaultConfig())
	if err != nil {
		b.Fatal(err)
	}
	benchmarkWith(b, d, ops...)
}

// benchmarkWith draws operations without Draw's clearing of the canvas.
func benchmarkWith(b *testing.B, d *Drawer, ops ...display.Op) {
	list := &display.List{Width: 1200, Height: 630, Ops: ops}
	dst := image.NewRGBA(list.Canvas())
	if err := d.Draw(context.Background(), list, dst); err != nil {
		b.Fatal(err)
	}
	c := d.canvas(list, dst)
	defer c.release()
	for b.Loop() {
		for i, op := range ops {
			if err := c.draw(i, op); err != nil {
				b.Fatal(err)
			}
		}
	}
}
