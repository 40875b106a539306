package render

import (
	"image"
	"math"
	"slices"
	"strings"

	"placard/render/display"
	"placard/render/encode"
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

// Chroma is how finely a JPEG keeps colour against brightness.
type Chroma string

// The ways of keeping colour. The zero value chooses by quality: a sample for each pixel from
// ChromaQuality up, else one for four.
const (
	Chroma444 Chroma = "4:4:4" // one sample a pixel: coloured letters and thin lines stay sharp
	Chroma420 Chroma = "4:2:0" // one sample for 2×2 px: the eye does not miss it in photos
)

// ChromaQuality is the least quality whose files keep all colour: one who asks for more than the eye can tell
// in a photo has letters or flat colours, or wants to work on with the picture.
const ChromaQuality = 90

// Options say how to render a document.
type Options struct {
	Format   Format
	Quality  int     // 1..100 as in libjpeg, JPEG only; 0: DefaultQuality
	Chroma   Chroma  // JPEG only; zero: by quality
	Scale    float64 // device px per design px, MinScale..MaxScale; 0: 1
	Page     int     // which page, from 1; 0: all in a PDF, the first in a picture
	PDF      PDFOptions
	MaxBytes int  // of the file; to meet it quality, chroma and then scale are lowered, of a PDF the DPI; 0: no limit
	Blurhash bool // fill in Output.Blurhash
	Report   bool // fill in Output.Report

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
	if o.Format == JPEG && o.Quality == 0 {
		o.Quality = DefaultQuality
	}
	if o.Format != PDF {
		return o, nil
	}
	var err error
	o.PDF, err = o.PDF.resolve()
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

// withoutQuality says of the formats that have none why that is so.
var withoutQuality = map[Format]string{
	PNG: "PNG is lossless", WebP: "WebP is lossless in this version", PDF: "a PDF keeps its pictures as they are",
}

// check refuses what is out of range or does not go together.
func (o Options) check() error {
	why := withoutQuality[o.Format]
	switch {
	case !slices.Contains([]Format{JPEG, PNG, WebP, PDF, Raw}, o.Format):
		return invalid("format: %q is not one of %s", o.Format, strings.Join(Extensions, ", "))
	case why != "" && o.Quality != 0:
		return invalid("quality: %s; leave quality out, or ask for jpg", why)
	case why != "" && o.Chroma != "":
		return invalid("chroma: %s; leave chroma out, or ask for jpg", why)
	case o.Quality < 0 || o.Quality > 100:
		return invalid("quality: %d is not in 1..100", o.Quality)
	case !slices.Contains([]Chroma{"", Chroma444, Chroma420}, o.Chroma):
		return invalid("chroma: %q is not one of %s, %s", o.Chroma, Chroma444, Chroma420)
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

// encode writes a file as r says.
func (o Options) encode(with *encode.Encoder, img *image.RGBA, r rung) ([]byte, error) {
	switch o.Format {
	case JPEG:
		return with.JPEG(img, encode.JPEGOptions{
			Quality: r.quality,
			Chroma:  map[Chroma]encode.Chroma{Chroma420: encode.Chroma420, Chroma444: encode.Chroma444}[r.chroma],
		})
	case PNG:
		return with.PNG(img, encode.PNGOptions{})
	case WebP:
		return with.WebPLossless(img)
	default: // Raw: check lets no other through
		return slices.Clone(img.Pix), nil // premultiplied pixels, row by row
	}
}
