package templates

import (
	"regexp"
	"slices"
	"testing"
)

// givable has a layer of most types, and a variable of each.
const givable = `{"id":"t","width":400,"height":200,"variables":{"name":{"type":"string","default":"x"},"on":{"type":"boolean"},
	"n":{"type":"number","default":1},"tone":{"type":"color","default":"red"},"pic":{"type":"image"},"mode":{"type":"enum","values":["a","b"],"default":"a"}},
	"layers":[
	{"id":"title","type":"text","x":10,"y":20,"width":90,"height":40,"text":"Hi","show_if":"on || name == 'x' || n > 0 || mode == 'a'"},
	{"id":"said","type":"text","width":90,"text":"{{name}}{{on}}{{n}}{{mode}}","color":"{{tone}}"},
	{"id":"photo","type":"image","x":10,"y":20,"width":90,"height":40,"src":"asset:a"},{"id":"shown","type":"image","width":1,"height":1,"src":"{{pic}}"},
	{"id":"box","type":"rect","x":10,"y":20,"width":90,"height":40},
	{"id":"dot","type":"ellipse","width":90,"height":40},
	{"id":"code","type":"qr","width":90,"height":90,"value":"a"},
	{"id":"bars","type":"barcode","width":90,"height":90,"value":"a"},
	{"id":"stars","type":"rating","width":90,"height":9,"value":1},
	{"id":"bar","type":"progress","width":90,"height":9,"value":1},
	{"id":"sales","type":"chart","width":90,"height":9,"data":[1]},
	{"id":"mark","type":"svg","width":90,"height":9,"src":"asset:b"},
	{"id":"line","type":"path","d":"M0 0L9 9"},
	{"id":"kept","type":"group","locked":true,"layers":[{"id":"inner","type":"text","width":9,"text":"{{name}}"}]}
	]}`

