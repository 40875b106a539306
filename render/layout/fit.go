package layout

import (
	"math"

	"placard/templates"
)

// maxFitSteps bounds the search for a size. 12 halvings of a range of 1000 px leave a quarter of a px.
const maxFitSteps = 12

// fitGrain is the smallest difference of size, px, that the search looks at: a finer one is not seen,
// and sizes on a grid share their glyph masks.
const fitGrain = 0.25

// fit returns the size in px to set the text at, its lines there, and whether they fit the box. With
// Fit: shrink it is the largest size that fits, not smaller than the minimum; with grow_shrink it may be larger as
// well; else the size asked for.
func (s *shaped) fit(bx box) (size float64, lines []textLine, fits bool) {
	l := s.layer
	asked := l.FontSize
	if s.fixed > 0 {
		asked = s.fixed
	}
	lines = s.wrap(asked, bx.w)
	fits = s.fitsIn(lines, asked, bx)
	switch {
	case s.fixed > 0, !fits && l.Fit == templates.FitNone, fits && l.Fit != templates.FitGrowShrink:
		return asked, lines, fits
	case fits:
		return s.largest(asked, max(asked, l.MaxFontSize), lines, bx)
	}
	smallest := min(l.MinFontSize, asked)
	if smallest == asked {
		return asked, lines, false
	}
	if lines = s.wrap(smallest, bx.w); !s.fitsIn(lines, smallest, bx) {
		return smallest, lines, false
	}
	return s.largest(smallest, asked, lines, bx)
}

// largest is the largest size at which the text fits a box, from one where it does, with its lines, up to a bound.
func (s *shaped) largest(from, to float64, lines []textLine, bx box) (float64, []textLine, bool) {
	size := from
	grain := max(fitGrain, (to-from)/(1<<maxFitSteps))
	low, high := 0, int(math.Ceil((to-from)/grain)) // low fits; high is beyond, or does not
	if s.layer.Fit == templates.FitGrowShrink {
		high++
	}
	for high-low > 1 {
		mid := (low + high) / 2
		at := min(to, from+float64(mid)*grain)
		if try := s.wrap(at, bx.w); s.fitsIn(try, at, bx) {
			low, size, lines = mid, at, try
		} else {
			high = mid
		}
	}
	return size, lines, true
}

// fitsIn tells whether lines need no cut: few enough, not too tall, no word broken or too wide.
func (s *shaped) fitsIn(lines []textLine, size float64, bx box) bool {
	l := s.layer
	if l.MaxLines > 0 && len(lines) > l.MaxLines {
		return false
	}
	if bx.h > 0 && float64(len(lines))*l.LineHeight.Of(size, l.FontSize) > bx.h*(1+fitSlack) {
		return false
	}
	for _, line := range lines {
		if line.broken && l.Fit != templates.FitNone || line.wider(bx.w, size) {
			return false
		}
	}
	return true
}

// wider tells whether a line at a size in px does not fit a width in px.
func (l textLine) wider(width, size float64) bool { return l.width*size > width*(1+fitSlack) }
