package templates

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// canvas is a template with the layers given.
func canvas(layers string) string {
	return `{"id":"t","width":100,"height":50,"layers":[` + layers + `]}`
}

// mustDecode decodes what has to be right.
func mustDecode(t testing.TB, data string) *Template {
	t.Helper()
	template, err := Decode([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

func TestDecodeFillsDefaults(t *testing.T) {
	template := mustDecode(t, canvas(`
		{"id":"a","type":"text","width":10},
		{"id":"b","type":"image","width":1,"height":2,"src":"asset:x","position":"right"},
		{"id":"c","type":"line","width":-5,"stroke":{"paint":"red"}},
		{"id":"d","type":"rect","width":1,"height":2,"radius":[1,2,3,4],"fill":{"type":"radial_gradient",
			"stops":[{"color":"#000","at":0},{"color":"#fff","at":1}]},"shadow":{"y":4}}`))
	stops := []Stop{{Color{0, 0, 0, 255}, 0}, {Color{255, 255, 255, 255}, 1}}
	want := []Layer{
		&Text{
			Base: Base{ID: "a", Type: "text", Width: Length{Value: 10}, Grow: 1, Opacity: 1, BlendMode: BlendNormal}, FontFamily: "Inter", FontWeight: 400, FontStyle: FontStyleNormal,
			FontSize: 16, LineHeight: LineHeight{Value: 1.2}, Color: Color{A: 255}, Align: AlignStart, VerticalAlign: VerticalAlignTop,
			Direction: DirectionAuto, Fit: FitNone, MinFontSize: 12, MaxFontSize: 2000, Overflow: OverflowEllipsis,
			TextTransform: TextTransformNone, TextDecoration: TextDecorationNone, Wrap: WrapWord,
		},
		&Image{
			Base: Base{ID: "b", Type: "image", Width: Length{Value: 1}, Height: Length{Value: 2}, Grow: 1, Opacity: 1, BlendMode: BlendNormal}, Src: "asset:x", Fit: ImageFitCover, Position: Position{1, 0.5},
			OnError: OnErrorFail, Focus: FocusNone,
		},
		&Line{
			Base:   Base{ID: "c", Type: "line", Width: Length{Value: -5}, Grow: 1, Opacity: 1, BlendMode: BlendNormal},
			Stroke: Stroke{Paint: Color{255, 0, 0, 255}, Width: 1, Cap: CapButt, Join: JoinMiter, Align: StrokeAlignCenter},
		},
		&Rect{
			Base: Base{ID: "d", Type: "rect", Width: Length{Value: 1}, Height: Length{Value: 2}, Grow: 1, Opacity: 1, BlendMode: BlendNormal, Radius: Radii{1, 2, 3, 4}, Shadow: Shadows{{Y: 4, Color: Color{A: 64}}}},
			Fill: &RadialGradient{Center: Position{0.5, 0.5}, Radius: 1, Space: ColorSpaceSRGB, Stops: stops},
		},
	}
	for i, layer := range template.Layers {
		if !reflect.DeepEqual(layer, want[i]) {
			t.Errorf("got  %+v\nwant %+v", layer, want[i])
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	text := func(fields string) string { return canvas(`{"id":"a","type":"text","width":9` + fields + `}`) }
	rect := func(fields string) string {
		return canvas(`{"id":"a","type":"rect","width":9,"height":9` + fields + `}`)
	}
	shape := func(typ, fields string) string {
		return canvas(`{"id":"a","type":"` + typ + `","width":9,"height":9` + fields + `}`)
	}
	gradient := func(fields string) string { return rect(`,"fill":{"type":"linear_gradient"` + fields + `}`) }
	tests := []struct{ name, data, want string }{
		{"not an object", `[]`, `line 1, column 1: want an object, got an array`},
		{"no id", `{"width":1,"height":1,"layers":[]}`, `id: is required`},
		{"id", `{"id":"My card","width":1,"height":1,"layers":[]}`, `id: "My card" is not 1 to 64 of a-z, 0-9, _ and -, not starting with _ or -`},
		{"unknown field", `{"id":"t","widht":1,"width":1,"height":1,"layers":[]}`, `widht: unknown field; did you mean "width"?`},
		{"capitals", `{"id":"t","Width":1,"width":1,"height":1,"layers":[]}`, `Width: unknown field; did you mean "width"?`},
		{"strange name", `{"id":"t","a b\n":1,"width":1,"height":1,"layers":[]}`, `"a b\n": unknown field; there are $schema, id, name, description, width, height, background, on_picture_error, variables, layers, pages, alt, title, author, lang, date, safe_area, samples`},
		{"width", `{"id":"t","width":5000,"height":1,"layers":[]}`, `width: 5000 is not in 1..4096`},
		{"half a pixel", `{"id":"t","width":1.5,"height":1,"layers":[]}`, `width: want a whole number, got 1.5`},
		{"pixels", `{"id":"t","width":4096,"height":4096,"layers":[]}`, `width: 4096×4096 is 16777216 pixels; the limit is 10000000`},
		{"background", `{"id":"t","width":1,"height":1,"background":7,"layers":[]}`, `background: want a colour or a gradient, got a number`},
		{"layers", `{"id":"t","width":1,"height":1,"layers":{}}`, `layers: want an array, got an object`},
		{"layer", canvas(`7`), `layers[0]: want an object, got a number`},
		{"no type", canvas(`{"id":"a"}`), `layers[0].type: is required`},
		{"type is a number", canvas(`{"id":"a","type":1}`), `layers[0].type: want a string, got a number`},
		{"unknown type", canvas(`{"id":"a","type":"txet"}`), `layers[0].type: "txet" is not one of barcode, chart, ellipse, group, image, line, path, polygon, progress, qr, rating, rect, star, svg, text; did you mean "text"?`},
		{"layer without id", canvas(`{"type":"text","width":1}`), `layers[0].id: is required`},
		{"layer without width", canvas(`{"id":"a","type":"rect","height":1}`), `layers[0].width: is required`},
		{"rect without height", canvas(`{"id":"a","type":"rect","width":1}`), `layers[0].height: is required`},
		{"dot in an id", canvas(`{"id":"a.b","type":"text","width":1}`), `layers[0].id: "a.b" is not 1 to 64 of A-Z, a-z, 0-9, _ and -, not starting with _ or -`},
		{"equal ids", canvas(`{"id":"a","type":"text","width":1},{"id":"g","type":"group","layers":[{"id":"a","type":"text","width":1}]}`),
			`layers[1].layers[0].id: "a" is the id of another layer`},
		{"negative width", canvas(`{"id":"a","type":"rect","width":-1,"height":1}`), `layers[0].width: -1 is not in 0..100000`},
		{"range", text(`,"font_size":0`), `layers[0].font_size: 0 is not in 1..2000`},
		{"wrong type", text(`,"font_size":"big"`), `layers[0].font_size: want a number, got a string`},
		{"a number as it was written", text(`,"opacity":1.50`), `layers[0].opacity: 1.50 is not in 0..1`},
		{"infinite", text(`,"x":-1e999`), `layers[0].x: "-1e999" is too large a number`},
		{"far away", text(`,"x":1e6`), `layers[0].x: 1e6 is not in -100000..100000`},
		{"null", text(`,"x":null`), `layers[0].x: want 10 or "50%", got null`},
		{"bool", text(`,"hidden":"yes"`), `layers[0].hidden: want true or false, got a string`},
		{"text", text(`,"text":7`), `layers[0].text: want a string, got a number`},
		{"enum", text(`,"align":"centre"`), `layers[0].align: "centre" is not one of start, end, left, center, right, justify; did you mean "center"?`},
		{"enum type", text(`,"align":null`), `layers[0].align: want a string, got null`},
		{"another layer's field", rect(`,"font_size":5`), `layers[0].font_size: unknown field; there are id, type, x, y, width, height, min_width, max_width, min_height, max_height, grow, anchor, rotation, adapt, opacity, hidden, show_if, locked, blend_mode, blur, shadow, border, radius, link, bookmark, alt, fill, stroke`},
		{"kebab case", text(`,"font-size":5`), `layers[0].font-size: unknown field; did you mean "font_size"?`},
		{"weight", text(`,"font_weight":0`), `layers[0].font_weight: 0 is not in 1..1000`},
		{"colour", text(`,"color":"bleu"`), `layers[0].color: "bleu" is not a CSS colour; did you mean "blue"?`},
		{"colour type", text(`,"color":{}`), `layers[0].color.type: is required`},
		{"line height", text(`,"line_height":"74"`), `layers[0].line_height: "74" is not a line height; write a multiple (1.2) or a length ("74px")`},
		{"line height of nothing", text(`,"line_height":0`), `layers[0].line_height: 0 is not in 0.1..10`},
		{"line height too long", text(`,"line_height":"1e9px"`), `layers[0].line_height: "1e9px" is not in 1..20000 px`},
		{"line height not a number", text(`,"line_height":"NaNpx"`), `layers[0].line_height: "NaNpx" is not in 1..20000 px`},
		{"line height type", text(`,"line_height":true`), `layers[0].line_height: want a multiple (1.2) or a length ("74px"), got true or false`},
		{"no families", text(`,"font_family":""`), `layers[0].font_family: is empty`},
		{"empty family", text(`,"font_family":"Inter,,serif"`), `layers[0].font_family: "Inter,,serif" has an empty name in it`},
		{"lang", text(`,"lang":"english please"`), `layers[0].lang: "english please" is not a language tag such as "en" or "zh-Hant"`},
		{"radius", rect(`,"radius":[1,2]`), `layers[0].radius: want 4 numbers, got 2`},
		{"radius element", rect(`,"radius":[1,2,3,"4"]`), `layers[0].radius[3]: want a number, got a string`},
		{"radius type", rect(`,"radius":"4px"`), `layers[0].radius: want a number or four, got a string`},
		{"negative radius", rect(`,"radius":-1`), `layers[0].radius: -1 is not in 0..100000`},
		{"no src", canvas(`{"id":"a","type":"image","width":1,"height":1}`), `layers[0].src: is required`},
		{"on_error", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"","on_error":"skip"}`), `layers[0].on_error: "skip" is not one of fallback, hide, fail`},
		{"no fallback", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"","on_error":"fallback"}`), `layers[0].on_error: there is no fallback; give one, or write hide or fail`},
		{"a fallback of no use", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"","on_error":"hide","fallback":"asset:x"}`),
			`layers[0].on_error: "hide" leaves no use for the fallback; leave one of them out`},
		{"fallback", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"","fallback":"x.png"}`), `layers[0].fallback: "x.png" is not "asset:name", "data:…" or "https://…"`},
		{"on_picture_error", `{"id":"t","width":1,"height":1,"on_picture_error":"card","layers":[]}`, `on_picture_error: "card" is not one of fail, title_card`},
		{"file", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"file:///x/y"}`), `layers[0].src: "file:///x/y" is not "asset:name", "data:…" or "https://…"`},
		{"position", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"asset:x","position":"top bottom"}`),
			`layers[0].position: "top bottom" is not a position; write [0.5, 0.3], or one or two of left, center, right, top, bottom`},
		{"position range", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"asset:x","position":[0,2]}`), `layers[0].position[1]: 2 is not in 0..1`},
		{"position type", canvas(`{"id":"a","type":"image","width":1,"height":1,"src":"asset:x","position":0.5}`), `layers[0].position: want a position, got a number`},
		{"no stops", gradient(``), `layers[0].fill.stops: is required`},
		{"one stop", gradient(`,"stops":[{"color":"#000","at":0}]`), `layers[0].fill.stops: 1 elements; it needs 2 at least`},
		{"stop without at", gradient(`,"stops":[{"color":"#000"},{"color":"#000","at":0}]`), `layers[0].fill.stops[0].at: is required`},
		{"stops go back", gradient(`,"stops":[{"color":"#000","at":0.5},{"color":"#fff","at":0.25}]`), `layers[0].fill.stops[1].at: 0.25 is less than the stop before, 0.5`},
		{"no layers", `{"id":"t","width":1,"height":1}`, `layers: is required, or pages for a document of several`},
		{"unknown paint", rect(`,"fill":{"type":"linear"}`), `layers[0].fill.type: "linear" is not one of conic_gradient, image, linear_gradient, radial_gradient`},
		{"stroke type", rect(`,"stroke":"red"`), `layers[0].stroke: want an object, got a string`},
		{"stroke field", rect(`,"stroke":{"color":"red"}`), `layers[0].stroke.color: unknown field; there are paint, width, dash, cap, join, align`},
		{"dash", rect(`,"stroke":{"dash":[0.1,0.2]}`), `layers[0].stroke.dash: the lengths add up to 0.3; they need 1 at least`},
		{"dash element", rect(`,"stroke":{"dash":[1,-2]}`), `layers[0].stroke.dash[1]: -2 is not in 0..4096`},
		{"stroke beside a line", canvas(`{"id":"a","type":"line","stroke":{"align":"inside"}}`), `layers[0].stroke.align: the stroke of a line is always at its center`},
		{"clip to nothing", canvas(`{"id":"a","type":"group","clip":true,"layers":[]}`), `layers[0].clip: needs a width and a height to clip to`},
		{"blend mode", rect(`,"blend_mode":"multiplyy"`), `layers[0].blend_mode: "multiplyy" is not one of normal, multiply, screen, overlay, darken, lighten, color_dodge, color_burn, hard_light, soft_light, difference, exclusion, hue, saturation, color, luminosity; did you mean "multiply"?`},
		{"blur", rect(`,"blur":201`), `layers[0].blur: 201 is not in 0..200`},
		{"conic stops", rect(`,"fill":{"type":"conic_gradient","stops":[{"color":"#000","at":1},{"color":"#fff","at":0}]}`), `layers[0].fill.stops[1].at: 0 is less than the stop before, 1`},
		{"script", rect(`,"link":"javascript:alert(1)"`), `layers[0].link: "javascript:alert(1)" is not a link; write https://…, http://…, mailto:… or tel:…`},
		{"script with a space", rect(`,"link":" javascript:alert(1)"`), `layers[0].link: " javascript:alert(1)" is not a link; write https://…, http://…, mailto:… or tel:…`},
		{"file link", rect(`,"link":"file:///etc/passwd"`), `layers[0].link: "file:///etc/passwd" is not a link; write https://…, http://…, mailto:… or tel:…`},
		{"relative link", rect(`,"link":"/about"`), `layers[0].link: "/about" is not a link; write https://…, http://…, mailto:… or tel:…`},
		{"no host", rect(`,"link":"https://"`), `layers[0].link: "https://" is not a link; write https://…, http://…, mailto:… or tel:…`},
		{"two lines of link", rect(`,"link":"https://a.example/\r\nx"`), `layers[0].link: "https://a.example/\r\nx" has white space or a control character in it; write it as %20 or the like`},
		{"link type", rect(`,"link":7`), `layers[0].link: want a string, got a number`},
		{"neither points nor sides", shape("polygon", ``), `layers[0].sides: is required, or points for a polygon of any form`},
		{"points and sides", shape("polygon", `,"sides":3,"points":"0 0 1 1 2 0"`), `layers[0].sides: stands beside points; leave one of them out`},
		{"two sides", shape("polygon", `,"sides":2`), `layers[0].sides: 2 sides enclose nothing; it needs 3 at least`},
		{"sides of nothing", canvas(`{"id":"a","type":"polygon","width":9,"sides":3}`), `layers[0].sides: need a width and a height to fill`},
		{"sides in a view box", shape("polygon", `,"sides":3,"view_box":"0 0 1 1"`), `layers[0].sides: fill the layer's box, so that view_box has no use; leave one of them out`},
		{"two points", shape("polygon", `,"points":[[0,0],[1,1]]`), `layers[0].points: 2 points enclose nothing; it needs 3 at least`},
		{"half a point", shape("polygon", `,"points":[[0,0],[1],[2,2]]`), `layers[0].points[1]: want 2 numbers, got 1`},
		{"a flat list of points", shape("polygon", `,"points":[0]`), `layers[0].points[0]: want two numbers, x and y, got a number`},
		{"point out of range", shape("polygon", `,"points":[[0,0],[1e9,1],[2,2]]`), `layers[0].points[1][0]: 1e9 is not in -100000..100000`},
		{"odd points", shape("polygon", `,"points":"0,0 1,1 2"`), `layers[0].points: 5 numbers; points are pairs of x and y`},
		{"no points", shape("polygon", `,"points":"0,0 a"`), `layers[0].points: character 5: want a number, got "a"`},
		{"points type", shape("polygon", `,"points":7`), `layers[0].points: want a list of points, got a number`},
		{"stroke beside a polygon", shape("polygon", `,"sides":3,"stroke":{"align":"inside"}`), `layers[0].stroke.align: the stroke of a polygon is always at its center`},
		{"tips", shape("star", `,"points":2`), `layers[0].points: 2 is not in 3..500`},
		{"inner radius", shape("star", `,"inner_radius":1.5`), `layers[0].inner_radius: 1.5 is not in 0..1`},
		{"stroke beside a star", shape("star", `,"stroke":{"align":"outside"}`), `layers[0].stroke.align: the stroke of a star is always at its center`},
		{"no path", shape("path", ``), `layers[0].d: is required`},
		{"path", shape("path", `,"d":"M0 0 10 x"`), `layers[0].d: character 9: want a number, got "x"`},
		{"path type", shape("path", `,"d":["M",0,0]`), `layers[0].d: want a string, got an array`},
		{"fill rule", shape("path", `,"d":"","fill_rule":"even-odd"`), `layers[0].fill_rule: "even-odd" is not one of nonzero, evenodd; did you mean "evenodd"?`},
		{"stroke beside a path", shape("path", `,"d":"","stroke":{"align":"inside"}`), `layers[0].stroke.align: the stroke of a path is always at its center`},
		{"view box", shape("path", `,"d":"","view_box":"0 0 24"`), `layers[0].view_box: "0 0 24" is not a view box; write [0, 0, 24, 24] or "0 0 24 24"`},
		{"view box of five", shape("path", `,"d":"","view_box":"0 0 24 24 24"`), `layers[0].view_box: "0 0 24 24 24" is not a view box; write [0, 0, 24, 24] or "0 0 24 24"`},
		{"view box with a word", shape("path", `,"d":"","view_box":"0 0 NaN 1"`), `layers[0].view_box: "0 0 NaN 1" is not a view box; write [0, 0, 24, 24] or "0 0 24 24"`},
		{"empty view box", shape("path", `,"d":"","view_box":[0,0,0,24]`), `layers[0].view_box: its width and height, 0 and 24, are not both in 0.001..100000`},
		{"negative view box", shape("path", `,"d":"","view_box":[0,0,5,-24]`), `layers[0].view_box: its width and height, 5 and -24, are not both in 0.001..100000`},
		{"view box element", shape("path", `,"d":"","view_box":[0,0,5,"5"]`), `layers[0].view_box[3]: want a number, got a string`},
		{"view box type", shape("path", `,"d":"","view_box":true`), `layers[0].view_box: want four numbers, got true or false`},
		{"view box into nothing", canvas(`{"id":"a","type":"path","width":9,"d":"","view_box":"0 0 1 1"}`), `layers[0].view_box: needs a width and a height to be fitted into`},
		{"sample", `{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"x","changes":[{"id":"a"}]}]}`, `samples[0].changes[0].id: no layer "a"`},
		{"equal samples", `{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"x","changes":[]},{"name":"x","changes":[]}]}`, `samples[1]: "x" is the name of another sample`},
		{"sample without changes", `{"id":"t","width":1,"height":1,"layers":[],"samples":[{"name":"x"}]}`, `samples[0].changes: is required`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Decode([]byte(test.data))
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			if errors.Is(err, ErrTooLarge) || !errors.Is(err, ErrInvalid) {
				t.Errorf("%v is not merely invalid", err)
			}
		})
	}
}

