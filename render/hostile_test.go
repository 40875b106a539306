package render_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"placard/render"
	"placard/templates"
)

// TestHostileDocuments draws documents whose numbers lie at and around every limit. What Decode accepts
// must be drawn in time, or be refused with a kind that is not our fault.
func TestHostileDocuments(t *testing.T) {
	renderer := newRenderer(t)
	decoded, drawn := 0, 0
	one := func(t *rapid.T) {
		source, err := json.Marshal(hostileTemplate(t))
		if err != nil {
			t.Fatal(err)
		}
		tmpl, err := templates.Decode(source)
		if err != nil {
			return
		}
		decoded++
		doc, err := tmpl.Apply(nil)
		if err != nil {
			t.Fatalf("decoded, not applied: %v\n%s", err, source)
		}
		for _, format := range []render.Format{render.Raw, render.PDF} {
			_, err := inTime(renderer, doc, render.Options{Format: format, Scale: fuzzScale(doc)})
			var known *render.Error
			if err != nil && (!errors.As(err, &known) || known.Kind == render.Internal || known.Kind == render.Canceled) {
				t.Fatalf("%s: %v\n%s", format, err, source)
			}
			if err == nil {
				drawn++
			}
		}
	}
	for range 10 { // of a hundred each
		rapid.Check(t, one)
	}
	t.Logf("%d decoded, drawn %d times, in pixels or as a PDF", decoded, drawn)
	if decoded < 200 || drawn < 200 {
		t.Error("too many are refused at the door to try what is behind it")
	}
}

// object is a JSON object in the making.
type object map[string]any

// hostileNumbers lie at limits, next to them, and where arithmetic is fragile.
var hostileNumbers = []float64{
	0, 1, -1, 0.5, 1e-9, -1e-9, 1e-30, 100, 333.333, 1200, 4096, -4096, 99_999.5, 100_000, -100_000, 1e5 + 1,
	math.MaxFloat32, -1e300, math.SmallestNonzeroFloat64, math.Nextafter(1, 2), 2048, 65_536.25,
}

// number is in least..most as a rule, often at an end of it; one in a thousand is not, which Decode must
// find.
func number(t *rapid.T, name string, least, most float64) float64 {
	switch rapid.IntRange(0, 999).Draw(t, name+" kind") % 1000 {
	case 999:
		return rapid.SampledFrom(hostileNumbers).Draw(t, name)
	case 0, 1, 2, 3:
		return least
	case 4, 5, 6, 7:
		return most
	}
	if rapid.Bool().Draw(t, name+" is plain") {
		return rapid.Float64Range(max(least, -50), min(most, 400)).Draw(t, name)
	}
	return min(max(rapid.SampledFrom(hostileNumbers).Draw(t, name), least), most)
}

// set adds a field to o, sometimes.
func (o object) set(t *rapid.T, name string, value func() any) {
	if rapid.IntRange(0, 2).Draw(t, name+"?") > 0 {
		o[name] = value()
	}
}

func hostileTemplate(t *rapid.T) object {
	o := object{"id": "hostile", "width": rapid.SampledFrom([]int{1, 7, 300, 4096}).Draw(t, "canvas"), "height": 200}
	o.set(t, "background", func() any { return paint(t) })
	var layers []object
	for i := range rapid.IntRange(1, 6).Draw(t, "layers") {
		layers = append(layers, hostileLayer(t, fmt.Sprintf("l%d", i), 0))
	}
	o["layers"] = layers
	return o
}

func hostileLayer(t *rapid.T, id string, depth int) object {
	kinds := append([]string{"group", "group", "text", "text", "rect", "ellipse", "line", "image"}, hostileKinds...)
	if depth > 2 {
		kinds = kinds[2:]
	}
	o := object{"id": id, "type": rapid.SampledFrom(kinds).Draw(t, "type")}
	for _, name := range []string{"x", "y"} {
		o[name] = length(t, name, -templates.MaxOffset)
	}
	for _, name := range []string{"width", "height"} {
		o[name] = length(t, name, 0)
	}
	hostileBase(t, o)
	o.set(t, "opacity", func() any { return rapid.Float64Range(0, 1).Draw(t, "opacity") })
	switch o["type"] {
	case "text":
		hostileText(t, o)
	case "rect", "ellipse":
		o.set(t, "fill", func() any { return paint(t) })
		o.set(t, "stroke", func() any { return stroke(t) })
	case "line":
		o["stroke"] = stroke(t)
	case "image":
		o["src"] = "asset:" + rapid.SampledFrom([]string{"ada.jpg", "fig.jpg"}).Draw(t, "src")
		o.set(t, "fit", func() any {
			return rapid.SampledFrom([]string{"cover", "contain", "fill", "none", "scale_down"}).Draw(t, "fit")
		})
		hostileImage(t, o)
	case "group":
		o.set(t, "clip", func() any {
			o["width"], o["height"] = 1+number(t, "clip width", 0, 9e4), 1+number(t, "clip height", 0, 9e4)
			return true
		})
		o.set(t, "layout", func() any { return stack(t) })
		o.set(t, "padding", func() any { return number(t, "padding", 0, templates.MaxOffset) })
		o.set(t, "background", func() any { return paint(t) })
		var layers []object
		for i := range rapid.IntRange(0, 3).Draw(t, "children") {
			layers = append(layers, hostileLayer(t, fmt.Sprintf("%s-%d", id, i), depth+1))
		}
		o["layers"] = append([]object{}, layers...)
	default:
		hostileOther(t, o)
	}
	return o
}

