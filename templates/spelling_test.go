package templates

import (
	"errors"
	"strings"
	"testing"
)

// TestDecodeChangesSpellings: each spelling becomes the canonical list.
func TestDecodeChangesSpellings(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"canonical", `[{"id":"title","text":"Hi","color":"#fff"}]`, `[{"id":"title","text":"Hi","color":"#fff"}]`},
		{"name for id", `[{"name":"title","text":"Hi"}]`, `[{"id":"title","text":"Hi"}]`},
		{"id not first", `[{"text":"Hi","id":"title"}]`, `[{"id":"title","text":"Hi"}]`},
		{"property", `[{"id":"title","property":"text","value":"Hi"},{"property":"text-color","value":null,"name":"b"}]`, `[{"id":"title","text":"Hi"},{"id":"b","color":null}]`},
		{"value alone", `[{"id":"title","value":7}]`, `[{"id":"title","value":7}]`},
		{"object", `{"title":{"text":"Hi","color":"#fff"},"box":{}}`, `[{"id":"title","text":"Hi","color":"#fff"},{"id":"box"}]`},
		{"dotted", `{"title.text":"Hi","box.fill":{"type":"x"},"title.color":"#fff"}`, `[{"id":"title","text":"Hi","color":"#fff"},{"id":"box","fill":{"type":"x"}}]`},
		{"plain", `{"title":"Hi","rating":4.50,"on":true,"none":null,"list":[1]}`,
			`[{"id":"title","value":"Hi"},{"id":"rating","value":4.50},{"id":"on","value":true},{"id":"none","value":null},{"id":"list","value":[1]}]`},
		{"mixed", `{"title":"x","title.color":"red"}`, `[{"id":"title","value":"x","color":"red"}]`},
		{"nothing", `[]`, `[]`},
		{"nothing by name", `{}`, `[]`},
		{"kebab-case", `{"t":{"font-size":7,"min-font-size":3,"line-height":"7px"}}`, `[{"id":"t","font_size":7,"min_font_size":3,"line_height":"7px"}]`},
		{"pictures", `[{"id":"a","image_url":"x"},{"id":"b","image":"x"},{"id":"c","background-image":"x"}]`, `[{"id":"a","src":"x"},{"id":"b","src":"x"},{"id":"c","src":"x"}]`},
		{"colours", `{"a":{"text_color":"red","background-color":"blue"},"b":{"background":"blue"}}`, `[{"id":"a","color":"red","background":"blue"},{"id":"b","background":"blue"}]`},
		{"hide", `{"a.hide":true}`, `[{"id":"a","hidden":true}]`},
		{"left and top", `{"a":{"left":1,"top":"+2"}}`, `[{"id":"a","x":1,"y":"+2"}]`},
		{"align", `[{"id":"a","text_align_h":"left"},{"id":"b","horizontal_align":"left"},{"id":"c","text-align":"left"}]`, `[{"id":"a","align":"left"},{"id":"b","align":"left"},{"id":"c","align":"left"}]`},
		{"vertical", `[{"id":"a","text_align_v":"center"},{"id":"b","vertical_align":"flex-end"},{"id":"c","align-items":"start"},{"id":"d","vertical-align":"top"}]`,
			`[{"id":"a","vertical_align":"middle"},{"id":"b","vertical_align":"bottom"},{"id":"c","vertical_align":"top"},{"id":"d","vertical_align":"top"}]`},
		{"fit", `[{"id":"a","autofit":true},{"id":"b","text-fit":false},{"id":"c","object-fit":"cover"}]`, `[{"id":"a","fit":"shrink"},{"id":"b","fit":"none"},{"id":"c","fit":"cover"}]`},
		{"value", `[{"id":"a","target":"x"},{"id":"b","qr-target":"x"},{"id":"c","rating-score":5}]`, `[{"id":"a","value":"x"},{"id":"b","value":"x"},{"id":"c","value":5}]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := mustDecodeChanges(t, test.data).MarshalJSON()
			if err != nil || string(got) != test.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, test.want)
			}
			again, _ := mustDecodeChanges(t, string(got)).MarshalJSON()
			if string(again) != test.want {
				t.Errorf("read again it is %s", again)
			}
		})
	}
}

func TestDecodeChangesSpellingsRefuse(t *testing.T) {
	tests := []struct{ data, want string }{
		{`"title"`, `changes: want a list of changes, or an object by the names of layers, got a string`},
		{`["title"]`, `changes[0]: want an object, got a string`},
		{`[{"name":7}]`, `changes[0].name: want a string, got a number`},
		{`[{"id":"a","font_size":1,"font-size":2}]`, `changes[0].font-size: "font_size" is given twice`},
		{`{"a":{"text":"x"},"a.text":"y"}`, `changes.a.text: "text" is given twice`},
		{`{"a":"x","a":"y"}`, `changes.a: given twice`},
		{`{"a.id":"b"}`, `changes.a.id: is no field; an entry of a list has it`},
		{`{"a":{"property":"b"}}`, `changes.a.property: is no field; an entry of a list has it`},
		{`[{"id":"a","property":"text"}]`, `changes[0].value: is required`},
		{`[{"id":"a","property":7,"value":"x"}]`, `changes[0].property: want a string, got a number`},
		{`[{"id":"a","property":"text","value":"x","color":"red"}]`, `changes[0].color: beside "property" there is only "value"`},
	}
	for _, test := range tests {
		if _, err := DecodeChanges([]byte(test.data)); err == nil || err.Error() != test.want || !errors.Is(err, ErrInvalid) {
			t.Errorf("%s\ngot  %v\nwant %s", test.data, err, test.want)
		}
	}
}

// TestApplySpellings: names that depend on the type of the layer.
func TestApplySpellings(t *testing.T) {
	template := mustDecode(t, nested)
	want := mustApply(t, template, mustDecodeChanges(t, `[{"id":"box","fill":"lime"},{"id":"title","text":"x","color":"lime"},{"id":"photo","src":"asset:z"}]`)).Digest()
	for _, changes := range []string{
		`{"box.color":"lime","title.text":"x","title.text-color":"lime","photo.image-url":"asset:z"}`,
		`{"box":{"background":"lime"},"title":{"value":"x","color":"lime"},"photo":"asset:z"}`,
		`[{"name":"box","background-color":"lime"},{"name":"title","property":"color","value":"lime"},{"name":"title","property":"value","value":"x"},{"name":"photo","target":"asset:z"}]`,
	} {
		if got := mustApply(t, template, mustDecodeChanges(t, changes)).Digest(); got != want {
			t.Errorf("%s draws something else", changes)
		}
	}
	_, err := template.Apply(mustDecodeChanges(t, `{"box":{"value":"lime"},"photo":{"color":"red"}}`))
	if err == nil || !strings.HasPrefix(err.Error(), "changes.box.value: unknown field; there are id, type, x") || !strings.Contains(err.Error(), "\nchanges.photo.color: unknown field; there are id") {
		t.Error(err)
	}
}

func px(v float64) Length   { return Length{Value: v} }
func part(v float64) Length { return Length{Value: v, Unit: Percent} }

func TestRelativeGeometry(t *testing.T) {
	template := mustDecode(t, `{"id":"t","width":200,"height":100,"layers":[{"id":"a","type":"rect","x":10,"y":20,"width":30,"height":40},
		{"id":"g","type":"group","width":50,"height":80,"layers":[{"id":"b","type":"rect","x":1,"width":30,"height":40}]},
		{"id":"h","type":"group","layers":[{"id":"c","type":"text","width":30}]}]}`)
	tests := []struct {
		changes    string
		x, y, w, h Length
	}{
		{`{"a":{"x":"+10","y":"-5.5","width":"-30","height":"+0.5"}}`, px(20), px(14.5), px(0), px(40.5)},
		{`{"a":{"x":"50%","y":"-25%","width":"100%","height":"fill"}}`, part(50), part(-25), part(100), Length{Unit: Fill}},
		{`[{"id":"a","x":"+10"},{"id":"a","left":"+10"},{"id":"a","y":5},{"id":"a","y":"+5"}]`, px(30), px(10), px(30), px(40)},
		{`[{"id":"a","x":"-10"}]`, px(0), px(20), px(30), px(40)},
		{`[{"id":"b","width":"50%","height":"hug"}]`, px(1), px(0), part(50), Length{Unit: Hug}},
	}
	for _, test := range tests {
		d := mustApply(t, template, mustDecodeChanges(t, test.changes))
		got := at[*Rect](t, d, "a")
		if got.X == px(10) && got.Y == px(20) && got.Width == px(30) {
			got = at[*Rect](t, d, "b")
		}
		if got.X != test.x || got.Y != test.y || got.Width != test.w || got.Height != test.h {
			t.Errorf("%s: %+v", test.changes, got)
		}
	}
	for changes, want := range map[string]string{
		`{"a.x":"10"}`:       `changes.a.x: "10" is not a length; write 10 or "50%"`,
		`{"a.x":"10px"}`:     `changes.a.x: "10px" is not a length; write 10 or "50%"`,
		`{"a.x":""}`:         `changes.a.x: "" is not a length; write 10 or "50%"`,
		`{"a.x":"+Inf"}`:     `changes.a.x: "+Inf" makes +Inf, which is not in -100000..100000`,
		`{"a.x":"NaN%"}`:     `changes.a.x: "NaN%" is not in -1000..1000 %`,
		`{"a.width":"-31"}`:  `changes.a.width: "-31" makes -1, which is not in 0..100000`,
		`{"c.width":"half"}`: `changes.c.width: "half" is not a length; write 10, "50%", "hug" or "fill"`,
		`[{"id":"a","x":"50%"},{"id":"a","x":"+10"}]`: `changes[1].x: "+10" counts from the present value, which is no number of px; write px`,
		`{"a.opacity":"50%"}`:                         `changes.a.opacity: want a number, got a string`,
	} {
		if _, err := template.Apply(mustDecodeChanges(t, changes)); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

func TestFromQueryOfVariables(t *testing.T) {
	template := mustDecode(t, typed)
	changes, err := FromQuery(template, []Pair{
		{"title", "7"}, {"subtitle", ""}, {"accent", ""}, {"rating", "2.50"}, {"theme", "dark"}, {"framed", "1"}, {"hero", "asset:a"}, {"title.text-color", "red"}, {"line", "{{"}, {"photo", ""},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"title","value":"7"},{"id":"subtitle","value":""},{"id":"rating","value":2.50},{"id":"theme","value":"dark"},{"id":"framed","value":true},` +
		`{"id":"hero","value":"asset:a"},{"id":"title","color":"red"},{"id":"line","text":"{{"},{"id":"photo","src":""}]`
	if got, _ := changes.MarshalJSON(); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	mustApply(t, template, changes)
}

