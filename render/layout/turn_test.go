package layout_test

import (
	"fmt"
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
	"placard/render/layout"
)

// everyKind is layers of every kind but text, in a box of 400×400 px.
const everyKind = `
	{"id":"r","type":"rect","x":40,"y":30,"width":120,"height":80,"radius":[0,10,20,30],"shadow":{"x":4,"y":10,"blur":12,"color":"#000a"},
		"fill":{"type":"linear_gradient","angle":30,"stops":[{"color":"red","at":0},{"color":"blue","at":1}]},"stroke":{"width":5,"align":"inside"}},
	{"id":"e","type":"ellipse","x":200,"y":20,"width":150,"height":70,"opacity":0.5,"fill":{"type":"conic_gradient","angle":20,"stops":[{"color":"lime","at":0},{"color":"navy","at":1}]}},
	{"id":"l","type":"line","x":20,"y":140,"width":300,"height":20,"stroke":{"width":6,"dash":[20,10],"paint":"teal"}},
	{"id":"s","type":"star","x":20,"y":180,"width":90,"height":110,"fill":"gold","blend_mode":"multiply"},
	{"id":"i","type":"image","src":"asset:300x200","x":130,"y":170,"width":140,"height":90,"radius":20},
	{"id":"g","type":"group","x":280,"y":170,"width":100,"height":100,"clip":true,"radius":30,"blur":3,"layers":[
		{"id":"p","type":"path","d":"M-20 0h90v90h-40z","x":30,"y":20,"fill":{"type":"radial_gradient","stops":[{"color":"white","at":0},{"color":"purple","at":1}]}}]}`

// TestQuarterTurns: what is turned by a right angle is drawn as the same picture, turned. Letters are moved onto the
// grid of pixels where they are upright, so that they may be off by a part of one.
func TestQuarterTurns(t *testing.T) {
	const words = `{"id":"t","type":"text","x":20,"y":300,"width":360,"height":40,"text":"Words of a line","font_size":34,"overflow":"clip"}`
	for _, test := range []struct {
		layers    string
		mean, far float64
	}{{everyKind, 0.01, 0}, {words, 1, 0.005}} {
		page := func(degrees int) *image.RGBA {
			return draw(t, build(t, parse(t, fmt.Sprintf(`{"id":"t","width":600,"height":600,"background":"white","layers":[
				{"id":"all","type":"group","x":100,"y":100,"width":400,"height":400,"rotation":%d,"layers":[%s]}]}`, degrees, test.layers)), 1))
		}
		want := page(0)
		for degrees := 90; degrees <= 360; degrees += 90 {
			want = quarter(want)
			if mean, far := difference(page(degrees), want); mean > test.mean || far > test.far {
				t.Errorf("by %d°: the mean difference is %.3f, %.2f %% differ by more than 24", degrees, mean, 100*far)
			}
		}
	}
}

// quarter is a square picture turned clockwise.
func quarter(img *image.RGBA) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	side := img.Rect.Dx()
	for y := range side {
		for x := range side {
			out.SetRGBA(side-1-y, x, img.RGBAAt(x, y))
		}
	}
	return out
}

// difference is the mean one of two pictures' channels, 0..255, and the part of those that are far off.
func difference(a, b *image.RGBA) (mean, far float64) {
	for i := range a.Pix {
		d := math.Abs(float64(a.Pix[i]) - float64(b.Pix[i]))
		mean += d
		if d > 24 {
			far++
		}
	}
	return mean / float64(len(a.Pix)), far / float64(len(a.Pix))
}

// TestTurnsCompose: turns within turns are one after the other, so that a group turned back and forth is upright,
// and layers turned in a turned group lie where both turns take them.
func TestTurnsCompose(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		outer := math.Round(rapid.Float64Range(-720, 720).Draw(rt, "outer"))
		inner := math.Round(rapid.Float64Range(-720, 720).Draw(rt, "inner"))
		doc := parse(t, fmt.Sprintf(`{"id":"t","width":900,"height":900,"layers":[{"id":"g","type":"group","x":300,"y":300,"width":300,"height":300,"rotation":%v,"layers":[
			{"id":"i","type":"image","src":"asset:30x20","x":200,"y":40,"width":60,"height":40,"rotation":%v}]}]}`, outer, inner))
		op := build(t, doc, 1).Ops[0].(*display.Picture)
		want := display.About(inner, display.Point{X: 530, Y: 360}).Then(display.About(outer, display.Point{X: 450, Y: 450}))
		for _, p := range []display.Point{{X: 500, Y: 340}, {X: 560, Y: 340}, {X: 500, Y: 380}} {
			got, want := op.Turn.Apply(p), want.Apply(p)
			if math.Hypot(got.X-want.X, got.Y-want.Y) > 1e-6 {
				rt.Fatalf("%v lies at %v, not %v", p, got, want)
			}
		}
	})
}

