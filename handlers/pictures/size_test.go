package pictures

import (
	"strings"
	"testing"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/templates"
)

// TestSize: the design takes another size, against which the others count, and a URL says it as JSON does.
func TestSize(t *testing.T) {
	b := newBench(t)
	first := b.make(t, titled(anyKey, "a"))
	for list, want := range map[string][2]int{"size=1080x1350": {1080, 1350}, "size=600x600&width=300": {600, 600}, "size=1200x630": {1200, 630}} {
		o := titled(anyKey, "a")
		o.Params = params(list)
		p := b.make(t, o)
		if p.Width != want[0] || p.Height != want[1] || (p.Key == first.Key) != (list == "size=1200x630") {
			t.Errorf("%s: %d×%d", list, p.Width, p.Height)
		}
		asJSON := titled(anyKey, "a")
		asJSON.Options = o.Params
		if same := b.make(t, asJSON); same.Key != p.Key {
			t.Errorf("%s: as JSON it is another", list)
		}
	}
	for list, want := range map[string]string{
		"size=1080":                "size: \"1080\" is not a width and a height, such as 1080x1350",
		"size=":                    "size: \"\" is not a width",
		"size=1080X1350":           "such as 1080x1350",
		"size=0x630":               "size: 0×630 has a side that is not in 1..4096 px",
		"size=4096x4096":           "size: 4096×4096 is 16777216 pixels; the limit is 10000000",
		"size=9x9&size=9x9":        "size: is given twice",
		"size=600x600&width=20":    "width: \"20\" is not in 30..2400",
		"size=600x600&width=300.5": "width: ",
	} {
		o := titled(anyKey, "a")
		o.Params = params(list)
		_, err := b.maker.Make(t.Context(), o)
		if p := problem.Describe(err); err == nil || p.Status/100 != 4 || !strings.Contains(p.Detail, want) {
			t.Errorf("%s: %v, want %s", list, err, want)
		}
	}
}

// TestSizeOfATemplate: where a template has a variable or layer of that name, the name in a URL means it.
func TestSizeOfATemplate(t *testing.T) {
	template, err := templates.Decode([]byte(`{"id":"t","width":9,"height":9,"layers":[],"variables":{"size":{"type":"string"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	known, values := splitParams(template, []signedurl.Param{{Name: "size", Value: "9x9"}, {Name: "width", Value: "9"}})
	if len(known) != 1 || len(values) != 1 || values[0].Name != "size" {
		t.Errorf("options %v, values %v", known, values)
	}
}
