package layout

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestExtentOfCurves: the box around a curve is that of many points along it, as tight as those are close.
func TestExtentOfCurves(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		points := make([][2]float64, 3+random.IntN(2))
		for i := range points {
			points[i] = [2]float64{math.Round(random.Float64() * 8), math.Round(random.Float64()*8) * 100} // often in line
		}
		var e, want extent
		e.curve(points...)
		for i := range 1001 {
			want.include(along(points, float64(i)/1000))
		}
		for axis := range 2 {
			scale := []float64{8, 800}[axis]
			if low, high := want.least[axis]-e.least[axis], e.most[axis]-want.most[axis]; low < -1e-9 || high < -1e-9 || low > scale*1e-5 || high > scale*1e-5 {
				t.Fatalf("%v: %+v, but its points %+v", points, e, want)
			}
		}
	}
}
