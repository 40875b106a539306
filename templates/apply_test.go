package templates

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// nested has a layer at each depth, and every way of being locked.
const nested = `{"id":"t","width":100,"height":50,"alt":"A card","layers":[
	{"id":"title","type":"text","width":90,"text":"Hello"},
	{"id":"box","type":"rect","width":9,"height":9,"fill":"red","stroke":{"width":3,"dash":[4,2]}},
	{"id":"outer","type":"group","layers":[
		{"id":"rule","type":"line","width":5},
		{"id":"inner","type":"group","layers":[{"id":"photo","type":"image","width":9,"height":9,"src":"asset:a"}]}]},
	{"id":"logo","type":"rect","width":9,"height":9,"locked":true},
	{"id":"brand","type":"group","locked":true,"layers":[
		{"id":"mark","type":"group","layers":[{"id":"word","type":"text","width":9}]}]}
]}`

func mustDecodeChanges(t testing.TB, data string) Changes {
	t.Helper()
	changes, err := DecodeChanges([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func mustApply(t testing.TB, template *Template, changes Changes) *Document {
	t.Helper()
	document, err := template.Apply(changes)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestApply(t *testing.T) {
	template := mustDecode(t, nested)
	before := template.Layers[2].(*Group).Layers[1]
	document := mustApply(t, template, mustDecodeChanges(t, `[
		{"id":"title","text":"One","color":"#fff"},
		{"id":"box","fill":null,"stroke":{"width":1}},
		{"id":"photo","src":"asset:b","position":"top"},
		{"id":"outer","x":7},
		{"id":"title","text":"Two"}
	]`))
	title := document.Layers[0].(*Text)
	if title.Text != "Two" || title.Color != (Color{255, 255, 255, 255}) {
		t.Errorf("title: %+v", title)
	}
	box := document.Layers[1].(*Rect)
	if box.Fill != nil || box.Stroke.Width != 1 || box.Stroke.Dash != nil {
		t.Errorf("box: %+v, %+v", box, box.Stroke)
	}
	outer := document.Layers[2].(*Group)
	photo := outer.Layers[1].(*Group).Layers[0].(*Image)
	if outer.X.Value != 7 || photo.Src != "asset:b" || photo.Position != (Position{0.5, 0}) {
		t.Errorf("photo: %+v in %+v", photo, outer)
	}
	if document.Template != "t" || document.Alt != "A card" || document.Width != 100 || document.Height != 50 {
		t.Errorf("document: %+v", document)
	}
	if !reflect.DeepEqual(template, mustDecode(t, nested)) {
		t.Error("the template has changed")
	}
	if outer.Layers[0] != template.Layers[2].(*Group).Layers[0] || before != template.Layers[2].(*Group).Layers[1] {
		t.Error("what has no changes is not shared")
	}
}

func TestApplyRefuses(t *testing.T) {
	tests := []struct{ changes, want string }{
		{`[{"id":"titel","text":""}]`, `changes[0].id: no layer "titel"; did you mean "title"?`},
		{`[{"id":"title"},{"id":"nothing"}]`, `changes[1].id: no layer "nothing"`},
		{`[{"id":"title","font_size":"big"}]`, `changes[0].font_size: want a number, got a string`},
		{`[{"id":"title","font_size":0}]`, `changes[0].font_size: 0 is not in 1..2000`},
		{`[{"id":"title","colour":"red"}]`, `changes[0].colour: unknown field; did you mean "color"?`},
		{`[{"id":"box","text":"x"}]`, `changes[0].text: unknown field; there are id, type, x, y, width, height, min_width, max_width, min_height, max_height, grow, anchor, rotation, adapt, opacity, hidden, show_if, locked, blend_mode, blur, shadow, border, radius, link, bookmark, alt, fill, stroke`},
		{`[{"id":"title","rotation":"a lot"}]`, `changes[0].rotation: want a number, got a string`},
		{`[{"id":"title","type":"rect"}]`, `changes[0].type: only the template sets it`},
		{`[{"id":"title","locked":false}]`, `changes[0].locked: only the template sets it`},
		{`[{"id":"outer","layers":[]}]`, `changes[0].layers: only the template sets it`},
		{`[{"id":"logo","x":1}]`, `changes[0].id: layer "logo" is locked`},
		{`[{"id":"brand","x":1}]`, `changes[0].id: layer "brand" is locked`},
		{`[{"id":"word","text":"x"}]`, `changes[0].id: layer "word" is in the group "brand", which is locked`},
		{`[{"id":"box","fill":{"type":"linear_gradient","stops":[{"color":"x","at":0},{"color":"#fff","at":2}]}}]`,
			"changes[0].fill.stops[0].color: \"x\" is not a CSS colour\nchanges[0].fill.stops[1].at: 2 is not in 0..1"},
		{`[{"id":"rule","x":1},{"id":"rule","stroke":{"align":"outside"}}]`, `changes[1].stroke.align: the stroke of a line is always at its center`},
		{`[{"id":"outer","clip":true}]`, `changes[0].clip: needs a width and a height to clip to`},
		{`[{"id":"title","font_family":","}]`, `changes[0].font_family: "," has an empty name in it`},
	}
	template := mustDecode(t, nested)
	for _, test := range tests {
		document, err := template.Apply(mustDecodeChanges(t, test.changes))
		if err == nil || err.Error() != test.want || document != nil {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
		if !errors.Is(err, ErrInvalid) || errors.Is(err, ErrTooLarge) {
			t.Errorf("%v is not merely invalid", err)
		}
	}
}

// TestApplyFinishesOnce lets two entries together make what neither may alone.
func TestApplyFinishesOnce(t *testing.T) {
	mustApply(t, mustDecode(t, nested), mustDecodeChanges(t, `[{"id":"outer","clip":true},{"id":"outer","width":5,"height":5}]`))
}

func TestApplyRefusesTextBombs(t *testing.T) {
	template := mustDecode(t, nested)
	_, err := template.Apply(Changes{}.Set("title", "text", strings.Repeat("a", MaxTextRunes+1)))
	if !errors.Is(err, ErrTooLarge) || err.Error() != "changes[0].text: 10001 characters; the limit is 10000" {
		t.Errorf("one text: %v", err)
	}
	three := mustDecode(t, canvas(`{"id":"a","type":"text","width":1},{"id":"b","type":"text","width":1},{"id":"c","type":"text","width":1}`))
	long := strings.Repeat("a", MaxTextRunes)
	_, err = three.Apply(Changes{}.Set("a", "text", long).Set("b", "text", long))
	if err != nil {
		t.Error(err)
	}
	_, err = three.Apply(Changes{}.Set("a", "text", long).Set("b", "text", long).Set("c", "text", "x"))
	if !errors.Is(err, ErrTooLarge) || err.Error() != "changes: 20001 characters of text in all; the limit is 20000" {
		t.Errorf("all texts: %v", err)
	}
	_, err = DecodeChanges([]byte(`[{"id":"title","text":"` + strings.Repeat("a", 1<<20) + `"}]`))
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("a megabyte: %v", err)
	}
}

func TestDecodeChangesRefuses(t *testing.T) {
	tests := []struct{ data, want string }{
		{`7`, `changes: want a list of changes, or an object by the names of layers, got a number`},
		{`[7]`, `changes[0]: want an object, got a number`},
		{`[{"text":"x"}]`, `changes[0].id: is required`},
		{`[{"id":7}]`, `changes[0].id: want a string, got a number`},
		{`[{"id":"a","x":1,"x":2}]`, `changes[0].x: given twice`},
		{`[{"id":"a","x":1e999}]`, `changes[0].x: "1e999" is too large a number`},
		{`[{"id":"a"}`, `line 1, column 12: want "," or "]", got the end`},
	}
	for _, test := range tests {
		if _, err := DecodeChanges([]byte(test.data)); err == nil || err.Error() != test.want || !errors.Is(err, ErrInvalid) {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
	one := `{"id":"a"}`
	mustDecodeChanges(t, `[`+one+strings.Repeat(","+one, MaxChanges-1)+`]`)
	_, err := DecodeChanges([]byte(`[` + one + strings.Repeat(","+one, MaxChanges) + `]`))
	if !errors.Is(err, ErrTooLarge) || err.Error() != "changes: 401 elements; the limit is 400" {
		t.Errorf("too many: %v", err)
	}
}

func TestSetDoesNotShare(t *testing.T) {
	base := Changes{}.Set("a", "x", "1")
	one, two := base.Set("b", "x", "1"), base.Set("c", "x", "1")
	if one[1].ID != "b" || two[1].ID != "c" || len(base) != 1 {
		t.Errorf("%v, %v, %v", base, one, two)
	}
}

func TestSetRefusesBrokenUTF8(t *testing.T) {
	_, err := mustDecode(t, nested).Apply(Changes{}.Set("title", "text", "\xff"))
	if err == nil || err.Error() != "changes[0].text: not valid UTF-8" {
		t.Error(err)
	}
}

func TestChangesMarshal(t *testing.T) {
	const canonical = `[{"id":"a","text":"<é&\"\n>","x":1.50,"hidden":true,"fill":null},{"id":"b","radius":[1,2],"stroke":{"width":1e2}},{"id":"c"}]`
	changes := mustDecodeChanges(t, strings.ReplaceAll(canonical, ":", " :\t"))
	got, err := changes.MarshalJSON()
	if err != nil || string(got) != canonical {
		t.Errorf("got  %s, %v\nwant %s", got, err, canonical)
	}
	var read Changes
	if err := json.Unmarshal([]byte(canonical), &read); err != nil || !reflect.DeepEqual(mustDecodeChanges(t, canonical), read) {
		t.Errorf("%v, %v", read, err)
	}
	if err := json.Unmarshal([]byte(`[{"ID":"a"}]`), &read); err == nil || err.Error() != "changes[0].id: is required" {
		t.Error(err)
	}
	if embedded, err := json.Marshal(map[string]Changes{"changes": nil}); err != nil || string(embedded) != `{"changes":[]}` {
		t.Errorf("%s, %v", embedded, err)
	}
}

// TestChangesOfFallback: a fallback that a change brings is used, one that it takes away is not missed in
// silence.
func TestChangesOfFallback(t *testing.T) {
	template := mustDecode(t, canvas(`{"id":"plain","type":"image","width":1,"height":1,"src":"asset:a"},
		{"id":"safe","type":"image","width":1,"height":1,"src":"asset:a","fallback":"asset:b"}`))
	tests := []struct {
		changes, fallback string
		onError           OnError
	}{
		{`[]`, "", OnErrorFail},
		{`[{"id":"plain","fallback":"asset:c"}]`, "asset:c", OnErrorFallback},
		{`[{"id":"plain","on_error":"hide"}]`, "", OnErrorHide},
	}
	for _, test := range tests {
		document := mustApply(t, template, mustDecodeChanges(t, test.changes))
		plain, safe := document.Layers[0].(*Image), document.Layers[1].(*Image)
		if plain.Fallback != test.fallback || plain.OnError != test.onError || safe.OnError != OnErrorFallback {
			t.Errorf("%s: %q, %s and %s", test.changes, plain.Fallback, plain.OnError, safe.OnError)
		}
	}
	_, err := template.Apply(mustDecodeChanges(t, `[{"id":"safe","fallback":""}]`))
	if err == nil || err.Error() != `changes[0].on_error: there is no fallback; give one, or write hide or fail` {
		t.Error(err)
	}
}

func TestFromQuery(t *testing.T) {
	template := mustDecode(t, nested)
	changes, err := FromQuery(template, []Pair{{"title", "a=b&c"}, {"photo", ""}, {"title.color", "red"}})
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"title","text":"a=b&c"},{"id":"photo","src":""},{"id":"title","color":"red"}]`
	if got, _ := changes.MarshalJSON(); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if changes, err := FromQuery(template, nil); len(changes) != 0 || err != nil {
		t.Errorf("%v, %v", changes, err)
	}
}

func TestParseSet(t *testing.T) {
	template := mustDecode(t, nested)
	changes, err := ParseSet(template, []string{
		"title=Hello = World", "photo=asset:x", "title.color=#fff", "title.font_size=64", "title.hidden=true", "title.line_height=74px",
		"box.radius=[1,2,3,4]", `box.stroke={"width":2}`, "box.fill=none of it", "title.lang=7", "title.align=center", "title.text=",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"id":"title","text":"Hello = World"},{"id":"photo","src":"asset:x"},{"id":"title","color":"#fff"},` +
		`{"id":"title","font_size":64},{"id":"title","hidden":true},{"id":"title","line_height":"74px"},` +
		`{"id":"box","radius":[1,2,3,4]},{"id":"box","stroke":{"width":2}},{"id":"box","fill":"none of it"},{"id":"title","lang":"7"},` +
		`{"id":"title","align":"center"},{"id":"title","text":""}]`
	if got, _ := changes.MarshalJSON(); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParseSetRefuses(t *testing.T) {
	tests := []struct{ assignment, want string }{
		{"title", `title: write it as NAME=VALUE or LAYER.FIELD=VALUE`},
		{"titel=x", `titel: no layer "titel"; did you mean "title"?`},
		{"box=x", `box: a rect layer has no text or src; name a field, as in box.opacity=0.5`},
		{"title.colour=x", `title.colour: unknown field; did you mean "color"?`},
		{"=x", `"": no layer ""`},
	}
	template := mustDecode(t, nested)
	for _, test := range tests {
		if _, err := ParseSet(template, []string{test.assignment}); err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
	changes, err := ParseSet(template, []string{"title.font_size=big"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := template.Apply(changes); err == nil || err.Error() != "changes.title.font_size: want a number, got a string" {
		t.Error(err)
	}
}

// TestApplyLastHolds applies random changes in one list and one after the other, by hand: the last to set
// a field holds.
func TestApplyLastHolds(t *testing.T) {
	template := mustDecode(t, nested)
	rapid.Check(t, func(t *rapid.T) {
		var changes []map[string]any
		want := map[string]float64{}
		for range rapid.IntRange(0, 12).Draw(t, "count") {
			id := rapid.SampledFrom([]string{"title", "box", "outer", "rule", "inner", "photo"}).Draw(t, "id")
			field := rapid.SampledFrom([]string{"x", "y", "opacity"}).Draw(t, "field")
			value := rapid.Float64Range(0, 1).Draw(t, "value")
			changes = append(changes, map[string]any{"id": id, field: value})
			want[id+"."+field] = value
		}
		data, err := json.Marshal(append([]map[string]any{}, changes...))
		if err != nil {
			t.Fatal(err)
		}
		list, err := DecodeChanges(data)
		if err != nil {
			t.Fatal(err)
		}
		document, err := template.Apply(list)
		if err != nil {
			t.Fatal(err)
		}
		old, fresh := byID(template.Layers), byID(document.Layers)
		for id, layer := range fresh {
			for _, field := range []string{"x", "y", "opacity"} {
				value, changed := want[id+"."+field]
				if !changed {
					value = baseField(old[id], field)
				}
				if got := baseField(layer, field); got != value {
					t.Fatalf("%s.%s is %v; want %v", id, field, got, value)
				}
			}
		}
	})
}

// byID finds layers by their ids, also in groups.
func byID(layers []Layer) map[string]Layer {
	all := map[string]Layer{}
	for _, layer := range layers {
		all[layer.Common().ID] = layer
		if group, ok := layer.(*Group); ok {
			for id, inner := range byID(group.Layers) {
				all[id] = inner
			}
		}
	}
	return all
}

func baseField(layer Layer, name string) float64 {
	base := layer.Common()
	return map[string]float64{"x": base.X.Value, "y": base.Y.Value, "opacity": base.Opacity}[name]
}

// TestApplyConcurrently is of use with the race detector.
func TestApplyConcurrently(t *testing.T) {
	template := mustDecode(t, nested)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 50 {
				text := fmt.Sprint(i, j)
				document, err := template.Apply(Changes{}.Set("title", "text", text).Set("photo", "fit", "contain"))
				if err != nil || document.Layers[0].(*Text).Text != text {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}
