package pdf

import (
	"encoding/binary"
	"math"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// blurMesh is the coverage of a blurred rounded rectangle at the points of a lattice, which are dense where it changes
// and far apart where it is even. Viewers draw straight lines between them: a shadow is smooth at any size, and
// takes a few kB.
type blurMesh struct {
	xs, ys []float64 // px
	values []uint8   // row by row
}

const (
	// perSigma is how many points there are to a deviation. Straight lines between them stray from the blurred
	// edge by 0.242/8·perSigma² of it: 0.9 of 255.
	perSigma = 3

	// meshReach is where a shadow ends, in deviations: 0.3 of 255.
	meshReach = 3

	// maxPoints bounds a mesh: a circle of 120 px blurred by 16, or a card with corners of 36. Poppler takes half
	// a second for the former, MuPDF 30 ms. A shadow that would have more is large and sharp, and in pixels.
	maxPoints = 1 << 12
)

// newBlurMesh blurs a shape, as far as it shows in view. It returns nil where that would take too many points.
func newBlurMesh(s *display.Shadow, view display.Rect) *blurMesh {
	xs, ys := lattices(s, view)
	if xs == nil {
		return nil
	}
	m := &blurMesh{xs: xs, ys: ys}
	m.fill(strips(&s.Shape, s.Sigma), s.Sigma)
	return m
}

// meshed reports whether a shadow of a list gets a mesh, or is not seen.
func meshed(s *display.Shadow, list *display.List) bool {
	upright := *s
	upright.Turn = display.Turn{}
	view := seen(&upright, s.Turn.Inverse().Bounds(rectOf(list.Canvas())))
	if view.Empty() {
		return true
	}
	xs, _ := lattices(&upright, view)
	return xs != nil
}

// lattices is where a mesh has points along the axes; nil: too many.
func lattices(s *display.Shadow, view display.Rect) (xs, ys []float64) {
	r, k := &s.Shape, &s.Shape.Corners
	xs = lattice(r.X0, r.X1, math.Max(k[0].RX, k[3].RX), math.Max(k[1].RX, k[2].RX), s.Sigma, view.X0, view.X1)
	ys = lattice(r.Y0, r.Y1, math.Max(k[0].RY, k[1].RY), math.Max(k[2].RY, k[3].RY), s.Sigma, view.Y0, view.Y1)
	if xs == nil || ys == nil || len(xs)*len(ys) > maxPoints {
		return nil, nil
	}
	return xs, ys
}

// lattice is where along an axis a shape from..to has points, given its corners' radii at both ends, as far as
// lo..hi needs them. nil: too many.
func lattice(from, to, before, after, sigma, lo, hi float64) []float64 {
	step, reach := sigma/perSigma, meshReach*sigma
	first, last := from-reach, to+reach
	evenFrom, evenTo := from+before+reach, to-after-reach
	if evenTo < evenFrom+step { // nowhere
		evenFrom, evenTo = last, last
	}
	if (evenFrom-first+last-evenTo)/step > maxPoints {
		return nil
	}
	all := ticks(first, evenFrom, step)
	if evenTo < last {
		all = append(all, ticks(evenTo, last, step)...)
	}
	a, b := 0, len(all)-1
	for a < b-1 && all[a+1] <= lo {
		a++
	}
	for b > a+1 && all[b-1] >= hi {
		b--
	}
	return all[a : b+1]
}

// ticks returns points from a to b that are at most step apart.
func ticks(a, b, step float64) []float64 {
	n := math.Ceil((b - a) / step)
	out := make([]float64, 0, int(n)+1)
	for i := range int(n) + 1 {
		out = append(out, a+(b-a)*float64(i)/n)
	}
	return out
}

// strips cuts a shape into rectangles: its middle, and thin ones where its corners are. Theirs are as wide as the
// shape is halfway down.
func strips(r *display.RoundRect, sigma float64) []display.Rect {
	const perSigma, least = 6, 8
	k := r.Corners
	top, bottom := math.Max(k[0].RY, k[1].RY), math.Max(k[2].RY, k[3].RY)
	cut := func(out []display.Rect, height float64, at func(d0, d1 float64) (y0, y1 float64), left, right display.Corner) []display.Rect {
		n := int(math.Max(math.Ceil(height/sigma*perSigma), least))
		for i := range n {
			d0, d1 := height*float64(i)/float64(n), height*float64(i+1)/float64(n)
			y0, y1 := at(d0, d1)
			out = append(out, display.Rect{X0: r.X0 + inset(left, (d0+d1)/2), Y0: y0, X1: r.X1 - inset(right, (d0+d1)/2), Y1: y1})
		}
		return out
	}
	out := []display.Rect{{X0: r.X0, Y0: r.Y0 + top, X1: r.X1, Y1: r.Y1 - bottom}}
	if top > 0 {
		out = cut(out, top, func(d0, d1 float64) (float64, float64) { return r.Y0 + d0, r.Y0 + d1 }, k[0], k[1])
	}
	if bottom > 0 {
		out = cut(out, bottom, func(d0, d1 float64) (float64, float64) { return r.Y1 - d1, r.Y1 - d0 }, k[3], k[2])
	}
	return out
}

// inset is how far in a corner's ellipse is at a distance from the outer end of it.
func inset(k display.Corner, d float64) float64 {
	if k.RX == 0 || d >= k.RY {
		return 0
	}
	v := 1 - d/k.RY
	return k.RX * (1 - math.Sqrt(1-v*v))
}

// fill blurs rectangles that lie on top of one another: the blur of each is a product of what it is along the axes.
func (m *blurMesh) fill(parts []display.Rect, sigma float64) {
	sums := make([]float64, len(m.xs)*len(m.ys))
	across := make([]float64, len(m.xs))
	for _, p := range parts {
		for i, x := range m.xs {
			across[i] = within(x, p.X0, p.X1, sigma)
		}
		for y, at := range m.ys {
			if down := within(at, p.Y0, p.Y1, sigma); down > 0 {
				for x, v := range across {
					sums[y*len(across)+x] += v * down
				}
			}
		}
	}
	m.values = make([]uint8, len(sums))
	for i, v := range sums {
		m.values[i] = uint8(math.Min(v, 1)*255 + 0.5)
	}
}

// within is the part of a Gaussian around v that lies in a..b.
func within(v, a, b, sigma float64) float64 {
	k := 1 / (sigma * math.Sqrt2)
	return (math.Erf((b-v)*k) - math.Erf((a-v)*k)) / 2
}

// bounds is the rectangle that the lattice covers.
func (m *blurMesh) bounds() display.Rect {
	return display.Rect{X0: m.xs[0], Y0: m.ys[0], X1: m.xs[len(m.xs)-1], Y1: m.ys[len(m.ys)-1]}
}

// shading writes the mesh in grey, from black to the shadow's alpha where it is covered, as a lattice of triangles (ISO
// 32000-1, 8.7.4.5.6).
func (m *blurMesh) shading(j *job, s *display.Shadow) object.Ref {
	from, to := 0.0, channel(s.Color.A)
	if s.Inset { // the shape is light
		from, to = to, from
	}
	const most, point, png = 1<<16 - 1, 5, 15
	b := m.bounds()
	share := func(v, from, to float64) uint16 { return uint16((v-from)/(to-from)*most + 0.5) }
	width := point * len(m.xs)
	above, row, data := make([]byte, width), []byte{}, []byte{}
	for y, v := range m.ys {
		row = row[:0]
		for x, u := range m.xs {
			row = binary.BigEndian.AppendUint16(row, share(u, b.X0, b.X1))
			row = binary.BigEndian.AppendUint16(row, share(v, b.Y0, b.Y1))
			row = append(row, m.values[y*len(m.xs)+x])
		}
		data = appendUp(data, row, above)
		copy(above, row)
	}
	return j.file.ShareStream(object.Dict{
		"ShadingType": 5, "ColorSpace": object.Name("DeviceGray"), "VerticesPerRow": len(m.xs),
		"BitsPerCoordinate": 16, "BitsPerComponent": 8, "Decode": object.Array{b.X0, b.X1, b.Y0, b.Y1, from, to},
		"Filter": flate, "DecodeParms": object.Dict{"Predictor": png, "Columns": width},
	}, object.Deflate(data))
}

// appendUp appends a row with the filter Up of PNG: each byte less the one above it. Points of a lattice differ
// little in that way, and the file is a fifth as large.
func appendUp(out, row, above []byte) []byte {
	const up = 2
	out = append(out, up)
	for i, v := range row {
		out = append(out, v-above[i])
	}
	return out
}
