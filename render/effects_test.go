package render_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"placard/render"
	"placard/templates"
)

// effect is a field with two values that give different pictures.
type effect struct {
	a, b string // JSON; empty: left out
	with string // members that the layer has besides, or instead
	how  string // pdf: shows in a PDF; size: at another size; page: of the template; not: why no picture can show it
}

// layerFields are effects of layers by the headings of docs/templates.md, each with a layer to try them on.
var layerFields = map[string]struct {
	layer string
	at    string // the member of it that has the fields; empty: itself
	of    map[string]effect
}{
	"Every layer": {layer: `{"type":"rect","width":80,"height":60,"fill":"red"}`, of: map[string]effect{
		"id": {how: "not: it is a name"}, "type": {a: `"rect"`, b: `"ellipse"`}, "x": {a: `5`, b: `"20%"`}, "y": {a: `5`, b: `9`},
		"width": {a: `50`, b: `"fill"`}, "height": {a: `50`, b: `"50%"`}, "min_width": {b: `120`}, "max_width": {b: `40`}, "min_height": {b: `90`}, "max_height": {b: `20`},
		"grow":   {a: `1`, b: `3`, with: `"type":"group","fill":null,"width":180,"height":40,"layout":{"mode":"row"},"layers":[{"id":"p","type":"rect","width":"fill","height":9,"fill":"red","grow":GROW},{"id":"q","type":"rect","width":"fill","height":9,"fill":"blue"}]`},
		"anchor": {b: `{"point":"bottom-right"}`}, "rotation": {b: `30`}, "adapt": {a: `"pin"`, b: `"stretch"`, how: "size"}, "opacity": {b: `0.5`}, "hidden": {b: `true`},
		"show_if": {a: `"on"`, b: `"!on"`}, "locked": {how: "not: it keeps changes away"}, "blend_mode": {b: `"multiply"`, with: `"x":85,"y":85,"fill":"yellow"`}, "blur": {b: `3`}, "shadow": {b: `{"y":5,"blur":4}`},
		"border": {b: `{"width":4}`}, "radius": {b: `20`}, "link": {b: `"https://example.com"`, how: "pdf"}, "bookmark": {b: `"here"`, how: "pdf"}, "alt": {b: `"a red box"`, how: "pdf"},
	}},
	"`text`": {layer: `{"type":"text","width":160,"height":100,"text":"Hello wide world 11","font_size":24}`, of: map[string]effect{
		"text": {a: `"a"`, b: `"b"`}, "markup": {a: `false`, b: `true`, with: `"text":"**a**"`}, "emphasis": {b: `{"color":"red"}`, with: `"text":"*a*","markup":true`}, "font_family": {b: `"Source Serif 4"`},
		"font_weight": {b: `700`}, "font_style": {b: `"italic"`}, "font_size": {b: `30`}, "line_height": {b: `1.5`}, "letter_spacing": {b: `2`}, "features": {b: `["tnum"]`},
		"variations": {how: "not: no bundled font has axes; layout's own test has one"}, "color": {b: `"red"`}, "stroke": {b: `{"paint":"red","width":2}`}, "align": {b: `"end"`}, "vertical_align": {b: `"bottom"`},
		"direction": {b: `"rtl"`}, "lang": {a: `"en"`, b: `"tr"`, with: `"text":"i","text_transform":"uppercase"`}, "text_transform": {b: `"uppercase"`}, "text_decoration": {b: `"underline"`},
		"highlight": {b: `{}`}, "background": {b: `"yellow"`}, "padding": {b: `9`}, "fit": {b: `"grow_shrink"`}, "fit_group": {b: `"g"`, with: `"font_size":60,"fit":"shrink","text":"a"`, how: "group"},
		"min_font_size": {a: `4`, b: `40`, with: `"font_size":60,"fit":"shrink"`}, "max_font_size": {a: `30`, b: `40`, with: `"fit":"grow_shrink"`}, "wrap": {b: `"none"`},
		"max_lines": {b: `1`}, "overflow": {a: `"ellipsis"`, b: `"visible"`, with: `"max_lines":1`},
	}},
	"`image`": {layer: `{"type":"image","width":160,"height":90,"src":"asset:ada.jpg"}`, of: map[string]effect{
		"src": {a: `"asset:ada.jpg"`, b: `"asset:fig.jpg"`}, "fit": {b: `"contain"`}, "position": {a: `"top"`, b: `"bottom"`}, "focus": {b: `"auto"`, with: `"position":"bottom"`}, "filters": {b: `{"sepia":1}`},
		"duotone": {b: `{"dark":"red","light":"blue"}`}, "tint": {b: `"#f008"`}, "mask": {b: `{"type":"ellipse"}`}, "background": {b: `"red"`, with: `"fit":"contain"`},
		"fallback": {a: `"asset:ada.jpg"`, b: `"asset:fig.jpg"`, with: `"src":"asset:missing.jpg"`}, "on_error": {a: `"hide"`, b: `"fail"`, with: `"src":"asset:missing.jpg"`},
	}},
	"`rect`":    {layer: `{"type":"rect","width":80,"height":60}`, of: map[string]effect{"fill": {b: `"red"`}, "stroke": {b: `{}`}}},
	"`ellipse`": {layer: `{"type":"ellipse","width":80,"height":60}`, of: map[string]effect{"fill": {b: `"red"`}, "stroke": {b: `{}`}}},
	"`line`":    {layer: `{"type":"line","width":80,"height":60}`, of: map[string]effect{"stroke": {b: `{"width":5}`}}},
	"`polygon`": {layer: `{"type":"polygon","width":80,"height":60,"sides":5,"fill":"red"}`, of: map[string]effect{
		"points": {a: `[[0,0],[50,0],[0,50]]`, b: `[[0,0],[50,0],[50,50]]`, with: `"sides":0`}, "sides": {a: `5`, b: `7`}, "view_box": {b: `[0,0,20,20]`, with: `"sides":0,"points":"0,0 20,0 9,20"`},
		"fill": {b: `"blue"`}, "fill_rule": {b: `"evenodd"`, with: `"sides":0,"points":"30,0 50,60 0,20 60,20 10,60"`}, "stroke": {b: `{}`},
	}},
	"`star`": {layer: `{"type":"star","width":80,"height":60,"fill":"red"}`, of: map[string]effect{"points": {b: `8`}, "inner_radius": {b: `0.8`}, "fill": {b: `"blue"`}, "stroke": {b: `{}`}}},
	"`path`": {layer: `{"type":"path","width":80,"height":60,"fill":"red","d":"M0 0L60 0L30 50z"}`, of: map[string]effect{
		"d": {a: `"M0 0L9 0L9 9"`, b: `"M0 0L9 0L0 9"`}, "view_box": {b: `[0,0,10,10]`}, "fill": {b: `"blue"`}, "fill_rule": {b: `"evenodd"`, with: `"d":"M0 0H60V60H0zM10 10H50V50H10z"`}, "stroke": {b: `{}`},
	}},
	"`svg`": {layer: `{"type":"svg","width":90,"height":60,"svg":"<svg viewBox='0 0 9 9'><path d='M0 0h9v4z'/></svg>"}`, of: map[string]effect{
		"src": {a: `"data:image/svg+xml,%3Csvg viewBox='0 0 9 9'%3E%3Cpath d='M0 0h9v4z'/%3E%3C/svg%3E"`, b: `""`, with: `"svg":""`}, "svg": {b: `"<svg viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"`}, "color": {b: `"red"`},
		"fit": {b: `"fill"`}, "position": {a: `"left"`, b: `"right"`}, "fallback": {a: `"asset:missing.svg"`, b: `"data:image/svg+xml,%3Csvg viewBox='0 0 9 9'%3E%3Cpath d='M0 0h9v4z'/%3E%3C/svg%3E"`, with: `"svg":"","src":"asset:missing.svg"`},
		"on_error": {a: `"hide"`, b: `"fail"`, with: `"svg":"","src":"asset:missing.svg"`},
	}},
	"`qr`": {layer: `{"type":"qr","width":100,"height":100,"value":"placard"}`, of: map[string]effect{
		"value": {a: `"a"`, b: `"b"`}, "color": {b: `"navy"`}, "background": {b: `"#eef"`}, "ecc": {b: `"H"`}, "quiet_zone": {b: `1`}, "rounded": {b: `1`}, "logo": {b: `"asset:ada.jpg"`},
	}},
	"`barcode`": {layer: `{"type":"barcode","width":180,"height":80,"value":"12345670"}`, of: map[string]effect{
		"value": {a: `"12345670"`, b: `"123"`}, "symbology": {b: `"ean8"`}, "color": {b: `"navy"`}, "background": {b: `"#eef"`}, "quiet_zone": {b: `false`}, "show_text": {b: `false`},
		"font_family": {b: `"Source Serif 4"`}, "font_size": {b: `8`},
	}},
	"`rating`": {layer: `{"type":"rating","width":150,"height":40,"value":3.5}`, of: map[string]effect{
		"value": {b: `4`}, "max": {b: `7`}, "shape": {b: `"heart"`}, "gap": {b: `12`}, "fill": {b: `"red"`}, "track": {b: `"black"`},
	}},
	"`progress`": {layer: `{"type":"progress","width":100,"height":60,"value":30}`, of: map[string]effect{
		"value": {b: `50`}, "max": {b: `60`}, "shape": {b: `"ring"`}, "fill": {b: `"red"`}, "track": {b: `"black"`}, "thickness": {b: `3`, with: `"shape":"ring"`}, "start": {b: `90`, with: `"shape":"ring"`},
		"sweep": {b: `180`, with: `"shape":"ring"`}, "cap": {b: `"butt"`},
	}},
	"`chart`": {layer: `{"type":"chart","width":190,"height":140,"data":[{"name":"A","values":[3,5,4]},{"name":"B","values":[1,2,6]}],"labels":["x","y","z"]}`, of: map[string]effect{
		"kind": {b: `"line"`}, "data": {b: `[1,2]`}, "labels": {b: `["p","q"]`}, "colors": {b: `["red"]`}, "color": {b: `"red"`}, "font_family": {b: `"Source Serif 4"`}, "font_size": {b: `7`}, "stacked": {b: `true`},
		"horizontal": {b: `true`}, "smooth": {b: `true`, with: `"kind":"line"`}, "thickness": {b: `6`, with: `"kind":"line"`}, "axis": {b: `false`}, "values": {b: `true`, with: `"data":[3,5,4]`}, "legend": {b: `false`},
		"prefix": {b: `"$"`}, "suffix": {b: `"k"`}, "min": {b: `-5`}, "max": {b: `20`},
	}},
	"`group`": {layer: `{"type":"group","width":120,"height":80,"layers":[{"id":"p","type":"rect","width":200,"height":20,"fill":"red"},{"id":"q","type":"rect","width":30,"height":30,"fill":"blue"}]}`, of: map[string]effect{
		"clip": {b: `true`}, "background": {b: `"yellow"`}, "padding": {b: `10`}, "layout": {b: `{"mode":"column"}`}, "layers": {a: `[]`, b: `[{"id":"p","type":"rect","width":9,"height":9,"fill":"red"}]`},
	}},
	"`linear_gradient`": {at: "fill", layer: `{"type":"rect","width":80,"height":60,"fill":{"type":"linear_gradient","stops":[{"color":"blue","at":0},{"color":"yellow","at":1}]}}`, of: map[string]effect{
		"angle": {b: `40`}, "space": {b: `"oklab"`}, "stops": {b: `[{"color":"red","at":0},{"color":"yellow","at":1}]`},
	}},
	"`radial_gradient`": {at: "fill", layer: `{"type":"rect","width":80,"height":60,"fill":{"type":"radial_gradient","stops":[{"color":"blue","at":0},{"color":"yellow","at":1}]}}`, of: map[string]effect{
		"center": {b: `"top"`}, "radius": {b: `0.5`}, "space": {b: `"oklab"`}, "stops": {b: `[{"color":"red","at":0},{"color":"yellow","at":1}]`},
	}},
	"`conic_gradient`": {at: "fill", layer: `{"type":"rect","width":80,"height":60,"fill":{"type":"conic_gradient","stops":[{"color":"blue","at":0},{"color":"yellow","at":1}]}}`, of: map[string]effect{
		"center": {b: `"top"`}, "angle": {b: `40`}, "space": {b: `"oklab"`}, "stops": {b: `[{"color":"red","at":0},{"color":"yellow","at":1}]`},
	}},
	"`image` as a paint": {at: "fill", layer: `{"type":"rect","width":80,"height":30,"fill":{"type":"image","src":"asset:ada.jpg"}}`, of: map[string]effect{
		"src": {b: `"asset:fig.jpg"`}, "fit": {b: `"contain"`}, "position": {a: `"top"`, b: `"bottom"`},
	}},
	"Stop": {at: "fill.stops.1", layer: `{"type":"rect","width":80,"height":60,"fill":{"type":"linear_gradient","stops":[{"color":"blue","at":0},{"color":"yellow","at":1}]}}`, of: map[string]effect{
		"color": {b: `"red"`}, "at": {b: `0.5`},
	}},
	"Stroke": {at: "stroke", layer: `{"type":"rect","x":20,"y":20,"width":80,"height":60,"stroke":{"width":6,"dash":[20,9]}}`, of: map[string]effect{
		"paint": {b: `"red"`}, "width": {b: `3`}, "dash": {b: `[9,9]`}, "cap": {b: `"round"`}, "join": {a: `"miter"`, b: `"round"`, with: `"dash":[]`}, "align": {b: `"outside"`},
	}},
	"Shadow": {at: "shadow", layer: `{"type":"rect","x":20,"y":20,"width":80,"height":60,"fill":"red","shadow":{"x":5,"y":5,"color":"black"}}`, of: map[string]effect{
		"x": {b: `8`}, "y": {b: `8`}, "blur": {b: `8`}, "spread": {b: `4`}, "color": {b: `"blue"`}, "inset": {b: `true`},
	}},
	"Stack": {at: "layout", layer: `{"type":"group","width":180,"height":120,"layout":{"mode":"row"},"layers":[{"id":"p","type":"text","text":"one","font_size":40},{"id":"q","type":"text","text":"two","font_size":60},{"id":"r","type":"rect","width":60,"height":9,"fill":"red"}]}`, of: map[string]effect{
		"mode": {b: `"column"`}, "gap": {b: `12`}, "align": {b: `"baseline"`}, "justify": {a: `"start"`, b: `"end"`, with: `"mode":"column"`}, "wrap": {b: `true`},
	}},
	"Anchor": {at: "anchor", layer: `{"type":"rect","width":40,"height":30,"fill":"red","anchor":{"point":"bottom"}}`, of: map[string]effect{
		"to": {b: `"other"`}, "point": {b: `"top-right"`}, "own": {b: `"right"`}, "gap": {b: `[5,-9]`},
	}},
	"Border": {at: "border", layer: `{"type":"rect","x":20,"y":20,"width":80,"height":60,"border":{"width":6,"dash":[20,9]}}`, of: map[string]effect{
		"paint": {b: `"red"`}, "width": {b: `3`}, "dash": {b: `[9,9]`}, "cap": {b: `"round"`}, "align": {b: `"outside"`},
	}},
	"Picture filters": {at: "filters", layer: `{"type":"image","width":160,"height":90,"src":"asset:ada.jpg","filters":{}}`, of: map[string]effect{
		"grayscale": {b: `1`}, "sepia": {b: `1`}, "brightness": {b: `2`}, "contrast": {b: `2`}, "saturate": {b: `3`}, "hue": {b: `90`}, "invert": {b: `1`}, "blur": {b: `5`}, "pixelate": {b: `9`},
	}},
	"Duotone": {at: "duotone", layer: `{"type":"image","width":160,"height":90,"src":"asset:ada.jpg","duotone":{"dark":"black","light":"white"}}`, of: map[string]effect{
		"dark": {b: `"red"`}, "light": {b: `"yellow"`},
	}},
	"Mask": {at: "mask", layer: `{"type":"image","width":160,"height":90,"src":"asset:ada.jpg","mask":{"type":"path","d":"M0 0H90V90H0zM20 20H70V70H20z"}}`, of: map[string]effect{
		"type": {a: `"ellipse"`, b: `"rounded"`, with: `"d":""`}, "radius": {a: `5`, b: `30`, with: `"type":"rounded","d":""`}, "d": {b: `"M0 0H50V50z"`}, "view_box": {b: `[0,0,90,200]`}, "fill_rule": {b: `"evenodd"`},
		"src": {a: `"asset:fig.jpg"`, b: `"asset:ada.jpg"`, with: `"type":"image","d":"","by":"luminance"`}, "fit": {a: `"fill"`, b: `"contain"`, with: `"type":"image","d":"","src":"asset:fig.jpg"`},
		"by": {a: `"alpha"`, b: `"luminance"`, with: `"type":"image","d":"","src":"asset:fig.jpg"`},
	}},
	"Text style": {at: "emphasis", layer: `{"type":"text","width":160,"height":100,"text":"a *b* c","markup":true,"font_size":24,"emphasis":{}}`, of: map[string]effect{
		"color": {b: `"red"`}, "font_family": {b: `"Source Serif 4"`}, "font_weight": {b: `800`}, "font_style": {b: `"italic"`}, "text_decoration": {b: `"underline"`}, "highlight": {b: `{}`},
	}},
	"Highlight": {at: "highlight", layer: `{"type":"text","x":20,"y":20,"width":160,"height":100,"text":"marked","font_size":24,"highlight":{}}`, of: map[string]effect{
		"paint": {b: `"red"`}, "padding": {b: `6`}, "radius": {b: `9`},
	}},
	"Series": {at: "data.0", layer: `{"type":"chart","width":190,"height":140,"data":[{"name":"A","values":[3,5,4]},{"name":"B","values":[1,2,6]}]}`, of: map[string]effect{
		"name": {b: `"Sales"`}, "values": {b: `[1,2]`},
	}},
}

