package templates

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// patience bounds what one input may take, race detector and a busy machine included; the largest takes
// some 10 ms without.
const patience = 2 * time.Second

// seeds are templates to start from.
func seeds(f *testing.F) []string {
	f.Helper()
	return []string{everything(f), tenLayers, nested, typed, paged, canvas(``), `{}`, `{"id":"t","width":1e999}`,
		filtered(`{{n | currency:EUR:de | truncate:3}} {{when|date:"Mon 2 Jan"}} {{title|replace:"l":"{{"|slug|json}}`, "{{tongue}}")}
}

// everything is a template that sets every field that there is.
func everything(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/everything.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestEverything decodes it, and sees to it that no field is missing from it, but what only a template of pages has.
func TestEverything(t *testing.T) {
	template := mustDecode(t, everything(t))
	checkDocument(t, mustApply(t, template, nil))
	for _, structType := range structTypes() {
		for _, f := range planOf(structType).fields {
			if !strings.Contains(everything(t)+paged, strconv.Quote(f.name)+":") {
				t.Errorf("%s.%s is not in it", structType, f.name)
			}
		}
	}
	if _, found := byID(template.Layers)["deepest"]; !found {
		t.Error("no layer in a group in a group")
	}
}

// FuzzDecode: what is accepted is accepted again as the same, keeps to the limits, and as a document
// written out as a template is accepted and draws the same.
func FuzzDecode(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		template, err := Decode(data)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		if again := mustDecode(t, string(data)); !reflect.DeepEqual(template, again) {
			t.Fatal("decoded twice, it differs")
		}
		checkLimits(t, template)
		for _, sample := range template.Samples {
			mustApply(t, template, sample.Changes)
		}
		if document, err := template.Apply(nil); err == nil {
			checkDocument(t, document)
			checkDocument(t, document.TitleCard())
		} else if !slices.ContainsFunc(template.Variables, func(v Variable) bool { return v.Required }) && len(template.Pages.shown(template.scope.values)) > 0 {
			t.Fatal(err)
		}
		if took := time.Since(start); took > patience {
			t.Fatalf("took %v", took)
		}
	})
}

// checkLimits holds a template and each of its pages to the limits.
func checkLimits(t *testing.T, template *Template) {
	t.Helper()
	pages, total := template.Pages, 0
	if len(pages) == 0 {
		pages = Pages{{Layers: template.Layers}}
	}
	for i := range pages {
		width, height := template.side(&pages[i])
		count := len(byID(pages[i].Layers))
		if total += count; count > MaxLayers || runes(pages[i].Layers) > MaxDocumentRunes || width*height > MaxPixels {
			t.Fatal("beyond the limits")
		}
	}
	if len(pages) > MaxPages || total > MaxTemplateLayers {
		t.Fatal("beyond the limits of all pages")
	}
}

// FuzzApply: changes never change the template, give the same document twice, and the document is one
// that a template could have.
func FuzzApply(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"title","text":"Hi","color":"#fff"}]`, `[{"id":"box","fill":{"type":"linear_gradient","stops":[{"color":"#000","at":0},{"color":"#fff","at":1}]}}]`,
		`[{"id":"photo","src":"data:,","radius":[1,2,3,4],"shadow":{"blur":3}},{"id":"outer","clip":true,"width":1,"height":1}]`,
		`[{"id":"rule","stroke":{"dash":[1,2],"cap":"round"}},{"id":"box","stroke":null}]`, `[{"id":"title","line_height":"20px","font_size":1e3}]`, `[]`,
		`[{"id":"box","stroke":{"dash":[]}}]`, `{"title":"{{theme}}","rating":2,"theme":"dark","night.hidden":false}`, `{"title":{"x":"+10","width":"50%"}}`,
		`[{"name":"title","property":"text-color","value":"red"}]`, `[{"id":"accent","color":"red"},{"id":"subtitle","text":"x"},{"id":"framed","value":true}]`,
		`{"hero":"data:,","photo.image-url":"","line":{"autofit":true,"text-align":"center"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		changes, err := DecodeChanges(data)
		if err != nil {
			return
		}
		for _, source := range []string{nested, typed, paged} {
			checkApply(t, source, changes)
		}
		if took := time.Since(start); took > patience {
			t.Fatalf("took %v", took)
		}
	})
}

