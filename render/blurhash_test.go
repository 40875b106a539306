package render_test

import (
	"math"
	"testing"

	"github.com/bbrks/go-blurhash"

	"placard/render"
)

// TestBlurhash decodes hashes and looks at what they show: the colours that are there, where they are, with
// white under what is transparent.
func TestBlurhash(t *testing.T) {
	r := newRenderer(t)
	for _, test := range []struct {
		name, template string
		left, right    [3]float64 // 0..255
	}{
		{"gradient", `{"id": "t", "width": 1200, "height": 630, "layers": [], "background": {"type": "linear_gradient", "angle": 90,
			"stops": [{"color": "#1030c0", "at": 0.2}, {"color": "#e0a050", "at": 0.8}]}}`, [3]float64{16, 48, 192}, [3]float64{224, 160, 80}},
		{"tall and thin", `{"id": "t", "width": 3, "height": 400, "background": "#808080", "layers": []}`, [3]float64{128, 128, 128}, [3]float64{128, 128, 128}},
		{"transparent", `{"id": "t", "width": 50, "height": 50, "layers": []}`, [3]float64{255, 255, 255}, [3]float64{255, 255, 255}},
	} {
		out, err := r.Render(t.Context(), parse(t, test.template), render.Options{Format: render.PNG, Blurhash: true})
		if err != nil {
			t.Fatal(err)
		}
		m, err := blurhash.Decode(out.Blurhash, 40, 20, 1)
		if err != nil {
			t.Fatalf("%s: %q: %v", test.name, out.Blurhash, err)
		}
		for x, want := range map[int][3]float64{5: test.left, 34: test.right} {
			cr, cg, cb, _ := m.At(x, 10).RGBA()
			for i, v := range []uint32{cr, cg, cb} {
				const slack = 24 // of 255: four waves are few, in 19 levels each
				if math.Abs(float64(v>>8)-want[i]) > slack {
					t.Errorf("%s: %d,%d,%d at column %d, want %v", test.name, cr>>8, cg>>8, cb>>8, x, want)
					break
				}
			}
		}
	}
	out, err := r.Render(t.Context(), parse(t, cardTemplate), render.Options{Format: render.PNG})
	if err != nil || out.Blurhash != "" {
		t.Errorf("not asked for: %q, %v", out.Blurhash, err)
	}
}
