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
	Format  Format
	Quality int     // 1..100 as in libjpeg, JPEG only; 0: DefaultQuality
	Scale   float64 // device px per design px, MinScale..MaxScale; 0: 1
	Report  bool    // fill in Output.Report
}

// resolve fills in defaults and checks ranges against a document.
func (o Options) resolve(doc *templates.Document, maxPixels int) (Options, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	switch {
	case !slices.Contains([]Format{JPEG, PNG, WebP, Raw}, o.Format):
		return o, invalid("format: %q is not one of %s", o.Format, strings.Join(Extensions, ", "))
	case o.Format == WebP && o.Quality != 0:
		return o, invalid("quality: WebP is lossless in this version; leave quality out, or ask for jpg")
	case o.Format == PNG && o.Quality != 0:
		return o, invalid("quality: PNG is lossless; leave quality out, or ask for jpg")
	case o.Quality < 0 || o.Quality > 100:
		return o, invalid("quality: %d is not in 1..100", o.Quality)
	case !(o.Scale >= MinScale && o.Scale <= MaxScale): // refuses NaN too
		return o, invalid("scale: %v is not in %v..%v", o.Scale, MinScale, MaxScale)
	}
	if o.Format == JPEG && o.Quality == 0 {
		o.Quality = DefaultQuality
	}
	w, h := math.Round(float64(doc.Width)*o.Scale), math.Round(float64(doc.Height)*o.Scale)
	if w > display.MaxSide || h > display.MaxSide {
		return o, &Error{Kind: TooLarge, Err: fmt.Errorf("scale: %.0f×%.0f px is more than %d px on a side; ask for a smaller scale", w, h, display.MaxSide)}
	}
	if w*h > float64(maxPixels) {
		return o, &Error{Kind: TooLarge, Err: fmt.Errorf("scale: %.0f×%.0f px is more than the %d px that this server draws; ask for a smaller scale", w, h, maxPixels)}
	}
	return o, nil
}

func (o Options) encode(img *image.RGBA) ([]byte, error) {
	switch o.Format {
	case JPEG:
		return encode.JPEG(img, o.Quality)
	case PNG:
		return encode.PNG(img)
	case WebP:
		return encode.WebPLossless(img)
	default: // Raw: resolve lets no other through
		return rgba(img), nil
	}
}