func TestFromQueryRefuses(t *testing.T) {
	template := mustDecode(t, typed)
	for _, test := range []struct{ name, value, want string }{
		{"subtidle", "x", `subtidle: no variable or layer "subtidle"; did you mean "subtitle"?`},
		{"night", "x", `night: a rect layer has no text or src; name a field, as in night.opacity=0.5`},
		{"title.colour", "x", `title.colour: unknown field; did you mean "color"?`},
		{"rating", "many", `changes.rating.value: want a number, got a string`},
		{"rating", "NaN", `changes.rating.value: want a number, got a string`},
		{"rating", "9", `changes.rating.value: 9 is not in 0..5`},
		{"framed", "perhaps", `changes.framed.value: want true or false, got a string`},
		{"theme", "drak", `changes.theme.value: "drak" is not one of light, dark; did you mean "dark"?`},
		{"title.font_size", "big", `changes.title.font_size: want a number, got a string`},
	} {
		changes, err := FromQuery(template, []Pair{{test.name, test.value}})
		if err == nil {
			_, err = template.Apply(changes)
		}
		if err == nil || err.Error() != test.want || !errors.Is(err, ErrInvalid) {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

// FuzzFromQuery: what is read can be written, read again, and applied or refused in words.
func FuzzFromQuery(f *testing.F) {
	f.Add("title", "Hello", "rating", "4")
	f.Add("title.color", "red", "framed", "true")
	f.Add("night.x", "+10", "hero", "data:,")
	f.Add("title.font-size", "1e9", "", "{{title}}")
	template := mustDecode(f, typed)
	f.Fuzz(func(t *testing.T, name, value, other, otherValue string) {
		changes, err := FromQuery(template, []Pair{{name, value}, {other, otherValue}})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		document, err := template.Apply(changes)
		if err != nil {
			return
		}
		written, err := changes.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if again := mustApply(t, template, mustDecodeChanges(t, string(written))); again.Digest() != document.Digest() {
			t.Fatalf("%s draws something else", written)
		}
		checkDocument(t, document)
	})
}
