package render

import (
	"errors"
	"slices"
	"strings"

	"placard/render/pdf"
	"placard/templates"
)

// PDFOptions say how the pages of a PDF look. Lengths are px of 1/96 inch on the paper; ParseLength reads
// them in other units.
type PDFOptions struct {
	Paper       string  // one of PaperSizes, in any case; empty: as large as the design, and the margin
	Orientation string  // of the paper: auto, portrait, landscape; empty: auto, as the design
	Margin      float64 // on each side
	Fit         string  // on the paper, within the margin: contain, cover, none; empty: contain
	Bleed       float64 // what is printed beyond the edge of the paper
	CropMarks   bool    // where to cut, outside of the bleed
	DPI         int     // of what is drawn in pixels, MinDPI..MaxDPI; 0: DefaultDPI
	Archive     bool    // PDF/A-2b (ISO 19005-2)
}

const (
	// DefaultDPI is two pixels for each design px on a page of the design's size.
	DefaultDPI = pdf.DefaultDPI
	// MinDPI is where a page on a screen begins to look coarse.
	MinDPI = 72
	// MaxDPI is what printers resolve of a photo, and more.
	MaxDPI = 600
)

// PaperSizes are the names of the sizes of paper that there are.
func PaperSizes() []string { return pdf.Papers() }

// The values of the options that are words, the default first.
var (
	orientations = []string{string(pdf.Auto), string(pdf.Portrait), string(pdf.Landscape)}
	paperFits    = []string{string(pdf.Contain), string(pdf.Cover), string(pdf.None)}
)

// resolve fills in defaults and checks ranges.
func (o PDFOptions) resolve() (PDFOptions, error) {
	if o.DPI == 0 {
		o.DPI = DefaultDPI
	}
	var errs [3]error
	if o.Paper != "" {
		o.Paper, errs[0] = oneOf("paper_size", o.Paper, PaperSizes())
	}
	o.Orientation, errs[1] = oneOf("orientation", o.Orientation, orientations)
	o.Fit, errs[2] = oneOf("fit", o.Fit, paperFits)
	for _, err := range errs {
		if err != nil {
			return o, err
		}
	}
	if o.DPI < MinDPI || o.DPI > MaxDPI {
		return o, invalid("dpi: %d is not in %d..%d", o.DPI, MinDPI, MaxDPI)
	}
	return o, nil
}

// oneOf finds a word as it is usually written; an empty one is the first.
func oneOf(option, given string, known []string) (string, error) {
	if given == "" {
		return known[0], nil
	}
	if i := slices.IndexFunc(known, func(name string) bool { return strings.EqualFold(name, given) }); i >= 0 {
		return known[i], nil
	}
	if near := templates.Nearest(given, known); near != "" {
		return "", invalid("%s: %.40q is not one of %s; did you mean %s?", option, given, strings.Join(known, ", "), near)
	}
	return "", invalid("%s: %.40q is not one of %s", option, given, strings.Join(known, ", "))
}

// first names the first option that is given.
func (o PDFOptions) first() string {
	for _, option := range []struct {
		name  string
		given bool
	}{
		{"paper_size", o.Paper != ""}, {"orientation", o.Orientation != ""}, {"margin", o.Margin != 0}, {"fit", o.Fit != ""},
		{"bleed", o.Bleed != 0}, {"crop_marks", o.CropMarks}, {"dpi", o.DPI != 0},
	} {
		if option.given {
			return option.name
		}
	}
	return "pdfa"
}

// place puts a design, in px of its list without the bleed, on paper.
func (o PDFOptions) place(width, height int) (pdf.Sheet, error) {
	sheet, err := pdf.Place(float64(width), float64(height), pdf.Layout{
		Paper: o.Paper, Orientation: pdf.Orientation(o.Orientation), Fit: pdf.Fit(o.Fit),
		Margin: o.Margin, Bleed: o.Bleed, CropMarks: o.CropMarks,
	})
	var refused *pdf.LayoutError
	if errors.As(err, &refused) {
		return sheet, invalid("%s: %s", placeOptions[refused.Field], refused.Reason)
	}
	return sheet, err
}

// placeOptions are our names of what pdf.Place refuses.
var placeOptions = map[string]string{
	"Paper": "paper_size", "Orientation": "orientation", "Fit": "fit", "Margin": "margin", "Bleed": "bleed", "Size": "scale",
}
