package render

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"placard/render/display"
	"placard/render/encode"
	"placard/templates"
)

// Format is how a picture is encoded.
type Format string

// The formats. Raw is premultiplied RGBA, 4 bytes a pixel, row by row, without a header: it tells
// drawing from encoding in a benchmark and is not served.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	WebP Format = "webp"
	Raw  Format = "raw"
)

// Extensions are those that ParseFormat knows, for messages.
var Extensions = []string{"jpg", "png", "webp"}

// ParseFormat reads a file extension or format name; jpeg is jpg.
func ParseFormat(name string) (Format, error) {
	switch strings.ToLower(name) {
	case "jpg", "jpeg":
		return JPEG, nil
	case "png":
		return PNG, nil
	case "webp":
		return WebP, nil
	}
	return "", &Error{Kind: Invalid, Err: fmt.Errorf("format: %q is not one of %s", name, strings.Join(Extensions, ", "))}
}

// ContentType is the format's media type.
func (f Format) ContentType() string {
	if f == Raw {
		return "application/octet-stream"
	}
	return "image/" + string(f)
}

// Ext is the usual file extension, without a dot.
func (f Format) Ext() string {
	if f == JPEG {
		return "jpg"
	}
	return string(f)
}

// weight is how many times the memory of a canvas's pixel a pixel of the format takes: the encoder of
// lossless WebP holds 54 bytes a pixel of its own.
func (f Format) weight() int64 {
	if f == WebP {
		return 5
	}
	return 1
}

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
	MaxBytes int     // of the file; to meet it quality, chroma and then scale are lowered; 0: no limit
	Blurhash bool    // fill in Output.Blurhash
	Report   bool    // fill in Output.Report
}

// resolve fills in defaults and checks ranges against a document.
func (o Options) resolve(doc *templates.Document, maxPixels int) (Options, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	if err := o.check(); err != nil {
		return o, err
	}
	if o.Format == JPEG && o.Quality == 0 {
		o.Quality = DefaultQuality
	}
	w, h := math.Round(float64(doc.Width)*o.Scale), math.Round(float64(doc.Height)*o.Scale)
	if w > display.MaxSide || h > display.MaxSide {
		return o, tooLarge("scale: %.0f×%.0f px is more than %d px on a side; ask for a smaller scale", w, h, display.MaxSide)
	}
	if w*h > float64(maxPixels) {
		return o, tooLarge("scale: %.0f×%.0f px is more than the %d px that this server draws; ask for a smaller scale", w, h, maxPixels)
	}
	return o, nil
}

// check refuses what is out of range or does not go together.
func (o Options) check() error {
	lossless := map[Format]string{PNG: "PNG is lossless", WebP: "WebP is lossless in this version"}[o.Format]
	switch {
	case !slices.Contains([]Format{JPEG, PNG, WebP, Raw}, o.Format):
		return invalid("format: %q is not one of %s", o.Format, strings.Join(Extensions, ", "))
	case lossless != "" && o.Quality != 0:
		return invalid("quality: %s; leave quality out, or ask for jpg", lossless)
	case lossless != "" && o.Chroma != "":
		return invalid("chroma: %s; leave chroma out, or ask for jpg", lossless)
	case o.Quality < 0 || o.Quality > 100:
		return invalid("quality: %d is not in 1..100", o.Quality)
	case !slices.Contains([]Chroma{"", Chroma444, Chroma420}, o.Chroma):
		return invalid("chroma: %q is not one of %s, %s", o.Chroma, Chroma444, Chroma420)
	case !(o.Scale >= MinScale && o.Scale <= MaxScale): // refuses NaN too
		return invalid("scale: %v is not in %v..%v", o.Scale, MinScale, MaxScale)
	case o.MaxBytes < 0:
		return invalid("max_bytes: %d is less than 0", o.MaxBytes)
	}
	return nil
}

// encode writes a file as r says.
func (o Options) encode(img *image.RGBA, r rung) ([]byte, error) {
	switch o.Format {
	case JPEG:
		return encode.JPEG(img, r.quality, map[Chroma]encode.Chroma{Chroma420: encode.Chroma420, Chroma444: encode.Chroma444}[r.chroma])
	case PNG:
		return encode.PNG(img)
	case WebP:
		return encode.WebPLossless(img)
	default: // Raw: check lets no other through
		return slices.Clone(img.Pix), nil // premultiplied pixels, row by row
	}
}
