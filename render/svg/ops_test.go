package svg_test

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/svg"
)

// dumped are the operations of a drawing on a square of 100 px, without the line of the canvas.
func dumped(t *testing.T, data []byte) string {
	t.Helper()
	d, err := svg.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	ops, err := d.Draw(display.Rect{X1: 100, Y1: 100}, nil)
	if err != nil {
		t.Fatal(err)
	}
	list := &display.List{Width: 100, Height: 100, Ops: ops}
	if err := display.Check(list); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(display.Dump(list), "\n")
	return text
}

// TestOps: what can be said in one operation is.
func TestOps(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"a shape":             {`<path d="M1 2h3v4z"/>`, "path M1,2 L4,2 L4,6 Z #000000\n"},
		"a stroke":            {`<g transform="scale(2)"><path d="M1 2h30" stroke="red" stroke-dasharray="3 1" stroke-linecap="round" fill="none" stroke-linejoin="bevel"/></g>`, "stroke M2,4 L62,4 width 2 dash 6,2 round-cap bevel-join #ff0000\n"},
		"a faded shape":       {`<g opacity=".5"><path d="M1 2h3v4z" opacity=".5"/></g>`, "path M1,2 L4,2 L4,6 Z #00000040\n"},
		"a faded line":        {`<path d="M1 2h3" stroke="red" fill="none" opacity=".5"/>`, "stroke M1,2 L4,2 width 1 #ff000080\n"},
		"a rectangle for all": {`<clipPath id="a"><path d="M0 0h100v100H0z"/></clipPath><g clip-path="url(#a)"><path d="M1 2h3v4z"/></g>`, "path M1,2 L4,2 L4,6 Z #000000\n"},
		"a rectangle clips":   {`<clipPath id="a"><path d="M2 0h90v90H2z"/></clipPath><g clip-path="url(#a)"><path d="M1 2h3v4z"/></g>`, "group clip 2,2..4,6\n  path M1,2 L4,2 L4,6 Z #000000\nend\n"},
		"fill and stroke fade": {`<path d="M1 2h3v4z" stroke="red" opacity=".5" stroke-linejoin="round"/>`,
			"group clip 0,1..5,7 alpha 128\n  path M1,2 L4,2 L4,6 Z #000000\n  stroke M1,2 L4,2 L4,6 Z width 1 round-join #ff0000\nend\n"},
		"miters of corners":   {`<path d="M9 9h9v9" stroke="red" stroke-miterlimit="10" fill="none"/>`, "stroke M9,9 L18,9 L18,18 width 1 #ff0000\n"},
		"no miters":           {`<path d="M9 9h9v9" stroke="red" stroke-miterlimit="1" fill="none"/>`, "stroke M9,9 L18,9 L18,18 width 1 bevel-join #ff0000\n"},
		"fixed strokes":       {`<path d="M9 9h9" transform="scale(2)" stroke="red" vector-effect="non-scaling-stroke"/>`, "stroke M18,18 L36,18 width 1 #ff0000\n"},
		"nothing":             {`<path d="M1 2"/><path d=""/><rect width="9"/><circle fill="none" r="3"/><g opacity="0"><path d="M1 2h3v4z"/></g><path d="M1 2h3v4z" fill="transparent"/>`, ""},
		"overhang is cut off": {`<path d="M-9 2h18v4z"/>`, "group clip 0,2..9,6\n  path M-9,2 L9,2 L9,6 Z #000000\nend\n"},
	} {
		if got := dumped(t, rooted(c.body)); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
	}
}