// otherHeadings have fields of templates, which the tests of that package hold to what they do.
var otherHeadings = []string{"Template", "Pages", "Sample", "Variables"}

// TestEveryFieldDoesSomething draws each field of each layer twice, with two values: a field that changes nothing is
// a defect. The fields are those of the reference, which another test holds to the types.
func TestEveryFieldDoesSomething(t *testing.T) {
	renderer := newRenderer(t)
	for heading, names := range referenceFields(t) {
		of, ok := layerFields[heading]
		if !ok {
			if !strings.Contains(strings.Join(otherHeadings, " "), heading) {
				t.Errorf("%s has fields, and nothing tries them", heading)
			}
			continue
		}
		for _, name := range names {
			e, ok := of.of[name]
			switch {
			case !ok:
				t.Errorf("%s: nothing tries %s", heading, name)
			case strings.HasPrefix(e.how, "not: "):
			default:
				a, b := drawEffect(t, renderer, of.layer, of.at, name, e.a, e), drawEffect(t, renderer, of.layer, of.at, name, e.b, e)
				if bytes.HasPrefix(a, []byte("layer ")) && e.b != `"fail"` && bytes.HasPrefix(b, []byte("layer ")) {
					t.Errorf("%s: %s: %s; %s", heading, name, a, b)
				}
				if bytes.Equal(a, b) {
					t.Errorf("%s: %s does nothing", heading, name)
				}
			}
		}
	}
}

