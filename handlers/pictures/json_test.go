package pictures

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"placard/handlers/problem"
	"placard/templates"
)

func TestReadOrder(t *testing.T) {
	o, err := ReadOrder([]byte(`{"template":"card@3","changes":{"title":{"text":"Hi"}},"format":"png","width":600,
		"scale":0.5,"download":true,"name":"first"}`), "", Fields{"name": func(v json.RawMessage) error { return json.Unmarshal(v, new(string)) }})
	if err != nil {
		t.Fatal(err)
	}
	if o.Template != "card@3" || len(o.Changes) != 1 || o.Changes[0].ID != "title" || o.Format() != "png" {
		t.Errorf("got %+v", o)
	}
	if want := params("format=png&width=600&scale=0.5&download=1"); !reflect.DeepEqual(o.Options, want) {
		t.Errorf("options %v, want %v", o.Options, want)
	}
	if o, err = ReadOrder([]byte(`{"template":{"id":"mine","width":10,"height":10,"layers":[]},"download":false}`), "", nil); err != nil || o.Inline == nil || len(o.Options) != 0 {
		t.Errorf("inline: %+v, %v", o, err)
	}
}

func TestReadOrderSaysWhatIsWrong(t *testing.T) {
	for input, want := range map[string]string{
		`[]`:                            "want a JSON object",
		`{"template":"a","template":1}`: "stands twice",
		`{"templat":"a"}`:               `did you mean "template"?`,
		`{"w":600}`:                     "there are bleed, cache_ttl, changes, chroma, colors, crop_marks, dither, download, dpi, effort,",
		`{"report":1}`:                  "is not a field",
		`{"title":"Hi"}`:                "is not a field",
		`{"nam":"a"}`:                   `did you mean "name"?`,
		`{"template":7}`:                "template: want the id",
		`{"template":""}`:               "template: want the id",
		`{"template":null}`:             "template: want the id",
		`{"template":{"id":"x"}}`:       "width",
		`{"changes":7}`:                 "changes",
		`{"changes":[{"text":"x"}]}`:    "changes[0]",
		`{"width":"600"}`:               "width: want a number",
		`{"width":null}`:                "width: want a number",
		`{"width":true}`:                "width: want a number",
		`{"format":1}`:                  "format: want a string",
		`{"format":["png"]}`:            "format: want a string",
		`{"download":1}`:                "download: want true or false",
		`{"download":null}`:             "download: want true or false",
	} {
		_, err := ReadOrder([]byte(input), "", Fields{"name": func(json.RawMessage) error { return nil }})
		if p := problem.Describe(err); err == nil || p.Status != 400 || !strings.Contains(p.Detail, want) {
			t.Errorf("%s: got %v, want %s", input, err, want)
		}
	}
	for input, want := range map[string]string{`{"w":1}`: "items[3].", `{"width":""}`: "items[3].width: want", `{"template":1}`: "items[3].template: want"} {
		if _, err := ReadOrder([]byte(input), "items[3]", nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the place is missing: %v", input, err)
		}
	}
}

// Orders that say the same have one JSON, whatever the order of their members: short links are named by it.
func TestOrderAsJSON(t *testing.T) {
	var all [][]byte
	for _, input := range []string{
		`{"template":"card","changes":[{"id":"title","text":"Hi"}],"format":"png","width":600,"download":true}`,
		`{"download":true,"width":600, "format":"png","changes":{"title":{"text":"Hi"}},"template":"card"}`,
	} {
		o, err := ReadOrder([]byte(input), "", nil)
		if err != nil {
			t.Fatal(err)
		}
		data, err := o.JSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadOrder(data, "", nil)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if twice, err := again.JSON(); err != nil || !bytes.Equal(twice, data) {
			t.Errorf("read back: %s, %v, want %s", twice, err, data)
		}
		all = append(all, data)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Errorf("%s and %s", all[0], all[1])
	}
	for _, o := range []Order{{Template: "card", Params: params("w=600")}, {Inline: &templates.Template{}}} {
		if data, err := o.JSON(); err == nil {
			t.Errorf("%+v became %s", o, data)
		}
	}
}

// A template's fields have the names of options, so errors say that they are the template's.
func TestErrorsOfTemplatesSayWhere(t *testing.T) {
	for place, at := range map[string]string{"": "template", "items[3]": "items[3].template"} {
		_, err := ReadOrder([]byte(`{"template":{"id":"mine","width":9,"layers":[{"id":"a"}]}}`), place, nil)
		p := problem.Describe(err)
		if p.Status != 400 || !strings.HasPrefix(p.Detail, at+".") || len(p.Errors) < 2 || !strings.HasPrefix(p.Errors[1].At, at+".") {
			t.Errorf("%q: %+v", place, p)
		}
		_, err = ReadOrder([]byte(`{"template":{"id":"mine","width":1,"height":1,"layers":[],"alt":7}}`), place, nil)
		if p := problem.Describe(err); p.Status != 400 || !strings.HasPrefix(p.Detail, at+".alt: ") {
			t.Errorf("%q: %+v", place, p)
		}
	}
}
