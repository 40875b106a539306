package pdf

import (
	"math"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// shortest is the length in px below which a gradient has no inside: CSS paints such a gradient in its last
// colour.
const shortest = 1.0 / 16

// plain returns the colour of a paint that has only one.
func plain(p display.Paint) (display.Color, bool) {
	if color, ok := p.(display.Color); ok {
		return color, true
	}
	length, stops := math.Inf(1), stopsOf(p)
	switch p := p.(type) {
	case *display.LinearGradient:
		length = math.Hypot(p.To.X-p.From.X, p.To.Y-p.From.Y)
	case *display.RadialGradient:
		length = math.Min(p.Radii())
	case *display.ImagePaint:
		return display.Color{}, false
	}
	last := stops[len(stops)-1].Color
	for _, s := range stops {
		if s.Color != last && length >= shortest {
			return display.Color{}, false
		}
	}
	return last, true
}

func stopsOf(p display.Paint) []display.Stop {
	switch p := p.(type) {
	case *display.LinearGradient:
		return p.Stops
	case *display.RadialGradient:
		return p.Stops
	case *display.ConicGradient:
		return p.Stops
	}
	return nil
}

// gradient calls draw for the shadings of a gradient, where they show within bounds.
func (c *content) gradient(p display.Paint, bounds display.Rect, draw func(c *content, part *section)) {
	parts := c.job.sections(p, bounds, colors)
	if !c.fade(p, bounds) || len(parts) == 1 && !rough(p) {
		c.layered(parts, draw)
		return
	}
	inner := c.inner() // what is under a section, or under a triangle of a mesh, must not show through it
	inner.layered(parts, draw)
	c.invoke(inner.close(object.Name(colors), bounds))
}

// layered draws sections one over the other.
func (c *content) layered(parts []section, draw func(c *content, part *section)) {
	for i := range parts {
		part := &parts[i]
		if part.clip == nil {
			draw(c, part)
			continue
		}
		c.save()
		part.clip(c)
		c.op("W*")
		c.op("n")
		draw(c, part)
		c.restore()
	}
}

// shade paints a shading over what is clipped.
func shade(c *content, part *section) {
	name := c.resources.use("Shading", "S", part.shading)
	c.save()
	c.concat(part.plane)
	c.op("sh", name)
	c.restore()
}

// fade sets the alpha of a gradient for what follows within bounds, and reports whether there is any: the
// same everywhere, or a soft mask of the gradient in grey.
func (c *content) fade(p display.Paint, bounds display.Rect) bool {
	stops := stopsOf(p)
	first, even := stops[0].Color.A, true
	for _, s := range stops {
		even = even && s.Color.A == first
	}
	switch {
	case even && first == 255:
		return false
	case even:
		c.alpha(first)
	default:
		mask := c.inner()
		mask.layered(c.job.sections(p, bounds, alphas), shade)
		c.softMask(mask.close(object.Name(alphas), bounds))
	}
	return true
}
