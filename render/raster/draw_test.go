package raster

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"math"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"placard/render/display"
)

// anyNumber draws coordinates around a small canvas, often between or on pixels.
func anyNumber(low, high float64) *rapid.Generator[float64] {
	return rapid.OneOf(rapid.Float64Range(low, high), rapid.Map(rapid.IntRange(int(low), int(high)), func(v int) float64 { return float64(v) }))
}

func anyShape(t *rapid.T) display.RoundRect {
	n := anyNumber(-40, 120)
	x, y := n.Draw(t, "x"), n.Draw(t, "y")
	w, h := anyNumber(0, 90).Draw(t, "w"), anyNumber(0, 90).Draw(t, "h")
	r := math.Min(w, h) / 2 * rapid.Float64Range(0, 1).Draw(t, "r")
	return round(x, y, x+w, y+h, r)
}

func anyPaint(t *rapid.T) display.Paint {
	c := func() display.Color {
		return display.Color{R: rapid.Uint8().Draw(t, "r"), G: rapid.Uint8().Draw(t, "g"), B: rapid.Uint8().Draw(t, "b"), A: rapid.Uint8().Draw(t, "a")}
	}
	n := anyNumber(-40, 120)
	stops := []display.Stop{{At: 0, Color: c()}, {At: 0.3, Color: c()}, {At: 1, Color: c()}}
	switch rapid.IntRange(0, 5).Draw(t, "paint") {
	case 0:
		return c()
	case 4:
		return anyEllipse(t, stops)
	case 5:
		p := &display.ImagePaint{Source: glass(), Dest: anyShape(t).Rect, Turn: anyTurn(t)}
		p.Crop = display.Rect{X1: 12, Y1: 9}
		return p
	case 1:
		return &display.LinearGradient{From: point{X: n.Draw(t, "fx"), Y: n.Draw(t, "fy")}, To: point{X: n.Draw(t, "tx"), Y: n.Draw(t, "ty")}, Stops: stops}
	case 2:
		return &display.ConicGradient{Center: point{X: n.Draw(t, "cx"), Y: n.Draw(t, "cy")}, Angle: anyNumber(-720, 720).Draw(t, "angle"), Stops: anyStops(t, stops)}
	default:
		return &display.RadialGradient{Center: point{X: n.Draw(t, "cx"), Y: n.Draw(t, "cy")}, Radius: anyNumber(0, 90).Draw(t, "radius"), Stops: stops}
	}
}

// anyEllipse draws a gradient whose focus lies inside or on the edge.
func anyEllipse(t *rapid.T, stops []display.Stop) display.Paint {
	n, radius := anyNumber(-40, 120), anyNumber(1, 90)
	g := &display.RadialGradient{
		Center: point{X: n.Draw(t, "cx"), Y: n.Draw(t, "cy")}, Stops: anyStops(t, stops),
		Radius: radius.Draw(t, "radius"), Across: radius.Draw(t, "across"), Angle: anyNumber(-360, 360).Draw(t, "angle"),
	}
	out := rapid.SampledFrom([]float64{0, 0.3, 0.9, 1}).Draw(t, "out")
	s, c := math.Sincos(anyNumber(-3, 3).Draw(t, "way"))
	g.Focus = display.Turn{Angle: g.Angle}.Apply(point{X: out * c * g.Radius, Y: out * s * g.Across})
	return g
}

func anyTurn(t *rapid.T) display.Turn {
	if rapid.Bool().Draw(t, "upright") {
		return display.Turn{}
	}
	angle := rapid.OneOf(rapid.SampledFrom([]float64{0, 90, 180, 270, -90, 45}), rapid.Float64Range(-400, 400)).Draw(t, "turn")
	out := display.About(angle, point{X: 40, Y: 30})
	n := anyNumber(-30, 30)
	return out.Then(display.Moved(n.Draw(t, "dx"), n.Draw(t, "dy")))
}

// glass is translucent, so that a wrong weight of a pixel would show.
var glass = sync.OnceValue(func() *testSource {
	return newSource("glass pane", 12, 9, func(x, y float64) color.RGBA {
		a := uint8(255 * x)
		return color.RGBA{R: a, G: uint8(float64(a) * y), A: a}
	})
})

