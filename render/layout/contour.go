package layout

import "placard/render/display"

// contours draws the outlines of areas of modules, so that there are no edges within an area, where back ends
// could leave a hairline between two modules. The dark ones lie at the right of the way: around an area it goes
// clockwise, around a hole in it the other way.
type contours struct {
	modules
	size  int
	dark  func(x, y int) bool
	round float64 // radius of the corners that stand out, in modules: 0..0.5

	edges []uint8 // by corner of modules: a bit for each direction in which an edge leaves it, and four bits on for those walked
	path  pathBuilder
}

// The directions: right, down, left, up. One more is a turn to the right.
var (
	stepX = [4]int{1, 0, -1, 0}
	stepY = [4]int{0, 1, 0, -1}
)

// draw returns the outlines of all dark modules of size×size.
func (c *contours) draw() display.Path {
	n := c.size + 1
	c.edges = make([]uint8, n*n)
	for y := range c.size {
		for x := range c.size {
			if c.dark(x, y) {
				c.addEdges(x, y)
			}
		}
	}
	for at := range c.edges {
		for d := range 4 {
			if c.edges[at]>>d&0x11 == 1 {
				c.walk(at%n, at/n, d)
			}
		}
	}
	return c.path.path
}

// addEdges adds those of a module beside which it is light. That along the top leads right, that at the right
// down, and so on.
func (c *contours) addEdges(x, y int) {
	for d, from := range [4][2]int{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		beside := (d + 3) % 4
		if !c.dark(x+stepX[beside], y+stepY[beside]) {
			c.edges[(y+from[1])*(c.size+1)+x+from[0]] |= 1 << d
		}
	}
}

// walk goes from an edge on until it is back there. Where two areas touch at a corner it turns right, and so stays
// with its own.
func (c *contours) walk(x0, y0, first int) {
	x, y, d := x0, y0, first
	var turns []turnOf
	for {
		c.edges[y*(c.size+1)+x] |= 0x10 << d
		x, y = x+stepX[d], y+stepY[d]
		was := d
		for _, turn := range [3]int{1, 0, 3} {
			if d = (was + turn) % 4; c.edges[y*(c.size+1)+x]>>d&1 == 1 {
				break
			}
		}
		if d != was {
			turns = append(turns, turnOf{x, y, was, d})
		}
		if x == x0 && y == y0 && d == first {
			break
		}
	}
	for i, t := range turns {
		c.corner(t, i == 0)
	}
	c.path.path = append(c.path.path, display.Segment{Verb: display.Close})
}

// turnOf is where an outline turns, and from which direction to which.
type turnOf struct{ x, y, from, to int }

// corner goes on to a corner and around it.
func (c *contours) corner(t turnOf, first bool) {
	r := c.round
	if t.to != (t.from+1)%4 {
		r = 0 // it is one of the light modules
	}
	at := func(d int, k float64) display.Point {
		return c.point(float64(t.x)+float64(stepX[d])*k, float64(t.y)+float64(stepY[d])*k)
	}
	before := at(t.from, -r)
	if first {
		c.path.move(before.X, before.Y)
	} else {
		c.path.line(before.X, before.Y)
	}
	if r > 0 {
		c.path.add(display.Cubic, [3]display.Point{at(t.from, -r*(1-kappa)), at(t.to, r*(1-kappa)), at(t.to, r)})
	}
}

// kappa places the control points of a cubic that approximates a quarter circle: 4/3·(√2−1).
const kappa = 0.5522847498307936
