package raster

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"

	"github.com/fogleman/gg"

	"placard/render/display"
)

// margin is how many columns a mask begins left of the pixels that show. gg loses part of the coverage in
// its first column when shapes begin further left.
const margin = 1

// thinnest is the width in px of a stroke that covers at most half a step of any pixel: it shows nothing.
const thinnest = 1.0 / 510

// stroke draws a stroke into a mask of the pixels it may touch, and paints through that.
func (c *canvas) stroke(s *display.Stroke) error {
	r := s.Bounds().Intersect(c.top().clip)
	b := c.brush(s.Paint)
	if r.Empty() || b == nil || s.Width < thinnest {
		return nil
	}
	img := c.drawer.layer(image.Rect(0, 0, r.Dx()+margin, r.Dy()))
	defer c.drawer.layers.Put(img)
	if err := fillPolygons(img, r.Min.Sub(image.Pt(margin, 0)), widen(s, r)); err != nil {
		return err
	}
	c.paintMask(alphaMask(img, r), 0, 0, b)
	return nil
}

// widen returns the polygons that a stroke is made of, as far as they may show in r.
func widen(s *display.Stroke, r image.Rectangle) [][]point {
	reach := s.Width/2*display.MiterLimit + 2
	w := rectOf(r)
	window := display.Rect{X0: w.X0 - reach, Y0: w.Y0 - reach, X1: w.X1 + reach, Y1: w.Y1 + reach}
	out := ribbon{half: s.Width / 2, join: s.Join, cap: s.Cap}
	for _, l := range flatten(s.Path, s.Width/2) {
		parts := []polyline{l}
		if len(s.Dash) > 0 {
			parts = dashes(l, s.Dash)
		}
		for _, part := range parts {
			for _, seen := range clipLine(part, window) {
				out.add(seen)
			}
		}
	}
	return out.polygons
}

// fillPolygons fills polygons together by gg, white on a transparent image whose top left is at a point of
// the canvas. gg's own stroker is not used: it takes directions from points on 1/64 px, and in bends
// tighter than half the width leaves holes and spurs (a 20 px stroke around corners of 4 px is off by
// 129 of 255). gg was not made for numbers from outside: should it panic, the stroke fails and
// nothing else.
func fillPolygons(img *image.RGBA, at image.Point, polygons [][]point) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("stroke: %v", p)
		}
	}()
	dc := gg.NewContextForRGBA(img)
	dc.SetColor(color.White)
	for _, polygon := range polygons {
		dc.NewSubPath()
		for _, p := range polygon {
			dc.LineTo(p.X-float64(at.X), p.Y-float64(at.Y))
		}
	}
	dc.Fill()
	return nil
}

// alphaMask takes an image's alpha, right of the margin, as the coverage of r.
func alphaMask(img *image.RGBA, r image.Rectangle) *mask {
	m := newMask(r)
	for y := range r.Dy() {
		out, pix := m.run(r.Min.Y+y, r.Min.X, r.Max.X), run(img, y, margin, margin+r.Dx())
		for i := 0; i < len(out); i++ {
			for len(pix) >= 8 && binary.LittleEndian.Uint64(pix) == 0 { // most of a border's mask is empty
				i, pix = i+2, pix[8:]
			}
			if len(pix) > 0 {
				out[i], pix = pix[3], pix[4:]
			}
		}
	}
	return m
}
