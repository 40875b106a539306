package raster

import (
	"bytes"
	"context"
	"errors"
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"placard/render/display"
)

// crossing is where a polygon crosses a line across, and by which winding.
type crossing struct {
	x    float64
	sign int
}

func crossings(polygons [][]point, y float64) []crossing {
	var out []crossing
	for _, p := range polygons {
		for i, b := range p {
			a := p[(i+len(p)-1)%len(p)]
			if (a.Y <= y) == (b.Y <= y) {
				continue
			}
			sign := 1
			if a.Y > b.Y {
				sign = -1
			}
			out = append(out, crossing{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), sign})
		}
	}
	return out
}

// sampled16 is the coverage of a row of pixels by 16×16 samples each.
func sampled16(polygons [][]point, rule display.FillRule, y, width int) []float64 {
	const fine = 16
	out := make([]float64, width)
	for i := range fine {
		cross := crossings(polygons, float64(y)+(float64(i)+0.5)/fine)
		for k := range width * fine {
			winding := 0
			for _, c := range cross {
				if c.x <= (float64(k)+0.5)/fine {
					winding += c.sign
				}
			}
			if rule == display.NonZero && winding != 0 || rule == display.EvenOdd && winding%2 != 0 {
				out[k/fine] += 255.0 / fine / fine
			}
		}
	}
	return out
}

// TestFillPathSamples compares both rules with 16×16 samples a pixel. Away from crossings a pixel is exact
// but for the chords; where edges cross in a pixel their areas are added and not intersected, which may be
// far off there, in few pixels: 0.28 % of these, where paths cross at random.
func TestFillPathSamples(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const w, h = 60, 40
	sum, far, n := 0.0, 0, 0
	for range 12 {
		p := func() point { return point{X: (r.Float64()*1.6 - 0.3) * w, Y: (r.Float64()*1.6 - 0.3) * h} }
		path := display.Path{{Verb: display.Move, P: [3]point{p()}}}
		for range 5 {
			path = append(path, display.Segment{Verb: display.Verb(1 + r.IntN(3)), P: [3]point{p(), p(), p()}})
		}
		path = append(path, display.Segment{Verb: display.Close}, display.Segment{Verb: display.Line, P: [3]point{p()}}, display.Segment{Verb: display.Line, P: [3]point{p()}})
		var polygons [][]point
		for _, l := range flatten(path, 50) { // many chords
			polygons = append(polygons, l.points)
		}
		for _, rule := range []display.FillRule{display.NonZero, display.EvenOdd} {
			got := drawn(t, newDrawer(t), &display.List{Width: w, Height: h, Ops: []display.Op{&display.FillPath{Path: path, Rule: rule, Paint: hex(0)}}})
			for y := range h {
				for x, want := range sampled16(polygons, rule, y, w) {
					off := math.Abs(float64(got.RGBAAt(x, y).A) - want)
					sum, n = sum+off, n+1
					if off > 16 {
						far++
					}
				}
			}
		}
	}
	mean, share := sum/float64(n), float64(far)/float64(n)
	t.Logf("off by %.2f on average, %.2f %% by more than 16", mean, share*100)
	if mean > 0.4 || share > 0.004 {
		t.Errorf("off by %.2f on average, %.2f %% by more than 16", mean, share*100)
	}
}

// TestFillPathRules draws what both rules agree on.
func TestFillPathRules(t *testing.T) {
	draw := func(rule display.FillRule, p display.Path) []uint8 {
		return drawn(t, newDrawer(t), sheet(&display.FillPath{Path: p, Rule: rule, Paint: hex(0x0f172a)})).Pix
	}
	ring := append(ellipsePath(200, 150, 100, 90), ellipsePath(200, 150, 60, -50)...) // the inner one runs back
	for name, p := range map[string]display.Path{"ellipse": ellipsePath(200, 150, 100.3, 90.7), "ring": ring, "over the edge": ellipsePath(470, 10, 100, 90)} {
		if !bytes.Equal(draw(display.NonZero, p), draw(display.EvenOdd, p)) {
			t.Errorf("%s: the rules differ", name)
		}
	}
}

