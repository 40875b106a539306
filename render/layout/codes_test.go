package layout_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"

	"placard/render/display"
	"placard/render/layout"
	"placard/templates"
)

// widget is a layer of 240×200 px, and another value for each of its fields.
type widget struct {
	of     any
	fields map[string]any // as the layer is
	others map[string]any // the value, or a map of fields where one alone changes nothing
}

var widgets = map[string]widget{
	"qr": {
		templates.QR{},
		map[string]any{"value": "https://example.com"},
		map[string]any{
			"value": "https://example.org", "color": "#123", "background": "#eee", "ecc": "H", "quiet_zone": 0, "rounded": 0.5,
			"logo": "asset:40x40",
		},
	},
	"barcode": {
		templates.Barcode{},
		map[string]any{"value": "123456"},
		map[string]any{
			"value": "654321", "symbology": "code39", "color": "#123", "background": "#eee", "quiet_zone": false, "show_text": false,
			"font_family": "JetBrains Mono", "font_size": 9,
		},
	},
	"rating": {
		templates.Rating{},
		map[string]any{"value": 3.5},
		map[string]any{"value": 3.6, "max": 6, "shape": "heart", "gap": 9, "fill": "#123", "track": "#eee"},
	},
	"progress": {
		templates.Progress{},
		map[string]any{"value": 40, "shape": "ring", "sweep": 200},
		map[string]any{
			"value": 41, "max": 50, "shape": "bar", "fill": "#123", "track": "#eee", "thickness": 9, "start": 45, "sweep": 90, "cap": "butt",
		},
	},
	"chart": {
		templates.Chart{},
		map[string]any{
			"data":   []any{map[string]any{"name": "a", "values": []int{3, 5, -4}}, map[string]any{"name": "b", "values": []int{1, 2, 3}}},
			"labels": []string{"x", "y", "z"},
		},
		map[string]any{
			"data": []int{3, 5, 4}, "labels": []string{"x", "y", "w"}, "kind": "line", "colors": []string{"#123"}, "color": "#456",
			"font_family": "JetBrains Mono", "font_size": 15, "stacked": true, "horizontal": true, "axis": false, "values": true, "legend": false,
			"prefix": "$", "suffix": "%", "min": -20, "max": 20,
			"smooth": map[string]any{"kind": "line"}, "thickness": map[string]any{"kind": "line"},
		},
	},
}

// TestWidgetFields: every field of a code, a rating, a progress layer and a chart changes what is drawn.
func TestWidgetFields(t *testing.T) {
	for kind, w := range widgets {
		of := reflect.TypeOf(w.of)
		for i := range of.NumField() {
			name := of.Field(i).Tag.Get("json")
			if name == "" { // Base
				continue
			}
			other, ok := w.others[name]
			if !ok {
				t.Errorf("%s: no other value for %s", kind, name)
				continue
			}
			before := maps.Clone(w.fields)
			if with, ok := other.(map[string]any); ok {
				maps.Copy(before, with)
				other = map[string]any{"smooth": true, "thickness": 7}[name]
			}
			after := maps.Clone(before)
			after[name] = other
			if dumpOf(t, kind, before) == dumpOf(t, kind, after) {
				t.Errorf("%s: %s does nothing", kind, name)
			}
		}
	}
}

func dumpOf(t *testing.T, kind string, fields map[string]any) string {
	t.Helper()
	return display.Dump(build(t, parse(t, layerJSON(t, kind, fields)), 1))
}

// layerJSON is a template with one layer.
func layerJSON(t *testing.T, kind string, fields map[string]any) string {
	t.Helper()
	all := map[string]any{"id": "it", "type": kind, "x": 10, "y": 10, "width": 240, "height": 200}
	maps.Copy(all, fields)
	layer, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`{"id": "one", "width": 260, "height": 220, "layers": [%s]}`, layer)
}

// TestCodeErrors: what a code cannot say is said of its layer and field, with the remedy.
func TestCodeErrors(t *testing.T) {
	for _, c := range []struct {
		kind   string
		fields map[string]any
		want   string
	}{
		{"barcode", map[string]any{"symbology": "ean13", "value": "4006381333930"},
			`layer "it": value: ean13: 4006381333930 ends in 0, but its check digit is 1; write 4006381333931 or leave the last digit out`},
		{"qr", map[string]any{"value": strings.Repeat("x", 2000), "ecc": "Q"},
			`layer "it": value: qr: 2000 bytes are too many for ecc Q, which holds 1663; shorten the value, or set ecc L, which holds 2953`},
		{"progress", map[string]any{"value": 1, "max": 0}, `layer "it": max: 0 leaves nothing to be a part of; write what is a whole`},
	} {
		_, _, err := layout.Build(parse(t, layerJSON(t, c.kind, c.fields)), registry, checkers{}, layout.Options{Scale: 1})
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
	}
}

// TestEmptyCodesAreNotThere: a code without a value draws nothing, as a picture without a source.
func TestEmptyCodesAreNotThere(t *testing.T) {
	for _, kind := range []string{"qr", "barcode"} {
		if list := build(t, parse(t, layerJSON(t, kind, map[string]any{"value": ""})), 1); len(list.Ops) > 0 {
			t.Errorf("%s without a value draws %s", kind, display.Dump(list))
		}
	}
}

// TestModulesAreSharp: modules lie on whole px, unless they would be much smaller for it or are turned.
func TestModulesAreSharp(t *testing.T) {
	for _, c := range []struct {
		fields map[string]any
		scale  float64
		sharp  bool
	}{
		{map[string]any{"value": "x", "height": 200}, 1, false},                 // 6.9 px a module: 6 would be too small
		{map[string]any{"value": "x", "height": 210.5, "y": 0.3}, 1, true},      // 7.26
		{map[string]any{"value": "x", "height": 210, "rotation": 30}, 1, false}, // turned
		{map[string]any{"value": "x", "height": 150, "width": 150}, 1, true},    // 5.17
		{map[string]any{"value": "x", "height": 170, "width": 170}, 1, false},   // 5.86
		{map[string]any{"value": "x", "height": 170, "width": 170}, 2, true},    // 11.7
		{map[string]any{"value": "x", "height": 40, "width": 40}, 1, false},     // 1.4
		{map[string]any{"value": "x", "height": 20, "width": 20}, 1, false},     // less than a px
	} {
		list := build(t, parse(t, layerJSON(t, "qr", c.fields)), c.scale)
		sharp := true
		for _, s := range list.Ops[len(list.Ops)-1].(*display.FillPath).Path {
			for _, p := range s.Points() {
				sharp = sharp && p.X == math.Round(p.X) && p.Y == math.Round(p.Y)
			}
		}
		if sharp != c.sharp {
			t.Errorf("%v at scale %v: sharp is %v", c.fields, c.scale, sharp)
		}
	}
}
