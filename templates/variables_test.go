package templates

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// typed has a variable of each type, and a place for each.
const typed = `{"id":"t","width":200,"height":100,"background":"{{accent}}","alt":"{{title}}: {{rating}} of 5",
	"variables":{
		"title":{"type":"string","default":"Hello","max_length":12},
		"subtitle":{"type":"string"},
		"accent":{"type":"color","default":"#ff0000"},
		"rating":{"type":"number","default":4.50,"min":0,"max":5},
		"theme":{"type":"enum","values":["light","dark"],"default":"light"},
		"hero":{"type":"image"},
		"framed":{"type":"boolean"}
	},
	"layers":[
		{"id":"title","type":"text","width":90,"text":"{{ title }}, {{title}}! {{{{x}}","font_size":"{{rating}}","color":"{{accent}}"},
		{"id":"line","type":"text","width":90,"text":"{{subtitle}}","show_if":"subtitle"},
		{"id":"photo","type":"image","width":9,"height":9,"src":"{{hero}}"},
		{"id":"locked","type":"group","locked":true,"layers":[
			{"id":"frame","type":"rect","width":9,"height":9,"hidden":"{{framed}}","fill":{"type":"linear_gradient","stops":[{"color":"{{accent}}","at":0},{"color":"#fff","at":1}]}}]},
		{"id":"night","type":"rect","width":9,"height":9,"show_if":"theme == 'dark'","fill":"black"},
		{"id":"stars","type":"rect","width":9,"height":9,"show_if":"rating > 3 && !framed || subtitle == \"x\"","hidden":true}
	]}`

// at finds a layer of a document.
func at[T Layer](t testing.TB, d *Document, id string) T {
	t.Helper()
	layer, ok := byID(d.Layers)[id].(T)
	if !ok {
		t.Fatalf("no such layer %s", id)
	}
	return layer
}

func TestVariableDefaults(t *testing.T) {
	d := mustApply(t, mustDecode(t, typed), nil)
	title := at[*Text](t, d, "title")
	red := Color{255, 0, 0, 255}
	if title.Text != "Hello, Hello! {{x}}" || title.FontSize != 4.5 || title.Color != red {
		t.Errorf("%+v", title)
	}
	if d.Background != Paint(red) || d.Alt != "Hello: 4.5 of 5" {
		t.Errorf("%v, %q", d.Background, d.Alt)
	}
	if photo := at[*Image](t, d, "photo"); photo.Src != "" || photo.Hidden {
		t.Errorf("%+v", photo)
	}
	shown := map[string]bool{"line": false, "night": false, "frame": true, "stars": false}
	for id, want := range shown {
		if byID(d.Layers)[id].Common().Hidden == want {
			t.Errorf("%s: shown is not %v", id, want)
		}
	}
}

func TestVariablesAreGiven(t *testing.T) {
	template := mustDecode(t, typed)
	d := mustApply(t, template, mustDecodeChanges(t, `[
		{"id":"title","value":"{{theme}} {{","color":"lime"},
		{"id":"accent","color":"blue"},
		{"id":"rating","value":2},
		{"id":"subtitle","text":"x"},
		{"id":"hero","src":"asset:a"},
		{"id":"theme","value":"dark"},
		{"id":"framed","value":true}
	]`))
	title := at[*Text](t, d, "title")
	if title.Text != "{{theme}} {{, {{theme}} {{! {{x}}" || title.FontSize != 2 || title.Color != (Color{0, 255, 0, 255}) {
		t.Errorf("%+v", title)
	}
	blue := Color{0, 0, 255, 255}
	if d.Background != Paint(blue) || d.Alt != "{{theme}} {{: 2 of 5" || at[*Image](t, d, "photo").Src != "asset:a" {
		t.Errorf("%v, %q", d.Background, d.Alt)
	}
	frame := at[*Rect](t, d, "frame")
	if !frame.Hidden || frame.Fill.(*LinearGradient).Stops[0].Color != blue {
		t.Errorf("%+v", frame)
	}
	if at[*Text](t, d, "line").Hidden || at[*Rect](t, d, "night").Hidden || !at[*Rect](t, d, "stars").Hidden {
		t.Error("conditions do not follow their variables")
	}
	if !reflect.DeepEqual(template, mustDecode(t, typed)) {
		t.Error("the template has changed")
	}
}

