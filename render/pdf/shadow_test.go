package pdf

import (
	"testing"

	"placard/render/display"
)

func cast(box display.RoundRect, dx, dy, sigma float64, color display.Color) *display.Shadow {
	s := box
	s.X0, s.Y0, s.X1, s.Y1 = s.X0+dx, s.Y0+dy, s.X1+dx, s.Y1+dy
	return &display.Shadow{Shape: s, Sigma: sigma, Hole: box, Color: color}
}

func TestShadows(t *testing.T) {
	card, pill, circle, bare := rounded(40, 30, 220, 130, 16), rounded(260, 40, 440, 90, 25), rounded(60, 180, 160, 280, 50), rounded(220.5, 170.3, 300.2, 290.7, 0)
	glass := rounded(340, 150, 450, 290, 20)
	alike(t, sheet(
		cast(card, 0, 10, 14, clear(black, 120)), &display.Fill{Shape: card, Paint: hex(0xffffff)},
		cast(pill, 4, 4, 3, hex(0x1d4ed8)), &display.Fill{Shape: pill, Paint: hex(0xfde68a)},
		cast(circle, 0, 0, 8, hex(0xdc2626)), &display.Fill{Shape: circle, Paint: hex(0xffffff)},
		cast(bare, 12, 12, 0, clear(black, 90)), &display.Fill{Shape: bare, Paint: hex(0xffffff)},
		cast(glass, 0, 6, 10, clear(black, 160)), &display.Fill{Shape: glass, Paint: clear(hex(0x22c55e), 60)},
	), tolerance{mean: 0.7, worst: 10})
}

// sunk is a shadow that falls into a box.
func sunk(box display.RoundRect, dx, dy, sigma float64, color display.Color) *display.Shadow {
	s := cast(box, dx, dy, sigma, color)
	s.Inset = true
	return s
}

// TestInsetShadows draws shadows in boxes: soft and sharp, spread, over the edge of the canvas, and with more corner
// than a mesh has points for.
func TestInsetShadows(t *testing.T) {
	alike(t, insetShadows(), tolerance{mean: 0.7, worst: 16}) // viewers step over the triangles of a steep blur
}

// insetShadows is boxes into which shadows fall.
func insetShadows() *display.List {
	card, pill, circle, edge := rounded(40, 30, 220, 130, 16), rounded(260.5, 40.5, 440.5, 90.5, 25), rounded(40, 170, 160, 290, 60), rounded(400, 120, 520, 220, 12)
	spread := sunk(card, 0, 0, 6, clear(hex(0x1d4ed8), 200))
	spread.Shape = rounded(60, 50, 200, 110, 4)
	gone := sunk(rounded(200, 120, 260, 160, 8), 0, 0, 5, clear(black, 100))
	gone.Shape = rounded(230, 140, 230, 140, 0)
	return sheet(
		&display.Fill{Shape: card, Paint: hex(0xffffff)}, spread,
		sunk(pill, 3, 5, 0, clear(black, 120)),
		sunk(circle, 10, 12, 12, hex(0x7c2d12)),
		&display.Fill{Shape: edge, Paint: hex(0xfde68a)}, sunk(edge, -4, 4, 9, clear(black, 160)),
		gone,
		sunk(rounded(180, 180, 380, 310, 60), 4, 4, 1, clear(black, 200)),
	)
}
