package raster

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"sync"
	"testing"

	"golang.org/x/image/draw"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/render/display"
)

// Operations that several tests draw.

func fullFill(a uint8) *display.Fill {
	return &display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: display.Color{R: 15, G: 23, B: 42, A: a}}
}

// cardGradient is the background of the scene card-rich.
func cardGradient() *display.Fill {
	half := (1200*math.Sqrt2/2 + 630*math.Sqrt2/2) / 2 * math.Sqrt2 / 2
	return &display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: &display.LinearGradient{
		From: point{X: 600 - half, Y: 315 - half}, To: point{X: 600 + half, Y: 315 + half},
		Stops: []display.Stop{
			{At: 0, Color: display.Color{R: 0x4f, G: 0x46, B: 0xe5, A: 255}},
			{At: 0.55, Color: display.Color{R: 0xa2, G: 0x1c, B: 0xaf, A: 255}},
			{At: 1, Color: display.Color{R: 0xf9, G: 0x73, B: 0x16, A: 255}},
		},
	}}
}

// scrim is what card-photo lays over its photo.
func scrim() *display.Fill {
	return &display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: &display.LinearGradient{
		To:    point{Y: 630},
		Stops: []display.Stop{{At: 0}, {At: 1, Color: display.Color{A: 191}}},
	}}
}

func radialGradient() *display.Fill {
	return &display.Fill{Shape: round(0, 0, 1200, 630, 0), Paint: &display.RadialGradient{
		Center: point{X: 400, Y: 200}, Radius: 600,
		Stops: []display.Stop{{At: 0, Color: display.Color{R: 250, G: 240, B: 200, A: 255}}, {At: 1, Color: display.Color{R: 30, G: 20, B: 80, A: 255}}},
	}}
}

func cardShadow() *display.Shadow {
	return &display.Shadow{Shape: round(60, 70, 1140, 600, 32), Sigma: 20, Hole: round(60, 50, 1140, 580, 32), Color: display.Color{A: 64}}
}

// cardBox is the box that casts it.
func cardBox() *display.Fill {
	return &display.Fill{Shape: round(60, 50, 1140, 580, 32), Paint: hex(0xffffff)}
}

func rectPath(x0, y0, x1, y1 float64) display.Path {
	return display.Path{
		{Verb: display.Move, P: [3]point{{X: x0, Y: y0}}},
		{Verb: display.Line, P: [3]point{{X: x1, Y: y0}}},
		{Verb: display.Line, P: [3]point{{X: x1, Y: y1}}},
		{Verb: display.Line, P: [3]point{{X: x0, Y: y1}}},
		{Verb: display.Close},
	}
}

// testSource is a picture made by a function of x and y in 0..1.
type testSource struct {
	name  string
	image *image.RGBA
	mu    sync.Mutex
	cache map[string]*image.RGBA
}

func newSource(name string, w, h int, at func(x, y float64) color.RGBA) *testSource {
	s := &testSource{name: name, image: image.NewRGBA(image.Rect(0, 0, w, h)), cache: map[string]*image.RGBA{}}
	for y := range h {
		for x := range w {
			s.image.SetRGBA(x, y, at((float64(x)+0.5)/float64(w), (float64(y)+0.5)/float64(h)))
		}
	}
	return s
}

func (s *testSource) Key() string               { return s.name }
func (s *testSource) Size() (width, height int) { return s.image.Rect.Dx(), s.image.Rect.Dy() }

func (s *testSource) Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := fmt.Sprint(x0, y0, x1, y1, width, height)
	if out := s.cache[key]; out != nil {
		return out, nil
	}
	if image.Rect(int(x0), int(y0), int(x1), int(y1)) == s.image.Rect && s.image.Rect.Dx() == width && s.image.Rect.Dy() == height {
		return s.image, nil
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	kx, ky := float64(width)/(x1-x0), float64(height)/(y1-y0)
	draw.CatmullRom.Transform(out, [6]float64{kx, 0, -x0 * kx, 0, ky, -y0 * ky}, s.image, s.image.Rect, draw.Src, nil)
	s.cache[key] = out
	return out, nil
}

// photo is opaque, with detail that a wrong row or column would show in.
func photo(w, h int) *testSource {
	return newSource(fmt.Sprintf("photo %d×%d", w, h), w, h, func(x, y float64) color.RGBA {
		ring := 0.5 + 0.5*math.Sin(60*math.Hypot(x-0.5, y-0.5))
		return color.RGBA{R: uint8(255 * x), G: uint8(255 * y), B: uint8(255 * ring), A: 255}
	})
}

func fullPicture(a uint8) *display.Picture {
	return &display.Picture{Source: photo(1200, 630), Crop: display.Rect{X1: 1200, Y1: 630}, Dest: display.Rect{X1: 1200, Y1: 630}, Clip: round(0, 0, 1200, 630, 0), Alpha: a}
}

// registry holds the fonts that tests write with.
var registry = sync.OnceValue(bundled.New)

// text shapes a line that starts at x on a baseline at y.
func text(t testing.TB, s string, x, y, size float64, c display.Color) []display.Op {
	t.Helper()
	shaped, err := registry().Shape(fonts.Request{Text: s, Families: []string{"Inter"}, Weight: 700})
	if err != nil {
		t.Fatal(err)
	}
	var ops []display.Op
	for _, piece := range shaped.Visual(0, len(shaped.Clusters)) {
		op := &display.Glyphs{Face: piece.Face, Size: size, Paint: c, Text: piece.Text}
		for _, g := range piece.Glyphs {
			op.Glyphs = append(op.Glyphs, display.Glyph{ID: g.ID, X: x + float64(g.DX)*size, Y: y + float64(g.DY)*size})
			x += float64(g.Advance) * size
		}
		ops = append(ops, op)
	}
	return ops
}

func title(t testing.TB, x, y, size float64) display.Op {
	return text(t, "Shipping pictures from templates: how we render card #000123", x, y, size, display.Color{R: 248, G: 250, B: 252, A: 255})[0]
}

func pixels(w, h int) image.Rectangle { return image.Rect(0, 0, w, h) }
