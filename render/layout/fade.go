package layout

import (
	"math"
	"slices"

	"placard/render/display"
)

func fadeAlpha(alpha uint8, opacity float64) uint8 {
	return uint8(math.Round(float64(alpha) * opacity))
}

func fadeColor(c display.Color, opacity float64) display.Color {
	c.A = fadeAlpha(c.A, opacity)
	return c
}

// fadeFill gives a paint an opacity, unless it is a picture, which has none.
func fadeFill(p *display.Paint, opacity float64) bool {
	if _, picture := (*p).(*display.ImagePaint); picture {
		return false
	}
	*p = fadePaint(*p, opacity)
	return true
}

func fadePaint(p display.Paint, opacity float64) display.Paint {
	fadeStops := func(stops []display.Stop) []display.Stop {
		out := slices.Clone(stops)
		for i := range out {
			out[i].Color = fadeColor(out[i].Color, opacity)
		}
		return out
	}
	switch p := p.(type) {
	case display.Color:
		return fadeColor(p, opacity)
	case *display.LinearGradient:
		return &display.LinearGradient{From: p.From, To: p.To, Stops: fadeStops(p.Stops)}
	case *display.RadialGradient:
		out := *p
		out.Stops = fadeStops(p.Stops)
		return &out
	case *display.ConicGradient:
		return &display.ConicGradient{Center: p.Center, Angle: p.Angle, Stops: fadeStops(p.Stops)}
	}
	return p
}