// TestSame: what is said in two ways is drawn the same.
func TestSame(t *testing.T) {
	const shape = `<path d="M1 2h30v4z"/>`
	for name, c := range map[string][2]string{
		"transforms of style":  {`<g style="transform: translate(10px, 5%) rotate(.25turn)">` + shape + `</g>`, `<g transform="translate(10 5) rotate(90)">` + shape + `</g>`},
		"shifts of style":      {`<g style="transform: translateX(3px) translateY(4px) scaleX(2) scaleY(50%)">` + shape + `</g>`, `<g transform="matrix(2 0 0 .5 3 4)">` + shape + `</g>`},
		"origins":              {`<g transform="rotate(30)" transform-origin="20 50%">` + shape + `</g>`, `<g transform="rotate(30 20 50)">` + shape + `</g>`},
		"origins of words":     {`<g transform="rotate(30)" style="transform-origin: bottom left">` + shape + `</g>`, `<g transform="rotate(30 0 100)">` + shape + `</g>`},
		"geometry of style":    {`<style>rect { x: 3px; width: 10%; rx: 2 }</style><rect y="1" height="9" style="height:7px"/>`, `<rect x="3" y="1" width="10" height="7" rx="2"/>`},
		"inherit":              {`<g opacity=".5" stroke="red"><path opacity="inherit" d="M1 2h30v4z"/></g>`, `<path opacity=".25" stroke="red" d="M1 2h30v4z"/>`},
		"initial and unset":    {`<g fill="red"><path fill="initial" d="M1 2h30v4z"/><path fill="unset" opacity="unset" d="M1 2h30v4z"/></g>`, shape + `<path fill="red" d="M1 2h30v4z"/>`},
		"dark media":           {`<style>@charset "utf-8"; path{fill:red} @media (prefers-color-scheme: dark) { path { fill: white } } @font-face { a: b }</style>` + shape, `<path fill="red" d="M1 2h30v4z"/>`},
		"important":            {`<style>path{fill:red !important;stroke:blue}</style><path style="fill:#0f0;stroke:#0ff" d="M1 2h30v4z"/>`, `<path fill="red" stroke="#0ff" d="M1 2h30v4z"/>`},
		"children and inner":   {`<style>svg > g path {fill:red} svg > path {fill:blue}</style><g><g>` + shape + `</g></g>`, `<path fill="red" d="M1 2h30v4z"/>`},
		"links":                {`<a href="https://example.com/">` + shape + `</a>`, shape},
		"symbols stay unseen":  {`<symbol>` + shape + `</symbol><defs>` + shape + `</defs>` + shape, shape},
		"sizes of uses":        {`<svg id="a" width="9" height="9" viewBox="0 0 9 9" display="none"/><symbol id="b" viewBox="0 0 100 100"><path d="M1 2h30v4z"/></symbol><use href="#b"/>`, shape},
		"svg used with a size": {`<defs><svg id="a" width="9" height="9" viewBox="0 0 100 100">` + shape + `</svg></defs><use href="#a" width="50" height="50"/>`, `<g transform="scale(.5)">` + shape + `</g>`},
		"overlaid clips":       {`<clipPath id="a"><path d="M0 0h10v10h-10zM20 0h10v10h-10z"/></clipPath><rect width="90" height="90" clip-path="url(#a)"/>`, `<clipPath id="a"><path d="M0 0h10v10h-10z"/><path d="M20 0h10v10h-10z"/></clipPath><rect width="90" height="90" clip-path="url(#a)"/>`},
		"alpha masks":          {`<mask id="a" style="mask-type:alpha"><circle cx="40" cy="40" r="30"/></mask><rect width="90" height="90" mask="url(#a)"/>`, `<mask id="a"><circle cx="40" cy="40" r="30" fill="#fff"/></mask><rect width="90" height="90" mask="url(#a)"/>`},
	} {
		if a, b := dumped(t, rooted(c[0])), dumped(t, rooted(c[1])); a != b || a == "" {
			t.Errorf("%s: got\n%swant\n%s", name, a, b)
		}
	}
}

func TestSize(t *testing.T) {
	for attrs, want := range map[string][2]float64{
		`viewBox="0 0 30 20"`:                                        {30, 20},
		`width="60" height="20"`:                                     {60, 20},
		`width="1in" height="2.54cm"`:                                {96, 96},
		`width="60" viewBox="0 0 30 20"`:                             {60, 40},
		`height="10pt" viewBox="0 0 30 20"`:                          {20, 40.0 / 3},
		`width="100%" height="100%" viewBox="5 5 30 20"`:             {30, 20},
		`width="7" height="auto" viewBox="0 0 7 7" fill="red" a="b"`: {7, 7},
	} {
		d, err := svg.Parse([]byte("\ufeff<svg " + attrs + "/>"))
		if err != nil {
			t.Fatal(err)
		}
		w, h := d.Size()
		if diff := (w-want[0])*(w-want[0]) + (h-want[1])*(h-want[1]); diff > 1e-18 {
			t.Errorf("%s: %v × %v, want %v", attrs, w, h, want)
		}
	}
}

