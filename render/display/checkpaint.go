package display

import (
	"fmt"
)

func checkPaint(p Paint) *Error {
	switch p := p.(type) {
	case Color:
		return nil
	case *LinearGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.from", p.From), checkPoint("paint.to", p.To), checkStops(p.Stops))
	case *RadialGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.center", p.Center), within("paint.radius", p.Radius, 0, 2*MaxCoordinate), checkStops(p.Stops))
	case *ConicGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.center", p.Center), within("paint.angle", p.Angle, -MaxAngle, MaxAngle), checkStops(p.Stops))
	default:
		return bad("paint", "%T is not a paint", p)
	}
}

func checkStops(stops []Stop) *Error {
	if len(stops) < 2 || len(stops) > MaxStops {
		return bad("paint.stops", "%d is not in 2..%d", len(stops), MaxStops)
	}
	if first, last := stops[0].At, stops[len(stops)-1].At; first != 0 || last != 1 {
		return bad("paint.stops", "they run from %v to %v, not from 0 to 1", first, last)
	}
	for i := 1; i < len(stops); i++ {
		if at, before := stops[i].At, stops[i-1].At; !(at >= before) {
			return bad(fmt.Sprintf("paint.stops[%d].at", i), "%v is less than %v before it", at, before)
		}
	}
	return nil
}
