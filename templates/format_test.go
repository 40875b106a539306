package templates

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"empty", ` { } `, "{}\n"},
		{"fields in the order of the types", `{"height":2,"width":1e0,"id":"t","layers":[{"text":"Hi","y":2,"type":"text","width":9,"id":"a","x":1.50}]}`,
			`{
  "id": "t",
  "width": 1e0,
  "height": 2,
  "layers": [
    {"id": "a", "type": "text", "x": 1.50, "y": 2, "width": 9, "text": "Hi"}
  ]
}
`},
		{"a group opens on its line", `{"layers":[{"layers":[{"id":"b","type":"rect"},{"id":"c","type":"rect"}],"type":"group","id":"g"},{"type":"group","id":"h","layers":[]}]}`,
			`{
  "layers": [
    {"id": "g", "type": "group", "layers": [
      {"id": "b", "type": "rect"},
      {"id": "c", "type": "rect"}
    ]},
    {"id": "h", "type": "group", "layers": []}
  ]
}
`},
		{"paints and what is in them", `{"background":{"stops":[{"at":0,"color":"red"},{"at":1,"color":"blue"}],"angle":90,"type":"linear_gradient"}}`,
			`{
  "background": {"type": "linear_gradient", "angle": 90,
    "stops": [{"color": "red", "at": 0}, {"color": "blue", "at": 1}]}
}
`},
		{"variables keep their order", `{"variables":{"b":{"default":1,"type":"number"},"a":{"type":"image"}}}`,
			`{
  "variables": {
    "b": {"type": "number", "default": 1},
    "a": {"type": "image"}
  }
}
`},
		{"an empty line stays one", "{\"layers\":[{\"id\":\"a\"},\n\n\n{\"id\":\"b\"},\n{\"id\":\"c\"}]}",
			`{
  "layers": [
    {"id": "a"},

    {"id": "b"},
    {"id": "c"}
  ]
}
`},
		{"what is not known stays behind", `{"glow":{"b":1,"a":2},"id":"t","layers":[{"type":"hologram","depth":3,"x":1,"id":"h"}]}`,
			`{
  "id": "t",
  "layers": [
    {"id": "h", "type": "hologram", "x": 1, "depth": 3}
  ],
  "glow": {"b": 1, "a": 2}
}
`},
		{"strings without needless escapes", `{"name":"\u00e9\/<\u0007>\n\ud83c\udf0d"}`, "{\n  \"name\": \"é/<\\u0007>\\n🌍\"\n}\n"},
		{"a byte order mark goes", "\ufeff{}", "{}\n"},
		{"long lists of numbers fill lines", `{"layers":[{"id":"a","points":[` + strings.Repeat("[1000,2000],", 12) + `[1,2]]}]}`,
			`{
  "layers": [
    {"id": "a",
      "points": [[1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000],
        [1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000], [1000, 2000], [1, 2]]}
  ]
}
`},
	} {
		got, err := Format([]byte(test.in))
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", test.name, err, got, test.want)
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	for _, test := range []struct {
		in, want string
		kind     error
	}{
		{`{"id": }`, `line 1, column 8: want a value, got "}"`, ErrInvalid},
		{`[]`, "line 1, column 1: want an object, got an array", ErrInvalid},
		{`{"a": ` + strings.Repeat("[", 40), "nested deeper than 32", ErrTooLarge},
		{`{"layers":[` + strings.Repeat(`{},`, MaxBytes/4) + `{}]}`, "bytes once formatted; the limit is 262144", ErrTooLarge},
	} {
		_, err := Format([]byte(test.in))
		if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.40s: %v, want %s", test.in, err, test.want)
		}
	}
}

// FuzzFormat: formatting twice is formatting once, keeps what the template is, and writes no line end or
// blank that is not needed.
func FuzzFormat(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Add([]byte("{\"layers\":[{\"a\":[[[{}]],{\"b\":[]}]}\n\n,{\"\":\"\"}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := Format(data)
		if err != nil {
			return
		}
		twice, err := Format(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%v: formatted twice it is\n%s\nand once\n%s", err, twice, once)
		}
		for line := range strings.Lines(string(once)) {
			if line = strings.TrimSuffix(line, "\n"); strings.TrimRight(line, " \t\r") != line {
				t.Fatalf("blanks at the end of %q", line)
			}
		}
		checkSameTemplate(t, data, once)
	})
}

// checkSameTemplate wants two texts to be read as the same, in values and in what is drawn.
func checkSameTemplate(t *testing.T, before, after []byte) {
	t.Helper()
	old, oldErr := Decode(bytes.TrimPrefix(before, []byte("\ufeff")))
	now, err := Decode(after)
	if (oldErr == nil) != (err == nil) {
		t.Fatalf("was %v, is %v", oldErr, err)
	}
	if err != nil {
		return
	}
	oldDoc, oldErr := old.Apply(nil)
	doc, err := now.Apply(nil)
	if (oldErr == nil) != (err == nil) || err == nil && oldDoc.Digest() != doc.Digest() {
		t.Fatalf("draws something else: %v, %v", oldErr, err)
	}
	if len(old.Samples) != len(now.Samples) || !reflect.DeepEqual(old.Variables.names(), now.Variables.names()) {
		t.Fatal("other samples or variables")
	}
}

func (v Variables) names() []string {
	names := make([]string, len(v))
	for i := range v {
		names[i] = v[i].Name
	}
	return names
}
