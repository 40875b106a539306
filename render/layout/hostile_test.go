package layout_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"placard/render/display"
	"placard/render/layout"
	"placard/templates"
)

// patience bounds what one document may take, race detector and a busy machine included.
const patience = 5 * time.Second

// TestHostileOutlines: outlines and effects at the ends of their ranges are laid out at any scale, or refused with
// the layer's name; nothing leaves layout that the check refuses.
func TestHostileOutlines(t *testing.T) {
	shape := func(typ, fields string) string {
		return fmt.Sprintf(`{"id":"s","type":%q,%s,"fill":{"type":"conic_gradient","angle":36000,"center":[1,0],"stops":[{"color":"red","at":1},{"color":"blue","at":1}]},
			"stroke":{"width":4096,"dash":[1,4096],"join":"round"},"opacity":0.5,"blur":200,"blend_mode":"hue","link":"tel:1","alt":"x"}`, typ, fields)
	}
	const box = `"x":-50,"y":-50,"width":200,"height":200`
	layers := map[string]string{
		"nothing":         shape("path", box+`,"d":""`),
		"a move":          shape("path", box+`,"d":"M5 5"`),
		"a close":         shape("path", box+`,"d":"M5 5z"`),
		"no length":       shape("path", box+`,"d":"M5 5L5 5h0v0z"`),
		"far off":         shape("path", `"x":100000,"d":"M100000 100000h-1v-1z"`),
		"from end to end": shape("path", `"d":"M-100000-100000L100000 100000V0z"`),
		"flat":            shape("path", `"d":"M0 50H100"`),
		"huge arc":        shape("path", box+`,"d":"M0 0A100000 .000001 45 0 1 1e-9 0"`),
		"tiny view":       shape("path", `"width":100000,"height":100000,"view_box":[0,0,0.001,0.001],"d":"M0 0h24v24z"`),
		"huge view":       shape("path", box+`,"view_box":[-100000,-100000,100000,100000],"d":"M0 0h24v24z"`),
		"one point":       shape("polygon", box+`,"points":"5 5 5 5 5 5"`),
		"many sides":      shape("polygon", box+`,"sides":500`),
		"to the centre":   shape("star", box+`,"points":500,"inner_radius":0`),
		"a thin star":     shape("star", `"width":100000,"height":0`),
	}
	for name, layer := range layers {
		nested := layer
		for i := range templates.MaxGroupDepth {
			nested = fmt.Sprintf(`{"id":"g%d","type":"group","width":100,"height":100,"clip":true,"blur":200,"blend_mode":"screen","layers":[%s]}`, i, nested)
		}
		for _, layers := range []string{layer, nested} {
			doc := parse(t, `{"id":"t","width":100,"height":100,"layers":[`+layers+`]}`)
			for _, opt := range []layout.Options{{Scale: 0.01}, {Scale: 1, Tags: true}, {Scale: 4, Bleed: 300}} {
				start := time.Now()
				list, _, err := layout.Build(doc, registry, checkers{}, opt)
				var at *layout.Error
				switch {
				case err == nil:
					err = display.Check(list)
				case errors.As(err, &at) && at.Layer != "":
					err = nil
				}
				if err != nil {
					t.Errorf("%s at scale %v: %v", name, opt.Scale, err)
				}
				if took := time.Since(start); took > patience {
					t.Errorf("%s at scale %v took %v", name, opt.Scale, took)
				}
			}
		}
	}
}

// TestTooManySegments: outlines that are each small enough, and together are not, are refused in words that name a
// layer.
func TestTooManySegments(t *testing.T) {
	layers := make([]string, 6)
	for i := range layers {
		layers[i] = fmt.Sprintf(`{"id":"p%d","type":"path","fill":"red","d":"M0 0h%s"}`, i, strings.Repeat("1 ", templates.MaxPathSegments-1))
	}
	doc := parse(t, `{"id":"t","width":100,"height":100,"layers":[`+strings.Join(layers, ",")+`]}`)
	_, _, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1})
	if err == nil || !strings.HasPrefix(err.Error(), `layer "p5": its path at scale 1: path: the list has more than 50000 segments`) {
		t.Error(err)
	}
}

// TestFullListsEndEarly: what is more than a list holds is refused when that is known and not when all of it is
// drawn, and what nobody sees is not drawn at all. Each of these took 3 to 12 s, and up to 500 MB.
func TestFullListsEndEarly(t *testing.T) {
	repeat := func(n int, layer func(i int) string) string {
		layers := make([]string, n)
		for i := range layers {
			layers[i] = layer(i)
		}
		return strings.Join(layers, ",")
	}
	qr := func(x int) func(i int) string {
		return func(i int) string {
			return fmt.Sprintf(`{"id":"q%d","type":"qr","x":%d,"width":600,"height":600,"rounded":1,"ecc":"L","value":"%d%s"}`, i, x, i, strings.Repeat("https://x/", 115))
		}
	}
	han := func(x int) func(i int) string {
		return func(i int) string {
			var text strings.Builder
			for r := range 4000 {
				text.WriteRune(rune(0x4e00 + i*4000 + r))
			}
			return fmt.Sprintf(`{"id":"t%d","type":"text","x":%d,"width":1200,"text":%q,"font_size":9,"stroke":{"width":2},"overflow":"visible"}`, i, x, text.String())
		}
	}
	pie := func(i int) string {
		return fmt.Sprintf(`{"id":"c%d","type":"chart","kind":"donut","width":900,"height":600,"values":true,"data":[%s1]}`, i, strings.Repeat("1,", 300))
	}
	for name, c := range map[string]struct {
		layers, err string
	}{
		"codes":             {repeat(200, qr(0)), `layer "q3": its path at scale 1: path: the list has more than 50000 segments`},
		"codes far off":     {repeat(200, qr(5000)), ""},
		"letters":           {repeat(5, han(0)), `layer "t0": its stroke at scale 1: `},
		"letters far off":   {repeat(5, han(5000)), ""},
		"slices of a chart": {repeat(200, pie), `layer "c23": its path at scale 1: path: the list has more than 50000 segments`},
	} {
		doc := parse(t, `{"id":"t","width":1200,"height":630,"layers":[`+c.layers+`]}`)
		start := time.Now()
		_, _, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1})
		if took := time.Since(start); took > patience {
			t.Errorf("%s took %v", name, took)
		}
		var at *layout.Error
		if c.err == "" && err != nil || c.err != "" && (!errors.As(err, &at) || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%s: %v, want %q", name, err, c.err)
		}
	}
}