// anyStops is stops, some of them at the same place.
func anyStops(t *rapid.T, stops []display.Stop) []display.Stop {
	at := []float64{0, 0, 0.3, 0.3, 0.3, 1, 1}
	var out []display.Stop
	for i, v := range at[rapid.IntRange(0, 1).Draw(t, "first"):] {
		out = append(out, display.Stop{At: v, Color: stops[i%len(stops)].Color})
	}
	return out[:len(out)-rapid.IntRange(0, 1).Draw(t, "last")]
}

func anyPath(t *rapid.T) display.Path {
	n := anyNumber(-40, 120)
	p := func() point { return point{X: n.Draw(t, "px"), Y: n.Draw(t, "py")} }
	path := display.Path{{Verb: display.Move, P: [3]point{p()}}}
	for range rapid.IntRange(0, 6).Draw(t, "segments") {
		path = append(path, display.Segment{Verb: display.Verb(rapid.IntRange(0, 4).Draw(t, "verb")), P: [3]point{p(), p(), p()}})
	}
	return path
}

// anyOp draws any operation but groups.
func anyOp(t *rapid.T, glyphs *display.Glyphs, src display.Source) display.Op {
	switch rapid.IntRange(0, 5).Draw(t, "op") {
	case 0:
		return &display.Fill{Shape: anyShape(t), Paint: anyPaint(t)}
	case 5:
		return &display.FillPath{Path: anyPath(t), Rule: display.FillRule(rapid.IntRange(0, 1).Draw(t, "rule")), Paint: anyPaint(t)}
	case 1:
		s := &display.Stroke{Path: anyPath(t), Width: anyNumber(0, 40).Draw(t, "width"), Paint: anyPaint(t),
			Cap: display.Cap(rapid.IntRange(0, 2).Draw(t, "cap")), Join: display.Join(rapid.IntRange(0, 2).Draw(t, "join"))}
		if rapid.Bool().Draw(t, "dashed") {
			s.Dash = []float64{anyNumber(0, 20).Draw(t, "on"), anyNumber(1, 20).Draw(t, "off")}
		}
		return s
	case 2:
		return &display.Shadow{Shape: anyShape(t), Sigma: anyNumber(0, 12).Draw(t, "sigma"), Hole: anyShape(t),
			Color: display.Color{A: rapid.Uint8().Draw(t, "a")}, Inset: rapid.Bool().Draw(t, "inset"), Turn: anyTurn(t)}
	case 3:
		p := &display.Picture{Source: src, Dest: anyShape(t).Rect, Clip: anyShape(t), Alpha: rapid.Uint8().Draw(t, "alpha"), Turn: anyTurn(t)}
		x, y := rapid.Float64Range(0, 20).Draw(t, "cx"), rapid.Float64Range(0, 20).Draw(t, "cy")
		p.Crop = display.Rect{X0: x, Y0: y, X1: x + rapid.Float64Range(0.5, 10).Draw(t, "cw"), Y1: y + rapid.Float64Range(0.5, 10).Draw(t, "ch")}
		return p
	default:
		g := *glyphs
		g.Size = anyNumber(0, 60).Draw(t, "size")
		g.Paint, g.Turn = anyPaint(t), anyTurn(t)
		g.Glyphs = []display.Glyph{{ID: rapid.SampledFrom(glyphs.Glyphs).Draw(t, "glyph").ID, X: anyNumber(-40, 120).Draw(t, "x"), Y: anyNumber(-40, 120).Draw(t, "y")}}
		return &g
	}
}

