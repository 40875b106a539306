package widget

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"placard/internal/css"
	"placard/templates"
)

// halfEm measures as a font does whose letters are all half as wide as they are tall.
func halfEm(text, _ string, size float64) float64 { return float64(len([]rune(text))) * size / 2 }

func number(v float64) templates.Number { return templates.Number{Value: v, Set: true} }

// newChart is a chart as it is decoded, with data.
func newChart(kind templates.ChartKind, values ...float64) *templates.Chart {
	return &templates.Chart{
		Kind: kind, Data: templates.Data{{Values: values}}, Axis: true, Legend: true, FontFamily: "Inter",
		Color: templates.Color{A: 255},
	}
}

func TestErrorsNameTheField(t *testing.T) {
	several := newChart(templates.ChartKindPie, 1)
	several.Data = append(several.Data, templates.Series{Values: []float64{1}})
	crossed := newChart(templates.ChartKindBar, 1)
	crossed.Min, crossed.Max = number(5), number(5)
	for want, l := range map[string]templates.Layer{
		"gap: 5 marks have no room in 100 px between gaps of 40 px; make them smaller":             &templates.Rating{Max: 5, Gap: 40},
		"max: 0 leaves nothing to be a part of; write what is a whole":                             &templates.Progress{Value: 1},
		"thickness: 60 px is more than half of the ring's 80 px; make it thinner":                  &templates.Progress{Max: 1, Shape: templates.ProgressionRing, Thickness: 60},
		"data: -3 at 1 is no part of a whole; a donut has none below zero, a bar chart shows them": newChart(templates.ChartKindDonut, 2, -3),
		"data: a pie shows one series, and there are 2; a bar chart shows several":                 several,
		"max: 5 is not more than min, 5":                                                           crossed,
		`layers of type "rect" are no widgets`:                                                     &templates.Rect{Base: templates.Base{Type: "rect"}},
	} {
		_, err := Expand(l, 100, 80, halfEm)
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		min, max  templates.Number
		want      string
	}{
		{0, 19, templates.Number{}, templates.Number{}, "0 5 10 15 20"},
		{0, 100, templates.Number{}, templates.Number{}, "0 20 40 60 80 100"},
		{-6, 8, templates.Number{}, templates.Number{}, "−10 −5 0 5 10"},
		{0, 0, templates.Number{}, templates.Number{}, "0 0.2 0.4 0.6 0.8 1"},
		{0, 8.9e6, templates.Number{}, templates.Number{}, "0 2M 4M 6M 8M 10M"},
		{0, 1620, templates.Number{}, templates.Number{}, "0 500 1k 1.5k 2k"},
		{990, 1010, templates.Number{}, templates.Number{}, "990 995 1k 1.005k 1.01k"},
		{0, 0.00042, templates.Number{}, templates.Number{}, "0 0.0001 0.0002 0.0003 0.0004 0.0005"},
		{0, 19, number(3), number(18), "5 10 15"},
		{0, 19, number(100), templates.Number{}, "100 120 140 160 180 200"},
		{0, 19, templates.Number{}, number(-1), "−2 −1.8 −1.6 −1.4 −1.2 −1"},
		{5, 5, templates.Number{}, templates.Number{}, "5 5.2 5.4 5.6 5.8 6"},
		{-1e9, 1e9, templates.Number{}, templates.Number{}, "−1B −500M 0 500M 1B"},
		{0, 1e-300, templates.Number{}, templates.Number{}, "0 0.2 0.4 0.6 0.8 1"},
	} {
		chart := &chart{Chart: &templates.Chart{Min: c.min, Max: c.max}}
		s, err := chart.newScale(c.low, c.high, 5)
		if err != nil {
			t.Errorf("%v..%v: %v", c.low, c.high, err)
			continue
		}
		var got []string
		for _, v := range s.ticks() {
			got = append(got, chart.tick(v, s.step))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v..%v: ticks %s, want %s", c.low, c.high, strings.Join(got, " "), c.want)
		}
	}
}

