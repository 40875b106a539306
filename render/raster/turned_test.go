package raster

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
)

// TestTurnedPictureExact turns a picture by right angles: each pixel must be one of the picture's.
func TestTurnedPictureExact(t *testing.T) {
	src := photo(40, 30)
	p := &display.Picture{Source: src, Crop: display.Rect{X1: 40, Y1: 30}, Dest: display.Rect{X0: 20, Y0: 25, X1: 60, Y1: 55}, Clip: round(20, 25, 60, 55, 0), Alpha: 255}
	for _, angle := range []float64{0, 90, 180, 270, -90, 450} {
		turn := display.About(angle, point{X: 40, Y: 40})
		got := drawn(t, newDrawer(t), &display.List{Width: 80, Height: 80, Ops: []display.Op{display.Turned(p, turn)}})
		for y := range 80 {
			for x := range 80 {
				q := turn.Inverse().Apply(point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
				want := src.image.RGBAAt(int(math.Floor(q.X))-20, int(math.Floor(q.Y))-25)
				if c := got.RGBAAt(x, y); c != want {
					t.Fatalf("turned by %v°, pixel %d,%d is %v, not %v", angle, x, y, c, want)
				}
			}
		}
	}
}

// waves is a picture without detail finer than its pixels can show, so that what it looks like between them is
// known.
func waves(x, y float64) float64 {
	return 128 + 55*math.Sin(x/2.1)*math.Cos(y/2.7) + 40*math.Sin((x+y)/3.3)
}

// TestObliqueReference holds every pixel of oblique pictures to what the picture is at its centre, and the edge to
// its coverage.
func TestObliqueReference(t *testing.T) {
	const w, h = 120, 90
	src := newSource("smooth", w, h, func(x, y float64) color.RGBA {
		v := uint8(waves(x*w, y*h) + 0.5)
		return color.RGBA{R: v, G: v, B: v, A: 255}
	})
	for _, angle := range []float64{0.3, 7, 30, 45, 133, -60} {
		turn := display.About(angle, point{X: 100, Y: 100})
		clip := round(40.3, 55.6, 160.3, 145.6, 20)
		p := &display.Picture{Source: src, Crop: display.Rect{X1: w, Y1: h}, Dest: clip.Rect, Clip: clip, Alpha: 255, Turn: turn}
		got := drawn(t, newDrawer(t), &display.List{Width: 200, Height: 200, Ops: []display.Op{p}})
		shape := drawn(t, newDrawer(t), &display.List{Width: 200, Height: 200, Ops: []display.Op{display.Turned(&display.Fill{Shape: clip, Paint: hex(0xffffff)}, turn)}})
		sum, n, worst := 0.0, 0, 0.0
		for y := range 200 {
			for x := range 200 {
				c, cover := got.RGBAAt(x, y), shape.RGBAAt(x, y).A
				if abs(int(c.A)-int(cover)) > 10 { // a path's corners are chords further from their curve
					t.Fatalf("turned by %v°, pixel %d,%d is covered by %d, not %d", angle, x, y, c.A, cover)
				}
				q := turn.Inverse().Apply(point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
				if q.X < 44 || q.X > 156 || q.Y < 60 || q.Y > 141 || cover < 255 {
					continue // beyond the picture's edge nothing is known
				}
				off := math.Abs(float64(c.G) - waves(q.X-40.3, q.Y-55.6))
				sum, n, worst = sum+off, n+1, math.Max(worst, off)
			}
		}
		t.Logf("turned by %v°: off by %.2f on average, at most by %.1f", angle, sum/float64(n), worst)
		if sum/float64(n) > 0.8 || worst > 4 {
			t.Errorf("turned by %v°: off by %.2f on average, at most by %.1f", angle, sum/float64(n), worst)
		}
	}
}

// TestObliqueEven checks that weights of any place add up to one: an even picture stays as it is, up to its edge.
func TestObliqueEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := color.RGBA{R: 40, G: 90, B: 7, A: rapid.SampledFrom([]uint8{90, 200, 255}).Draw(t, "a")}
		src := newSource("even", 3, 2, func(_, _ float64) color.RGBA { return c })
		r := round(10, 10, 70, 50, 0)
		p := &display.Picture{Source: src, Crop: display.Rect{X1: 3, Y1: 2}, Dest: r.Rect, Clip: r, Alpha: 255, Turn: anyTurn(t)}
		dst := image.NewRGBA(image.Rect(0, 0, 80, 60))
		d, _ := New(Config{})
		if err := d.Draw(t.Context(), &display.List{Width: 80, Height: 60, Ops: []display.Op{p}}, dst); err != nil {
			t.Fatal(err)
		}
		for i := range len(dst.Pix) / 4 {
			q := p.Turn.Inverse().Apply(point{X: float64(i%80) + 0.5, Y: float64(i/80) + 0.5})
			if q.X < 11 || q.X > 69 || q.Y < 11 || q.Y > 49 {
				continue
			}
			if got := dst.RGBAAt(i%80, i/80); got != c {
				t.Fatalf("pixel %d,%d is %v, not %v", i%80, i/80, got, c)
			}
		}
	})
}

