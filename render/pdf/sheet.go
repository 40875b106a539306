package pdf

import (
	"fmt"
	"math"
	"strings"

	"placard/render/display"
)

// Layout says how a picture is put on paper. Lengths are px of 1/96 inch on the paper.
type Layout struct {
	Paper       string      // one of Papers; empty: as large as the picture and its margin
	Orientation Orientation // of Paper; empty: Auto
	Fit         Fit         // into Paper within the margin; empty: Contain
	Margin      float64     // px on each side
	Bleed       float64     // px that are printed beyond the edge of the paper, to be cut off
	CropMarks   bool        // lines at the corners, outside of the bleed, where to cut
}

// Orientation is how paper is turned.
type Orientation string

// The orientations.
const (
	Auto      Orientation = "auto" // as the picture
	Portrait  Orientation = "portrait"
	Landscape Orientation = "landscape"
)

// Fit is how a picture fills the paper. It stays in the middle.
type Fit string

// The fits.
const (
	Contain Fit = "contain" // whole, as large as the paper allows
	Cover   Fit = "cover"   // the paper full, with what hangs over cut off
	None    Fit = "none"    // at 96 px per inch, with what hangs over cut off
)

// Sheet says how large a page is and where on it its list goes. Boxes are in pt from the top left of the
// sheet, y down; an empty one is the whole sheet.
type Sheet struct {
	Width, Height float64      // pt, 1/72 inch: the media box, with the bleed and the crop marks
	X, Y          float64      // pt from the top left of the sheet to that of the list
	Scale         float64      // pt per px of the list
	Bleed         int          // px by which the list is larger than the picture, on each side
	TrimBox       display.Rect // the paper once it is cut
	BleedBox      display.Rect // what is printed
	Clip          display.Rect // what of the list shows
	CropMarks     bool
}

// LayoutError says which field of a Layout cannot be.
type LayoutError struct {
	Field, Reason string
}

func (e *LayoutError) Error() string { return "pdf: " + e.Field + ": " + e.Reason }

// MaxBleed is an inch, in px. Printers ask for 3 mm, those of boxes for 10.
const MaxBleed = 96

// The sides of a page in pt that every reader takes (ISO 19005-2, 6.1.13).
const (
	minSide = 3
	maxSide = 14400
)

// nearPx is how far from the edge of the paper a picture may end that is meant to reach it, in px of the list:
// 210×297 mm are not a whole number of them.
const nearPx = 0.51

// Place puts a picture, width×height px without its bleed, on a sheet. The list of the page is to be larger by
// the Bleed of the sheet on each side. Errors are *LayoutError.
func Place(width, height float64, o Layout) (Sheet, error) {
	if err := o.check(); err != nil {
		return Sheet{}, err
	}
	if !(width > 0 && height > 0) || math.IsInf(width, 0) || math.IsInf(height, 0) {
		return Sheet{}, &LayoutError{"Size", "must be more than nothing"}
	}
	paperWidth, paperHeight := o.paper(width, height)
	margin, bleed, around := o.Margin*ptPx, o.Bleed*ptPx, o.around()
	trim := rectangle(around, around, paperWidth, paperHeight)
	area := grow(trim, -margin)
	if o.Paper != "" && min(area.X1-area.X0, area.Y1-area.Y0) < minSide {
		return Sheet{}, &LayoutError{"Margin", "leaves no room for the picture"}
	}
	s := Sheet{
		Width: paperWidth + 2*around, Height: paperHeight + 2*around, Scale: o.scale(width, height, area),
		TrimBox: trim, BleedBox: grow(trim, bleed), CropMarks: o.CropMarks,
	}
	if min(paperWidth, paperHeight) < minSide || max(s.Width, s.Height) > maxSide {
		return Sheet{}, &LayoutError{"Paper", fmt.Sprintf("a page of %.4g×%.4g pt is not within %d..%d", s.Width, s.Height, minSide, maxSide)}
	}
	s.place(width, height, area, bleed)
	return s, nil
}

