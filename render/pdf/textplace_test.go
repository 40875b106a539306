package pdf

import (
	"encoding/xml"
	"fmt"
	"math"
	"os/exec"
	"strings"
	"testing"

	"placard/fonts"
	"placard/render/display"
	"placard/render/internal/judge"
)

// trace is where mupdf draws the codes of a file's first page, in px, in their order.
func trace(t *testing.T, path string) []display.Point {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "mutool", "mupdf-tools"), "draw", "-q", "-r", "96", "-F", "trace", path, "1").Output()
	if err != nil {
		t.Fatal(err)
	}
	var points []display.Point
	d := xml.NewDecoder(strings.NewReader(string(out)))
	for transform := ""; ; {
		token, err := d.Token()
		if err != nil {
			return points
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range element.Attr {
			attributes[a.Name.Local] = a.Value
		}
		switch element.Name.Local {
		case "fill_text":
			transform = attributes["transform"]
		case "g":
			if attributes["glyph"] == "-1" {
				continue // a further character of the code before
			}
			var x, y, a, b, c, d, e, f float64
			fmt.Sscan(transform, &a, &b, &c, &d, &e, &f)
			fmt.Sscan(attributes["x"], &x)
			fmt.Sscan(attributes["y"], &y)
			points = append(points, display.Point{X: a*x + c*y + e, Y: b*x + d*y + f})
		}
	}
}

// TestPlaces holds every code to the place of its cluster in the list, on a whole px across the line, at sizes from small print to headlines,
// over lines long enough for errors to add up.
func TestPlaces(t *testing.T) {
	var lines []line
	for _, size := range []float64{7.3, 11, 16.6667, 24, 64, 300} {
		pangram := strings.Repeat("The AVATAR jury Typed “quick” (for) 7 fax. ", max(1, int(100/size)))
		for _, family := range []string{"Inter", "Source Serif 4", "JetBrains Mono"} {
			lines = append(lines, line{Request: fonts.Request{Text: pangram, Families: []string{family}}, size: size})
		}
		lines = append(lines, line{Request: fonts.Request{Text: strings.Repeat("السلام عليكم ", 5)}, size: size})
		lines = append(lines, line{Request: fonts.Request{Text: strings.Repeat("日本語한국어 ", 5)}, size: size})
		lines = append(lines, line{Request: fonts.Request{Text: pangram}, size: size, spacing: size / 7})
	}
	for _, l := range lines {
		list := typeset(t, l)
		var want []display.Point
		for _, op := range list.Ops {
			g := op.(*display.Glyphs)
			for _, k := range new(fontset).split(g) {
				want = append(want, display.Point{X: k.at.X, Y: math.Floor(k.at.Y + 0.5)})
			}
		}
		got := trace(t, write(t, onePage(list)))
		if len(got) != len(want) {
			t.Fatalf("%s %g px: %d codes, want %d", l.Families, l.size, len(got), len(want))
		}
		for i := range got {
			if off := max(math.Abs(got[i].X-want[i].X), math.Abs(got[i].Y-want[i].Y)); off > 0.01 {
				t.Errorf("%s %g px: code %d is at %v, want %v: off by %.3f px", l.Families, l.size, i, got[i], want[i], off)
				break
			}
		}
	}
}
