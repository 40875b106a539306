package layout

import (
	"fmt"

	"placard/render/code"
	"placard/render/display"
	"placard/templates"
)

// qrLoss is how much smaller a QR code may become for sharp modules: less than is seen.
const qrLoss = 0.1

// qr draws a QR code in the middle of its box. One that says nothing is not there.
func (b *builder) qr(l *templates.QR, bx box) error {
	b.report.box(l.Common(), bx, b.scale)
	if l.Value == "" || !b.shows(b.deviceRect(bx)) {
		return nil
	}
	level, share := levels[l.ECC], 0.0
	var picture display.Source
	if l.Logo != "" {
		var err error
		if picture, _, err = b.pictures.Picture(logo(l)); err != nil {
			return wrapError(l.ID, err)
		}
		level, share = code.H, code.MaxHole
	}
	m, err := code.QRAround(l.Value, level, share)
	if err != nil && l.Logo != "" {
		err = fmt.Errorf("%w; or leave out the logo, for which it is H", err)
	}
	if err != nil {
		return wrapError(l.ID, fmt.Errorf("value: %w", err))
	}
	b.ground(&l.Base, l.Background, bx)
	around := float64(m.Size) + 2*l.QuietZone
	at := b.modulesIn(bx, around, around, qrLoss)
	at.x, at.y = at.x+l.QuietZone*at.size, at.y+l.QuietZone*at.size
	b.add(&display.FillPath{
		Path:  qrPath(m, at, l.Rounded),
		Rule:  display.EvenOdd,
		Paint: b.paint(l.Color, at.box(b, 0, 0, float64(m.Size), float64(m.Size))),
	})
	if picture != nil {
		from, side := float64(m.Size-m.Hole)/2+1, float64(m.Hole)-2
		square := at.box(b, from, from, side, side)
		b.place(logo(l), square, picture, b.roundRect(square, templates.Radii{}))
	}
	return nil
}

// logo is the picture in the middle of a QR code as an image layer.
func logo(l *templates.QR) *templates.Image {
	return part(logoPart, l.ID, "logo", l.Logo)
}

var levels = map[templates.ECC]code.Level{
	templates.ECCL: code.L, templates.ECCM: code.M, templates.ECCQ: code.Q, templates.ECCH: code.H,
}

// qrPath outlines the dark modules. Where they are round, each finder pattern is round as a whole: readers look
// for its shape.
func qrPath(m *code.Matrix, at modules, rounded float64) display.Path {
	c := contours{modules: at, size: m.Size, dark: m.Dark, round: rounded / 2}
	if rounded == 0 {
		return c.draw()
	}
	far := m.Size - code.Finder
	c.dark = func(x, y int) bool {
		finder := (x < code.Finder || x >= far) && y < code.Finder || x < code.Finder && y >= far
		return !finder && m.Dark(x, y)
	}
	path := c.draw()
	for _, corner := range [3][2]int{{0, 0}, {far, 0}, {0, far}} {
		path = append(path, finder(at, float64(corner[0]), float64(corner[1]), rounded)...)
	}
	return path
}

// finderRound is the radius of a finder pattern's corners where modules are circles, in halves of its side. It is
// the same part of the light ring within and of the square in the middle: every line through the middle then meets
// dark and light in the widths by which readers know the pattern, however it is turned. Of 0.6, zbar read none
// that was turned by 24 to 54 degrees; of 0.4 it reads as many as of square ones.
const finderRound = 0.4

// finder outlines a finder pattern whose corner is at a module, for the even-odd rule.
func finder(at modules, x, y, rounded float64) display.Path {
	var path display.Path
	for _, inset := range [3]float64{0, 1, 2} {
		p, q := at.point(x+inset, y+inset), at.point(x+code.Finder-inset, y+code.Finder-inset)
		shape := display.RoundRect{Rect: display.Rect{X0: p.X, Y0: p.Y, X1: q.X, Y1: q.Y}}
		for k := range shape.Corners {
			r := finderRound * rounded * (q.X - p.X) / 2
			shape.Corners[k] = display.Corner{RX: r, RY: r}
		}
		path = append(path, shape.Path()...)
	}
	return path
}