func TestDecodeLimits(t *testing.T) {
	texts := func(count, runes int) string {
		var layers []string
		for i := range count {
			layers = append(layers, fmt.Sprintf(`{"id":"l%d","type":"text","width":1,"text":"%s"}`, i, strings.Repeat("é", runes)))
		}
		return canvas(strings.Join(layers, ","))
	}
	groups := func(depth int) string {
		layer := `{"id":"x","type":"text","width":1}`
		for i := range depth {
			layer = fmt.Sprintf(`{"id":"g%d","type":"group","layers":[%s]}`, i, layer)
		}
		return canvas(layer)
	}
	families := func(count int) string {
		return canvas(`{"id":"a","type":"text","width":1,"font_family":"a` + strings.Repeat(",a", count-1) + `"}`)
	}
	stops := func(count int) string {
		stop := `{"color":"red","at":1}`
		return canvas(`{"id":"a","type":"rect","width":1,"height":1,"fill":{"type":"linear_gradient","stops":[` + stop + strings.Repeat(","+stop, count-1) + `]}}`)
	}
	link := func(length int) string {
		return canvas(`{"id":"a","type":"rect","width":1,"height":1,"link":"tel:` + strings.Repeat("1", length-4) + `"}`)
	}
	points := func(count int) string {
		return canvas(`{"id":"a","type":"polygon","points":"` + strings.Repeat("1,1 ", count) + `"}`)
	}
	pairs := func(count int) string {
		return canvas(`{"id":"a","type":"polygon","points":[[1,1]` + strings.Repeat(",[1,1]", count-1) + `]}`)
	}
	segments := func(count int) string {
		return canvas(`{"id":"a","type":"path","d":"M0 0h` + strings.Repeat("1 ", count-1) + `"}`)
	}
	tests := []struct {
		name       string
		most, more string
		want       string
	}{
		{"characters of a text", texts(1, MaxTextRunes), texts(1, MaxTextRunes+1), `layers[0].text: 10001 characters; the limit is 10000`},
		{"characters in all", texts(4, MaxDocumentRunes/4), texts(5, MaxDocumentRunes/4), `layers: 25000 characters of text in all; the limit is 20000`},
		{"layers", texts(MaxLayers, 0), texts(MaxLayers+2, 0), `layers[200]: more than 200 layers`},
		{"groups", groups(MaxGroupDepth), groups(MaxGroupDepth + 1), strings.Repeat("layers[0].", 8) + `layers[0]: groups within each other deeper than 8`},
		{"families", families(MaxFamilies), families(MaxFamilies + 1), `layers[0].font_family: 9 families; the limit is 8`},
		{"stops", stops(MaxStops), stops(MaxStops + 1), `layers[0].fill.stops: 65 elements; the limit is 64`},
		{"a link", link(MaxLink), link(MaxLink + 1), `layers[0].link: 2001 characters; the limit is 2000`},
		{"corners", points(MaxCorners), points(MaxCorners + 1), `layers[0].points: more than 500 points`},
		{"corners in a list", pairs(MaxCorners), pairs(MaxCorners + 1), `layers[0].points: more than 500 points`},
		{"segments", segments(MaxPathSegments), segments(MaxPathSegments + 1), `layers[0].d: more than 10000 segments`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mustDecode(t, test.most)
			_, err := Decode([]byte(test.more))
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			if !errors.Is(err, ErrTooLarge) || errors.Is(err, ErrInvalid) {
				t.Errorf("%v is not too large", err)
			}
		})
	}
}

