package handlers

import (
	"strings"
	"testing"

	"placard/handlers/signedurl"
	"placard/render"
)

func params(list string) []signedurl.Param {
	var all []signedurl.Param
	for pair := range strings.SplitSeq(list, "&") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			all = append(all, signedurl.Param{Name: name, Value: value})
		}
	}
	return all
}

func TestOptions(t *testing.T) {
	tests := []struct {
		list string
		want options
	}{
		{"", options{}},
		{"w=600", options{render: render.Options{Scale: 0.5}}},
		{"w=60", options{render: render.Options{Scale: 0.05}}},
		{"w=4800", options{render: render.Options{Scale: 4}}},
		{"scale=0.05", options{render: render.Options{Scale: 0.05}}},
		{"scale=4", options{render: render.Options{Scale: 4}}},
		{"q=1", options{render: render.Options{Quality: 1}}},
		{"quality=100", options{render: render.Options{Quality: 100}}},
		{"download=1&q=50&w=1200", options{render: render.Options{Quality: 50, Scale: 1}, download: true}},
	}
	for _, test := range tests {
		test.want.render.Format = render.JPEG
		got, err := parseOptions(params(test.list), render.JPEG, 1200)
		if err != nil || got != test.want {
			t.Errorf("%q: got %+v, %v, want %+v", test.list, got, err, test.want)
		}
	}
}

func TestBadOptions(t *testing.T) {
	tests := map[string]string{
		"width=600":         "there are download, q, quality, scale, w",
		"W=600":             `did you mean "w"?`,
		"qualty=80":         `did you mean "quality"?`,
		"fbclid=1":          `"fbclid" is not an option`,
		"w=600&w=600":       "w: is given twice",
		"download=1&q=5&q=": "q: is given twice",
		"w=600&scale=0.5":   "scale: give one of w and scale",
		"quality=5&q=5":     "q: give one of q and quality",
		"w=":                "60..4800",
		"w=59":              "60..4800",
		"w=4801":            "60..4800",
		"w=600.0":           "60..4800",
		"w=+600":            "60..4800",
		"w=-600":            "60..4800",
		"w=0x258":           "60..4800",
		"w=6e2":             "60..4800",
		"w= 600":            "60..4800",
		"w=99999999999":     "60..4800",
		"w=٦٠٠":             "60..4800",
		"scale=0":           "0.05..4",
		"scale=0.049":       "0.05..4",
		"scale=4.001":       "0.05..4",
		"scale=NaN":         "0.05..4",
		"scale=Inf":         "0.05..4",
		"scale=1e0":         "0.05..4",
		"scale=.5":          "0.05..4",
		"scale=1.":          "0.05..4",
		"q=0":               "1..100",
		"q=101":             "1..100",
		"quality=high":      "1..100",
		"quality=80.5":      "1..100",
		"download=":         "download",
		"download=true":     "download",
	}
	for list, want := range tests {
		got, err := parseOptions(params(list), render.JPEG, 1200)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %+v, %v, want %s", list, got, err, want)
		} else if describe(err).Status != 400 {
			t.Errorf("%q: status %d", list, describe(err).Status)
		}
	}
}

func TestDownload(t *testing.T) {
	r := newRig(t, nil)
	a := r.get(t, sign(t, "card.webp", hello, signedurl.Param{Name: "download", Value: "1"}))
	if got := a.Header.Get("Content-Disposition"); got != "attachment; filename=card.webp" {
		t.Errorf("got %s", got)
	}
	if got := a.Header.Get("Content-Type"); got != "image/webp" {
		t.Errorf("got %s", got)
	}
}
