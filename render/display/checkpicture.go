package display

import "image"

// checkImage checks where a picture's pixels come from and go to.
func checkImage(field string, src Source, crop, dest Rect) *Error {
	if src == nil {
		return bad(field+"source", "it is nil")
	}
	if e := checkRect("dest", dest); e != nil {
		return e.of(field)
	}
	w, h := src.Size()
	if w < 1 || h < 1 || w > MaxSourceSide || h > MaxSourceSide {
		return bad(field+"source", "%d×%d px is not in 1..%d", w, h, MaxSourceSide)
	}
	right, bottom := float64(w)+cropSlack, float64(h)+cropSlack
	if e := firstOf(
		within("crop.x0", crop.X0, -cropSlack, right), within("crop.x1", crop.X1, -cropSlack, right),
		within("crop.y0", crop.Y0, -cropSlack, bottom), within("crop.y1", crop.Y1, -cropSlack, bottom)); e != nil {
		return e.of(field)
	}
	if crop.Empty() {
		return bad(field+"crop", "it has no area")
	}
	return nil
}

// cropSlack is how far in px a crop may reach over the source: rounding while it was computed. Back ends
// move it back.
const cropSlack = 1e-3

func (c *checker) picture(p *Picture) *Error {
	if p == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(checkImage("", p.Source, p.Crop, p.Dest), checkRoundRect("clip", &p.Clip), checkTurn("turn", p.Turn)); e != nil {
		return e
	}
	return c.spendPicture(p, p.Bounds().Intersect(c.view()))
}

// spendPicture charges for some pixels of a picture. Those of an oblique one are made twice: upright, and from
// that as they lie.
func (c *checker) spendPicture(p *Picture, box image.Rectangle) *Error {
	work := float64(pictureWork)
	if l, ok := p.Source.(Laborious); ok {
		work += l.Work()
	}
	if !p.Turn.oblique() {
		return c.spend(area(box), work)
	}
	upright := p.Turn.Seen(box).Intersect(p.Dest).Intersect(p.Clip.Rect).Pixels()
	if e := c.spend(area(upright), work); e != nil {
		return e
	}
	return c.spend(area(box), turnedPictureWork)
}

// checkMask checks all of a mask but its path.
func checkMask(m Mask) *Error {
	switch m := m.(type) {
	case nil:
		return nil
	case *PathMask:
		if m == nil {
			return bad("mask", "it is nil")
		}
		if m.Rule > EvenOdd {
			return bad("mask.rule", "%d is unknown", m.Rule)
		}
		return nil
	case *PictureMask:
		if m == nil {
			return bad("mask", "it is nil")
		}
		return checkImage("mask.", m.Source, m.Crop, m.Dest)
	default:
		return bad("mask", "%T is not a mask", m)
	}
}

// mask charges for the mask of a group, some pixels of which show.
func (c *checker) mask(g *PushGroup, box image.Rectangle) *Error {
	pixels := area(box)
	switch m := g.Mask.(type) {
	case *PathMask:
		if e := c.contour(m.Path); e != nil {
			return e.of("mask.")
		}
		return c.spend(pixels, maskWork)
	case *PictureMask:
		return firstOf(c.borrow("mask", pixels), c.spend(pixels, groupWork+maskWork), c.spendPicture(m.Picture(g.Turn), box))
	default:
		return nil
	}
}

// borrow checks that there is room for pixels that one operation needs beside the layers.
func (c *checker) borrow(field string, pixels float64) *Error {
	if float64(c.layerPixels)+pixels > MaxLayerPixels {
		return bad(field, "with the layers of its groups it needs more than %d pixels", MaxLayerPixels)
	}
	return nil
}

// Picture is what the mask shows as much of as it covers.
func (m *PictureMask) Picture(t Turn) *Picture { return wholePicture(m.Source, m.Crop, m.Dest, t) }

// Picture is what the paint shows through a shape.
func (p *ImagePaint) Picture() *Picture { return wholePicture(p.Source, p.Crop, p.Dest, p.Turn) }

func wholePicture(s Source, crop, dest Rect, t Turn) *Picture {
	return &Picture{Source: s, Crop: crop, Dest: dest, Clip: RoundRect{Rect: dest}, Alpha: 255, Turn: t}
}