// TestTurnedText turns letters: by nothing, they lie on the grid as ever, and by a whole turn where they were to a
// fraction of a pixel; how much they cover does not change.
func TestTurnedText(t *testing.T) {
	ink := func(turn display.Turn) (*image.RGBA, float64) {
		var ops []display.Op
		for _, op := range text(t, "Rag 8", 60, 110, 40, hex(0)) {
			ops = append(ops, display.Turned(op, turn))
		}
		got := drawn(t, newDrawer(t), &display.List{Width: 220, Height: 220, Ops: ops})
		sum := 0.0
		for i := 3; i < len(got.Pix); i += 4 {
			sum += float64(got.Pix[i]) / 255
		}
		return got, sum
	}
	upright, area := ink(display.Turn{})
	if moved, _ := ink(display.Moved(3, 0)); !bytes.Equal(run(moved, 100, 63, 200), run(upright, 100, 60, 197)) {
		t.Error("letters moved by 3 px are not the same")
	}
	for _, angle := range []float64{0.1, 30, 90, 200.5} {
		if _, got := ink(display.About(angle, point{X: 110, Y: 100})); math.Abs(got-area) > 0.004*area {
			t.Errorf("letters turned by %v° cover %.1f px, not %.1f", angle, got, area)
		}
	}
}

// TestTurnedTextPaint checks that a paint turns with the letters: a gradient along a line of them goes on along it.
func TestTurnedTextPaint(t *testing.T) {
	half := []display.Stop{{At: 0, Color: hex(0xff0000)}, {At: 0.5, Color: hex(0xff0000)}, {At: 0.5, Color: hex(0x0000ff)}, {At: 1, Color: hex(0x0000ff)}}
	line := text(t, "HHHH", 20, 110, 60, hex(0))[0].(*display.Glyphs)
	line.Paint = &display.LinearGradient{From: point{X: 20}, To: point{X: 180}, Stops: half}
	for _, angle := range []float64{0, 90, 40, 180} {
		turn := display.About(angle, point{X: 100, Y: 100})
		got := drawn(t, newDrawer(t), &display.List{Width: 200, Height: 200, Ops: []display.Op{display.Turned(line, turn)}})
		red, blue := 0, 0
		for i := range 200 * 200 {
			switch c, p := got.RGBAAt(i%200, i/200), turn.Inverse().Apply(point{X: float64(i%200) + 0.5, Y: float64(i/200) + 0.5}); {
			case c.A < 255:
			case p.X < 99 && c.R == 255:
				red++
			case p.X > 101 && c.B == 255:
				blue++
			case p.X < 99 || p.X > 101:
				t.Fatalf("turned by %v°, the letters are %v at %v of their plane", angle, c, p)
			}
		}
		if red < 500 || blue < 500 {
			t.Errorf("turned by %v°, %d pixels are red and %d blue", angle, red, blue)
		}
	}
}

// TestTurnedShadow compares an oblique shadow with the blur of what it is the shadow of, drawn as it lies.
func TestTurnedShadow(t *testing.T) {
	hole := display.RoundRect{}
	for _, sigma := range []float64{0, 0.6, 1, 1.5, 2, 3, 6, 12} {
		for _, angle := range []float64{2, 30, 45} {
			turn := display.About(angle, point{X: 110, Y: 110})
			shape := round(60.4, 80.2, 160.1, 140.7, 14)
			got := drawn(t, newDrawer(t), &display.List{Width: 220, Height: 220, Ops: []display.Op{
				&display.Shadow{Shape: shape, Sigma: sigma, Hole: hole, Color: display.Color{A: 255}, Turn: turn},
			}})
			var k coverage
			k.turnedRect(&shape, shape.Rect, turn)
			want := k.rasterize(got.Rect)
			kernel := gaussian(sigma)
			for range 2 { // along both axes
				kernel.rows(want.pix, 220)
				want.pix = transpose(want.pix, 220)
			}
			worst := 0
			for i, v := range want.pix {
				worst = max(worst, abs(int(got.Pix[4*i+3])-int(v)))
			}
			// Three boxes are off by 3 % of a Gaussian.
			t.Logf("sigma %v turned by %v°: off by at most %d", sigma, angle, worst)
			if limit := 8; worst > limit || sigma < sharpSigma && worst > 1 {
				t.Errorf("sigma %v turned by %v°: off by %d", sigma, angle, worst)
			}
		}
	}
}

