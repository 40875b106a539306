package pdf

import (
	"fmt"
	"image"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// tinted paints the coverage of a group's operations [from, to) in its colour, opaque.
func (c *content) tinted(g *display.PushGroup, from, to int) error {
	bounds := g.Turn.Bounds(g.Clip.Rect).Intersect(c.canvas())
	shape, err := c.form(bounds, func(inner *content) error {
		inner.mute = true // a mask is not read
		return inner.draw(from, to)
	})
	if err != nil {
		return err
	}
	c.save()
	defer c.restore()
	c.cover(shape)
	return c.paint(*opaqueTint(g), bounds, display.NonZero, func() { c.rect(bounds) })
}

// opaqueTint is a group's tint, if it has one, less its alpha, which is that of the group.
func opaqueTint(g *display.PushGroup) *display.Color {
	if g.Tint == nil {
		return nil
	}
	c := *g.Tint
	c.A = 255
	return &c
}

// pictureMask makes what follows within bounds as opaque as a picture says, which lies in the plane of a turn, and
// an alpha.
func (c *content) pictureMask(m *display.PictureMask, t display.Turn, alpha uint8, bounds display.Rect) error {
	mask := c.inner()
	p := m.Picture(t)
	p.Source, p.Alpha = &coverage{m.Source, m.Luminance}, alpha
	if err := mask.picture(p); err != nil {
		return fmt.Errorf("mask: %w", err)
	}
	c.softMask(mask.close(object.Name(alphas), bounds))
	return nil
}

// coverage is a source as a mask: as light as the other is opaque, or bright.
type coverage struct {
	display.Source
	luminance bool
}

func (s *coverage) Key() string { return fmt.Sprintf("coverage %t %s", s.luminance, s.Source.Key()) }

func (s *coverage) Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error) {
	img, err := s.Source.Scaled(x0, y0, x1, y1, width, height)
	if err != nil {
		return nil, err
	}
	out := image.NewRGBA(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range img.Rect.Dy() {
		src, dst := row(img, y), row(out, y)
		for i := 0; i < len(src); i += 4 {
			v := src[i+3]
			if s.luminance {
				v = display.Luminance(src[i], src[i+1], src[i+2])
			}
			dst[i], dst[i+1], dst[i+2], dst[i+3] = v, v, v, 255
		}
	}
	return out, nil
}
