package main

import (
	"image"
	"math"
	"slices"
	"testing"

	"placard/internal/css"
	"placard/internal/sweep"
	"placard/render"
	"placard/render/contrast"
	"placard/render/layout"
	"placard/templates"
)

const (
	// leastContrast is that of WCAG 2.2, 1.4.3, for text of any size: cards are shown small.
	leastContrast = contrast.Text
	// ornamentContrast holds for signs that say nothing which is not also in words.
	ornamentContrast = contrast.Large
	// leastMargin is in design px from ink to the canvas's edge: feeds round corners and crop.
	leastMargin = 60
	// lookScale draws small, which takes a sixth of the time and hides nothing asked here.
	lookScale = 0.4
	// leastInk is how much a channel, of 255, must change under a letter to count as its ink: less is the
	// faint rim that antialiasing leaves.
	leastInk = 40
)

// ornaments are texts that are pictures.
var ornaments = map[string]bool{"mark": true}

// TestDesigns looks at every text of every sample the way a reader does, at the pixels: nothing is cut or
// missing, it keeps clear of the edges, and it stands out from what is under it.
func TestDesigns(t *testing.T) {
	starters, err := load()
	if err != nil {
		t.Fatal(err)
	}
	renderer, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, tmpl := range sweep.Of(starters) {
		for _, sample := range tmpl.Samples {
			t.Run(tmpl.ID+"/"+sample.Name, func(t *testing.T) {
				t.Parallel()
				doc, err := tmpl.Apply(sample.Changes)
				if err != nil {
					t.Fatal(err)
				}
				texts := textsOf(doc.Layers)
				with, report := pixels(t, renderer, tmpl, sample.Changes)
				without, _ := pixels(t, renderer, tmpl, hide(sample.Changes, texts))
				checkReport(t, report)
				for _, text := range texts {
					checkInk(t, text, inkOf(with, without, boxOf(report, text.ID)), with.Rect)
				}
			})
		}
	}
}

// TestPicturesThatCannotBeHad: the cards whose pictures come from callers are drawn without them, and not
// as the title alone.
func TestPicturesThatCannotBeHad(t *testing.T) {
	starters, err := load()
	if err != nil {
		t.Fatal(err)
	}
	renderer, err := newRenderer()
	if err != nil {
		t.Fatal(err)
	}
	for _, tmpl := range sweep.Of(starters) {
		changes := tmpl.Samples[0].Changes
		for _, v := range tmpl.Variables {
			if v.Type == templates.VariableImage {
				changes = changes.Set(v.Name, "value", "asset:none.jpg")
			}
		}
		if len(changes) == len(tmpl.Samples[0].Changes) {
			continue
		}
		_, report := pixels(t, renderer, tmpl, changes)
		if len(report.Layers) < 10 {
			t.Errorf("%s: only %d layers are drawn", tmpl.ID, len(report.Layers))
		}
	}
}

// pixels draws a sample at lookScale.
func pixels(t *testing.T, r *render.Renderer, tmpl *templates.Template, changes templates.Changes) (*image.RGBA, *layout.Report) {
	t.Helper()
	doc, err := tmpl.Apply(changes)
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.Render(t.Context(), doc, render.Options{Format: render.Raw, Scale: lookScale, Report: true})
	if err != nil {
		t.Fatal(err)
	}
	return &image.RGBA{Pix: out.Bytes, Stride: 4 * out.Width, Rect: image.Rect(0, 0, out.Width, out.Height)}, out.Report
}

// hide makes texts invisible but leaves them in place.
func hide(changes templates.Changes, texts []*templates.Text) templates.Changes {
	for _, text := range texts {
		changes = changes.Set(text.ID, "color", "transparent")
	}
	return changes
}

func checkReport(t *testing.T, report *layout.Report) {
	t.Helper()
	for _, layer := range report.Layers {
		if text := layer.Text; text != nil && (text.Overflow || text.Ellipsis || len(text.Missing) > 0) {
			t.Errorf("%s: cut %v, ellipsis %v, missing %q", layer.ID, text.Overflow, text.Ellipsis, text.Missing)
		}
	}
}

// ink is where a text's letters are, and what is under them.
type ink struct {
	bounds image.Rectangle
	under  []float64 // relative luminances
}

// inkOf compares a picture with and without text within a box.
func inkOf(with, without *image.RGBA, box image.Rectangle) ink {
	var found ink
	box = box.Intersect(with.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		at := with.PixOffset(box.Min.X, y)
		for x := box.Min.X; x < box.Max.X; x, at = x+1, at+4 {
			under := without.Pix[at : at+4]
			if apart(with.Pix[at:at+4], under) >= leastInk {
				found.bounds = found.bounds.Union(image.Rect(x, y, x+1, y+1))
				found.under = append(found.under, css.Luminance(under[0], under[1], under[2]))
			}
		}
	}
	return found
}

func checkInk(t *testing.T, text *templates.Text, found ink, canvas image.Rectangle) {
	t.Helper()
	if len(found.under) == 0 {
		if text.Text != "" {
			t.Errorf("%s: cannot be seen", text.ID)
		}
		return
	}
	slack := min(found.bounds.Min.X, found.bounds.Min.Y, canvas.Max.X-found.bounds.Max.X, canvas.Max.Y-found.bounds.Max.Y)
	if px := float64(slack) / lookScale; px < leastMargin {
		t.Errorf("%s: ink is %.0f px from an edge, want %d", text.ID, px, leastMargin)
	}
	want := leastContrast
	if ornaments[text.ID] {
		want = ornamentContrast
	}
	if text.Stroke != nil { // an outline is what letters stand out from, and a second edge to read them by
		found.under, want = lights(t, text.Stroke.Paint), ornamentContrast
	}
	slices.Sort(found.under)
	// The ends less a hundredth: one bright blade of grass under a letter hides nothing.
	rim := len(found.under) / 100
	dark, bright := found.under[rim], found.under[len(found.under)-1-rim]
	for _, own := range lights(t, text.Color) {
		if got := min(css.Contrast(own, dark), css.Contrast(own, bright)); got < want {
			t.Errorf("%s: contrast %.2f, want %.1f", text.ID, got, want)
		}
	}
}

// lights are the relative luminances of letters: of their colour, or of the stops of a gradient.
func lights(t *testing.T, paint templates.Paint) []float64 {
	t.Helper()
	switch p := paint.(type) {
	case templates.Color:
		return []float64{css.Luminance(p.R, p.G, p.B)}
	case *templates.LinearGradient:
		var all []float64
		for _, stop := range p.Stops {
			all = append(all, css.Luminance(stop.Color.R, stop.Color.G, stop.Color.B))
		}
		return all
	}
	t.Fatalf("no starter has letters of %T so far", paint)
	return nil
}

// boxOf returns a layer's box, which letters may leave by a little.
func boxOf(report *layout.Report, id string) image.Rectangle {
	for _, layer := range report.Layers {
		if layer.ID == id {
			b := layer.Box
			return image.Rect(int(b[0]), int(b[1]), int(math.Ceil(b[0]+b[2])), int(math.Ceil(b[1]+b[3]))).Inset(-4)
		}
	}
	return image.Rectangle{}
}
