package svg_test

import (
	"testing"

	"placard/render/display"
	"placard/render/svg"
)

// paintsOf are the paints of a drawing's operations as dumps say them, in order.
func paintsOf(t *testing.T, body string, color *display.Color) []display.Paint {
	t.Helper()
	d, err := svg.Parse(rooted(body))
	if err != nil {
		t.Fatal(err)
	}
	ops, err := d.Draw(display.Rect{X1: 100, Y1: 100}, color)
	if err != nil {
		t.Fatal(err)
	}
	var out []display.Paint
	for _, op := range ops {
		switch o := op.(type) {
		case *display.FillPath:
			out = append(out, o.Paint)
		case *display.Stroke:
			out = append(out, o.Paint)
		}
	}
	return out
}

func TestColors(t *testing.T) {
	const a, b = `<path d="M0 0h9v9z" `, `<path d="M9 9h9v9z" `
	green, half := display.Color{G: 128, A: 255}, display.Color{G: 128, A: 128}
	black, red := display.Color{A: 255}, display.Color{R: 255, A: 255}
	for name, c := range map[string]struct {
		body  string
		color *display.Color
		want  []display.Color
	}{
		"none given":            {a + `fill="red"/>` + b + `fill="currentColor"/>` + b + `/>`, nil, []display.Color{red, black, black}},
		"one colour":            {a + `fill="red"/>` + b + `fill="none" stroke="#f00"/>`, &green, []display.Color{green, green}},
		"nothing said":          {a + `/>` + b + `fill="currentColor"/>`, &green, []display.Color{green, green}},
		"black said and unsaid": {a + `/>` + b + `fill="#000"/>`, &green, []display.Color{green, green}},
		"several":               {a + `fill="red"/>` + b + `fill="currentColor"/>` + b + `/>`, &green, []display.Color{red, green, green}},
		"white and black":       {a + `fill="#fff"/>` + b + `fill="#000"/>`, &green, []display.Color{{R: 255, G: 255, B: 255, A: 255}, black}},
		"what cannot be seen":   {a + `fill="#fff" fill-opacity="0"/>` + b + `fill="red"/>`, &green, []display.Color{green}},
		"lines":                 {`<path d="M0 0h9" stroke="red"/>`, &green, []display.Color{green}},
		"opacities stay":        {a + `fill-opacity=".5"/>`, &half, []display.Color{{G: 128, A: 64}}},
		"own opacities stay":    {a + `fill="#00000080"/>`, &green, []display.Color{{G: 128, A: 128}}},
		"the color property":    {`<g color="red">` + a + `fill="currentColor"/></g>` + b + `fill="blue"/>`, &green, []display.Color{red, {B: 255, A: 255}}},
	} {
		got := paintsOf(t, c.body, c.color)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != display.Paint(c.want[i]) {
				t.Errorf("%s: got %v, want %v", name, got, c.want)
				break
			}
		}
	}
}

// TestGradientColors: a drawing with a gradient has several colours, and only what says so takes the given one.
func TestGradientColors(t *testing.T) {
	green := display.Color{G: 128, A: 255}
	const gradient = `<linearGradient id="a"><stop stop-color="currentColor"/><stop offset="1" stop-color="#f00"/></linearGradient>`
	got := paintsOf(t, gradient+`<path d="M0 0h9v9z" fill="url(#a)"/><path d="M9 9h9v9z" fill="#f00"/>`, &green)
	g, ok := got[0].(*display.LinearGradient)
	if !ok || g.Stops[0].Color != green || g.Stops[1].Color != (display.Color{R: 255, A: 255}) {
		t.Errorf("got %v", got[0])
	}
	if got[1] != display.Paint(display.Color{R: 255, A: 255}) {
		t.Errorf("beside the gradient: %v", got[1])
	}
}
