package pictures

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// params reads name=value&name=value, without escapes.
func params(list string) []signedurl.Param {
	var all []signedurl.Param
	for pair := range strings.SplitSeq(list, "&") {
		if name, value, ok := strings.Cut(pair, "="); ok {
			all = append(all, signedurl.Param{Name: name, Value: value})
		}
	}
	return all
}

var card = &templates.Document{Width: 1200, Height: 630}

func TestOptions(t *testing.T) {
	hour := time.Hour
	jpeg := func(o render.Options) options {
		o.Format = render.JPEG
		return options{render: o}
	}
	pdf := func(o render.PDFOptions) options { return options{render: render.Options{Format: render.PDF, PDF: o}} }
	tests := []struct {
		list string
		ext  string
		want options
	}{
		{"", "", jpeg(render.Options{})},
		{"", "jpeg", jpeg(render.Options{})},
		{"", "png", options{render: render.Options{Format: render.PNG}}},
		{"format=webp", "", options{render: render.Options{Format: render.WebP}, format: render.WebP}},
		{"format=jpeg", "jpg", options{render: render.Options{Format: render.JPEG}, format: render.JPEG}},
		{"w=600", "", options{render: render.Options{Format: render.JPEG, Scale: 0.5}, width: 600}},
		{"width=60", "", options{render: render.Options{Format: render.JPEG, Scale: 0.05}, width: 60}},
		{"w=4800", "", options{render: render.Options{Format: render.JPEG, Scale: 4}, width: 4800}},
		{"h=315", "", options{render: render.Options{Format: render.JPEG, Scale: 0.5}, height: 315}},
		{"width=1200&height=630", "", options{render: render.Options{Format: render.JPEG, Scale: 1}, width: 1200, height: 630}},
		{"width=600&height=630", "", options{render: render.Options{Format: render.JPEG, Scale: 0.5}, width: 600, height: 630}},
		{"height=315&width=1200", "", options{render: render.Options{Format: render.JPEG, Scale: 0.5}, width: 1200, height: 315}},
		{"scale=0.05", "", jpeg(render.Options{Scale: 0.05})},
		{"scale=4", "", jpeg(render.Options{Scale: 4})},
		{"q=1", "", jpeg(render.Options{Quality: 1})},
		{"quality=100", "", jpeg(render.Options{Quality: 100})},
		{"lossless=1&effort=2", "webp", options{render: render.Options{Format: render.WebP, Lossless: true, Effort: "2"}}},
		{"progressive=1&effort=small", "", jpeg(render.Options{Progressive: true, Effort: "small"})},
		{"colors=16&dither=1", "png", options{render: render.Options{Format: render.PNG, Colors: 16, Dither: true}}},
		{"chroma=444", "", jpeg(render.Options{Chroma: "444"})}, // which words there are the renderer knows
		{"max_bytes=1024", "", jpeg(render.Options{MaxBytes: 1024})},
		{"cache_ttl=3600", "", options{render: render.Options{Format: render.JPEG}, maxAge: &hour}},
		{"report=1", "", options{render: render.Options{Format: render.JPEG, Report: true, Blurhash: true}, report: true}},
		{"page=2", "", jpeg(render.Options{Page: 2})}, // which pages there are the renderer knows
		{"paper_size=A4&orientation=landscape&fit=cover", "pdf", pdf(render.PDFOptions{Paper: "A4", Orientation: "landscape", Fit: "cover"})},
		{"margin=0.5in&bleed=12&crop_marks=1", "pdf", pdf(render.PDFOptions{Margin: 48, Bleed: 12, CropMarks: true})},
		{"dpi=600&pdfa=2B", "pdf", pdf(render.PDFOptions{DPI: 600, Archive: true})},
		{"download=1&q=50&w=1200", "", options{render: render.Options{Format: render.JPEG, Quality: 50, Scale: 1}, width: 1200, download: true}},
	}
	for _, test := range tests {
		got, err := readOptions(params(test.list), Order{Ext: test.ext}, card)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: got %+v, %v, want %+v", test.list, got, err, test.want)
		}
	}
}