// referenceFields are the fields by the headings of docs/templates.md.
func referenceFields(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string][]string{}
	row := regexp.MustCompile("^\\| `([^`]+)` \\|")
	heading, on := "", false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			heading = strings.TrimLeft(line, "# ")
		}
		on = on && strings.HasPrefix(line, "|") || strings.HasPrefix(line, "| field |")
		if m := row.FindStringSubmatch(line); on && m != nil {
			fields[heading] = append(fields[heading], m[1])
		}
	}
	return fields
}

// drawEffect draws a layer with a value of a field, or says what is wrong with it.
func drawEffect(t *testing.T, renderer *render.Renderer, layer, at, name, value string, e effect) []byte {
	t.Helper()
	o := effectLayer(t, layer, at, name, value, e)
	o["id"] = "a"
	layers := []any{map[string]any{"id": "other", "type": "rect", "x": 90, "y": 90, "width": 20, "height": 20, "fill": "lime"}, o}
	if e.how == "group" {
		layers = append(layers, map[string]any{"id": "b", "type": "text", "width": 40, "height": 20, "y": 120, "text": "long text", "font_size": 60, "fit": "shrink", "min_font_size": 4, "fit_group": "g"})
	}
	source, _ := json.Marshal(map[string]any{
		"id": "t", "width": 200, "height": 150, "background": "white", "variables": map[string]any{"on": map[string]any{"type": "boolean", "default": true}}, "layers": layers,
	})
	return drawSource(t, renderer, source, e.how)
}