// TestTurnedParts: what a list says of a layer goes by where its turn takes it: tags, what is left out beyond the
// canvas, and the layer that something is composited on.
func TestTurnedParts(t *testing.T) {
	build := func(layer string) *display.List {
		return buildWith(t, parse(t, `{"id":"t","width":200,"height":100,"layers":[`+layer+`]}`), layout.Options{Tags: true})
	}
	tag := build(`{"id":"a","type":"rect","x":50,"y":45,"width":100,"height":10,"rotation":90,"fill":"red","alt":"a bar"}`).Tags[0].Box
	if tag != (display.Rect{X0: 95, X1: 105, Y1: 100}) {
		t.Errorf("the box of a turned layer is %v", tag)
	}
	if ops := build(`{"id":"a","type":"rect","x":-150,"y":40,"width":140,"height":10,"rotation":90,"fill":"red"}`).Ops; len(ops) != 0 {
		t.Errorf("what is turned off the canvas is drawn: %v", ops)
	}
	// Upright it would lie below the canvas; turned about the middle of the group it lies on it.
	ops := build(`{"id":"g","type":"group","x":50,"y":0,"width":100,"height":100,"rotation":180,"layers":[{"id":"a","type":"rect","x":0,"y":-90,"width":100,"height":80,"fill":"red"}]}`).Ops
	if len(ops) != 0 {
		t.Errorf("what is turned off the canvas in a group is drawn: %v", ops)
	}
	ops = build(`{"id":"g","type":"group","x":50,"y":0,"width":100,"height":100,"rotation":180,"layers":[{"id":"a","type":"rect","x":0,"y":110,"width":100,"height":80,"fill":"red"}]}`).Ops
	if len(ops) != 0 {
		t.Errorf("what is turned off the canvas in a group is drawn: %v", ops)
	}
	ops = build(`{"id":"g","type":"group","x":50,"y":-90,"width":100,"height":100,"rotation":180,"layers":[{"id":"a","type":"rect","x":0,"y":-20,"width":100,"height":80,"fill":"red"}]}`).Ops
	if len(ops) != 1 {
		t.Errorf("what is turned onto the canvas is not drawn: %v", ops)
	}
	push := build(`{"id":"a","type":"rect","x":90,"y":10,"width":20,"height":80,"rotation":90,"fill":"red","blend_mode":"multiply"}`).Ops[0].(*display.PushGroup)
	if push.Bounds() != image.Rect(60, 40, 140, 60) {
		t.Errorf("a turned layer is composited on %v", push.Bounds())
	}
	clip := build(`{"id":"g","type":"group","x":90,"y":10,"width":20,"height":80,"rotation":90,"clip":true,"layers":[{"id":"a","type":"rect","width":90,"height":90,"fill":"red"}]}`).Ops[0].(*display.PushGroup)
	if clip.Bounds() != image.Rect(60, 40, 140, 60) || clip.Turn.Angle != 90 {
		t.Errorf("a turned clip is %v, turned by %v", clip.Bounds(), clip.Turn.Angle)
	}
}

// TestTurnsOfTheUnsized: what has no size of its own turns about the middle of what it draws.
func TestTurnsOfTheUnsized(t *testing.T) {
	for name, layer := range map[string]string{
		"a text":            `{"id":"a","type":"text","x":30,"y":20,"text":"Words","font_size":40,"rotation":%d}`,
		"a text of a width": `{"id":"a","type":"text","x":30,"y":20,"width":90,"text":"Words that wrap","font_size":20,"rotation":%d}`,
		"a path":            `{"id":"a","type":"path","x":30,"y":20,"d":"M20 30h80v40h-80z","fill":"red","rotation":%d}`,
		"a polygon":         `{"id":"a","type":"polygon","x":30,"y":20,"points":"20 30 90 30 90 60 20 60","fill":"red","rotation":%d}`,
		"a line":            `{"id":"a","type":"line","x":130,"y":120,"width":-90,"height":-60,"rotation":%d}`,
		"a group":           `{"id":"a","type":"group","x":30,"y":20,"rotation":%d,"layers":[{"id":"b","type":"group","layers":[{"id":"c","type":"rect","x":40,"y":20,"width":60,"height":30,"fill":"red"}]},{"id":"d","type":"rect","x":100,"y":50,"width":20,"height":20,"fill":"red"}]}`,
	} {
		extent := func(degrees int) image.Rectangle {
			var all image.Rectangle
			for _, op := range build(t, parse(t, `{"id":"t","width":300,"height":200,"layers":[`+fmt.Sprintf(layer, degrees)+`]}`), 1).Ops {
				all = all.Union(op.Bounds())
			}
			return all
		}
		a, b := extent(0), extent(180)
		if d := a.Min.Add(a.Max).Sub(b.Min.Add(b.Max)); name != "a text" && name != "a text of a width" && (d.X < -2 || d.X > 2 || d.Y < -2 || d.Y > 2) {
			t.Errorf("%s is at %v, and turned by half at %v", name, a, b)
		}
		if !b.In(a.Inset(-24)) { // letters do not fill their lines
			t.Errorf("%s is at %v, and turned by half at %v", name, a, b)
		}
	}
}