// TestVariablesShareWhatDoesNotUseThem: only the layers that name a variable are copied.
func TestVariablesShareWhatDoesNotUseThem(t *testing.T) {
	template := mustDecode(t, typed)
	d := mustApply(t, template, mustDecodeChanges(t, `{"subtitle":"x"}`))
	for i, layer := range template.Layers {
		if uses := slices.Contains([]string{"line", "stars"}, layer.Common().ID); (d.Layers[i] == layer) == uses {
			t.Errorf("%s: copied is not %v", layer.Common().ID, uses)
		}
	}
}

// TestHiddenBeatsShowIf: who sets hidden decides, either way.
func TestHiddenBeatsShowIf(t *testing.T) {
	template := mustDecode(t, typed)
	for changes, hidden := range map[string]bool{
		`{"theme":"dark"}`:                                         false,
		`{"theme":"dark","night.hidden":true}`:                     true,
		`{"night.hidden":false}`:                                   false,
		`[{"id":"night","hide":false},{"id":"title","value":"x"}]`: false,
	} {
		if got := at[*Rect](t, mustApply(t, template, mustDecodeChanges(t, changes)), "night").Hidden; got != hidden {
			t.Errorf("%s: hidden is %v", changes, got)
		}
	}
}

// TestVariablesDigest: what gives the same picture has the same digest, however it was given.
func TestVariablesDigest(t *testing.T) {
	template := mustDecode(t, typed)
	same := []string{
		`[]`, `{"title":"Hello"}`, `{"rating":4.5,"accent":"red"}`, `{"title":"x","accent":"#f00"}`, `[{"id":"title","value":"x"},{"id":"title","value":"Hello"}]`,
	}
	want := mustApply(t, template, nil).Digest()
	for _, changes := range same {
		got := mustApply(t, template, mustDecodeChanges(t, changes)).Digest()
		if strings.Contains(changes, `"x","accent"`) != (got != want) {
			t.Errorf("%s: %s", changes, got)
		}
	}
}

func TestVariablesRefuse(t *testing.T) {
	tests := []struct{ changes, want string }{
		{`{"titel":"x"}`, `changes.titel: no variable or layer "titel"; did you mean "title"?`},
		{`{"title":7}`, `changes.title.value: want a string, got a number`},
		{`[{"id":"title","value":"x"},{"id":"rating","value":"5"}]`, `changes[1].value: want a number, got a string`},
		{`{"rating":6}`, `changes.rating.value: 6 is not in 0..5`},
		{`{"rating":0}`, `changes.rating.value: for title.font_size, 0 is not in 1..2000`},
		{`{"accent":"bleu"}`, `changes.accent.value: "bleu" is not a CSS colour; did you mean "blue"?`},
		{`{"accent.color":7}`, `changes.accent.color: want a colour, got a number`},
		{`{"theme":"drak"}`, `changes.theme.value: "drak" is not one of light, dark; did you mean "dark"?`},
		{`{"hero":"/etc/passwd"}`, `changes.hero.value: "/etc/passwd" is not "asset:name", "data:…" or "https://…"`},
		{`{"framed":"yes"}`, `changes.framed.value: want true or false, got a string`},
		{`{"accent.font_size":7}`, `changes.accent.font_size: "accent" is a variable, which has a "value" and nothing else`},
		{`{"rating":null}`, `changes.rating.value: want a number, got null`},
		{`{"frame":"x"}`, `changes.frame: layer "frame" is in the group "locked", which is locked`},
		{`{"night.show_if":""}`, `changes.night.show_if: only the template sets it`},
		{`{"night":"x"}`, `changes.night.value: unknown field; there are id, type, x, y, width, height, min_width, max_width, min_height, max_height, grow, anchor, rotation, adapt, opacity, hidden, show_if, locked, blend_mode, blur, shadow, border, radius, link, bookmark, alt, fill, stroke`},
	}
	template := mustDecode(t, typed)
	for _, test := range tests {
		document, err := template.Apply(mustDecodeChanges(t, test.changes))
		if err == nil || err.Error() != test.want || document != nil || !errors.Is(err, ErrInvalid) {
			t.Errorf("%s\ngot  %v\nwant %s", test.changes, err, test.want)
		}
	}
	_, err := template.Apply(mustDecodeChanges(t, `{"title":"a long way home"}`))
	if !errors.Is(err, ErrTooLarge) || err.Error() != `changes.title.value: 15 characters; the limit is 12` {
		t.Error(err)
	}
	_, err = template.Apply(Changes{}.Set("title", "value", "\xff"))
	if err == nil || err.Error() != `changes[0].value: not valid UTF-8` {
		t.Error(err)
	}
}