func hostileText(t *rapid.T, o object) {
	o["text"] = rapid.SampledFrom([]string{
		"", " ", "\n\n\n", "Hello, مرحبا 123", "Donaudampfschifffahrtsgesellschaftskapitän", "👩‍👩‍👧‍👦🇩🇪👍🏽", "ภาษาไทย 日本語 नमस्ते",
		"a\u0301\u0302\u0303\u0304\u0305\u0306", "\u202e\u2066abc\u2069\u202c", "\u200b\ufeff\u00ad", "x\ty\rz",
	}).Draw(t, "text")
	o.set(t, "font_size", func() any { return number(t, "font_size", 1, templates.MaxFontSize) })
	o.set(t, "letter_spacing", func() any { return number(t, "letter_spacing", -templates.MaxFontSize, templates.MaxFontSize) })
	o.set(t, "line_height", func() any { return number(t, "line_height", 0.1, 10) })
	o.set(t, "max_lines", func() any { return rapid.IntRange(0, 3).Draw(t, "max_lines") })
	hostileType(t, o)
	o.set(t, "overflow", func() any { return rapid.SampledFrom([]string{"ellipsis", "clip", "visible"}).Draw(t, "overflow") })
	o.set(t, "align", func() any { return rapid.SampledFrom([]string{"start", "end", "center"}).Draw(t, "align") })
	o.set(t, "vertical_align", func() any { return rapid.SampledFrom([]string{"middle", "bottom"}).Draw(t, "vertical_align") })
}

func paint(t *rapid.T) any {
	stops := []object{{"color": "#f00", "at": rapid.Float64Range(0, 0.5).Draw(t, "first")}, {"color": "#00f8", "at": rapid.Float64Range(0.5, 1).Draw(t, "last")}}
	space := rapid.SampledFrom([]string{"srgb", "oklab"}).Draw(t, "space")
	switch rapid.IntRange(0, 4).Draw(t, "paint") {
	case 0:
		return "rgba(10, 200, 30, 0.5)"
	case 1:
		return object{"type": "image", "src": "asset:ada.jpg", "fit": rapid.SampledFrom([]string{"cover", "contain", "none"}).Draw(t, "paint fit")}
	case 2:
		return object{"type": "conic_gradient", "angle": number(t, "angle", -3600, 3600), "space": space, "stops": stops}
	case 3:
		return object{"type": "linear_gradient", "angle": number(t, "angle", -3600, 3600), "space": space, "stops": stops}
	}
	return object{"type": "radial_gradient", "center": []float64{number(t, "cx", 0, 1), 0.5}, "radius": number(t, "gradient radius", 0, 10), "stops": stops}
}

func stroke(t *rapid.T) object {
	o := object{"paint": paint(t), "width": number(t, "stroke width", 0, templates.MaxSide)}
	o.set(t, "dash", func() any {
		return []float64{number(t, "on", 1, templates.MaxSide), number(t, "off", 0, templates.MaxSide)}
	})
	o.set(t, "cap", func() any { return rapid.SampledFrom([]string{"round", "square"}).Draw(t, "cap") })
	o.set(t, "join", func() any { return rapid.SampledFrom([]string{"round", "bevel"}).Draw(t, "join") })
	return o
}

func shadow(t *rapid.T) object {
	return object{"x": number(t, "sx", -templates.MaxOffset, templates.MaxOffset), "y": number(t, "sy", -templates.MaxOffset, templates.MaxOffset), "blur": number(t, "blur", 0, templates.MaxBlur), "spread": number(t, "spread", -templates.MaxSide, templates.MaxSide), "color": "#0008"}
}
