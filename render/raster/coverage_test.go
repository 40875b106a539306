package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fogleman/gg"
	"golang.org/x/image/vector"
	"pgregory.net/rapid"

	"placard/render/display"
)

// contour is a closed contour of cubics, lines where the control points are on the line.
type contour [][4]point

func randomContours(r *rand.Rand, size float64) []contour {
	var out []contour
	for range 1 + r.IntN(2) {
		p := func() point { return point{X: (r.Float64()*1.6 - 0.3) * size, Y: (r.Float64()*1.6 - 0.3) * size} }
		start := p()
		at := start
		var c contour
		for i := range 3 + r.IntN(5) {
			end := p()
			if i == 6 {
				end = start
			}
			if r.IntN(2) == 0 {
				c = append(c, [4]point{at, at, end, end})
			} else {
				c = append(c, [4]point{at, p(), p(), end})
			}
			at = end
		}
		out = append(out, c)
	}
	return out
}

func (o *outline) contours(cs []contour) {
	for _, c := range cs {
		o.move(c[0][0])
		for _, s := range c {
			if s[0] == s[1] && s[2] == s[3] {
				o.line(s[3])
			} else {
				o.cubic(s[1], s[2], s[3])
			}
		}
	}
	o.close()
}

// TestCoverageVector compares with golang.org/x/image/vector, which accumulates signed area too. It gets
// short chords, so that its own flattening (up to 0.14 px) does not count, and a canvas on which it uses
// floating point: its fixed point, for up to 512 px, is off by up to 22. What is left is our flattening.
func TestCoverageVector(t *testing.T) {
	const size, oracle = 64, 600
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 100 {
		shape := randomContours(r, size)
		var c coverage
		c.contours(shape)
		got := c.rasterize(image.Rect(0, 0, size, size))

		z := vector.NewRasterizer(oracle, oracle)
		for _, k := range shape {
			z.MoveTo(float32(k[0][0].X), float32(k[0][0].Y))
			for _, s := range k {
				for i := 1; i <= 100; i++ {
					p := bezier(s, float64(i)/100)
					z.LineTo(float32(p.X), float32(p.Y))
				}
			}
			z.ClosePath()
		}
		want := image.NewAlpha(image.Rect(0, 0, oracle, oracle))
		z.Draw(want, want.Rect, image.Opaque, image.Point{})
		worst, sum := 0, 0
		for i, v := range got.pix {
			d := abs(int(v) - int(want.AlphaAt(i%size, i/size).A))
			worst, sum = max(worst, d), sum+d
		}
		if mean := float64(sum) / (size * size); worst > 10 || mean > 0.2 {
			t.Fatalf("shape %d: worst difference %d, mean %.3f; want at most 10 and 0.2", n, worst, mean)
		}
	}
}

func bezier(s [4]point, t float64) point {
	u := 1 - t
	a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return point{
		X: a*s[0].X + b*s[1].X + c*s[2].X + d*s[3].X,
		Y: a*s[0].Y + b*s[1].Y + c*s[2].Y + d*s[3].Y,
	}
}

// TestCoverageSamples compares rounded rectangles with counting 32×32 points in every pixel, an oracle
// that shares nothing with the accumulator.
func TestCoverageSamples(t *testing.T) {
	for _, shape := range []display.RoundRect{
		round(2, 3, 28, 25, 6),
		round(2.5, 3.25, 27.75, 25.5, 6),
		round(4, 4, 26, 26, 11),
		round(0.25, 10.125, 31.75, 14.125, 2),
		{Rect: display.Rect{X0: 1, Y0: 2, X1: 30, Y1: 29}, Corners: [4]display.Corner{{RX: 12, RY: 4}, {RX: 0, RY: 5}, {RX: 3, RY: 20}, {RX: 8, RY: 8}}},
	} {
		var c coverage
		c.roundRect(&shape)
		got := c.rasterize(image.Rect(0, 0, 32, 32))
		for i, v := range got.pix {
			want := sampled(&shape, i%32, i/32)
			if math.Abs(float64(v)-want) > 3 {
				t.Errorf("%v: pixel %d,%d is %d; %.1f of it is covered", shape, i%32, i/32, v, want)
			}
		}
	}
}

// sampled is the share of a pixel that lies in a rounded rectangle, times 255.
func sampled(r *display.RoundRect, x, y int) float64 {
	const n = 32
	in := 0
	for i := range n {
		for j := range n {
			if contains(r, float64(x)+(float64(i)+0.5)/n, float64(y)+(float64(j)+0.5)/n) {
				in++
			}
		}
	}
	return float64(in) * 255 / (n * n)
}

func contains(r *display.RoundRect, x, y float64) bool {
	if x < r.X0 || x > r.X1 || y < r.Y0 || y > r.Y1 {
		return false
	}
	for i, k := range r.Corners {
		if k.RX == 0 || k.RY == 0 {
			continue
		}
		dx, dy := (r.X0+k.RX-x)/k.RX, (r.Y0+k.RY-y)/k.RY
		if i == 1 || i == 2 {
			dx = (x - r.X1 + k.RX) / k.RX
		}
		if i >= 2 {
			dy = (y - r.Y1 + k.RY) / k.RY
		}
		if dx > 0 && dy > 0 && dx*dx+dy*dy > 1 {
			return false
		}
	}
	return true
}

