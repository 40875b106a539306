package render_test

import (
	"slices"
	"testing"

	"placard/internal/sweep"
	"placard/render"
	"placard/render/layout"
	"placard/templates/starter"
)

// otherSizes are those of a link preview, a square and a poster, which one design is to serve.
var otherSizes = [][2]int{{1200, 630}, {1080, 1080}, {1000, 1500}}

// TestStartersTakeOtherSizes draws every starter at each size. What was whole there stays whole: no words are cut off,
// no line leaves the canvas or lies on another's.
func TestStartersTakeOtherSizes(t *testing.T) {
	renderer := newRenderer(t)
	for _, id := range sweep.Of(starter.IDs()) {
		template, err := starter.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := template.Apply(template.Samples[0].Changes)
		if err != nil {
			t.Fatal(err)
		}
		draw := func(width, height int) *layout.Report {
			fresh, err := doc.Resize(width, height)
			if err != nil {
				t.Fatal(err)
			}
			out, err := renderer.Render(t.Context(), fresh, render.Options{Format: render.Raw, Report: true, Scale: 0.5})
			if err != nil {
				t.Fatalf("%s at %d×%d: %v", id, width, height, err)
			}
			return out.Report
		}
		before := draw(doc.Width, doc.Height)
		for _, size := range otherSizes {
			after := draw(size[0], size[1])
			checkWords(t, id, before, after)
		}
	}
}

// checkWords compares the texts of a document with those of another size.
func checkWords(t *testing.T, id string, before, after *layout.Report) {
	t.Helper()
	was, is := textLayers(before), textLayers(after)
	for i, a := range is {
		cut := func(l layout.LayerReport) bool { return l.Text.Ellipsis || l.Text.Clipped }
		at := slices.IndexFunc(was, func(b layout.LayerReport) bool { return b.ID == a.ID })
		if cut(a) && !cut(was[at]) {
			t.Errorf("%s at %d×%d: %s is cut off", id, after.Width, after.Height, a.ID)
		}
		if inside(wordsBox(was[at]), before) && !inside(wordsBox(a), after) {
			t.Errorf("%s at %d×%d: %s is at %v", id, after.Width, after.Height, a.ID, wordsBox(a))
		}
		for _, b := range is[:i] {
			other := slices.IndexFunc(was, func(o layout.LayerReport) bool { return o.ID == b.ID })
			if overlap(wordsBox(a), wordsBox(b)) > 2 && overlap(wordsBox(was[at]), wordsBox(was[other])) <= 2 {
				t.Errorf("%s at %d×%d: %s at %v lies on %s at %v", id, after.Width, after.Height, a.ID, wordsBox(a), b.ID, wordsBox(b))
			}
		}
	}
}

func textLayers(r *layout.Report) []layout.LayerReport {
	return slices.DeleteFunc(slices.Clone(r.Layers), func(l layout.LayerReport) bool { return l.Text == nil })
}

// wordsBox is the box around the lines of a text.
func wordsBox(l layout.LayerReport) (all layout.Box) {
	for i, line := range l.Text.LineBoxes {
		if i == 0 {
			all = line
			continue
		}
		right, bottom := max(all[0]+all[2], line[0]+line[2]), max(all[1]+all[3], line[1]+line[3])
		all[0], all[1] = min(all[0], line[0]), min(all[1], line[1])
		all[2], all[3] = right-all[0], bottom-all[1]
	}
	return all
}

func inside(b layout.Box, r *layout.Report) bool {
	return b[0] >= -1 && b[1] >= -1 && b[0]+b[2] <= float64(r.Width)+1 && b[1]+b[3] <= float64(r.Height)+1
}

// overlap is by how many px two boxes overlap on their shorter way apart; 0 or less: they do not.
func overlap(a, b layout.Box) float64 {
	return min(min(a[0]+a[2], b[0]+b[2])-max(a[0], b[0]), min(a[1]+a[3], b[1]+b[3])-max(a[1], b[1]))
}