func TestDecodeReportsSeveralErrors(t *testing.T) {
	_, err := Decode([]byte(`{
  "id": "t", "width": 0, "height": 1,
  "layers": [
    {"id": "a", "type": "text", "width": 1, "font_size": true},
    {"id": "b", "type": "rext", "width": 1}
  ]
}`))
	want := "width: 0 is not in 1..4096\n" +
		"layers[0].font_size: want a number, got true or false\n" +
		`layers[1].type: "rext" is not one of barcode, chart, ellipse, group, image, line, path, polygon, progress, qr, rating, rect, star, svg, text; did you mean "rect"?`
	if err == nil || err.Error() != want {
		t.Fatalf("got\n%v\nwant\n%s", err, want)
	}
	var first *Error
	if !errors.As(err, &first) || first.Path != "width" || first.Line != 2 || first.Column != 23 {
		t.Errorf("the first is %+v", first)
	}

	many := canvas(strings.Repeat(`{"id":"a","type":"text","width":-1},`, 30) + `{}`)
	_, err = Decode([]byte(many))
	if lines := strings.Count(err.Error(), "\n") + 1; lines != maxErrors {
		t.Errorf("%d errors; want %d", lines, maxErrors)
	}
}

func TestTextLineEnds(t *testing.T) {
	text := mustDecode(t, canvas(`{"id":"a","type":"text","width":1,"text":"a\r\nb\rc\nd"}`)).Layers[0].(*Text)
	if text.Text != "a\nb\nc\nd" {
		t.Errorf("%q", text.Text)
	}
}

