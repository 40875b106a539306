package pdf

import "placard/render/display"

// fill paints the inside of a rounded rectangle.
func (c *content) fill(f *display.Fill) {
	color, ok := f.Paint.(display.Color)
	if !ok || color.A == 0 {
		return
	}
	c.op("rg", channel(color.R), channel(color.G), channel(color.B))
	c.op("re", f.Shape.X0, f.Shape.Y0, f.Shape.X1-f.Shape.X0, f.Shape.Y1-f.Shape.Y0)
	c.op("f")
}

// channel is an 8-bit value as PDF has it, 0..1.
func channel(v uint8) float64 { return float64(v) / 255 }