// TestSpellings: whatever can be said in several ways says the same in each, and something. Those of a query are
// pairs of a name and a value.
func TestSpellings(t *testing.T) {
	tests := []struct {
		name    string
		want    string   // the canonical list
		spelled []string // as JSON
		queried [][2]string
	}{
		{"forms", `[{"id":"title","text":"Ho","color":"#fff"}]`, []string{
			`[{"name":"title","text":"Ho","color":"#fff"}]`, `{"title":{"text":"Ho","color":"#fff"}}`, `{"title.text":"Ho","title.color":"#fff"}`,
			`{"title":"Ho","title.color":"#fff"}`, `[{"id":"title","property":"text","value":"Ho"},{"name":"title","property":"color","value":"#fff"}]`,
			`[{"id":"title","value":"Ho","text_color":"white"}]`, `{"title":{"font-color":"white","target":"Ho"}}`, `{"title.text-color":"white","title.value":"Ho"}`,
			`{"title":{"text":"Ho","fill":"#fff"}}`, `{"title":{"text":"Ho","fill_color":"#fff"}}`,
		}, [][2]string{{"title", "Ho"}, {"title.text-color", "#fff"}}},
		{"src", `[{"id":"photo","src":"asset:z"}]`, []string{
			`{"photo":{"image_url":"asset:z"}}`, `{"photo":{"image":"asset:z"}}`, `{"photo":{"background-image":"asset:z"}}`, `{"photo":{"background_image":"asset:z"}}`,
			`{"photo":"asset:z"}`, `{"photo.source":"asset:z"}`,
		}, [][2]string{{"photo", "asset:z"}}},
		{"fill", `[{"id":"box","fill":"lime"},{"id":"dot","fill":"lime"}]`, []string{
			`{"box.color":"lime","dot.fill-color":"lime"}`, `{"box.background":"lime","dot.background_color":"lime"}`, `{"box.background-color":"lime","dot.color":"lime"}`,
		}, [][2]string{{"box.color", "lime"}, {"dot.background", "lime"}}},
		{"background", `[{"id":"title","background":"lime"},{"id":"code","background":"lime"}]`, []string{
			`{"title.background_color":"lime","code.background-color":"lime"}`,
		}, [][2]string{{"title.background_color", "lime"}, {"code.background", "lime"}}},
		{"track", `[{"id":"bar","track":"lime","fill":"red"}]`, []string{`{"bar":{"background":"lime","color":"red"}}`, `{"bar":{"background-color":"lime","fill-color":"red"}}`},
			[][2]string{{"bar.background", "lime"}, {"bar.color", "red"}}},
		{"hidden", `[{"id":"photo","hidden":true}]`, []string{`{"photo.hide":true}`, `{"photo.visible":false}`, `{"photo.visibility":"hidden"}`, `{"photo":{"hidden":true}}`},
			[][2]string{{"photo.hide", "1"}}},
		{"visible", `[{"id":"photo","hidden":true}]`, []string{`[{"id":"photo","visible":true},{"id":"photo","visible":false}]`}, [][2]string{{"photo.visible", "false"}}},
		{"visibility", `[{"id":"photo","hidden":true}]`, []string{`[{"id":"photo","visibility":"visible"},{"id":"photo","visibility":"hidden"}]`}, [][2]string{{"photo.visibility", "hidden"}}},
		{"place", `[{"id":"box","x":20,"y":15,"width":"50%","height":"100%"}]`, []string{
			`{"box":{"left":20,"top":15,"width":"50%","height":"100%"}}`, `{"box":{"x":"+10","y":"-5","width":"50%","height":"100%"}}`,
			`{"box":{"position-x":"+10","position_y":"-5","width":"50%","height":"100%"}}`,
		}, [][2]string{{"box.left", "+10"}, {"box.y", "15"}, {"box.width", "50%"}, {"box.height", "100%"}}},
		{"plus in a query", `[{"id":"box","x":20}]`, nil, [][2]string{{"box.x", " 10"}}},
		{"rotation", `[{"id":"box","rotation":45}]`, []string{`{"box.rotate":45}`, `{"box.angle":45}`}, [][2]string{{"box.rotate", "45"}}},
		{"radius", `[{"id":"box","radius":4},{"id":"photo","radius":4}]`, []string{`{"box.border_radius":4,"photo.corner-radius":4}`, `{"box.border-radius":4,"photo.corner_radius":4}`},
			[][2]string{{"box.border-radius", "4"}, {"photo.corner_radius", "[4,4,4,4]"}}},
		{"align", `[{"id":"title","align":"center"}]`, []string{`{"title.text_align_h":"center"}`, `{"title.horizontal_align":"center"}`, `{"title.horizontal-align":"center"}`, `{"title.text-align":"center"}`},
			[][2]string{{"title.text-align", "center"}}},
		{"vertical_align", `[{"id":"title","vertical_align":"middle"}]`, []string{
			`{"title.text_align_v":"center"}`, `{"title.vertical-align":"middle"}`, `{"title.align-items":"center"}`, `{"title.vertical_align":"center"}`,
		}, [][2]string{{"title.align_items", "center"}}},
		{"bottom", `[{"id":"title","vertical_align":"bottom"}]`, []string{`{"title.align-items":"flex-end"}`, `{"title.text_align_v":"end"}`}, [][2]string{{"title.text_align_v", "end"}}},
		{"fit", `[{"id":"title","fit":"shrink"}]`, []string{`{"title.autofit":true}`, `{"title.text-fit":"shrink"}`, `{"title.fit":true}`}, [][2]string{{"title.autofit", "true"}}},
		{"grow", `[{"id":"title","fit":"grow_shrink","font_size":20}]`, []string{`{"title":{"text-fit":"grow-shrink","font-size":20}}`}, [][2]string{{"title.fit", "grow-shrink"}, {"title.font-size", "20"}}},
		{"object-fit", `[{"id":"photo","fit":"scale_down","position":"top"}]`, []string{`{"photo":{"object-fit":"scale-down","object-position":"top"}}`}, [][2]string{{"photo.object-fit", "scale-down"}, {"photo.object_position", "top"}}},
		{"lines", `[{"id":"title","overflow":"clip","max_lines":2}]`, []string{`{"title":{"text-overflow":"clip","line-clamp":2}}`}, [][2]string{{"title.text_overflow", "clip"}, {"title.line_clamp", "2"}}},
		{"words of CSS", `[{"id":"title","blend_mode":"color_dodge","text_decoration":"line_through"}]`, []string{`{"title":{"mix-blend-mode":"color-dodge","text-decoration":"line-through"}}`}, nil},
		{"names", `[{"id":"title","font_family":"serif","link":"tel:1","alt":"a"}]`, []string{`{"title":{"font_name":"serif","href":"tel:1","alt-text":"a"}}`}, [][2]string{{"title.font-name", "serif"}, {"title.href", "tel:1"}, {"title.alt_text", "a"}}},
		{"within", `[{"id":"title","emphasis":{"font_weight":700},"markup":true}]`, []string{`{"title":{"emphasis":{"font-weight":700},"markup":true}}`}, [][2]string{{"title.emphasis", `{"font-weight":700}`}, {"title.markup", "1"}}},
		{"codes", `[{"id":"code","value":"b"},{"id":"bars","value":"b"}]`, []string{`{"code":"b","bars.target":"b"}`, `{"code.target":"b","bars":{"value":"b"}}`, `{"code.qr-target":"b","bars.qr_target":"b"}`}, [][2]string{{"code", "b"}, {"bars", "b"}}},
		{"rating", `[{"id":"stars","value":4.5},{"id":"bar","value":50},{"id":"sales","data":[2,3]}]`, []string{`{"stars.rating-score":4.5,"bar":50,"sales":[2,3]}`, `{"stars":4.5,"bar.value":50,"sales.value":[2,3]}`}, [][2]string{{"stars", "4.5"}, {"bar", "50"}, {"sales", "[2,3]"}}},
		{"drawings", `[{"id":"mark","src":"asset:c"},{"id":"line","d":"M0 0L8 8"}]`, []string{`{"mark":"asset:c","line":"M0 0L8 8"}`, `{"mark.image":"asset:c","line.value":"M0 0L8 8"}`}, [][2]string{{"mark", "asset:c"}, {"line", "M0 0L8 8"}}},
		{"variables", `[{"id":"name","value":"y"},{"id":"on","value":true},{"id":"n","value":2},{"id":"tone","value":"lime"},{"id":"pic","value":"asset:q"},{"id":"mode","value":"b"}]`, []string{
			`{"name":"y","on":true,"n":2,"tone":"lime","pic":"asset:q","mode":"b"}`,
			`{"name":{"text":"y"},"on":{"value":true},"n":{"value":2},"tone":{"color":"lime"},"pic":{"image_url":"asset:q"},"mode":{"value":"b"}}`,
			`[{"name":"name","value":"y"},{"name":"on","property":"value","value":true},{"id":"n","target":2},{"id":"tone","text-color":"lime"},{"id":"pic","src":"asset:q"},{"id":"mode","value":"b"}]`,
		}, [][2]string{{"name", "y"}, {"on", "1"}, {"n", "2"}, {"tone", "lime"}, {"pic", "asset:q"}, {"mode", "b"}}},
	}
	template := mustDecode(t, givable)
	plain := mustApply(t, template, nil).Digest()
	for _, test := range tests {
		want := mustApply(t, template, mustDecodeChanges(t, test.want)).Digest()
		if want == plain {
			t.Errorf("%s: %s changes nothing", test.name, test.want)
		}
		for _, spelled := range test.spelled {
			if mustApply(t, template, mustDecodeChanges(t, spelled)).Digest() != want {
				t.Errorf("%s: %s is something else", test.name, spelled)
			}
		}
		var pairs []Pair
		for _, pair := range test.queried {
			pairs = append(pairs, Pair{pair[0], pair[1]})
		}
		changes, err := FromQuery(template, pairs)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if len(pairs) > 0 && mustApply(t, template, changes).Digest() != want {
			t.Errorf("%s: %v is something else", test.name, pairs)
		}
	}
	for alias := range aliases {
		said := false
		for _, test := range tests {
			said = said || slices.ContainsFunc(test.spelled, func(s string) bool { return mentions(s, alias) })
		}
		if !said {
			t.Errorf("nothing here says %s", alias)
		}
	}
}

