package layout

import (
	"context"
	"image"
	"testing"

	"placard/fonts"
	"placard/internal/sweep"
	"placard/render/display"
	"placard/render/raster"
)

// TestUnited fills letters as fonts do, by the nonzero rule, and their united outlines by the even-odd rule, which
// shows every side that is left within a letter: both are the same but for the flatness of curves.
func TestUnited(t *testing.T) {
	const size, letters = 120, "ABCDEQRSÅÉẾabdefgkpqtxyz&@%0368ßœ"
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	overlapping := 0
	for _, family := range sweep.Of([]string{"Inter", "Source Serif 4", "JetBrains Mono", "Noto Sans Arabic", "Noto Sans Devanagari"}) {
		for _, weight := range []int{400, 900} {
			text, err := registry.Shape(fonts.Request{Text: letters + "مرحباقي" + "क्षनमस्ते", Families: []string{family}, Weight: weight})
			if err != nil {
				t.Fatal(err)
			}
			for _, run := range text.Runs {
				for _, g := range run.Glyphs {
					if len(run.Face.ColorLayers(g.ID)) > 0 {
						continue
					}
					whole := outlinePathOf(run.Face.Outline(g.ID))
					one := united(run.Face.Outline(g.ID))
					if len(whole) > 0 && &one[0] != &whole[0] && straight(one) {
						overlapping++
					}
					a, b := fill(t, drawer, whole, display.NonZero, size), fill(t, drawer, one, display.EvenOdd, size)
					// Where two contours cross, the rasteriser counts the pixel for both, and a united one once.
					if off, worst := difference(a, b); off > 0.1 || worst > 128 {
						t.Errorf("%s, glyph %d: united it is off by %.3f on average, at most by %d", run.Face.Name(), g.ID, off, worst)
					}
				}
			}
		}
	}
	if overlapping < 20 {
		t.Errorf("only %d glyphs had something to unite", overlapping)
	}
}

// straight says whether a path has no curves, as one that has been united.
func straight(path display.Path) bool {
	for i := range path {
		if path[i].Verb == display.Quad || path[i].Verb == display.Cubic {
			return false
		}
	}
	return true
}

// fill draws an outline in em, black, px per em.
func fill(t *testing.T, drawer *raster.Drawer, em display.Path, rule display.FillRule, size float64) *image.RGBA {
	t.Helper()
	path := make(display.Path, len(em))
	for i := range em {
		path[i].Verb = em[i].Verb
		for j, q := range em[i].Points() {
			path[i].P[j] = display.Point{X: 40 + q.X*size, Y: 140 + q.Y*size}
		}
	}
	list := &display.List{Width: 280, Height: 220, Ops: []display.Op{&display.FillPath{Path: path, Rule: rule, Paint: display.Color{A: 255}}}}
	img := image.NewRGBA(list.Canvas())
	if err := drawer.Draw(context.Background(), list, img); err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is that of two pictures' alpha, of 255: on average, and at most.
func difference(a, b *image.RGBA) (mean float64, worst int) {
	sum := 0
	for i := 3; i < len(a.Pix); i += 4 {
		off := int(a.Pix[i]) - int(b.Pix[i])
		off = max(off, -off)
		sum += off
		worst = max(worst, off)
	}
	return float64(sum) / float64(len(a.Pix)/4), worst
}