// TestFillPathPart draws the same shape whole and through a window, where most of its curves are not
// flattened.
func TestFillPathPart(t *testing.T) {
	d := newDrawer(t)
	r := rand.New(rand.NewPCG(3, 4))
	p := func() point { return point{X: (r.Float64() - 0.5) * 4000, Y: (r.Float64() - 0.5) * 4000} }
	for i := range 40 {
		path := display.Path{{Verb: display.Move, P: [3]point{p()}}}
		for range 6 {
			path = append(path, display.Segment{Verb: display.Cubic, P: [3]point{p(), p(), p()}})
		}
		op := &display.FillPath{Path: path, Rule: display.FillRule(i % 2), Paint: hex(0)}
		whole := drawn(t, d, &display.List{Width: 600, Height: 600, Ops: []display.Op{op}})
		part := drawn(t, d, &display.List{Width: 600, Height: 600, Ops: []display.Op{
			&display.PushGroup{Clip: round(200, 300, 240, 330, 0), Alpha: 255}, op, &display.PopGroup{},
		}})
		for y := 300; y < 330; y++ {
			for x := 200; x < 240; x++ {
				// Chords end elsewhere, each within flatness of the curve.
				if off := abs(int(whole.RGBAAt(x, y).A) - int(part.RGBAAt(x, y).A)); off > 16 {
					t.Fatalf("path %d: pixel %d,%d differs by %d", i, x, y, off)
				}
			}
		}
	}
}

// TestFillPathBands draws a path of many edges that takes several bands with and without a queue of edges.
func TestFillPathBands(t *testing.T) {
	var c, q coverage
	path := star(500, 1000, 990, 601, 250)
	seen := image.Rect(0, 0, 1000, 2000)
	c.path(path, seen)
	plain := newMask(seen)
	for y := 0; y < 2000; y += 100 { // one band at a time needs no queue
		band := image.Rect(0, y, 1000, y+100)
		c.sweep(band, rectOf(band), plain.store)
	}
	q.path(path, seen)
	if len(q.edges) <= fewEdges {
		t.Fatalf("%d edges need no queue", len(q.edges))
	}
	queued := q.rasterize(seen)
	for i, v := range plain.pix {
		if abs(int(v)-int(queued.pix[i])) > 1 {
			t.Fatalf("pixel %d,%d is %d, and %d from a queue", i%1000, i/1000, v, queued.pix[i])
		}
	}
}

// TestFillPathHostile fills paths of as many crossing segments as Check takes, by the even-odd rule: they may
// take no more time than plain fills of as much work, by far, and no more memory than maxEdges. Of each path a
// tenth is drawn, and held to a tenth of the time.
func TestFillPathHostile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const w, h = 1200, 630
	const fills = 8
	promised := took(t, slices.Repeat([]display.Op{fullFill(160)}, fills)...) * display.MaxWork / (fills * w * h)
	in := func() point { return point{X: r.Float64() * w, Y: r.Float64() * h} }
	out := func() point { return point{X: (r.Float64() - 0.5) * 2e5, Y: (r.Float64() - 0.5) * 2e5} }
	for name, next := range map[string]func() display.Segment{
		"lines":  func() display.Segment { return display.Segment{Verb: display.Line, P: [3]point{in()}} },
		"cubics": func() display.Segment { return display.Segment{Verb: display.Cubic, P: [3]point{in(), in(), in()}} },
		"quads":  func() display.Segment { return display.Segment{Verb: display.Quad, P: [3]point{out(), in()}} },
		"far":    func() display.Segment { return display.Segment{Verb: display.Cubic, P: [3]point{out(), out(), in()}} },
		"short": func() display.Segment {
			p := in()
			return display.Segment{Verb: display.Cubic, P: [3]point{p, {X: p.X + 300, Y: p.Y}, {X: p.X, Y: p.Y + 300}}}
		},
	} {
		path := display.Path{{Verb: display.Move}}
		for len(path) < display.MaxSegments {
			path = append(path, next())
		}
		list := &display.List{Width: w, Height: h}
		refused := new(display.Error)
		for n := len(path); ; n = n * 4 / 5 {
			list.Ops = []display.Op{&display.FillPath{Path: path[:n], Rule: display.EvenOdd, Paint: hex(0)}}
			if err := display.Check(list); err == nil {
				break
			} else if !errors.As(err, &refused) {
				t.Fatal(err)
			}
		}
		full := list.Ops[0].(*display.FillPath)
		var o outline
		o.path(full.Path, list.Canvas())
		part := &display.FillPath{Path: full.Path[:len(full.Path)/10], Rule: display.EvenOdd, Paint: hex(0)}
		takes := took(t, part) * 10
		t.Logf("%s: %d segments have %d edges and take about %v of %v", name, len(full.Path), len(o.edges), takes, promised)
		if len(o.edges) > maxEdges*3/2 {
			t.Errorf("%s: %d edges", name, len(o.edges))
		}
		// Other programs on the machine may take half of the time.
		if takes > 2*promised {
			t.Errorf("%s: it takes %v, where fills of as much work take %v", name, takes, promised)
		}
	}
}

// took is how long operations take to draw on a card.
func took(t *testing.T, ops ...display.Op) time.Duration {
	t.Helper()
	list := &display.List{Width: 1200, Height: 630, Ops: ops}
	d, dst := newDrawer(t), image.NewRGBA(list.Canvas())
	best := time.Hour
	for range 2 {
		start := time.Now()
		if err := d.Draw(context.Background(), list, dst); err != nil {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	return best
}