func TestBadOptions(t *testing.T) {
	tests := map[string]string{
		"w=600&w=600":                  "w: is given twice",
		"download=1&q=5&q=":            "q: is given twice",
		"w=600&width=600":              "width: give one of w and width",
		"height=9&h=9":                 "height: ",
		"w=600&scale=0.5":              "scale: give one of w and scale",
		"scale=0.5&height=600":         "height: give one of height and scale",
		"quality=5&q=5":                "q: give one of q and quality",
		"w=":                           "60..4800",
		"w=59":                         "60..4800",
		"width=4801":                   "60..4800",
		"w=600.0":                      "60..4800",
		"w=+600":                       "60..4800",
		"w=-600":                       "60..4800",
		"w=0x258":                      "60..4800",
		"w=6e2":                        "60..4800",
		"w= 600":                       "60..4800",
		"w=99999999999999999999":       "60..4800",
		"w=٦٠٠":                        "60..4800",
		"h=31":                         "32..2520",
		"scale=0":                      "0.05..4",
		"scale=0.049":                  "0.05..4",
		"scale=4.001":                  "0.05..4",
		"scale=NaN":                    "0.05..4",
		"scale=Inf":                    "0.05..4",
		"scale=1e0":                    "0.05..4",
		"scale=.5":                     "0.05..4",
		"scale=1.":                     "0.05..4",
		"q=0":                          "1..100",
		"q=101":                        "1..100",
		"quality=high":                 "1..100",
		"quality=80.5":                 "1..100",
		"download=":                    "download",
		"download=true":                "download",
		"report=yes":                   "report",
		"format=gif":                   "jpg, png, webp",
		"format=png&ext=jpg":           "format: png is not the .jpg of the path",
		"cache_ttl=-1":                 "0..31536000",
		"cache_ttl=31536001":           "0..31536000",
		"cache_ttl=1h":                 "0..31536000",
		"chroma=":                      "chroma: is empty",
		"colors=1":                     "colors: \"1\" is not in 2..256",
		"colors=257":                   "2..256",
		"dither=0":                     "dither: ",
		"effort=":                      "effort: is empty",
		"lossless=true":                "lossless: \"true\" is not 1; leave the option out to let quality choose",
		"max_bytes=1023":               "1024 or more",
		"max_bytes=300kB":              "1024 or more",
		"platform=twitter":             "discord, email, facebook, linkedin, slack, whatsapp, x",
		"platform=whatapp":             `did you mean "whatsapp"?`,
		"platform=linkedin&ext=webp":   "linkedin does not show .webp; ask for jpg",
		"platform=email&format=webp":   "email does not show .webp",
		"platform=email&platform=mail": "platform: is given twice",
		"platform=x&ext=pdf":           "platform: x does not show .pdf; ask for jpg",
		"page=0":                       "page: \"0\" is not in 1..100",
		"page=101":                     "1..100",
		"page=1.5":                     "1..100",
		"paper_size=":                  "paper_size: is empty",
		"margin=":                      "margin: \"\" is not a length",
		"bleed=-3mm":                   "bleed: ",
		"bleed=3ft":                    "bleed: ",
		"crop_marks=true":              "crop_marks: ",
		"dpi=71":                       "dpi: \"71\" is not in 72..600",
		"dpi=601":                      "72..600",
		"pdfa=2":                       "pdfa: \"2\" is not 2b",
	}
	for list, want := range tests {
		list, ext, _ := strings.Cut(list, "&ext=")
		got, err := readOptions(params(list), Order{Ext: ext}, card)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %+v, %v, want %s", list, got, err, want)
		} else if p := problem.Describe(err); p.Status != 400 {
			t.Errorf("%q: status %d", list, p.Status)
		}
	}
}

// A platform's bounds hold also for who asks for more, and stricter ones stay.
func TestPlatforms(t *testing.T) {
	for name, p := range platforms {
		o, err := readOptions(params("platform="+name), Order{}, card)
		if err != nil || o.render.Format != render.JPEG || o.render.MaxBytes != p.maxBytes || p.maxBytes < leastMaxBytes {
			t.Errorf("%s: %+v, %v", name, o.render, err)
		}
	}
	for list, want := range map[string]int{
		"platform=whatsapp&max_bytes=100000": 100_000,
		"max_bytes=9000000&platform=x":       5_000_000,
		"max_bytes=9000000":                  9_000_000,
	} {
		if o, err := readOptions(params(list), Order{}, card); err != nil || o.render.MaxBytes != want {
			t.Errorf("%s: %+v, %v", list, o.render, err)
		}
	}
}

func TestWhatTheClientAccepts(t *testing.T) {
	webpFirst := []render.Format{render.WebP, render.PNG}
	tests := []struct {
		list    string
		ext     string
		accepts []render.Format
		want    render.Format
	}{
		{"", "", webpFirst, render.WebP},
		{"", "png", webpFirst, render.PNG},
		{"format=jpg", "", webpFirst, render.JPEG},
		{"platform=slack", "", webpFirst, render.WebP},
		{"lossless=1", "", []render.Format{render.JPEG, render.WebP}, render.WebP},
		{"quality=60", "", webpFirst, render.WebP},
		{"chroma=444", "", append(webpFirst, render.JPEG), render.JPEG},
		{"progressive=1", "", webpFirst, render.JPEG},
		{"platform=email", "", webpFirst, render.PNG},
		{"platform=email", "", webpFirst[:1], render.JPEG},
		{"", "", nil, render.JPEG},
	}
	for _, test := range tests {
		o, err := readOptions(params(test.list), Order{Ext: test.ext, Accepts: test.accepts}, card)
		if err != nil || o.render.Format != test.want {
			t.Errorf("%+v: got %s, %v", test, o.render.Format, err)
		}
	}
}