// TestTurnedShadowRight turns a shadow and its box by right angles, with which they are as sharp as ever.
func TestTurnedShadowRight(t *testing.T) {
	box, shape := round(40, 60, 120, 100, 8), round(44, 66, 124, 106, 8)
	shape.Corners[0], box.Corners[0] = display.Corner{RX: 20, RY: 5}, display.Corner{RX: 20, RY: 5}
	draw := func(turn display.Turn) *image.RGBA {
		return drawn(t, newDrawer(t), &display.List{Width: 160, Height: 160, Ops: []display.Op{
			display.Turned(&display.Shadow{Shape: shape, Sigma: 5, Hole: box, Color: display.Color{A: 255}}, turn),
			display.Turned(&display.Shadow{Shape: shape, Sigma: 5, Hole: box, Inset: true, Color: display.Color{R: 200, A: 255}}, turn),
		}})
	}
	upright := draw(display.Turn{})
	for _, angle := range []float64{90, 180, 270} {
		turn := display.About(angle, point{X: 80, Y: 80})
		got := draw(turn)
		for y := range 160 {
			for x := range 160 {
				q := turn.Apply(point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
				a, b := upright.RGBAAt(x, y), got.RGBAAt(int(q.X), int(q.Y))
				if abs(int(a.A)-int(b.A)) > 1 || abs(int(a.R)-int(b.R)) > 2 {
					t.Fatalf("turned by %v°, pixel %d,%d is %v, not %v", angle, x, y, b, a)
				}
			}
		}
	}
}

// TestTurnedSeam paints an oblique box over its shadow, as TestShadowSeam does an upright one.
func TestTurnedSeam(t *testing.T) {
	turn, box := display.About(20, point{X: 80, Y: 70}), round(40, 40, 120, 100, 0)
	ops := []display.Op{&display.Fill{Shape: round(0, 0, 160, 140, 0), Paint: hex(0xffffff)}}
	ops = append(ops, display.Turned(&display.Shadow{Shape: box, Sigma: 6, Hole: box, Color: display.Color{A: 255}}, turn))
	ops = append(ops, display.Turned(&display.Fill{Shape: box, Paint: hex(0x000000)}, turn))
	got := drawn(t, newDrawer(t), &display.List{Width: 160, Height: 140, Ops: ops})
	for x := 75; x < 100; x++ { // from above into the box it only becomes darker
		for y := 30; y < 70; y++ {
			if above, below := got.RGBAAt(x, y-1).R, got.RGBAAt(x, y).R; below > above {
				t.Fatalf("at %d,%d it is %d, lighter than %d above: a seam", x, y, below, above)
			}
		}
	}
}

// TestInsetShadow checks an inset shadow against what the shape's own leaves of its box.
func TestInsetShadow(t *testing.T) {
	shape, hole := round(44.5, 46, 124, 106.25, 10), round(40, 40, 120, 100, 16)
	draw := func(s *display.Shadow) *image.RGBA {
		return drawn(t, newDrawer(t), &display.List{Width: 160, Height: 140, Ops: []display.Op{s}})
	}
	inset := draw(&display.Shadow{Shape: shape, Sigma: 4, Hole: hole, Inset: true, Color: display.Color{A: 255}})
	full := draw(&display.Shadow{Shape: shape, Sigma: 4, Color: display.Color{A: 255}})
	box := drawn(t, newDrawer(t), &display.List{Width: 160, Height: 140, Ops: []display.Op{&display.Fill{Shape: hole, Paint: hex(0)}}})
	for i := 3; i < len(inset.Pix); i += 4 {
		want := (255 - int(full.Pix[i])) * int(box.Pix[i]) / 255
		if abs(int(inset.Pix[i])-want) > 1 {
			t.Fatalf("pixel %d,%d is %d, not %d", i/4%160, i/4/160, inset.Pix[i], want)
		}
	}
	shut := draw(&display.Shadow{Sigma: 4, Hole: hole, Inset: true, Color: display.Color{A: 255}})
	if !bytes.Equal(shut.Pix, box.Pix) {
		t.Error("where no light falls through, the box is not full of shadow")
	}
}

// TestObliqueBeside looks at a turned picture where it is not: its edge goes on.
func TestObliqueBeside(t *testing.T) {
	p := &display.Picture{Source: photo(40, 30), Crop: display.Rect{X1: 40, Y1: 30}, Dest: display.Rect{X0: 20, Y0: 25, X1: 60, Y1: 55}, Clip: round(20, 25, 60, 55, 0), Alpha: 255}
	list := &display.List{Width: 80, Height: 80}
	c := newDrawer(t).canvas(list, image.NewRGBA(list.Canvas()))
	turned := display.Turned(p, display.About(30, point{X: 40, Y: 40})).(*display.Picture)
	b, err := c.oblique(turned, display.Rect{X0: 1, Y0: 1, X1: 2, Y1: 2})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range b.run(3, 3, 4) {
		if i%4 == 3 && v != 255 {
			t.Errorf("pixel %d has alpha %d", i/4, v)
		}
	}
}
