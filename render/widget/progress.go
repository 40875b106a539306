package widget

import (
	"errors"
	"fmt"
	"math"

	"placard/templates"
)

// progress is a bar or a ring. Its paints spread over all of it, so that a gradient shows as far as it is filled.
func (s *sheet) progress(p *templates.Progress) error {
	if p.Max == 0 {
		return errors.New("max: 0 leaves nothing to be a part of; write what is a whole")
	}
	part := min(max(p.Value/p.Max, 0), 1)
	if p.Shape == templates.ProgressionRing {
		return s.ring(p, part)
	}
	s.bar(p, 1, p.Track)
	s.bar(p, part, p.Fill)
	return nil
}

// bar fills a part of the width. Its ends are round, or have the layer's radius; the end of a part is that of
// the whole, moved: so it is within the whole however small it is.
func (s *sheet) bar(p *templates.Progress, part float64, paint templates.Paint) {
	end := s.w * part
	if end == 0 {
		return
	}
	r := p.Radius[0]
	if p.Cap == templates.CapRound {
		r = s.h / 2
	}
	r = min(r, s.h/2, s.w/2)
	var o outline
	if r == 0 {
		o.rect(frame{0, 0, end, s.h})
		s.fill(&o, paint)
		return
	}
	left, right := min(r, end/2), max(end-r, end/2) // where the corners begin, or meet
	lift := r - math.Sqrt(max(0, r*r-(r-left)*(r-left)))
	o.move(left, lift)
	if right > left {
		o.line(right, lift)
	}
	o.arc(r, true, end, r)
	o.line(end, s.h-r)
	o.arc(r, true, right, s.h-lift)
	if right > left {
		o.line(left, s.h-lift)
	}
	o.arc(r, true, 0, s.h-r)
	o.line(0, r)
	o.arc(r, true, left, lift)
	o.close()
	s.fill(&o, paint)
}

// ringPart is how thick a ring is unless the layer says, in parts of its width.
const ringPart = 1.0 / 8

// ring is a stroke along a circle, or along an arc of it.
func (s *sheet) ring(p *templates.Progress, part float64) error {
	side := min(s.w, s.h)
	width := p.Thickness
	if width == 0 {
		width = side * ringPart
	}
	if width > side/2 {
		return fmt.Errorf("thickness: %v px is more than half of the ring's %v px; make it thinner", width, side)
	}
	arc := func(degrees float64, paint templates.Paint) {
		if degrees == 0 {
			return
		}
		var o outline
		cx, cy, r := s.w/2, s.h/2, (side-width)/2
		o.move(around(cx, cy, r, p.Start))
		o.sweep(cx, cy, r, p.Start, degrees)
		if degrees == 360 {
			o.close()
		}
		s.stroke(&o, width, p.Cap, paint)
	}
	arc(p.Sweep, p.Track)
	arc(p.Sweep*part, p.Fill)
	return nil
}