func TestRequiredVariables(t *testing.T) {
	template := mustDecode(t, `{"id":"t","width":1,"height":1,"variables":{
		"a":{"type":"string","required":true},"b":{"type":"color","required":true},"n":{"type":"number","required":true,"min":3},
		"d":{"type":"enum","values":["x"],"required":true},"e":{"type":"image","required":true},"f":{"type":"boolean","required":true}},
		"layers":[{"id":"l","type":"text","width":1,"text":"{{a}}","color":"{{b}}","font_size":"{{n}}"}],
		"samples":[{"name":"all","changes":{"a":"","b":"red","n":3,"d":"x","e":"","f":false}}]}`)
	_, err := template.Apply(mustDecodeChanges(t, `{"a":"","b":"red","d":"x","e":"","f":true}`))
	want := `changes.n: the template needs this variable; give it as {"id":"n","value":…}, or as n=… in a URL`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if _, err = template.Apply(nil); strings.Count(fmt.Sprint(err), "the template needs") != 6 {
		t.Error(err)
	}
	mustApply(t, template, template.Samples[0].Changes)
}

func TestDecodeVariablesRefuses(t *testing.T) {
	variable := func(name, fields string) string {
		return `{"id":"t","width":1,"height":1,"variables":{"` + name + `":{` + fields + `}},"layers":[]}`
	}
	layer := func(fields string) string {
		return `{"id":"t","width":1,"height":1,"variables":{"title":{"type":"string"},"size":{"type":"number","default":0},"theme":{"type":"enum","values":["light","dark"],"default":"light"},` +
			`"accent":{"type":"color","default":"red"}},"layers":[{"id":"a","type":"text","width":9,` + fields + `}]}`
	}
	tests := []struct{ name, data, want string }{
		{"a list", `{"id":"t","width":1,"height":1,"variables":[],"layers":[]}`, `variables: want an object, got an array`},
		{"not an object", `{"id":"t","width":1,"height":1,"variables":{"a":"x"},"layers":[]}`, `variables.a: want an object, got a string`},
		{"name", variable("a-b", `"type":"string"`), `variables.a-b: the name is not 1 to 64 of A-Z, a-z, 0-9 and _, starting with a letter`},
		{"reserved", variable("format", `"type":"string"`), `variables.format: is a parameter that URLs have for themselves; choose another name`},
		{"no type", variable("a", ``), `variables.a.type: is required`},
		{"type", variable("a", `"type":"text"`), `variables.a.type: "text" is not one of string, color, number, enum, image, boolean`},
		{"unknown field", variable("a", `"type":"string","lengt":3`), `variables.a.lengt: unknown field; there are type, default, required, max_length, min, max, values`},
		{"another type's field", variable("a", `"type":"string","min":3`), `variables.a.min: only a variable of type number has it`},
		{"enum without values", variable("a", `"type":"enum"`), `variables.a.values: is required of an enum`},
		{"values", variable("a", `"type":"enum","values":[7],"default":"x"`), `variables.a.values[0]: want a string, got a number`},
		{"no default", variable("a", `"type":"color"`), `variables.a.default: is required of a variable of type color, unless it is "required": true`},
		{"default and required", variable("a", `"type":"color","default":"red","required":true`), `variables.a.default: a required variable never takes its default; leave one of them out`},
		{"default of another type", variable("a", `"type":"number","default":"7"`), `variables.a.default: want a number, got a string`},
		{"default out of range", variable("a", `"type":"number","default":7,"max":5`), `variables.a.default: 7 is not in -1000000000..5`},
		{"empty range", variable("a", `"type":"number","default":7,"min":9,"max":5`), `variables.a.min: 9 is more than max, 5`},
		{"default no value", variable("a", `"type":"enum","values":["x"],"default":"why"`), `variables.a.default: "why" is not one of x`},
		{"no such variable", layer(`"text":"{{titel}}"`), `layers[0].text: no variable "titel"; did you mean "title"?`},
		{"none like it", layer(`"text":"{{x}}"`), `layers[0].text: no variable "x"; there are accent, size, theme, title`},
		{"none at all", canvas(`{"id":"a","type":"text","width":1,"text":"{{x}}"}`), `layers[0].text: no variable "x"; the template has no variables`},
		{"open", layer(`"text":"{{title"`), `layers[0].text: {{ without }}; write {{{{ for the braces themselves`},
		{"three braces", layer(`"text":"{{{title}}}"`), `layers[0].text: "{title" is not the name of a variable; write {{{{ for the braces themselves`},
		{"empty braces", layer(`"text":"{{}}"`), `layers[0].text: "" is not the name of a variable; write {{{{ for the braces themselves`},
		{"within a paint", `{"id":"t","width":1,"height":1,"background":{"type":"linear_gradient","stops":[{"color":"{{x}}","at":0},{"color":"red","at":1}]},"layers":[]}`,
			`background: no variable "x"; the template has no variables`},
		{"a text for a number", layer(`"font_size":"{{title}}"`), `layers[0].font_size: want a number, got a string`},
		{"a default that does not do", layer(`"font_size":"{{size}}"`), `layers[0].font_size: 0 is not in 1..2000`},
		{"a type is no place", layer(`"overflow":"{{{{"`), `layers[0].overflow: "{{" is not one of ellipsis, clip, visible`},
		{"show_if", layer(`"show_if":"titel"`), `layers[0].show_if: no variable "titel"; did you mean "title"?`},
		{"show_if needs more", layer(`"show_if":"title =="`), `layers[0].show_if: it ends where a variable or a value should be`},
		{"show_if has more", layer(`"show_if":"title (x)"`), `layers[0].show_if: "(x)" is not understood; write name, !name, name == "value", or several with && and ||`},
		{"show_if assigns", layer(`"show_if":"theme = 'dark'"`), `layers[0].show_if: "= 'dark'" is not understood; write name, !name, name == "value", or several with && and ||`},
		{"show_if quotes", layer(`"show_if":"theme == 'dark"`), `layers[0].show_if: a string without its closing '`},
		{"show_if value", layer(`"show_if":"theme == 'drak'"`), `layers[0].show_if: theme "drak" is not one of light, dark; did you mean "dark"?`},
		{"show_if kinds", layer(`"show_if":"theme == 7"`), `layers[0].show_if: a string is compared with a number`},
		{"show_if order", layer(`"show_if":"theme < 'dark'"`), `layers[0].show_if: < compares numbers only`},
		{"show_if colour", layer(`"show_if":"accent == 'red'"`), `layers[0].show_if: accent is a colour, which has many spellings; compare another variable`},
		{"sample", `{"id":"t","width":1,"height":1,"variables":{"a":{"type":"string","required":true}},"layers":[],"samples":[{"name":"x","changes":[]}]}`,
			`samples[0].changes.a: the template needs this variable; give it as {"id":"a","value":…}, or as a=… in a URL`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Decode([]byte(test.data))
			if err == nil || err.Error() != test.want || !errors.Is(err, ErrInvalid) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
			var place *Error
			if errors.As(err, &place) && place.Line != 1 && place.Path != "samples[0].changes.a" {
				t.Errorf("line %d", place.Line)
			}
		})
	}
}