// TestDrawBounds checks that no operation changes a pixel outside of its bounds, and that what Check
// accepts draws.
func TestDrawBounds(t *testing.T) {
	d := newDrawer(t)
	letters := title(t, 0, 0, 10).(*display.Glyphs)
	src := photo(40, 30)
	rapid.Check(t, func(t *rapid.T) {
		op := anyOp(t, letters, src)
		list := &display.List{Width: 80, Height: 60, Ops: []display.Op{op}}
		dst := image.NewRGBA(list.Canvas())
		if err := d.Draw(context.Background(), list, dst); err != nil {
			t.Fatal(err)
		}
		in := op.Bounds()
		for i := 0; i < len(dst.Pix); i += 4 {
			p := image.Pt(i/4%80, i/4/80)
			if c := dst.RGBAAt(p.X, p.Y); c.A != 0 && !p.In(in) {
				t.Fatalf("pixel %v is %v, outside of %v", p, c, in)
			} else if c.R > c.A || c.G > c.A || c.B > c.A {
				t.Fatalf("pixel %v is %v: not premultiplied", p, c)
			}
		}
	})
}

// TestGroupBounds draws the same inside of an opaque group clipped to the operation's bounds, which must
// change nothing.
func TestGroupBounds(t *testing.T) {
	d := newDrawer(t)
	letters := title(t, 0, 0, 10).(*display.Glyphs)
	src := photo(40, 30)
	rapid.Check(t, func(t *rapid.T) {
		op := anyOp(t, letters, src)
		plain := &display.List{Width: 80, Height: 60, Ops: []display.Op{op}}
		clip := rectOf(op.Bounds().Intersect(plain.Canvas()))
		grouped := &display.List{Width: 80, Height: 60, Ops: []display.Op{
			&display.PushGroup{Clip: display.RoundRect{Rect: clip}, Alpha: 255}, op, &display.PopGroup{},
		}}
		a, b := image.NewRGBA(plain.Canvas()), image.NewRGBA(plain.Canvas())
		if err := errors.Join(d.Draw(context.Background(), plain, a), d.Draw(context.Background(), grouped, b)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Pix, b.Pix) {
			t.Fatal("an opaque group around an operation changes it")
		}
	})
}

// TestGroupPixels draws operations in nested groups of all kinds: nothing may leave the outer clip, and pixels
// stay premultiplied.
func TestGroupPixels(t *testing.T) {
	d := newDrawer(t)
	letters := title(t, 0, 0, 10).(*display.Glyphs)
	src := photo(40, 30)
	rapid.Check(t, func(t *rapid.T) {
		push := func() *display.PushGroup {
			return &display.PushGroup{Clip: anyShape(t), Mask: anyMask(t, src), Tint: anyTint(t), Turn: anyTurn(t), Alpha: rapid.SampledFrom([]uint8{255, 255, 100, 0}).Draw(t, "alpha"),
				Blend: display.Blend(rapid.IntRange(0, 15).Draw(t, "blend")), Blur: rapid.SampledFrom([]float64{0, 0, 0.1, 1.3, 4, 9, 40}).Draw(t, "blur")}
		}
		outer := push()
		list := &display.List{Width: 80, Height: 60, Ops: []display.Op{
			outer, anyOp(t, letters, src), push(), anyOp(t, letters, src), anyOp(t, letters, src), &display.PopGroup{}, anyOp(t, letters, src), &display.PopGroup{},
		}}
		dst := image.NewRGBA(list.Canvas())
		if err := d.Draw(context.Background(), list, dst); err != nil {
			t.Fatal(err)
		}
		in := outer.Bounds()
		for i := range len(dst.Pix) / 4 {
			p := at(dst.Pix, i)
			if at := image.Pt(i%80, i/80); p[3] != 0 && !at.In(in) {
				t.Fatalf("pixel %v is %v, outside of %v", at, p, in)
			}
			if p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
				t.Fatalf("pixel %d is %v: not premultiplied", i, p)
			}
		}
	})
}

func anyMask(t *rapid.T, src display.Source) display.Mask {
	switch rapid.IntRange(0, 3).Draw(t, "mask") {
	case 0:
		return &display.PathMask{Path: anyPath(t), Rule: display.FillRule(rapid.IntRange(0, 1).Draw(t, "rule"))}
	case 1:
		return &display.PictureMask{Source: src, Crop: display.Rect{X1: 40, Y1: 30}, Dest: anyShape(t).Rect, Luminance: rapid.Bool().Draw(t, "luminance")}
	default:
		return nil
	}
}