// effectLayer is a layer with a value of a field.
func effectLayer(t *testing.T, layer, at, name, value string, e effect) map[string]any {
	t.Helper()
	if name == "grow" { // that of a child
		e.with = strings.Replace(e.with, "GROW", value, 1)
		value = ""
	}
	var o map[string]any
	with := map[string]any{}
	mustParse(t, layer, &o)
	mustParse(t, "{"+e.with+"}", &with)
	target := o
	for part := range strings.SplitSeq(at, ".") {
		switch inner := target[part].(type) {
		case map[string]any:
			target = inner
		case []any:
			i := strings.LastIndexByte(at, '.') // the one path into a list
			target = inner[at[i+1]-'0'].(map[string]any)
		}
	}
	maps.Copy(target, with)
	maps.DeleteFunc(target, func(_ string, v any) bool { return v == nil })
	if value != "" {
		var v any
		mustParse(t, value, &v)
		target[name] = v
	}
	return o
}

func drawSource(t *testing.T, renderer *render.Renderer, source []byte, how string) []byte {
	t.Helper()
	tmpl, err := templates.Decode(source)
	if err != nil {
		t.Errorf("%v\n%s", err, source)
		return nil
	}
	doc, err := tmpl.Apply(nil)
	if err == nil && how == "size" {
		doc, err = doc.Resize(300, 150)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, source)
		return nil
	}
	opt := render.Options{Format: render.Raw}
	if how == "pdf" {
		opt.Format = render.PDF
	}
	out, err := renderer.Render(context.Background(), doc, opt)
	if err != nil {
		return []byte(err.Error()) // an effect as well
	}
	return out.Bytes
}

func mustParse(t *testing.T, data string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), v); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
}
