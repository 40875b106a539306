package layout

import (
	"math/rand/v2"
	"testing"

	"placard/render/display"
)

// TestContours: outlines enclose the dark modules and no others, and no edge lies between two of them.
func TestContours(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		const size = 12
		var dark [size][size]bool
		for y := range size {
			for x := range size {
				dark[y][x] = r.IntN(2) == 0
			}
		}
		c := contours{modules: modules{size: 1}, size: size, dark: func(x, y int) bool {
			return 0 <= x && x < size && 0 <= y && y < size && dark[y][x]
		}}
		path := c.draw()
		for y := range size {
			for x := range size {
				if got := insideEvenOdd(path, float64(x)+0.5, float64(y)+0.5); got != dark[y][x] {
					t.Fatalf("module (%d, %d): inside %v, dark %v", x, y, got, dark[y][x])
				}
			}
		}
		var start, at display.Point
		for _, s := range path {
			from := at
			switch s.Verb {
			case display.Move:
				start, at = s.P[0], s.P[0]
				continue
			case display.Close:
				at = start
			default:
				at = s.P[0]
			}
			if x, y := (from.X+at.X)/2, (from.Y+at.Y)/2; from.Y == at.Y && c.dark(int(x), int(y)) == c.dark(int(x), int(y)-1) {
				t.Fatalf("an edge from %v to %v has the same on both sides", from, at)
			}
		}
	}
}

// insideEvenOdd counts the upright edges at the left of a point.
func insideEvenOdd(path display.Path, x, y float64) bool {
	inside := false
	var start, at display.Point
	for _, s := range path {
		from := at
		switch s.Verb {
		case display.Move:
			start, at = s.P[0], s.P[0]
			continue
		case display.Close:
			at = start
		default:
			at = s.P[0]
		}
		if from.X == at.X && from.X < x && min(from.Y, at.Y) < y && y < max(from.Y, at.Y) {
			inside = !inside
		}
	}
	return inside
}