func TestFamilies(t *testing.T) {
	text := Text{FontFamily: `Inter , "Noto Sans" ,'Source "Serif"',serif`}
	if got, want := text.Families(), []string{"Inter", "Noto Sans", `Source "Serif"`, "serif"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

func TestLineHeightOf(t *testing.T) {
	if got := (LineHeight{Value: 1.5}).Of(20, 40); got != 30 {
		t.Errorf("a multiple: %v", got)
	}
	if got := (LineHeight{Value: 60, Px: true}).Of(20, 40); got != 30 {
		t.Errorf("a length: %v", got)
	}
}

func TestParsePosition(t *testing.T) {
	tests := map[string]Position{
		"center": {0.5, 0.5}, "top": {0.5, 0}, "right": {1, 0.5}, "left bottom": {0, 1}, "bottom left": {0, 1},
		"center top": {0.5, 0}, "center center": {0.5, 0.5},
	}
	for in, want := range tests {
		if got, ok := parsePosition(in); !ok || got != want {
			t.Errorf("%s: %v, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "middle", "left right", "left left", "left top center"} {
		if _, ok := parsePosition(in); ok {
			t.Errorf("%q was accepted", in)
		}
	}
}

// structTypes are all structs that the format has, each once.
func structTypes() []reflect.Type {
	all := []reflect.Type{
		reflect.TypeFor[Template](), reflect.TypeFor[Page](), reflect.TypeFor[Sample](), reflect.TypeFor[Variable](), reflect.TypeFor[Stop](), reflect.TypeFor[Stroke](), reflect.TypeFor[Shadow](),
		reflect.TypeFor[Anchor](), reflect.TypeFor[Border](), reflect.TypeFor[Filters](), reflect.TypeFor[Duotone](), reflect.TypeFor[Mask](),
		reflect.TypeFor[Stack](), reflect.TypeFor[TextStyle](), reflect.TypeFor[Highlight](), reflect.TypeFor[Series](),
	}
	for _, name := range keys(layerTypes) {
		all = append(all, layerTypes[name])
	}
	for _, name := range keys(paintTypes) {
		all = append(all, paintTypes[name])
	}
	return all
}

func TestDidYouMean(t *testing.T) {
	known := []string{"title", "subtitle", "badge", "title2"}
	tests := map[string]string{
		"titel": `; did you mean "title"?`, "TITLE": `; did you mean "title"?`, "titl": `; did you mean "title"?`,
		"sub-title": `; did you mean "subtitle"?`, "xyz": "", "": "", strings.Repeat("title", 20): "",
	}
	for name, want := range tests {
		if got := didYouMean(name, known); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 1}, {"Font-Size", "font_size", 0}, {"abcd", "acbd", 1}}
	for _, test := range tests {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("%s, %s: %d", test.a, test.b, got)
		}
	}
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "",
		"https://example.com/a?b=c#d":    "https://example.com/a?b=c#d",
		"HTTP://EXAMPLE.COM":             "HTTP://EXAMPLE.COM",
		"mailto:mira@example.com":        "mailto:mira@example.com",
		"tel:+49301234":                  "tel:+49301234",
		"https://example.com/grüße/%20x": "https://example.com/gr%C3%BC%C3%9Fe/%20x",
		"https://example.com/(\\)<>\"'":  "https://example.com/(\\)<>\"'",
	} {
		layer := mustDecode(t, canvas(fmt.Sprintf(`{"id":"a","type":"rect","width":1,"height":1,"link":%q}`, in))).Layers[0]
		if got := layer.Common().Link; string(got) != want {
			t.Errorf("%q is %q", in, got)
		}
	}
}

func TestViewBoxAndPoints(t *testing.T) {
	for _, spelling := range []string{`[1, -2, 3, 4.5]`, `"1 -2 3 4.5"`, `"1,-2,3,4.5"`, `" 1-2 , 3\n4.5 "`} {
		layer := mustDecode(t, canvas(`{"id":"a","type":"path","width":1,"height":1,"d":"","view_box":`+spelling+`}`)).Layers[0]
		if got := layer.(*Path).ViewBox; got != (ViewBox{1, -2, 3, 4.5}) {
			t.Errorf("%s is %v", spelling, got)
		}
	}
	for _, spelling := range []string{`[[0,0],[1,2],[3,-4]]`, `"0,0 1,2 3,-4"`, `"0 0 1 2 3-4"`} {
		layer := mustDecode(t, canvas(`{"id":"a","type":"polygon","points":`+spelling+`}`)).Layers[0]
		if got := layer.(*Polygon).Points; !reflect.DeepEqual(got, Points{{0, 0}, {1, 2}, {3, -4}}) {
			t.Errorf("%s is %v", spelling, got)
		}
	}
}