func anyTint(t *rapid.T) *display.Color {
	if rapid.IntRange(0, 2).Draw(t, "tinted") > 0 {
		return nil
	}
	return &display.Color{R: rapid.Uint8().Draw(t, "r"), A: rapid.Uint8().Draw(t, "a")}
}

// TestDrawHostile feeds Draw numbers of all kinds: it either refuses the list or draws it in time.
func TestDrawHostile(t *testing.T) {
	d := newDrawer(t)
	src := photo(40, 30)
	letters := title(t, 0, 0, 10).(*display.Glyphs)
	number := rapid.OneOf(
		rapid.SampledFrom([]float64{0, 1, -1, 0.5, 1e5, -1e5, 131072, -131072, 1e9, -1e9, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1), math.SmallestNonzeroFloat64}),
		rapid.Float64(), rapid.Float64Range(-200, 200))
	rapid.Check(t, func(t *rapid.T) {
		n := func() float64 { return number.Draw(t, "n") }
		p := func() point { return point{X: n(), Y: n()} }
		rect := func() display.Rect { return display.Rect{X0: n(), Y0: n(), X1: n(), Y1: n()} }
		shape := func() display.RoundRect {
			return display.RoundRect{Rect: rect(), Corners: [4]display.Corner{{RX: n(), RY: n()}, {}, {RX: n(), RY: n()}, {}}}
		}
		paint := &display.LinearGradient{From: p(), To: p(), Stops: []display.Stop{{At: n()}, {At: n()}, {At: 1}}}
		paint.Stops[0].At = 0
		turn := func() display.Turn { return display.Turn{Angle: n(), X: n(), Y: n()} }
		path := display.Path{{Verb: display.Move, P: [3]point{p()}}, {Verb: display.Cubic, P: [3]point{p(), p(), p()}}, {Verb: display.Quad, P: [3]point{p(), p()}}, {Verb: display.Close}}
		ops := []display.Op{
			&display.Fill{Shape: shape(), Paint: paint},
			&display.Stroke{Path: path, Width: n(), Dash: []float64{n(), n()}, Paint: display.Color{A: 255}},
			&display.FillPath{Path: path, Rule: display.EvenOdd, Paint: &display.ConicGradient{Center: p(), Angle: n(), Stops: paint.Stops}},
			&display.Shadow{Shape: shape(), Hole: shape(), Sigma: n(), Color: display.Color{A: 255}},
			&display.Picture{Source: src, Crop: rect(), Dest: rect(), Clip: shape(), Alpha: 255},
			&display.PushGroup{Clip: shape(), Alpha: 100, Blur: n(), Blend: display.Overlay},
			&display.Shadow{Shape: shape(), Hole: shape(), Sigma: n(), Color: display.Color{A: 255}, Inset: true, Turn: turn()},
			&display.Picture{Source: src, Crop: rect(), Dest: rect(), Clip: shape(), Alpha: 255, Turn: turn()},
			&display.Fill{Shape: shape(), Paint: &display.ImagePaint{Source: src, Crop: rect(), Dest: rect(), Turn: turn()}},
			&display.Fill{Shape: shape(), Paint: &display.RadialGradient{Center: p(), Radius: n(), Across: n(), Angle: n(), Focus: p(), Stops: paint.Stops}},
			&display.PushGroup{Clip: shape(), Alpha: 255, Mask: &display.PathMask{Path: path}, Turn: turn()},
			&display.PushGroup{Clip: shape(), Alpha: 255, Mask: &display.PictureMask{Source: src, Crop: rect(), Dest: rect(), Luminance: true}, Turn: turn()},
			&display.Glyphs{Face: letters.Face, Size: n(), Paint: display.Color{A: 255}, Glyphs: []display.Glyph{{ID: letters.Glyphs[0].ID, X: n(), Y: n()}}, Turn: turn()},
		}
		list := &display.List{Width: 100, Height: 80, Ops: []display.Op{rapid.SampledFrom(ops).Draw(t, "op")}}
		if _, ok := list.Ops[0].(*display.PushGroup); ok {
			list.Ops = append(list.Ops, ops[0], &display.PopGroup{})
		}
		start := time.Now()
		err := d.Draw(context.Background(), list, image.NewRGBA(list.Canvas()))
		if refused := new(display.Error); err != nil && !errors.As(err, &refused) {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("it took %v", took)
		}
	})
}

