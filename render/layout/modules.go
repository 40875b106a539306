package layout

import (
	"math"

	"placard/render/display"
)

// modules is where the modules of a code lie: that of column c and row r from x+c·size, y+r·size, device px.
type modules struct {
	x, y, size float64
	sharp      bool // all of these are whole
}

// modulesIn puts columns×rows modules in the middle of a box, as large as they can be: whole px if that makes
// them smaller by no more than loss, a part of their size. They are then sharp and all of one width, which is what
// readers go by; what is turned has no whole px.
func (b *builder) modulesIn(bx box, columns, rows, loss float64) modules {
	w, h := bx.w*b.scale, bx.h*b.scale
	m := modules{size: min(w/columns, h/rows)}
	whole := math.Floor(m.size)
	if m.sharp = b.turn == (display.Turn{}) && whole >= m.size*(1-loss); m.sharp {
		m.size = whole
	}
	m.x, m.y = bx.x*b.scale+(w-columns*m.size)/2, bx.y*b.scale+(h-rows*m.size)/2
	m.x, m.y = m.whole(m.x), m.whole(m.y)
	return m
}

// whole is a place on whole px, if the modules are.
func (m modules) whole(v float64) float64 {
	if m.sharp {
		return math.Round(v)
	}
	return v
}

// box is the box of some modules, in design px.
func (m modules) box(b *builder, x, y, w, h float64) box {
	k := m.size / b.scale
	return box{m.x/b.scale + x*k, m.y/b.scale + y*k, w * k, h * k}
}

func (m modules) point(x, y float64) display.Point {
	return display.Point{X: m.x + x*m.size, Y: m.y + y*m.size}
}
