package layout_test

import (
	"fmt"
	"image"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
)

// TestInsideStroke checks that a stroke inside of a box leaves nothing outside of it, however wide it is,
// and that it is there: the list paints the whole box, or its edge at least.
func TestInsideStroke(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom([]string{"rect", "ellipse"}).Draw(rt, "type")
		w, h := rapid.IntRange(1, 300).Draw(rt, "w"), rapid.IntRange(1, 300).Draw(rt, "h")
		radius := ""
		if kind == "rect" {
			radius = fmt.Sprintf(`, "radius": %d`, rapid.IntRange(0, 200).Draw(rt, "radius"))
		}
		width := rapid.IntRange(1, 400).Draw(rt, "stroke")
		doc := parse(t, fmt.Sprintf(`{"id": "t", "width": 500, "height": 500, "layers": [{"id": "a", "type": %q,
			"x": 100, "y": 100, "width": %d, "height": %d%s, "stroke": {"width": %d, "align": "inside"}}]}`, kind, w, h, radius, width))
		got := build(t, doc, 1).Ops[0].Bounds() // a stroke, or the group that cuts one
		if want := image.Rect(100, 100, 100+w, 100+h); got != want {
			rt.Fatalf("%v is painted, want %v", got, want)
		}
	})
}

// TestSpreadRadius holds a shadow's corners to the values of CSS Backgrounds 3, section 7.1.1: with a
// spread of 20 px, radii of 0, 2, 10 and 30 px become 0, 7.42, 27.5 and 50.
func TestSpreadRadius(t *testing.T) {
	doc := parse(t, `{"id": "t", "width": 300, "height": 300, "layers": [{"id": "a", "type": "rect",
		"x": 50, "y": 50, "width": 200, "height": 200, "radius": [0, 2, 10, 30], "shadow": {"spread": 20}}]}`)
	corners := build(t, doc, 1).Ops[0].(*display.Shadow).Shape.Corners
	for i, want := range []float64{0, 7.42, 27.5, 50} {
		if got := corners[i].RX; got < want-1e-9 || got > want+1e-9 {
			t.Errorf("corner %d: %v px, want %v", i, got, want)
		}
	}
}