// place finds where the list goes and what of it shows. Where the picture reaches the edge of the paper it goes
// on into the bleed, elsewhere it ends where it ends.
func (s *Sheet) place(width, height float64, area display.Rect, bleed float64) {
	w, h := width*s.Scale, height*s.Scale
	picture := rectangle((area.X0+area.X1-w)/2, (area.Y0+area.Y1-h)/2, w, h)
	s.Clip = display.Rect{
		X0: max(picture.X0, area.X0), Y0: max(picture.Y0, area.Y0),
		X1: min(picture.X1, area.X1), Y1: min(picture.Y1, area.Y1),
	}
	near := s.Scale * nearPx
	for _, side := range []struct {
		at         *float64
		trim, edge float64
	}{
		{&s.Clip.X0, s.TrimBox.X0, s.BleedBox.X0}, {&s.Clip.Y0, s.TrimBox.Y0, s.BleedBox.Y0},
		{&s.Clip.X1, s.TrimBox.X1, s.BleedBox.X1}, {&s.Clip.Y1, s.TrimBox.Y1, s.BleedBox.Y1},
	} {
		if math.Abs(*side.at-side.trim) < near {
			*side.at = side.edge
		}
	}
	if bleed > 0 {
		s.Bleed = int(math.Ceil(bleed/s.Scale + nearPx)) // whole px, as lists are; Clip cuts what is too much
	}
	s.X = picture.X0 - float64(s.Bleed)*s.Scale
	s.Y = picture.Y0 - float64(s.Bleed)*s.Scale
}

func (o *Layout) check() error {
	_, _, known := paperNamed(o.Paper)
	switch {
	case o.Paper != "" && !known:
		return &LayoutError{"Paper", fmt.Sprintf("there is no %q, but %s", o.Paper, strings.Join(Papers(), ", "))}
	case o.Orientation != "" && o.Orientation != Auto && o.Orientation != Portrait && o.Orientation != Landscape:
		return &LayoutError{"Orientation", fmt.Sprintf("there is no %q, but auto, portrait and landscape", o.Orientation)}
	case o.Fit != "" && o.Fit != Contain && o.Fit != Cover && o.Fit != None:
		return &LayoutError{"Fit", fmt.Sprintf("there is no %q, but contain, cover and none", o.Fit)}
	case !(o.Margin >= 0 && o.Margin <= maxSide):
		return &LayoutError{"Margin", fmt.Sprintf("must be 0 to %d px", maxSide)}
	case !(o.Bleed >= 0 && o.Bleed <= MaxBleed):
		return &LayoutError{"Bleed", fmt.Sprintf("must be 0 to %d px", MaxBleed)}
	case o.Paper == "" && (o.Orientation == Portrait || o.Orientation == Landscape):
		return &LayoutError{"Orientation", "needs a paper size"}
	case o.Paper == "" && (o.Fit == Cover || o.Fit == None):
		return &LayoutError{"Fit", "needs a paper size"}
	}
	return nil
}

// paper is the size of the cut page in pt.
func (o *Layout) paper(width, height float64) (w, h float64) {
	if o.Paper == "" {
		return (width + 2*o.Margin) * ptPx, (height + 2*o.Margin) * ptPx
	}
	w, h, _ = paperNamed(o.Paper)
	if o.Orientation == Landscape || o.Orientation != Portrait && width > height {
		return h, w
	}
	return w, h
}

// scale is pt per px of a picture that is to fit into an area.
func (o *Layout) scale(width, height float64, area display.Rect) float64 {
	x, y := (area.X1-area.X0)/width, (area.Y1-area.Y0)/height
	switch {
	case o.Paper == "" || o.Fit == None:
		return ptPx
	case o.Fit == Cover:
		return max(x, y)
	default:
		return min(x, y)
	}
}

// around is what the sheet has beyond the paper on each side, in pt: the bleed, or the crop marks outside of it.
func (o *Layout) around() float64 {
	if o.CropMarks {
		return markStart(o.Bleed*ptPx) + markLength + markMargin
	}
	return o.Bleed * ptPx
}

// rectangle is a rectangle of a size.
func rectangle(x, y, width, height float64) display.Rect {
	return display.Rect{X0: x, Y0: y, X1: x + width, Y1: y + height}
}

// grow moves each side of a rectangle outwards.
func grow(r display.Rect, by float64) display.Rect {
	return display.Rect{X0: r.X0 - by, Y0: r.Y0 - by, X1: r.X1 + by, Y1: r.Y1 + by}
}