// TestCoverageGG compares with gg, which makes corners of quadratic curves with points on 1/64 px: it is
// off by up to 10 where TestCoverageSamples finds us within 2.
func TestCoverageGG(t *testing.T) {
	shape := round(5.3, 7.8, 120.4, 90.1, 24)
	var c coverage
	c.roundRect(&shape)
	got := c.rasterize(image.Rect(0, 0, 128, 100))
	dc := gg.NewContext(128, 100)
	dc.SetColor(color.White)
	dc.DrawRoundedRectangle(5.3, 7.8, 120.4-5.3, 90.1-7.8, 24)
	dc.Fill()
	for i, v := range got.pix {
		if want := dc.Image().(*image.RGBA).Pix[4*i+3]; abs(int(v)-int(want)) > 12 {
			t.Errorf("pixel %d,%d is %d, in gg %d", i%128, i/128, v, want)
		}
	}
}

// TestCoverageWithin checks that cutting by a rectangle equals multiplying: both shapes are
// rectangles, whose common part is one as well.
func TestCoverageWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.Float64Range(-10, 50)
		a := display.Rect{X0: side.Draw(t, "x0"), Y0: side.Draw(t, "y0"), X1: side.Draw(t, "x1"), Y1: side.Draw(t, "y1")}
		b := display.Rect{X0: side.Draw(t, "x0"), Y0: side.Draw(t, "y0"), X1: side.Draw(t, "x1"), Y1: side.Draw(t, "y1")}
		var c coverage
		c.roundRect(&display.RoundRect{Rect: a})
		got := newMask(image.Rect(0, 0, 40, 40))
		if !a.Empty() {
			c.sweep(got.rect, b, got.store)
		}
		for i, v := range got.pix {
			x, y := float64(i%40), float64(i/40)
			m := a.Intersect(b).Intersect(display.Rect{X0: x, Y0: y, X1: x + 1, Y1: y + 1})
			if want := (m.X1 - m.X0) * (m.Y1 - m.Y0) * 255; math.Abs(float64(v)-want) > 1 {
				t.Fatalf("%v within %v: pixel %v,%v is %d; %.2f of it is covered", a, b, x, y, v, want)
			}
		}
	})
}

// TestCoverageHostile feeds numbers that no list would hold.
func TestCoverageHostile(t *testing.T) {
	bad := []float64{0, -1, 1e9, -1e9, math.MaxFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(), math.SmallestNonzeroFloat64, 0.5, 31.999999999}
	r := rand.New(rand.NewPCG(3, 4))
	p := func() point { return point{X: bad[r.IntN(len(bad))], Y: bad[r.IntN(len(bad))]} }
	var c coverage
	for range 150 {
		c.reset()
		c.move(p())
		for range 4 {
			c.line(p())
			c.quad(p(), p())
			c.cubic(p(), p(), p())
		}
		c.close()
		c.rasterize(image.Rect(0, 0, 32, 32))
	}
	// Nothing of it may be left behind.
	c.reset()
	for i, v := range c.rasterize(image.Rect(0, 0, 32, 32)).pix {
		if v != 0 {
			t.Fatalf("pixel %d of an empty outline is %d", i, v)
		}
	}
}

// TestCoverageBands draws a shape taller than a band.
func TestCoverageBands(t *testing.T) {
	shape := round(3, 3, 997, 1997, 200)
	var c coverage
	c.roundRect(&shape)
	m := c.rasterize(image.Rect(0, 0, 1000, 2000))
	if rows := maxCells / c.stride; rows >= 2000 {
		t.Fatalf("a band has %d rows: the shape is too small to test bands", rows)
	}
	for y := 3; y < 1997; y++ {
		if v := m.run(y, 500, 501)[0]; v != 255 {
			t.Fatalf("row %d is %d in the middle", y, v)
		}
	}
}

func round(x0, y0, x1, y1, r float64) display.RoundRect {
	k := display.Corner{RX: r, RY: r}
	return display.RoundRect{Rect: display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Corners: [4]display.Corner{k, k, k, k}}
}

func abs(v int) int { return max(v, -v) }

func BenchmarkCoverageGlyphs(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	shape := randomContours(r, 40)
	var c coverage
	m := newMask(image.Rect(0, 0, 48, 48))
	for b.Loop() {
		c.reset()
		c.contours(shape)
		c.sweep(m.rect, rectOf(m.rect), m.store)
	}
}

func BenchmarkVectorGlyphs(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	shape := randomContours(r, 40)
	z := vector.NewRasterizer(48, 48)
	dst := image.NewAlpha(image.Rect(0, 0, 48, 48))
	for b.Loop() {
		z.Reset(48, 48)
		z.DrawOp = draw.Src
		for _, k := range shape {
			z.MoveTo(float32(k[0][0].X), float32(k[0][0].Y))
			for _, s := range k {
				z.CubeTo(float32(s[1].X), float32(s[1].Y), float32(s[2].X), float32(s[2].Y), float32(s[3].X), float32(s[3].Y))
			}
			z.ClosePath()
		}
		z.Draw(dst, dst.Rect, image.Opaque, image.Point{})
	}
}