// TestVariableBomb: a long value, named often, is refused before it takes memory.
func TestVariableBomb(t *testing.T) {
	many := func(count int) string {
		return `{"id":"t","width":1,"height":1,"variables":{"a":{"type":"string"}},"layers":[{"id":"l","type":"text","width":1,"text":"` + strings.Repeat("{{a}}", count) + `"}]}`
	}
	template := mustDecode(t, many(40_000))
	long := strings.Repeat("x", MaxTextRunes)
	_, err := template.Apply(Changes{}.Set("a", "value", long))
	if !errors.Is(err, ErrTooLarge) || err.Error() != `changes[0].value: for l.text, the variables fill in more than 262144 bytes` {
		t.Error(err)
	}
	_, err = mustDecode(t, many(2)).Apply(Changes{}.Set("a", "value", long))
	if !errors.Is(err, ErrTooLarge) || err.Error() != `changes[0].value: for l.text, 20000 characters; the limit is 10000` {
		t.Error(err)
	}
	allocated := testing.AllocsPerRun(1, func() { _, _ = template.Apply(Changes{}.Set("a", "value", long)) })
	if allocated > 200 {
		t.Errorf("%v allocations", allocated)
	}
}

// TestAltIsCutShort: a title may be longer than an alternative text.
func TestAltIsCutShort(t *testing.T) {
	template := mustDecode(t, `{"id":"t","width":1,"height":1,"alt":"{{a}}","variables":{"a":{"type":"string"}},"layers":[]}`)
	d := mustApply(t, template, Changes{}.Set("a", "value", strings.Repeat("é", MaxNote+1)))
	if d.Alt != strings.Repeat("é", MaxNote) {
		t.Errorf("%d bytes", len(d.Alt))
	}
}

func TestValueInJSON(t *testing.T) {
	var got []string
	for _, v := range mustDecode(t, typed).Variables {
		data, err := json.Marshal(v.Default)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v.Name+" "+string(data)+" "+v.Default.String())
	}
	want := []string{`title "Hello" Hello`, `subtitle "" `, `accent "#ff0000" #ff0000`, `rating 4.50 4.5`, `theme "light" light`, `hero "" `, `framed false false`}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
