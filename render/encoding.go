package render

import (
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
	// ChromaAuto is Chroma444 where the picture has coloured letters or thin lines, else Chroma420.
	ChromaAuto Chroma = "auto"
)

// ChromaQuality is the least quality whose files keep all colour: one who asks for more than the eye can tell
// in a photo has letters or flat colours, or wants to work on with the picture.
const ChromaQuality = 90

// A PNG may be drawn with this many colours. A palette holds no more (PNG, section 11.2.2), and one colour is no
// picture.
const (
	MinColors = 2
	MaxColors = 256
)

// chromas are the values of the option, as they are usually written.
var chromas = []string{string(ChromaAuto), string(Chroma444), string(Chroma420)}

// Effort is how much time may go into a smaller file of the same look.
type Effort string

// The efforts. The zero value is the format's usual one. A WebP also takes the methods of cwebp, "0" to "4".
const (
	EffortFast  Effort = "fast"
	EffortSmall Effort = "small"
)

// efforts are the values of the option by format, with what the encoder takes for them.
var efforts = map[Format]map[Effort]int{
	JPEG: {"": 0, EffortFast: 0, EffortSmall: 1}, // 1: Huffman tables of its own
	PNG:  {"": 0, EffortFast: 0, EffortSmall: 1}, // 1: the shortest of several codings
	WebP: {"": usualMethod, EffortFast: 0, EffortSmall: 4, "0": 0, "1": 1, "2": 2, "3": 3, "4": 4},
}

// usualMethod is the one of WebP that has most of what the others gain: of a card of a photo, 15 % fewer bytes than
// method 0. Method 1 takes 0.86 of its time for 2 % more bytes, which are then more than libwebp's.
const usualMethod = 2

// encodingOption is one that some formats have. Raw takes all, and heeds none.
type encodingOption struct {
	name  string
	given func(Options) bool
	of    []Format
}

func (e encodingOption) suits(format Format) bool {
	return format == Raw || slices.Contains(e.of, format)
}

// encodingOptions are all of them.
var encodingOptions = []encodingOption{
	{"quality", func(o Options) bool { return o.Quality != 0 }, []Format{JPEG, WebP}},
	{"chroma", func(o Options) bool { return o.Chroma != "" }, []Format{JPEG}},
	{"lossless", func(o Options) bool { return o.Lossless }, []Format{WebP}},
	{"effort", func(o Options) bool { return o.Effort != "" }, []Format{JPEG, PNG, WebP}},
	{"colors", func(o Options) bool { return o.Colors != 0 }, []Format{PNG}},
	{"dither", func(o Options) bool { return o.Dither }, []Format{PNG}},
	{"progressive", func(o Options) bool { return o.Progressive }, []Format{JPEG}},
}

// withoutQuality says of the formats that have none why that is so.
var withoutQuality = map[Format]string{PNG: "PNG is lossless", PDF: "a PDF keeps its pictures as they are"}

// Suits says whether a format has every option of encoding that is given, whatever Format is.
func (o Options) Suits(format Format) bool {
	return !slices.ContainsFunc(encodingOptions, func(e encodingOption) bool { return e.given(o) && !e.suits(format) })
}

// resolveEncoding refuses what the format does not have or what is out of range, and fills in defaults.
func (o Options) resolveEncoding() (_ Options, err error) {
	for _, option := range encodingOptions {
		if option.given(o) && !option.suits(o.Format) {
			return o, misplaced(option.name, o.Format, option.of)
		}
	}
	_, known := efforts[o.Format][o.Effort]
	switch {
	case o.Quality < 0 || o.Quality > 100:
		return o, invalid("quality: %d is not in 1..100", o.Quality)
	case o.Colors != 0 && (o.Colors < MinColors || o.Colors > MaxColors):
		return o, invalid("colors: %d is not in %d..%d", o.Colors, MinColors, MaxColors)
	case o.Dither && o.Colors == 0:
		return o, invalid("dither: a PNG of all colours has nothing to mix; leave dither out, or add colors")
	case o.Lossless && o.Quality != 0:
		return o, invalid("quality: with lossless every pixel is kept; leave one of them out")
	case o.Lossless && o.Effort != "":
		return o, invalid("effort: lossless WebP has one; leave effort out")
	case o.Effort != "" && !known && o.Format != Raw:
		return o, invalid("effort: %.40q is not one of %s", o.Effort, strings.Join(effortNames(o.Format), ", "))
	}
	if o.Chroma != "" {
		o.Chroma, err = parseChroma(o.Chroma)
	}
	if o.Quality == 0 && o.lossy() {
		o.Quality = DefaultQuality
	}
	return o, err
}

// lossy says whether the format has a quality as it is asked for.
func (o Options) lossy() bool { return o.Format == JPEG || o.Format == WebP && !o.Lossless }

// effortNames are the values of the option for a format.
func effortNames(format Format) []string {
	var names []string
	for effort := range efforts[format] {
		if effort != "" {
			names = append(names, string(effort))
		}
	}
	slices.Sort(names)
	return names
}

// misplaced is of an option that a format does not have.
func misplaced(option string, format Format, of []Format) error {
	names := make([]string, len(of))
	for i, f := range of {
		names[i] = f.Ext()
	}
	why, ok := withoutQuality[format]
	if !ok || option != "quality" {
		why = "only " + listed(names, "and") + " can have that"
	}
	return invalid("%s: %s; leave %s out, or ask for %s", option, why, option, listed(names, "or"))
}

// listed writes words as a sentence has them.
func listed(words []string, last string) string {
	end := len(words) - 1
	if end == 0 {
		return words[0]
	}
	return strings.Join(words[:end], ", ") + " " + last + " " + words[end]
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
func (o Options) encode(with *encode.Encoder, c *canvas, r rung) ([]byte, error) {
	effort := efforts[o.Format][o.Effort]
	switch o.Format {
	case JPEG:
		return with.JPEG(c.RGBA, encode.JPEGOptions{
			Quality:  r.quality,
			Chroma:   map[Chroma]encode.Chroma{Chroma420: encode.Chroma420, Chroma444: encode.Chroma444}[r.chroma],
			Optimize: effort > 0, Progressive: o.Progressive, Sum: c.sum,
		})
	case PNG:
		return with.PNG(c.RGBA, encode.PNGOptions{
			Small: effort > 0, Colors: r.colors,
			Dither: o.Dither || o.Colors == 0, // photos and gradients of which colours are taken away need it
		})
	case WebP:
		return with.WebP(c.RGBA, encode.WebPOptions{Lossless: o.Lossless, Quality: r.quality, Method: effort})
	default: // Raw: check lets no other through
		return c.Pix, nil // premultiplied pixels, row by row
	}
}