func TestNumbersAreShort(t *testing.T) {
	c := &chart{Chart: &templates.Chart{Prefix: "$", Suffix: "/d"}}
	for v, want := range map[float64]string{
		0: "0", 3: "3", 0.5: "0.5", 3.14159: "3.14", 0.00123: "0.00123", 999: "999", 999.999: "1k", 1000: "1k", 1234: "1.23k",
		12345: "12.3k", 123456: "123k", 999499: "999k", 999999: "1M", 3.4e6: "3.4M", 2e9: "2B", 1e12: "1T", -5: "−5", -1500: "−1.5k",
	} {
		want = "$" + want + "/d"
		if v < 0 {
			want = "−$" + strings.TrimPrefix(want, "$−")
		}
		if got := c.number(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

// TestPartsAreExact: as much of a rating is filled as its value says.
func TestPartsAreExact(t *testing.T) {
	fill := templates.Color{R: 1, A: 255}
	r := &templates.Rating{Value: 2.25, Max: 5, Gap: 10, Shape: templates.MarkSquare, Fill: fill}
	layers, err := Expand(r, 290, 50, halfEm)
	if err != nil {
		t.Fatal(err)
	}
	if len(layers) != 2 {
		t.Fatalf("%d layers, want the whole marks and the part", len(layers))
	}
	part := layers[1].(*templates.Group)
	if part.X.Value != 120 || part.Width.Value != 12.5 || !part.Clip {
		t.Errorf("the part shows %v px from %v, want 12.5 from 120", part.Width.Value, part.X.Value)
	}
}

// TestSmoothDoesNotOvershoot: a curve rises only where its points do.
func TestSmoothDoesNotOvershoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var points []point
		for i, y := range rapid.SliceOfN(rapid.Float64Range(0, 100), 2, 12).Draw(t, "y") {
			points = append(points, point{float64(i) * 10, y})
		}
		slopes := slopesOf(points)
		for i := 1; i < len(points); i++ {
			a, b := points[i-1], points[i]
			third := (b.x - a.x) / 3
			low, high := min(a.y, b.y)-1e-9, max(a.y, b.y)+1e-9
			for k := range 21 {
				u := float64(k) / 20
				y := bezier(u, a.y, a.y+slopes[i-1]*third, b.y-slopes[i]*third, b.y)
				if y < low || y > high {
					t.Fatalf("between %v and %v the curve is at %v", a, b, y)
				}
			}
		}
	})
}

func bezier(u, a, b, c, d float64) float64 {
	v := 1 - u
	return v*v*v*a + 3*v*v*u*b + 3*v*u*u*c + u*u*u*d
}

func TestTextsAreLegible(t *testing.T) {
	for _, c := range palette {
		text := on(c)
		if ratio := css.Contrast(css.Luminance(text.R, text.G, text.B), css.Luminance(c.R, c.G, c.B)); ratio < 4.5 {
			t.Errorf("text on %v has a contrast of %.2f", c, ratio)
		}
	}
}

// TestWidgetsStayInTheirBox: whatever the numbers, what comes out is finite, can be read, and lies within.
func TestWidgetsStayInTheirBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.Float64Range(10, 2000).Draw(t, "w"), rapid.Float64Range(10, 2000).Draw(t, "h")
		l := anyWidget(t)
		layers, err := Expand(l, w, h, halfEm)
		if err != nil {
			return
		}
		edge := 3.0
		if c, ok := l.(*templates.Chart); ok { // letters may be as large as the author says
			edge += max(dotPart*c.Thickness, 2*c.FontSize)
		}
		inBox(t, layers, frame{-edge, -edge, w + edge, h + edge})
	})
}