// TestFit fits a square of 10 into a wide rectangle.
func TestFit(t *testing.T) {
	for aspect, want := range map[string]string{
		"":                 "M15,10 L25,10 L25,20 L15,20 Z",
		"xMinYMin":         "M10,10 L20,10 L20,20 L10,20 Z",
		"xMaxYMid meet":    "M20,10 L30,10 L30,20 L20,20 Z",
		"none":             "M10,10 L30,10 L30,20 L10,20 Z",
		"xMidYMin slice":   "M10,10 L30,10 L30,30 L10,30 Z",
		"xMidYMax slice":   "M10,0 L30,0 L30,20 L10,20 Z",
		"  xMidYMid slice": "M10,5 L30,5 L30,25 L10,25 Z",
	} {
		d, err := svg.Parse([]byte(`<svg viewBox="0 0 10 10" preserveAspectRatio="` + aspect + `"><path d="M0 0h10v10H0z"/></svg>`))
		if err != nil {
			t.Fatal(err)
		}
		ops, err := d.Draw(display.Rect{X0: 10, Y0: 10, X1: 30, Y1: 20}, nil)
		if err != nil {
			t.Fatal(err)
		}
		text := display.Dump(&display.List{Width: 40, Height: 40, Ops: ops})
		if !strings.Contains(text, want) || strings.Contains(aspect, "slice") != strings.Contains(text, "group clip 10,10..30,20") {
			t.Errorf("%q: got\n%swant %s", aspect, text, want)
		}
	}
}

// TestRects: nothing fits into nothing, and what is too far off is refused.
func TestRects(t *testing.T) {
	d, err := svg.Parse(rooted(`<circle r="50"/>`))
	if err != nil {
		t.Fatal(err)
	}
	if ops, err := d.Draw(display.Rect{X0: 5, Y0: 5, X1: 5, Y1: 9}, nil); len(ops) > 0 || err != nil {
		t.Errorf("got %v, %v", ops, err)
	}
	if _, err := d.Draw(display.Rect{X1: 1e9, Y1: 5}, nil); err == nil {
		t.Error("a rectangle of 1,000 km is drawn on")
	}
}

// logo has something of most features; a person has looked at what testdata/logo.txt says of it.
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="32">
	<style>.ring { fill: none; stroke: url(#sky); stroke-width: 6 } #dot { fill: currentColor }</style>
	<defs>
		<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#09f"/><stop offset="1" stop-color="#60f"/></linearGradient>
		<radialGradient id="sun" fx=".3" fy=".3"><stop stop-color="#ff0" stop-opacity=".9"/><stop offset="1" stop-color="#f40"/></radialGradient>
		<clipPath id="cut"><circle cx="20" cy="20" r="10"/><circle cx="44" cy="20" r="10"/></clipPath>
		<g id="pair"><rect id="dot" x="-4" y="-4" width="8" height="8" rx="2"/><path d="M6-4v8" stroke="#222" stroke-linecap="round"/></g>
	</defs>
	<circle class="ring" cx="32" cy="32" r="26"/>
	<ellipse cx="32" cy="40" rx="14" ry="9" fill="url(#sun)"/>
	<g clip-path="url(#cut)" opacity=".8"><path d="M8 8h48v10H8z"/><path d="M8 22h48v10H8z" fill="#c03"/></g>
	<use href="#pair" transform="translate(32 54) rotate(15)"/>
	<path d="M20 44q12 10 24 0" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="4 2" stroke-dashoffset="1"/>
</svg>`

func TestGolden(t *testing.T) {
	golden.Text(t, filepath.Join("testdata", "logo.txt"), dumped(t, []byte(logo)))
}

// TestConcurrent draws one drawing often at once.
func TestConcurrent(t *testing.T) {
	d, err := svg.Parse([]byte(logo))
	if err != nil {
		t.Fatal(err)
	}
	draw := func() string {
		ops, err := d.Draw(display.Rect{X1: 77, Y1: 77}, &display.Color{G: 99, A: 255})
		if err != nil {
			t.Error(err)
		}
		return display.Dump(&display.List{Width: 77, Height: 77, Ops: ops})
	}
	want := draw()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if draw() != want {
					t.Error("it is drawn differently")
				}
			}
		})
	}
	all.Wait()
}