// checkApply applies changes to a template, which they may not fit.
func checkApply(t *testing.T, source string, changes Changes) {
	t.Helper()
	template := mustDecode(t, source)
	document, err := template.Apply(changes)
	if !reflect.DeepEqual(template, mustDecode(t, source)) {
		t.Fatal("the template has changed")
	}
	if err != nil {
		return
	}
	written, err := changes.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	again := mustApply(t, template, mustDecodeChanges(t, string(written)))
	if again.Digest() != document.Digest() || !reflect.DeepEqual(again, document) {
		t.Fatal("applied twice, it differs")
	}
	checkDocument(t, document)
	checkDocument(t, document.TitleCard())
}

// checkDocument writes a document as a template without changes, which has to be valid and give it back.
func checkDocument(t testing.TB, d *Document) {
	t.Helper()
	written := templateOf(d)
	if len(written) > MaxBytes {
		return // defaults written out can be longer than what they stand for
	}
	again := mustApply(t, mustDecode(t, string(written)), nil)
	if !reflect.DeepEqual(again, d) {
		t.Fatalf("%s\ngives %s, not %s", written, again.Digest(), d.Digest())
	}
}

// templateOf writes a document as a template's JSON, every default spelled out.
func templateOf(d *Document) []byte {
	template := Template{
		ID: d.Template, Width: d.Width, Height: d.Height, Background: d.Background, Layers: d.Layers, Alt: d.Alt, OnPictureError: d.OnPictureError,
		Title: d.Title, Author: d.Author, Lang: d.Lang, Date: d.Date,
	}
	if pages := d.Pages(); len(pages) > 1 || d.Name != "" {
		template.Layers, template.Background, template.Alt = nil, nil, ""
		for _, p := range pages {
			template.Pages = append(template.Pages, Page{Name: p.Name, Width: p.Width, Height: p.Height, Background: p.Background, Alt: p.Alt, Layers: p.Layers})
		}
	} else if template.Layers == nil {
		template.Layers = []Layer{}
	}
	n := nodeOf(reflect.ValueOf(&template).Elem())
	return n.appendJSON(nil)
}

// nodeOf is the way back from a value to JSON.
func nodeOf(v reflect.Value) node {
	switch value := v.Interface().(type) {
	case Color:
		return node{kind: stringKind, text: fmt.Sprintf("#%02x%02x%02x%02x", value.R, value.G, value.B, value.A)}
	case LineHeight:
		if value.Px {
			return node{kind: stringKind, text: decimal(value.Value) + "px"}
		}
		return nodeOf(reflect.ValueOf(value.Value))
	case Changes:
		return node{kind: arrayKind}
	case Variables:
		return node{kind: objectKind}
	case string:
		return node{kind: stringKind, text: strings.ReplaceAll(value, "{{", "{{{{")}
	case ViewBox:
		if value == (ViewBox{}) {
			return node{kind: nullKind}
		}
	case Length:
		switch value.Unit {
		case Px:
			return nodeOf(reflect.ValueOf(value.Value))
		case Percent:
			return node{kind: stringKind, text: strconv.FormatFloat(value.Value, 'g', -1, 64) + "%"}
		}
		return node{kind: stringKind, text: string(value.Unit)}
	case Adapt:
		n := node{kind: objectKind}
		for name, rule := range map[string]AdaptRule{"x": value.X, "y": value.Y} {
			if rule != AdaptAuto {
				n.items = append(n.items, member{name: name, node: node{kind: stringKind, text: string(rule)}})
			}
		}
		return n
	case Features:
		n := node{kind: objectKind}
		for _, f := range value {
			n.items = append(n.items, member{name: f.Tag, node: nodeOf(reflect.ValueOf(f.Value))})
		}
		return n
	case Variations:
		n := node{kind: objectKind}
		for _, v := range value {
			n.items = append(n.items, member{name: v.Tag, node: nodeOf(reflect.ValueOf(v.Value))})
		}
		return n
	case Number:
		if !value.Set {
			return node{kind: nullKind}
		}
		return nodeOf(reflect.ValueOf(value.Value))
	}
	switch v.Kind() {
	case reflect.Bool:
		return node{kind: boolKind, truth: v.Bool()}
	case reflect.Int:
		return node{kind: numberKind, text: strconv.FormatInt(v.Int(), 10)}
	case reflect.Float64:
		return node{kind: numberKind, text: strconv.FormatFloat(v.Float(), 'g', -1, 64)}
	case reflect.String:
		return node{kind: stringKind, text: v.String()}
	case reflect.Slice, reflect.Array:
		n := node{kind: arrayKind}
		for i := range v.Len() {
			n.items = append(n.items, member{node: nodeOf(v.Index(i))})
		}
		return n
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return node{kind: nullKind}
		}
		return nodeOf(v.Elem())
	default:
		return objectOf(v)
	}
}

