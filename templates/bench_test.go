package templates

import "testing"

// tenLayers is a card as scenes and starters have them: ten layers, a photo, a gradient, pills and texts.
const tenLayers = `{
  "id": "card", "name": "Card", "width": 1200, "height": 630, "background": "#0b1020",
  "layers": [
    {"id": "photo", "type": "image", "x": 0, "y": 0, "width": 1200, "height": 630, "src": "asset:hero"},
    {"id": "shade", "type": "rect", "width": 1200, "height": 630, "fill": {"type": "linear_gradient", "angle": 180,
      "stops": [{"color": "rgba(0,0,0,0)", "at": 0}, {"color": "rgba(0,0,0,0.75)", "at": 1}]}},
    {"id": "pill", "type": "rect", "x": 80, "y": 72, "width": 132, "height": 44, "radius": 22, "fill": "#f97316"},
    {"id": "tag", "type": "text", "x": 80, "y": 72, "width": 132, "text": "TRAVEL", "align": "center",
      "font_size": 18, "font_weight": 600, "line_height": "44px", "color": "white"},
    {"id": "title", "type": "text", "x": 80, "y": 316, "width": 1040, "height": 140, "text": "Walking the ridge above the clouds",
      "font_size": 60, "font_weight": 700, "line_height": "70px", "color": "#fff", "fit": "shrink", "max_lines": 2},
    {"id": "ring", "type": "ellipse", "x": 76, "y": 484, "width": 104, "height": 104, "fill": "#ffffff",
      "shadow": {"y": 8, "blur": 24}},
    {"id": "avatar", "type": "image", "x": 80, "y": 488, "width": 96, "height": 96, "radius": 48, "src": "asset:avatar"},
    {"id": "byline", "type": "group", "x": 200, "y": 496, "layers": [
      {"id": "author", "type": "text", "width": 920, "text": "Mira Okonkwo-Lindqvist", "font_size": 28, "color": "#fff"},
      {"id": "date", "type": "text", "y": 44, "width": 920, "text": "21 November 2026", "font_size": 22, "color": "#fffc"}]}
  ]
}`

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode([]byte(tenLayers)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkApply is what each request pays: its changes decoded and applied, and the digest.
func BenchmarkApply(b *testing.B) {
	template, err := Decode([]byte(tenLayers))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		changes, err := DecodeChanges([]byte(`[{"id":"title","text":"Composing rich cards without a browser"}]`))
		if err != nil {
			b.Fatal(err)
		}
		document, err := template.Apply(changes)
		if err != nil || document.Digest() == "" {
			b.Fatal(err)
		}
	}
}

// BenchmarkApplyVariables is a request that gives variables which several layers name.
func BenchmarkApplyVariables(b *testing.B) {
	template, err := Decode([]byte(typed))
	if err != nil {
		b.Fatal(err)
	}
	changes, err := DecodeChanges([]byte(`{"title":"Ridge","rating":3,"accent":"#4f46e5","theme":"dark"}`))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := template.Apply(changes); err != nil {
			b.Fatal(err)
		}
	}
}
