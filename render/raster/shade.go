package raster

import (
	"image"
	"math"

	"placard/render/display"
)

// shade is how dark a shadow is, its hole left aside.
type shade interface {
	// fill sets dst to the coverage of the pixels from x, y on.
	fill(dst []uint8, x, y int)
}

// shade returns that of a shadow, for the pixels of a rectangle. A blurred shape that lies askew is blurred upright,
// since its middle is even there, and then turned; a sharp one would lose its edges by that.
func (c *canvas) shade(s *display.Shadow, r image.Rectangle) shade {
	var out shade
	if s.Shape.Empty() {
		out = new(mask) // no light falls through at all
	} else if shape, upright := s.Turn.Shape(s.Shape); upright {
		out = c.patch(&shape, s.Sigma)
	} else if s.Sigma < sharpSigma {
		out = c.turnedMask(s, r)
	} else {
		p := c.patch(&s.Shape, math.Sqrt(s.Sigma*s.Sigma-betweenBlur))
		part := rectOf(image.Rectangle{Min: p.at, Max: p.at.Add(image.Pt(1, 1))})
		out = &turnedPatch{patch: p, steps: stepsOver(s.Turn, part, 1, 1)}
	}
	if s.Inset {
		return &inverted{out}
	}
	return out
}

// inverted is the rest of a shade.
type inverted struct{ shade }

func (n *inverted) fill(dst []uint8, x, y int) {
	n.shade.fill(dst, x, y)
	for i := range dst {
		dst[i] = 255 - dst[i]
	}
}

// fill on a mask is zero beyond its pixels.
func (m *mask) fill(dst []uint8, x, y int) {
	clear(dst)
	from, to := max(x, m.rect.Min.X), min(x+len(dst), m.rect.Max.X)
	if y >= m.rect.Min.Y && y < m.rect.Max.Y && from < to {
		copy(dst[from-x:], m.run(y, from, to))
	}
}

// turnedMask blurs a shape as it lies.
func (c *canvas) turnedMask(s *display.Shadow, r image.Rectangle) *mask {
	c.coverage.reset()
	c.coverage.turnedRect(&s.Shape, s.Shape.Rect, s.Turn)
	m := c.coverage.rasterize(r.Inset(-newKernel(s.Sigma).reach))
	m.blur(s.Sigma)
	return m
}

// sharpSigma is the deviation in px below which a shadow has edges to lose. Blurring as it lies takes five times as
// long.
const sharpSigma = 1.5

// betweenBlur is by how much lines between pixels blur, as a variance in px²: 1/6 on average over where a pixel
// falls between two.
const betweenBlur = 1.0 / 6

// turnedPatch is a patch laid askew. Each pixel lies on lines between four of its.
type turnedPatch struct {
	*patch
	steps steps
}

func (p *turnedPatch) fill(dst []uint8, x, y int) {
	const bits = positionBits - 8
	u, v, du, dv := p.steps.from(x, y)
	for i := range dst {
		x, y := int(u>>positionBits), int(v>>positionBits)
		fx, fy := uint32(u>>bits&255), uint32(v>>bits&255)
		if left, right, top, bottom := p.x.source(x), p.x.source(x+1), p.y.source(y), p.y.source(y+1); left == right && top == bottom {
			dst[i] = p.pixel(left, top)
		} else {
			upper := uint32(p.pixel(left, top))*(256-fx) + uint32(p.pixel(right, top))*fx
			lower := uint32(p.pixel(left, bottom))*(256-fx) + uint32(p.pixel(right, bottom))*fx
			dst[i] = uint8((upper*(256-fy) + lower*fy + 1<<15) >> 16)
		}
		u, v = u+du, v+dv
	}
}
