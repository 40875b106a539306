package render

import (
	"image"
	"slices"
	"strings"

	"placard/render/encode"
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

// chromas are the values of the option, as they are usually written.
var chromas = []string{string(Chroma444), string(Chroma420)}

// encodingOptions are those that some formats have. Raw takes all, and heeds none.
var encodingOptions = []struct {
	name  string
	given func(Options) bool
	of    []Format
}{
	{"quality", func(o Options) bool { return o.Quality != 0 }, []Format{JPEG}},
	{"chroma", func(o Options) bool { return o.Chroma != "" }, []Format{JPEG}},
}

// withoutQuality says of the formats that have none why that is so.
var withoutQuality = map[Format]string{
	PNG: "PNG is lossless", WebP: "WebP is lossless in this version", PDF: "a PDF keeps its pictures as they are",
}

// resolveEncoding refuses what the format does not have or what is out of range, and fills in defaults.
func (o Options) resolveEncoding() (_ Options, err error) {
	for _, option := range encodingOptions {
		if o.Format != Raw && option.given(o) && !slices.Contains(option.of, o.Format) {
			return o, misplaced(option.name, o.Format, option.of)
		}
	}
	if o.Quality < 0 || o.Quality > 100 {
		return o, invalid("quality: %d is not in 1..100", o.Quality)
	}
	if o.Chroma != "" {
		o.Chroma, err = parseChroma(o.Chroma)
	}
	if o.Format == JPEG && o.Quality == 0 {
		o.Quality = DefaultQuality
	}
	return o, err
}

// misplaced is of an option that a format does not have.
func misplaced(option string, format Format, of []Format) error {
	names := make([]string, len(of))
	for i, f := range of {
		names[i] = f.Ext()
	}
	why, ok := withoutQuality[format]
	if !ok || option != "quality" {
		why = "only " + strings.Join(names, " and ") + " can have that"
	}
	return invalid("%s: %s; leave %s out, or ask for %s", option, why, option, strings.Join(names, " or "))
}

// parseChroma also takes 420 and 444, as other programs have it.
func parseChroma(c Chroma) (Chroma, error) {
	known, err := oneOf("chroma", string(c), chromas)
	if i := slices.IndexFunc(chromas, func(name string) bool { return strings.ReplaceAll(name, ":", "") == string(c) }); i >= 0 {
		return Chroma(chromas[i]), nil
	}
	return Chroma(known), err
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