// objectOf writes a struct by its plan.
func objectOf(v reflect.Value) node {
	n := node{kind: objectKind}
	for name, t := range paintTypes {
		if t == v.Type() {
			n.items = append(n.items, member{name: "type", node: node{kind: stringKind, text: name}})
		}
	}
	for _, f := range planOf(v.Type()).fields {
		value := v.FieldByIndex(f.index)
		left := value.Kind() == reflect.Slice && value.IsNil() || f.shape == enumShape && value.Len() == 0
		if !left || f.required {
			n.items = append(n.items, member{name: f.name, node: nodeOf(value)})
		}
	}
	return n
}

// TestDecodeHostile writes hostile numbers and values into every field of a template that has them all,
// one or several at a time: each is refused with a place, or accepted and drawn the same when written
// out.
func TestDecodeHostile(t *testing.T) {
	hostile := []string{
		`1e308`, `-1e308`, `1e999`, `5e-324`, `-0.0`, `0`, `-1`, `99999999999999999999`, `1e5`, `-1e5`, `0.1`, `null`, `true`, `""`, `"\u0000"`,
		`"NaN"`, `"50%"`, `[]`, `{}`, `[[[[]]]]`, `[1e5,1e5,1e5,1e5]`, `{"type":"group"}`, `"\ud83d\ude00"`, `"0px"`, `"#0000"`,
	}
	mild := []string{`1`, `2`, `0.5`, `10`} // which most numbers may be, so that enough is accepted
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		root, err := parseJSON([]byte(tenLayers))
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 3).Draw(t, "count") {
			at := pick(t, &root)
			value := rapid.OneOf(rapid.SampledFrom(hostile), rapid.SampledFrom(mild)).Draw(t, "value")
			*at = node{kind: numberKind, text: value} // a number is written as it stands
		}
		data := root.appendJSON(nil)
		template, err := Decode(data)
		if err != nil {
			return
		}
		accepted++
		document, err := template.Apply(nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Decode(templateOf(document))
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if copied, err := again.Apply(nil); err != nil || copied.Digest() != document.Digest() {
			t.Fatalf("%s: %v", data, err)
		}
	})
	t.Logf("%d accepted", accepted)
	if accepted == 0 {
		t.Error("nothing was accepted: the values are all refused at the door")
	}
}

// pick draws a value that is neither an object nor a list, anywhere in a tree.
func pick(t *rapid.T, n *node) *node {
	for len(n.items) > 0 {
		n = &n.items[rapid.IntRange(0, len(n.items)-1).Draw(t, "item")].node
	}
	return n
}

// TestManyErrorsAreCheap: the search for what was meant stops with the errors that are reported.
func TestManyErrorsAreCheap(t *testing.T) {
	layers := make([]string, MaxLayers)
	for i := range layers {
		layers[i] = fmt.Sprintf(`{"id":"%059d","type":"text","width":1}`, i)
	}
	template := mustDecode(t, canvas(strings.Join(layers, ",")))
	var changes Changes
	for i := range MaxChanges {
		changes = changes.Set(fmt.Sprintf("%060d", i+1000), "color", "bleu")
	}
	start := time.Now()
	if _, err := template.Apply(changes); strings.Count(err.Error(), "did you mean") != maxErrors {
		t.Error(err)
	}
	if took := time.Since(start); took > patience {
		t.Errorf("took %v", took)
	}
}
