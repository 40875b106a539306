package foreign

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/templates"
)

var update = flag.Bool("update", false, "write what comes of the files anew, then fail")

// TestImport holds what comes of each file, and what is said of it, to files that a person has read.
func TestImport(t *testing.T) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, ".want.json") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		result, err := Import(data, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read[result.Service] = true
		if base := filepath.Base(name); !strings.HasPrefix(base, result.Service) {
			t.Errorf("%s is taken for %s's", name, result.Service)
		}
		if _, err := templates.Decode(result.JSON); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var said strings.Builder
		for _, w := range result.Warnings {
			said.WriteString(w.String() + "\n")
		}
		base := strings.TrimSuffix(name, ".json")
		same(t, base+".want.json", string(result.JSON))
		same(t, base+".want.txt", said.String())
	}
	for _, service := range Services() {
		if !read[service] {
			t.Errorf("no file of %s", service)
		}
	}
}

func same(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s is written: read it, then run without -update", name)
		return
	}
	want, err := os.ReadFile(name)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v):\n%s", name, err, got)
	}
}

func TestImportRefuses(t *testing.T) {
	for _, test := range []struct {
		in, from, want string
		unknown        bool
	}{
		{`{`, "", "it is no JSON", false},
		{`7`, "", "not a template of a service that is known here", true},
		{`{"id":"card","width":1,"height":1,"layers":[{"id":"a","type":"rect"}]}`, "", "known are", true},
		{`{"pages_data":[{}]}`, "placid", "it does not look like placid's", true},
		{`{"pages_data":[{}]}`, "canva", `"canva" is none of bannerbear, orshot, placid, renderform, templated`, false},
		{`[{"uuid":"a","layers":[{"name":"x","type":"text"}]},{"uuid":"b"}]`, "", "it holds 2 templates", false},
		{`{"uid":"x","name":"big","width":90000,"height":10,"available_modifications":[{"name":"a","text":""}]}`, "", "width: 90000 is not in 1..4096", false},
		{strings.Repeat(" ", maxInput+1), "", "the limit is", false},
	} {
		_, err := Import([]byte(test.in), Options{From: test.from})
		if err == nil || !strings.Contains(err.Error(), test.want) || errors.Is(err, ErrUnknown) != test.unknown {
			t.Errorf("%.60s: %v, want %s", test.in, err, test.want)
		}
	}
}

// TestImportMends: what a template cannot have is left out and said, and what cannot be without it is left
// out as a whole.
func TestImportMends(t *testing.T) {
	result, err := Import([]byte(`{"uid":"Big One","name":"","width":100,"height":100,"config":{"objects":[
		{"id":"a","type":"text","text":"x","left":0,"top":0,"width":50,"height":20,"font-size":9000,"line-height":99},
		{"id":"a","type":"rectangle","left":0,"top":0,"width":50,"background-color":"#fff"},
		{"id":"c d","type":"image","left":0,"top":0,"width":50,"height":9,"background-image":"photo.png","box-shadow":"what","anchor-to":"zzz"},
		{"id":"-","type":"qr_code","width":9,"height":9}]}}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, w := range result.Warnings {
		said.WriteString(w.String() + "\n")
	}
	for _, want := range []string{
		"layer a, font_size: left out: 9000 is not in 1..2000", "layer a, line_height: left out: 99 is not in 0.1..10", "layer a-2: left out: height is required",
		"layer c d: its id here is c-d", `layer c d, background-image: "photo.png" is no address of a picture`, `layer c d, box-shadow: "what" is no shadow`,
		`layer c d, anchor-to: there is no layer "zzz"`, "layer -: its id here is layer",
	} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("nothing says %s in\n%s", want, said.String())
		}
	}
	template, err := templates.Decode(result.JSON)
	if err != nil || template.ID != "big-one" || len(template.Layers) != 3 {
		t.Errorf("%v\n%s", err, result.JSON)
	}
}

func TestGradients(t *testing.T) {
	for _, test := range []struct {
		in string
		ok bool
	}{
		{"linear-gradient(90deg, #fff 0%, rgba(0, 0, 0, 0.5) 100%)", true}, {"linear-gradient(to right, red, blue);", true}, {"linear-gradient(red, lime, blue)", true},
		{"radial-gradient(circle at center, #f00, #00f)", true}, {"radial-gradient(#f00 10%, #00f 90%)", true},
		{"linear-gradient(red)", false}, {"linear-gradient()", false}, {"conic-gradient(red, blue)", false}, {"linear-gradient(xdeg, red, blue)", false}, {"linear-gradient(90deg, var(--a), blue)", false}, {"", false},
	} {
		if got := parseGradient(test.in); (got != nil) != test.ok {
			t.Errorf("%s: %v", test.in, got)
		}
	}
}

// FuzzImport: whatever is read becomes a template that can be decoded, and nothing panics.
func FuzzImport(f *testing.F) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := Import(data, Options{})
		if err != nil {
			return
		}
		if _, err := templates.Decode(result.JSON); err != nil {
			t.Fatalf("%v\n%s", err, result.JSON)
		}
		formatted, err := templates.Format(result.JSON)
		if err != nil || string(formatted) != string(result.JSON) {
			t.Fatalf("it is not formatted: %v", err)
		}
	})
}