func anyWidget(t *rapid.T) templates.Layer {
	some := rapid.Float64Range(0, 20)
	paint := templates.Color{A: 255}
	switch rapid.IntRange(0, 2).Draw(t, "widget") {
	case 0:
		return &templates.Rating{
			Value: some.Draw(t, "value"), Max: rapid.IntRange(1, 20).Draw(t, "max"), Gap: some.Draw(t, "gap"), Fill: paint, Track: paint,
			Shape: rapid.SampledFrom([]templates.Mark{templates.MarkStar, templates.MarkHeart, templates.MarkCircle, templates.MarkSquare}).Draw(t, "shape"),
		}
	case 1:
		return &templates.Progress{
			Value: some.Draw(t, "value"), Max: some.Draw(t, "max"), Fill: paint, Track: paint, Thickness: some.Draw(t, "thickness"),
			Start: rapid.Float64Range(-400, 400).Draw(t, "start"), Sweep: rapid.Float64Range(1, 360).Draw(t, "sweep"),
			Shape: rapid.SampledFrom([]templates.Progression{templates.ProgressionBar, templates.ProgressionRing}).Draw(t, "shape"),
			Cap:   rapid.SampledFrom([]templates.Cap{templates.CapButt, templates.CapRound}).Draw(t, "cap"),
		}
	}
	kinds := []templates.ChartKind{
		templates.ChartKindBar, templates.ChartKindLine, templates.ChartKindArea, templates.ChartKindPie, templates.ChartKindDonut, templates.ChartKindSparkline,
	}
	c := newChart(rapid.SampledFrom(kinds).Draw(t, "kind"))
	value := rapid.OneOf(rapid.Float64Range(-1e9, 1e9), rapid.Float64Range(0, 10), rapid.Just(0.0))
	if c.Kind == templates.ChartKindPie || c.Kind == templates.ChartKindDonut {
		value = rapid.OneOf(rapid.Float64Range(0, 1e9), rapid.Float64Range(0, 10), rapid.Just(0.0))
	}
	c.Data = nil
	for range rapid.IntRange(0, 4).Draw(t, "series") {
		c.Data = append(c.Data, templates.Series{Name: rapid.StringN(0, 12, -1).Draw(t, "name"), Values: rapid.SliceOfN(value, 0, 40).Draw(t, "values")})
	}
	c.Labels = rapid.SliceOfN(rapid.StringN(0, 30, -1), 0, 40).Draw(t, "labels")
	c.FontSize = rapid.SampledFrom([]float64{0, 1, 20, 200}).Draw(t, "font_size")
	c.Thickness = rapid.SampledFrom([]float64{0, 1, 20}).Draw(t, "thickness")
	flag := rapid.Bool()
	c.Stacked, c.Smooth, c.Horizontal = flag.Draw(t, "stacked"), flag.Draw(t, "smooth"), flag.Draw(t, "horizontal")
	c.Axis, c.Values, c.Legend = flag.Draw(t, "axis"), flag.Draw(t, "values"), flag.Draw(t, "legend")
	if flag.Draw(t, "min?") {
		c.Min = number(value.Draw(t, "min"))
	}
	if flag.Draw(t, "max?") {
		c.Max = number(value.Draw(t, "max"))
	}
	return c
}

// inBox checks layers against a box that has room for half of a line or a dot at its edges.
func inBox(t *rapid.T, layers []templates.Layer, box frame) {
	for _, l := range layers {
		b := l.Common()
		x, y := b.X.Value, b.Y.Value
		for _, v := range []float64{x, y, b.Width.Value, b.Height.Value} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%s at %v, %v is %v × %v px", b.Type, x, y, b.Width.Value, b.Height.Value)
			}
		}
		if b.Width.Value < 0 || b.Height.Value < 0 {
			t.Fatalf("%s is %v × %v px", b.Type, b.Width.Value, b.Height.Value)
		}
		if text, ok := l.(*templates.Text); ok && (x < box.x0 || x+b.Width.Value > box.x1) {
			t.Fatalf("text %q at %v..%v of %v px", text.Text, x, x+b.Width.Value, box.x1)
		}
		switch l := l.(type) {
		case *templates.Path:
			segments := l.D.Segments()
			if len(segments) == 0 {
				t.Fatalf("path data that cannot be read: %.200s", l.D)
			}
			for _, s := range segments {
				end, ok := map[byte]int{'M': 0, 'L': 0, 'Q': 1, 'C': 2}[s.Op]
				if p := s.Points[end]; ok && (p[0] < box.x0 || p[0] > box.x1 || p[1] < box.y0 || p[1] > box.y1) {
					t.Fatalf("a point at %v, outside of %v", p, box)
				}
			}
		case *templates.Group:
			for _, child := range l.Layers {
				if p, ok := child.(*templates.Path); ok && len(p.D.Segments()) == 0 {
					t.Fatalf("path data that cannot be read: %.200s", p.D)
				}
			}
		}
	}
}
