package widget

import (
	"fmt"
	"math"

	"placard/templates"
)

// rating is a row of marks, each as large as the box allows, from its left side and in the middle of its height.
// Of one that is filled in part, the fill is cut off where the part ends.
func (s *sheet) rating(r *templates.Rating) error {
	count := float64(r.Max)
	side := min(s.h, (s.w-(count-1)*r.Gap)/count)
	if side <= 0 {
		return fmt.Errorf("gap: %d marks have no room in %v px between gaps of %v px; make them smaller", r.Max, s.w, r.Gap)
	}
	y := (s.h - side) / 2
	at := func(i int) float64 { return float64(i) * (side + r.Gap) }
	row := func(from, to int) *outline {
		var o outline
		for i := from; i < to; i++ {
			o.mark(r.Shape, at(i), y, side)
		}
		return &o
	}
	value := min(max(r.Value, 0), count)
	whole := int(value)
	part := value - math.Floor(value)
	s.fill(row(whole, r.Max), r.Track)
	s.fill(row(0, whole), r.Fill)
	if part > 0 {
		s.clipped(frame{at(whole), 0, at(whole) + part*side, s.h}, func() { s.fill(row(whole, whole+1), r.Fill) })
	}
	return nil
}
