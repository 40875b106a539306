package layout

import (
	"testing"

	"placard/templates"
)

// TestFitBox follows CSS Images 3, section 5.5: what each object-fit does with a picture of 400×200.
func TestFitBox(t *testing.T) {
	const w, h = 400, 200
	square := box{10, 20, 100, 100}
	for _, test := range []struct {
		name string
		fit  string
		in   box
		at   [2]float64
		want box
	}{
		{"cover centred", "cover", square, [2]float64{0.5, 0.5}, box{-40, 20, 200, 100}},
		{"cover shows the left", "cover", square, [2]float64{0, 0}, box{10, 20, 200, 100}},
		{"cover shows the right", "cover", square, [2]float64{1, 0}, box{-90, 20, 200, 100}},
		{"contain centred", "contain", square, [2]float64{0.5, 0.5}, box{10, 45, 100, 50}},
		{"contain at the bottom", "contain", square, [2]float64{0.5, 1}, box{10, 70, 100, 50}},
		{"fill", "fill", square, [2]float64{0, 1}, square},
		{"none", "none", square, [2]float64{0.5, 0.5}, box{-140, -30, 400, 200}},
		{"scale down a large one", "scale_down", square, [2]float64{0.5, 0.5}, box{10, 45, 100, 50}},
		{"scale down leaves a small one", "scale_down", box{0, 0, 800, 800}, [2]float64{0, 0}, box{0, 0, 400, 200}},
	} {
		if got := fitBox(templates.ImageFit(test.fit), test.in, w, h, test.at); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
