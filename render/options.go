package render

import (
	"math"
	"slices"
	"strings"

	"placard/render/display"
	"placard/templates"
)

const (
	// DefaultQuality is what the eye takes for the original at the sizes that cards are shown.
	DefaultQuality = 80
	// MinScale bounds how small a picture may be against its design: a card becomes an icon.
	MinScale = 0.05
	// MaxScale bounds how large: beyond 4 even a phone's screen has no use for the pixels.
	MaxScale = 4.0
)

// Options say how to render a document.
type Options struct {
	Format      Format
	Quality     int     // 1..100, of a JPEG as in libjpeg, of a lossy WebP as in cwebp; 0: DefaultQuality
	Lossless    bool    // WebP only: keep every pixel
	Effort      Effort  // of pictures, but not of a lossless WebP
	Chroma      Chroma  // JPEG only, also as 420; zero: by quality
	Progressive bool    // JPEG only: it is shown coarse at first
	Colors      int     // PNG only: how many there may be, MinColors..MaxColors; 0: all
	Dither      bool    // with Colors: mix those there are where one is missing
	Scale       float64 // device px per design px, MinScale..MaxScale; 0: 1
	Page        int     // which page, from 1; 0: all in a PDF, the first in a picture
	PDF         PDFOptions
	MaxBytes    int  // of the file; to meet it quality, chroma, colours of a PNG and then scale are lowered, of a PDF the DPI; 0: no limit
	Blurhash    bool // fill in Output.Blurhash
	Report      bool // fill in Output.Report

	surveyed bool // lay out and report, and draw nothing
}

// resolve fills in defaults and checks ranges.
func (o Options) resolve() (Options, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	if err := o.check(); err != nil {
		return o, err
	}
	o, err := o.resolveEncoding()
	if err == nil && o.Format == PDF {
		o.PDF, err = o.PDF.resolve()
	}
	return o, err
}

// fits refuses a document that is too large at the scale.
func (o Options) fits(doc *templates.Document, maxPixels int) error {
	w, h := math.Round(float64(doc.Width)*o.Scale), math.Round(float64(doc.Height)*o.Scale)
	if w > display.MaxSide || h > display.MaxSide {
		return tooLarge("scale: %.0f×%.0f px is more than %d px on a side; ask for a smaller scale", w, h, display.MaxSide)
	}
	if w*h > float64(maxPixels) {
		return tooLarge("scale: %.0f×%.0f px is more than the %d px that this server draws; ask for a smaller scale", w, h, maxPixels)
	}
	return nil
}

// check refuses what is out of range or does not go together.
func (o Options) check() error {
	switch {
	case !slices.Contains([]Format{JPEG, PNG, WebP, PDF, Raw}, o.Format):
		return invalid("format: %q is not one of %s", o.Format, strings.Join(Extensions, ", "))
	case !(o.Scale >= MinScale && o.Scale <= MaxScale): // refuses NaN too
		return invalid("scale: %v is not in %v..%v", o.Scale, MinScale, MaxScale)
	case o.Page < 0:
		return invalid("page: %d is less than 1", o.Page)
	case o.Format != PDF && o.PDF != PDFOptions{}:
		return invalid("%s: only a PDF has that; leave it out, or ask for pdf", o.PDF.first())
	case o.MaxBytes < 0:
		return invalid("max_bytes: %d is less than 0", o.MaxBytes)
	}
	return nil
}
