package layout_test

import (
	"fmt"
	"testing"

	"placard/render/layout"
)

// TestErrorNamesLayer checks that what cannot be drawn is told with its layer, also when groups were put
// around operations after they were made.
func TestErrorNamesLayer(t *testing.T) {
	const (
		faded = `{"id": "faded", "type": "rect", "x": 0, "y": 0, "width": 9, "height": 9, "opacity": 0.5, "fill": "#000", "stroke": {}}`
		plain = `{"id": "plain", "type": "ellipse", "x": 0, "y": 0, "width": 9, "height": 9, "fill": "#000"}`
		far   = `{"id": "far", "type": "rect", "x": 0, "y": 0, "width": 90000, "height": 9, "fill": "#000"}`
	)
	for _, test := range []struct{ name, layers, want string }{
		{"a picture that is not there",
			`{"id": "photo", "type": "image", "x": 0, "y": 0, "width": 10, "height": 10, "src": "asset:gone"}`,
			`layer "photo": src: no asset "asset:gone"`},
		{"a shape that reaches too far", far,
			`layer "far": its fill at scale 2: shape[1].x: 180000 is not in -131072..131072`},
		{"one after a faded group", `{"id": "group", "type": "group", "opacity": 0.5, "layers": [` + faded + `, ` + plain + `]}, ` + far,
			`layer "far": its fill at scale 2: shape[1].x: 180000 is not in -131072..131072`},
		{"a group", `{"id": "group", "type": "group", "clip": true, "width": 90000, "height": 9, "layers": [` + faded + `]}`,
			`layer "group": its group at scale 2: clip[1].x: 180000 is not in -131072..131072`},
	} {
		doc := parse(t, fmt.Sprintf(`{"id": "t", "width": 10, "height": 10, "background": "#fff", "layers": [%s]}`, test.layers))
		_, _, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 2})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
}

// TestOffCanvas checks that what lies off the canvas is left out, however far, and that what reaches onto
// it stays.
func TestOffCanvas(t *testing.T) {
	doc := parse(t, `{"id": "t", "width": 10, "height": 10, "layers": [
		{"id": "far", "type": "rect", "x": 90000, "y": 0, "width": 9, "height": 9, "fill": "#000"},
		{"id": "left", "type": "text", "x": -500, "y": 0, "width": 100, "text": "Hello"},
		{"id": "edge", "type": "rect", "x": -8.5, "y": 0, "width": 9, "height": 9, "fill": "#000"}]}`)
	if list := build(t, doc, 2); len(list.Ops) != 1 {
		t.Errorf("%d operations, want that of the rectangle at the edge alone", len(list.Ops))
	}
}
