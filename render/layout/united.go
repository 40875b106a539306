package layout

import (
	"math"
	"slices"

	"placard/fonts"
	"placard/render/display"
)

const (
	// flatness is how far a straight side may be off its curve, em: 0.1 px in letters of 500 px.
	flatness = 0.0002
	// grid is the smallest distance of two points, em, so that points which should be one are.
	grid = 1.0 / (1 << 17)
	// beside is how far from a side it is asked whether that is within the letter, em: less than any stem.
	beside = 1e-4
	// maxSides bounds the sides that are looked at, each with each: the busiest letters have a thousand. Others
	// keep their outline as it is.
	maxSides = 4000
)

// united is a glyph's outline in em as one sees it filled by the nonzero rule: fonts build letters of contours
// that overlap, and a stroke along those would show within the letter. Where nothing overlaps it is the outline
// itself; else its curves become straight sides.
func united(outline fonts.Outline) display.Path {
	path := outlinePathOf(outline)
	u := union{}
	for _, ring := range flattened(path) {
		u.add(ring)
	}
	if len(u.sides) > maxSides || !u.cross() {
		return path
	}
	return u.trace()
}

// union is the sides of closed polygons, and where they meet.
type union struct {
	sides []side
	rings [][2]int // the sides of each, from and up to
}

type side struct {
	a, b display.Point
	cuts []display.Point // where others cross or end on it
}

func (u *union) add(ring []display.Point) {
	from := len(u.sides)
	for i, p := range ring {
		if q := ring[(i+1)%len(ring)]; p != q {
			u.sides = append(u.sides, side{a: p, b: q})
		}
	}
	if len(u.sides) > from {
		u.rings = append(u.rings, [2]int{from, len(u.sides)})
	}
}

// cross finds where sides meet that are no neighbours, and says whether there is such a place.
func (u *union) cross() bool {
	order := make([]int, len(u.sides))
	for i := range order {
		order[i] = i
	}
	top := func(i int) float64 { return min(u.sides[i].a.Y, u.sides[i].b.Y) }
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case top(i) < top(j):
			return -1
		case top(i) > top(j):
			return 1
		}
		return i - j
	})
	found := false
	for n, i := range order {
		bottom := max(u.sides[i].a.Y, u.sides[i].b.Y)
		for _, j := range order[n+1:] {
			if top(j) > bottom {
				break
			}
			found = u.meet(&u.sides[i], &u.sides[j]) || found
		}
	}
	return found
}

// meet cuts two sides where they cross, or where one ends on the other.
func (u *union) meet(s, t *side) bool {
	if max(s.a.X, s.b.X) < min(t.a.X, t.b.X) || max(t.a.X, t.b.X) < min(s.a.X, s.b.X) {
		return false
	}
	met := false
	for _, p := range [2]display.Point{s.a, s.b} {
		met = t.endsOn(p) || met
	}
	for _, p := range [2]display.Point{t.a, t.b} {
		met = s.endsOn(p) || met
	}
	if met {
		return true
	}
	dx, dy, ex, ey := s.b.X-s.a.X, s.b.Y-s.a.Y, t.b.X-t.a.X, t.b.Y-t.a.Y
	area := dx*ey - dy*ex
	if area == 0 {
		return false
	}
	ox, oy := t.a.X-s.a.X, t.a.Y-s.a.Y
	k, l := (ox*ey-oy*ex)/area, (ox*dy-oy*dx)/area
	if !(k > 0 && k < 1 && l > 0 && l < 1) {
		return false
	}
	p := onGrid(display.Point{X: s.a.X + k*dx, Y: s.a.Y + k*dy})
	s.cuts, t.cuts = append(s.cuts, p), append(t.cuts, p)
	return true
}

// endsOn cuts a side at a point that lies between its ends.
func (s *side) endsOn(p display.Point) bool {
	if p == s.a || p == s.b {
		return false
	}
	dx, dy := s.b.X-s.a.X, s.b.Y-s.a.Y
	length := math.Hypot(dx, dy)
	along := ((p.X-s.a.X)*dx + (p.Y-s.a.Y)*dy) / length
	off := ((p.X-s.a.X)*dy - (p.Y-s.a.Y)*dx) / length
	if math.Abs(off) > grid || along <= 0 || along >= length {
		return false
	}
	s.cuts = append(s.cuts, p)
	return true
}