// TestDrawConcurrently draws on 8 goroutines with one Drawer whose caches are too small, so that values
// come and go meanwhile: all pictures must be the same.
func TestDrawConcurrently(t *testing.T) {
	d, err := New(Config{GlyphCacheBytes: 64 << 10, ShadowCacheBytes: 64 << 10})
	if err != nil {
		t.Fatal(err)
	}
	lists := []*display.List{textPicture(t), shadowsPicture(t), groupsPicture(t), strokesPicture(t), pathsPicture(t), blurredBoxes(), turnsPicture(t), masksPicture(t), insetsPicture(t)}
	var want [][]byte
	for _, l := range lists {
		want = append(want, drawn(t, newDrawer(t), l).Pix)
	}
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Go(func() {
			for i := range len(lists) {
				k := (i + g) % len(lists)
				dst := image.NewRGBA(lists[k].Canvas())
				if err := d.Draw(context.Background(), lists[k], dst); err != nil {
					t.Error(err)
				} else if !bytes.Equal(dst.Pix, want[k]) {
					t.Errorf("goroutine %d: picture %d differs", g, k)
				}
			}
		})
	}
	wait.Wait()
}

func TestDrawErrors(t *testing.T) {
	d := newDrawer(t)
	list := sheet()
	if err := d.Draw(context.Background(), list, image.NewRGBA(image.Rect(0, 0, 5, 5))); err == nil {
		t.Error("a canvas of another size is taken")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := d.Draw(ended, list, image.NewRGBA(list.Canvas())); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context gives %v", err)
	}
	unbalanced := sheet(&display.PopGroup{})
	refused := new(display.Error)
	if err := d.Draw(context.Background(), unbalanced, image.NewRGBA(list.Canvas())); !errors.As(err, &refused) || refused.Op != 1 {
		t.Errorf("a group that was never pushed gives %v", err)
	}
	broken := sheet(&display.PushGroup{Clip: round(0, 0, 50, 50, 9), Alpha: 128}, &display.Picture{
		Source: brokenSource{}, Crop: display.Rect{X1: 1, Y1: 1}, Dest: display.Rect{X1: 9, Y1: 9}, Clip: round(0, 0, 9, 9, 0), Alpha: 255,
	}, &display.PopGroup{})
	at := new(OpError)
	if err := d.Draw(context.Background(), broken, image.NewRGBA(list.Canvas())); !errors.As(err, &at) || at.Op != 2 || !errors.Is(err, errBroken) {
		t.Errorf("a broken picture gives %v", err)
	}
}

// TestDrawAfterPanic checks that a source that panics leaves nothing behind for the next picture.
func TestDrawAfterPanic(t *testing.T) {
	d := newDrawer(t)
	list := shapesPicture(t)
	want := drawn(t, d, list)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = d.Draw(context.Background(), sheet(&display.Picture{
			Source: panicSource{}, Crop: display.Rect{X1: 1, Y1: 1}, Dest: display.Rect{X1: 9, Y1: 9}, Clip: round(0, 0, 9, 9, 3), Alpha: 255,
		}), image.NewRGBA(list.Canvas()))
	}()
	if !bytes.Equal(drawn(t, d, list).Pix, want.Pix) {
		t.Error("the picture after a panic differs")
	}
}

type panicSource struct{ brokenSource }

func (panicSource) Scaled(_, _, _, _ float64, _, _ int) (*image.RGBA, error) { panic("damaged") }

var errBroken = errors.New("no pixels")

type brokenSource struct{}

func (brokenSource) Key() string      { return "broken" }
func (brokenSource) Size() (w, h int) { return 10, 10 }
func (brokenSource) Scaled(_, _, _, _ float64, _, _ int) (*image.RGBA, error) {
	return nil, errBroken
}

func TestConfig(t *testing.T) {
	if _, err := New(Config{GlyphCacheBytes: -1, ShadowCacheBytes: -1}); err == nil {
		t.Error("negative sizes are taken")
	}
	if err := DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
}
