package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

// paint resolves a paint over a box, in device px.
func (b *builder) paint(p templates.Paint, bx box) display.Paint {
	s := b.scale
	switch p := p.(type) {
	case templates.Color:
		return display.Color(p)
	case *templates.LinearGradient:
		from, to := gradientLine(p.Angle, bx)
		return &display.LinearGradient{
			From:  display.Point{X: from.X * s, Y: from.Y * s},
			To:    display.Point{X: to.X * s, Y: to.Y * s},
			Stops: gradientStops(p.Stops, p.Space),
		}
	case *templates.RadialGradient:
		cx, cy := p.Center[0]*bx.w, p.Center[1]*bx.h
		corner := math.Hypot(max(cx, bx.w-cx), max(cy, bx.h-cy))
		return &display.RadialGradient{
			Center: display.Point{X: (bx.x + cx) * s, Y: (bx.y + cy) * s},
			Radius: max(p.Radius*corner*s, minRadius),
			Stops:  gradientStops(p.Stops, p.Space),
		}
	case *templates.ConicGradient:
		return &display.ConicGradient{
			Center: display.Point{X: (bx.x + p.Center[0]*bx.w) * s, Y: (bx.y + p.Center[1]*bx.h) * s},
			Angle:  p.Angle,
			Stops:  gradientStops(p.Stops, p.Space),
		}
	case *templates.ImagePaint:
		return b.picturePaint(p, bx)
	}
	return display.Color{}
}

// minRadius keeps the gradient of an empty box from dividing by zero.
const minRadius = 1e-3

// gradientLine is the CSS gradient line (CSS Images 3, section 3.1.1): through the box's centre, of
// length |w·sin a| + |h·cos a|, so that the corners get exactly the end colours.
func gradientLine(degrees float64, bx box) (from, to display.Point) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	half := (math.Abs(bx.w*sin) + math.Abs(bx.h*cos)) / 2
	cx, cy := bx.x+bx.w/2, bx.y+bx.h/2
	return display.Point{X: cx - sin*half, Y: cy + cos*half}, display.Point{X: cx + sin*half, Y: cy - cos*half}
}

// stops fills up to both ends, as the colours of the first and last stop go on beyond them.
func stops(in []templates.Stop) []display.Stop {
	out := make([]display.Stop, 0, len(in)+2)
	for _, s := range in {
		out = append(out, display.Stop{At: s.At, Color: display.Color(s.Color)})
	}
	if first := out[0]; first.At > 0 {
		out = append([]display.Stop{{At: 0, Color: first.Color}}, out...)
	}
	if last := out[len(out)-1]; last.At < 1 || len(out) == 1 {
		out = append(out, display.Stop{At: 1, Color: last.Color})
	}
	return out
}