// pieces are the parts of a side between its cuts, in order.
func (s *side) pieces() []display.Point {
	points := append([]display.Point{s.a}, s.cuts...)
	at := func(p display.Point) float64 { return (p.X-s.a.X)*(s.b.X-s.a.X) + (p.Y-s.a.Y)*(s.b.Y-s.a.Y) }
	slices.SortFunc(points, func(p, q display.Point) int {
		switch a, b := at(p), at(q); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	return slices.Compact(append(points, s.b))
}

// trace puts together what has the letter on one side only. That changes only where sides meet.
func (u *union) trace() display.Path {
	next := map[display.Point][]display.Point{}
	var starts []display.Point
	seen := map[[2]display.Point]bool{}
	for _, ring := range u.rings {
		known, edge := false, false
		for i := ring[0]; i < ring[1]; i++ {
			points := u.sides[i].pieces()
			for j := range points[1:] {
				a, b := points[j], points[j+1]
				if !known || j > 0 || len(u.sides[i].cuts) > 0 {
					edge, known = u.isEdge(a, b), len(u.sides[i].cuts) == 0
				}
				if edge && !seen[[2]display.Point{a, b}] {
					seen[[2]display.Point{a, b}] = true
					next[a] = append(next[a], b)
					starts = append(starts, a)
				}
			}
			if i+1 < ring[1] && u.touched(u.sides[i].b) {
				known = false
			}
		}
	}
	var path display.Path
	for _, start := range starts {
		first := len(path)
		for at := start; len(next[at]) > 0; {
			verb := display.Line
			if len(path) == first {
				verb = display.Move
			}
			path = append(path, display.Segment{Verb: verb, P: [3]display.Point{at}})
			to := next[at][0]
			next[at] = next[at][1:]
			at = to
		}
		if len(path) > first {
			path = append(path, display.Segment{Verb: display.Close})
		}
	}
	return path
}

// touched says whether another side is cut at a point, or begins there.
func (u *union) touched(p display.Point) bool {
	count := 0
	for i := range u.sides {
		if s := &u.sides[i]; s.a == p || slices.Contains(s.cuts, p) {
			count++
		}
	}
	return count > 1
}

// isEdge says whether the letter is on one side of a piece and not on the other.
func (u *union) isEdge(a, b display.Point) bool {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	nx, ny := (b.Y-a.Y)/length*beside, (a.X-b.X)/length*beside
	mx, my := (a.X+b.X)/2, (a.Y+b.Y)/2
	return (u.winding(mx+nx, my+ny) != 0) != (u.winding(mx-nx, my-ny) != 0)
}

// winding is how often the polygons go around a point.
func (u *union) winding(x, y float64) int {
	turns := 0
	for i := range u.sides {
		s := &u.sides[i]
		if (s.a.Y <= y) == (s.b.Y <= y) {
			continue
		}
		if at := s.a.X + (y-s.a.Y)/(s.b.Y-s.a.Y)*(s.b.X-s.a.X); at > x {
			if s.b.Y > s.a.Y {
				turns++
			} else {
				turns--
			}
		}
	}
	return turns
}

func onGrid(p display.Point) display.Point {
	return display.Point{X: math.Round(p.X/grid) * grid, Y: math.Round(p.Y/grid) * grid}
}

// flattened are the closed polygons of a path.
func flattened(path display.Path) [][]display.Point {
	var rings [][]display.Point
	var at display.Point
	for i := range path {
		s := &path[i]
		if s.Verb == display.Move {
			rings = append(rings, []display.Point{onGrid(s.P[0])})
			at = s.P[0]
			continue
		}
		last := &rings[len(rings)-1]
		switch s.Verb {
		case display.Line:
			*last = append(*last, onGrid(s.P[0]))
			at = s.P[0]
		case display.Quad, display.Cubic:
			points := [][2]float64{{at.X, at.Y}}
			for _, q := range s.Points() {
				points = append(points, [2]float64{q.X, q.Y})
				at = q
			}
			n := steps(points)
			for k := 1; k <= n; k++ {
				p := along(points, float64(k)/float64(n))
				*last = append(*last, onGrid(display.Point{X: p[0], Y: p[1]}))
			}
		}
	}
	return rings
}

// steps is how many straight sides a curve takes: a bound by its second differences (Wang 1984).
func steps(p [][2]float64) int {
	degree := float64(len(p) - 1)
	most := 0.0
	for i := range p[2:] {
		most = max(most, math.Hypot(p[i][0]-2*p[i+1][0]+p[i+2][0], p[i][1]-2*p[i+1][1]+p[i+2][1]))
	}
	return max(1, int(math.Ceil(math.Sqrt(degree*(degree-1)/8*most/flatness))))
}