// mentions says whether changes have a name, with dashes or underscores.
func mentions(changes, name string) bool {
	return regexp.MustCompile(`[".]` + name + `"`).MatchString(snake(changes))
}

// TestRefusals: names that mean no field say what to write, in changes and in a query; none of them is a field.
func TestRefusals(t *testing.T) {
	template := mustDecode(t, givable)
	for changes, want := range map[string]string{
		`{"box.z-index":1}`:                      `changes.box.z-index: is no field; layers are drawn in the order of the template, the last on top, and changes do not move them`,
		`[{"id":"box","stroke_width":2}]`:        `changes[0].stroke_width: is no field; write the stroke as a whole, as in {"paint": "black", "width": 4}`,
		`{"box":{"border-color":"red"}}`:         `changes.box.border-color: is no field; write the border as a whole, as in {"paint": "black", "width": 4}`,
		`{"box.stroke.width":2}`:                 `changes.box."stroke.width": is no field; write stroke as a whole, as in {"width": …}`,
		`{"title.emphasis":{"a-b":1,"a_b":2}}`:   `changes.title.emphasis: "a_b" is given twice`,
		`{"photo":{"visible":true,"hide":true}}`: `changes.photo.hide: "hidden" is given twice`,
	} {
		if _, err := DecodeChanges([]byte(changes)); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	for changes, want := range map[string]string{
		`{"kept.x":1}`:              `changes.kept: layer "kept" is locked`,
		`{"inner.text":"y"}`:        `changes.inner: layer "inner" is in the group "kept", which is locked`,
		`{"box.locked":false}`:      `changes.box.locked: only the template sets it`,
		`{"photo.visible":"maybe"}`: `changes.photo.hidden: want true or false, got a string`,
		`{"box.rotate":"45deg"}`:    `changes.box.rotation: want a number, got a string`,
	} {
		if _, err := template.Apply(mustDecodeChanges(t, changes)); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	_, err := FromQuery(template, []Pair{{"box.z-index", "1"}, {"box.stroke.width", "2"}})
	if want := `box.z-index: is no field; layers are drawn in the order of the template, the last on top, and changes do not move them` + "\n" +
		`box."stroke.width": is no field; write stroke as a whole, as in {"width": …}`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	for _, structType := range layerTypes {
		p := planOf(structType)
		for name := range refusals {
			if p.byName[name] != nil {
				t.Errorf("%s has a field %s", structType, name)
			}
		}
		for alias := range aliases {
			if p.byName[alias] != nil {
				t.Errorf("%s has a field %s", structType, alias)
			}
		}
	}
}
