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
	if l.Value == "" {
		return nil
	}
	level, share := levels[l.ECC], 0.0
	if l.Logo != "" {
		level, share = code.H, code.MaxHole
	}
	m, err := code.QRAround(l.Value, level, share)
	if err != nil {
		return wrapError(l.ID, fmt.Errorf("value: %w", err))
	}
	if l.Background != nil {
		b.fillBled(bx, l.Radius, l.Background)
	}
	around := float64(m.Size) + 2*l.QuietZone
	at := b.modulesIn(bx, around, around, qrLoss)
	at.x, at.y = at.x+l.QuietZone*at.size, at.y+l.QuietZone*at.size
	b.add(&display.FillPath{
		Path:  qrPath(m, at, l.Rounded),
		Rule:  display.EvenOdd,
		Paint: b.paint(l.Color, at.box(b, 0, 0, float64(m.Size), float64(m.Size))),
	})
	return nil
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

// finderRadii are those of a finder pattern's edge, of the light ring within and of the square in its middle, in
// modules, where modules are circles.
var finderRadii = [3]float64{2.2, 1.4, 1}

// finder outlines a finder pattern whose corner is at a module, for the even-odd rule.
func finder(at modules, x, y, rounded float64) display.Path {
	var path display.Path
	for i, inset := range [3]float64{0, 1, 2} {
		p, q := at.point(x+inset, y+inset), at.point(x+code.Finder-inset, y+code.Finder-inset)
		shape := display.RoundRect{Rect: display.Rect{X0: p.X, Y0: p.Y, X1: q.X, Y1: q.Y}}
		for k := range shape.Corners {
			r := finderRadii[i] * rounded * at.size
			shape.Corners[k] = display.Corner{RX: r, RY: r}
		}
		path = append(path, shape.Path()...)
	}
	return path
}
