package pdf

import (
	"fmt"
	"image"
	"math"

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

// pictureMask makes what follows within bounds as opaque as a picture says, which lies in the plane of a turn.
func (c *content) pictureMask(m *display.PictureMask, t display.Turn, bounds display.Rect) error {
	mask := c.inner()
	err := mask.picture(&display.Picture{
		Source: &coverage{m.Source, m.Luminance}, Crop: m.Crop, Dest: m.Dest, Clip: display.RoundRect{Rect: m.Dest}, Alpha: 255, Turn: t,
	})
	if err != nil {
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
				v = luminance(src[i:])
			}
			dst[i], dst[i+1], dst[i+2], dst[i+3] = v, v, v, 255
		}
	}
	return out, nil
}

// luminance is the relative luminance of a premultiplied pixel times its alpha (WCAG 2.2).
func luminance(px []byte) uint8 {
	a := uint32(px[3])
	if a == 0 {
		return 0
	}
	light := func(v byte) float64 { return lightOf[(min(uint32(v), a)*255+a/2)/a] }
	return uint8(float64(a)*(0.2126*light(px[0])+0.7152*light(px[1])+0.0722*light(px[2])) + 0.5)
}

// lightOf is how much light the values of sRGB stand for, 0..1.
var lightOf = func() (out [256]float64) {
	for i := range out {
		c := channel(uint8(i))
		if c <= 0.04045 {
			out[i] = c / 12.92
		} else {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}()
