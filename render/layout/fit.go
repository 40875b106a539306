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
// Fit: shrink it is the largest size that fits, not smaller than the minimum; else the size asked for.
func (s *shaped) fit(bx box) (size float64, lines []textLine, fits bool) {
	l := s.layer
	lines = s.wrap(l.FontSize, bx.w)
	fits = s.fitsIn(lines, l.FontSize, bx)
	smallest := min(l.MinFontSize, l.FontSize)
	if fits || l.Fit != templates.FitShrink || smallest == l.FontSize {
		return l.FontSize, lines, fits
	}
	size, lines = smallest, s.wrap(smallest, bx.w)
	if !s.fitsIn(lines, size, bx) {
		return size, lines, false
	}
	grain := max(fitGrain, (l.FontSize-smallest)/(1<<maxFitSteps))
	low, high := 0, int(math.Ceil((l.FontSize-smallest)/grain)) // low fits, high does not
	for high-low > 1 {
		mid := (low + high) / 2
		at := smallest + float64(mid)*grain
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
		if line.broken && l.Fit == templates.FitShrink || line.wider(bx.w, size) {
			return false
		}
	}
	return true
}

// wider tells whether a line at a size in px does not fit a width in px.
func (l textLine) wider(width, size float64) bool { return l.width*size > width*(1+fitSlack) }
