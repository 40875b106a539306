package templates

import (
	"slices"
	"strings"
	"testing"
)

// compared is what Compare says of two templates that have these layers.
func compared(t *testing.T, before, after string) []string {
	t.Helper()
	differences, err := Compare([]byte(before), []byte(after))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range differences {
		lines = append(lines, d.String())
	}
	return lines
}

func TestCompareLayers(t *testing.T) {
	const (
		a = `{"id":"a","type":"rect","width":10,"height":10,"fill":"#fff"}`
		b = `{"id":"b","type":"rect","width":10,"height":10}`
		c = `{"id":"c","type":"ellipse","width":10,"height":10}`
	)
	text := func(fields string) string {
		return `{"id":"title","type":"text","x":10,"y":20,"width":100` + fields + `}`
	}
	for _, test := range []struct {
		name, before, after string
		want                []string
	}{
		{"the same in other words", a, `{"type":"rect","id":"a","opacity":1.0,"x":0,"height":1e1,"width":10,"fill":"white","stroke":null}`, nil},
		{"fields", text(`,"font_size":60,"color":"#fff","text":"Hi"`), text(`,"font_size":72,"color":"#ff0","text":"Hi there","align":"center"`),
			[]string{`title: text Hi → "Hi there"; font_size 60 → 72; color #fff → #ff0; align start → center`}},
		{"left out again", text(`,"font_size":60,"lang":"de"`), text(``), []string{`title: font_size 60 → 16; lang de → none`}},
		{"moved", `{"id":"a","type":"rect","x":0.1,"width":1,"height":1}`, `{"id":"a","type":"rect","x":12.3,"y":-4,"width":2,"height":1}`,
			[]string{`a: moved 12.2 px right and 4 px up; width 1 → 2`}},
		{"into objects", `{"id":"a","type":"rect","width":1,"height":1,"stroke":{"width":2},"fill":{"type":"linear_gradient","stops":[{"color":"red","at":0},{"color":"blue","at":1}]}}`,
			`{"id":"a","type":"rect","width":1,"height":1,"stroke":{"width":3,"paint":"#000"},"fill":{"type":"linear_gradient","angle":90,"stops":[{"color":"#f00","at":0},{"color":"lime","at":1}]}}`,
			[]string{`a: fill.angle 180 → 90; fill.stops[1].color blue → lime; stroke.width 2 → 3`}},
		{"other kinds of value", a, `{"id":"a","type":"rect","width":10,"height":10,"stroke":{},"radius":[1,2,3,4],"fill":{"type":"conic_gradient","stops":[{"color":"red","at":0},{"color":"blue","at":1}]}}`,
			[]string{`a: radius 0 → [1, 2, 3, 4]; fill #fff → conic_gradient; stroke none → {}`}},
		{"more stops", `{"id":"a","type":"rect","width":1,"height":1,"fill":{"type":"conic_gradient","stops":[{"color":"red","at":0},{"color":"blue","at":1}]}}`,
			`{"id":"a","type":"rect","width":1,"height":1,"fill":{"type":"conic_gradient","stops":[{"color":"red","at":0},{"color":"red","at":0.5},{"color":"blue","at":1}]}}`,
			[]string{`a: fill.stops 2 elements → 3`}},
		{"new and removed", a + "," + b, c + "," + a, []string{"b: removed, rect", "c: new, ellipse"}},
		{"a group and all in it", a, a + `,{"id":"g","type":"group","layers":[` + b + `,` + c + `]}`, []string{"g: new, group of 2 layers"}},
		{"into a group", a + `,` + c + `,{"id":"g","type":"group","layers":[` + b + `]}`, a + `,{"id":"g","type":"group","layers":[` + b + `,` + c + `]}`,
			[]string{"c: moved from the canvas to g"}},
		{"new in a group", a + `,{"id":"g","type":"group","layers":[` + b + `]}`, a + `,{"id":"g","type":"group","layers":[` + b + `,` + c + `]}`,
			[]string{"c: new, ellipse in g"}},
		{"to the front", a + "," + b + "," + c, b + "," + c + "," + a, []string{"a: moved in front of c"}},
		{"to the back", a + "," + b + "," + c, c + "," + a + "," + b, []string{"c: moved behind all others"}},
		{"renamed", a + "," + b, strings.Replace(a, `"a"`, `"backdrop"`, 1) + "," + b, []string{"backdrop: renamed, was a"}},
		{"a renamed group", `{"id":"g","type":"group","layers":[` + a + `]}`, `{"id":"h","type":"group","layers":[` + a + `]}`, []string{"h: renamed, was g"}},
		{"another type", b, `{"id":"b","type":"ellipse","width":12,"height":10}`, []string{"b: is ellipse, was rect; width 10 → 12"}},
		{"long texts", text(`,"text":"It was the best of times, it was the worst of times, it was the age of wisdom"`), text(`,"text":"It was the best of times, it was the worst of times, it was the age of foolishness"`),
			[]string{`title: text …" was the age of wisdom" → …" was the age of foolishness"`}},
	} {
		got := compared(t, canvas(test.before), canvas(test.after))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
}

func TestCompareTheRest(t *testing.T) {
	before := `{"id":"t","width":10,"height":10,"background":"#fff","variables":{"accent":{"type":"color","default":"red"},"old":{"type":"string"}},
		"pages":[{"name":"cover","layers":[{"id":"a","type":"text","width":9,"text":"{{old}}"}]},{"layers":[]}],
		"samples":[{"name":"one","changes":[{"id":"a","text":"x"},{"id":"accent","value":"blue"}]},{"name":"two","changes":[]}]}`
	after := `{"id":"t","width":12,"height":10,"background":"white","variables":{"new":{"type":"number","default":1},"accent":{"type":"color","default":"#00f"}},
		"pages":[{"name":"front","layers":[]},{"layers":[{"id":"a","type":"text","width":9,"text":"{{new}}"}]},{"layers":[{"id":"b","type":"text","width":9}]}],
		"samples":[{"name":"one","changes":{"a":{"text":"y"},"accent":"blue"}},{"name":"three","changes":[]}]}`
	want := []string{
		"template: width 10 → 12", "variable old: removed", "variable new: new, number", "variable accent: default red → #00f",
		"page 1: name cover → front", "page 3: new, 1 layer", "a: moved from the canvas of page 1 to the canvas of page 2; text {{old}} → {{new}}",
		"b: new, text", "sample two: removed", "sample one: sets a in another way", "sample three: new",
	}
	if got := compared(t, before, after); !slices.Equal(got, want) {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := Compare([]byte(before), []byte(`{}`)); err == nil || !strings.HasPrefix(err.Error(), "after: ") {
		t.Error(err)
	}
}

// FuzzCompare: a template is like itself, formatted or not; where nothing differs, the same is drawn; and
// what differs one way differs the other.
func FuzzCompare(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed), []byte(everything(f)))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		differences, err := Compare(a, b)
		if err != nil {
			return
		}
		back, err := Compare(b, a)
		if err != nil || (len(back) == 0) != (len(differences) == 0) {
			t.Fatalf("%v: %v one way, %v the other", err, differences, back)
		}
		if len(differences) == 0 {
			checkSameTemplate(t, a, b)
		}
		for _, d := range differences {
			if len(d.What) == 0 {
				t.Fatalf("%q differs in nothing", d.Part)
			}
		}
		formatted, err := Format(a)
		if err != nil {
			return
		}
		if same, err := Compare(a, formatted); err != nil || len(same) > 0 {
			t.Fatalf("%v: formatted it differs: %v", err, same)
		}
	})
}
