package templates

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Limits of what is accepted. Tags name them, so that a limit is written once.
const (
	// MaxBytes bounds a template's JSON, and that of a list of changes: the largest starter has 18 kB,
	// and a small picture may be embedded as data:.
	MaxBytes = 256 << 10
	// MaxDepth bounds how deep JSON nests, so that no recursion here or later can run away. Eight groups
	// within each other need 20.
	MaxDepth = 32
	// MaxLayers counts all layers of a page, those in groups as well. Hand-made cards have 5 to 40.
	MaxLayers = 200
	// MaxPages bounds a template's pages: a brochure or a deck. MaxTemplateLayers bounds the layers of all
	// together; each page keeps to MaxLayers and MaxDocumentRunes by itself.
	MaxPages          = 100
	MaxTemplateLayers = 1000
	// MaxGroupDepth bounds groups within groups: each open one may hold a canvas of its own, 40 MB at
	// MaxPixels.
	MaxGroupDepth = 8
	// MaxSide bounds the canvas's sides in px: what link previews, feeds and A4 at 300 dpi
	// (2480×3508) need.
	MaxSide = 4096
	// MaxPixels bounds the canvas's area: 40 MB at 4 bytes a pixel. It holds 3840×2160 and A4 at 300 dpi.
	MaxPixels = 10_000_000
	// MaxTextRunes bounds one text in characters, MaxDocumentRunes all texts of a document. A 1200×630
	// card full of 16 px letters holds about 4,500. Shaping and wrapping were measured at 0.65 µs a
	// character, so 20,000 stay well under the 200 ms a text bomb may cost, even wrapped for each step
	// of Fit: shrink.
	MaxTextRunes     = 10_000
	MaxDocumentRunes = 20_000
	// MaxChanges bounds the entries of a list of changes: every layer twice.
	MaxChanges = 2 * MaxLayers
	// MaxOffset bounds positions and lengths, in px: far outside of any canvas, and small enough that
	// sums and products stay exact to 1e-6 px.
	MaxOffset = 100_000
	// MaxFontSize is in px: one letter as tall as half the largest canvas.
	MaxFontSize = 2000
	// MaxFamilies bounds a font_family list: each is looked up for each character that has no glyph.
	MaxFamilies = 8
	// MaxBlur is in px: a sigma of 200 px is already flat on a card, and scratch grows with it.
	MaxBlur = 400
	// MaxSigma bounds the blur of a layer, px of its standard deviation: half of MaxBlur, the same softness.
	MaxSigma = MaxBlur / 2
	// MaxAngle is in degrees: a hundred turns, for animations that count on; precision is kept.
	MaxAngle = 36_000
	// MaxRadius bounds a radial gradient, as a multiple of the distance to the farthest corner.
	MaxRadius = 10
	// MaxStops bounds a gradient's stops: a table of 256 colours cannot show more.
	MaxStops = 64
	// MaxDashes bounds a dash pattern; longest in use is dash-dot-dot, 6.
	MaxDashes = 16
	// MaxSamples bounds a template's samples, each of which Decode applies.
	MaxSamples = 50
	// MaxVariables bounds a template's variables: what a form of several pages asks for.
	MaxVariables = 100
	// MaxValues bounds what an enum may choose from: a list that a person still reads.
	MaxValues = 100
	// MaxNumber bounds numbers of variables, of either sign: they are written out in texts, and lengths are
	// far smaller.
	MaxNumber = 1_000_000_000
	// MaxName bounds names, in characters: what fits a line of a list.
	MaxName = 200
	// MaxNote bounds descriptions and alternative texts, in characters: screen readers read them in
	// whole.
	MaxNote = 2000

	// MaxPathSegments bounds the segments of one path, arcs as the curves they become: an illustration's. A
	// display list holds 50,000.
	MaxPathSegments = 10_000
	// MaxCorners bounds the corners of a polygon and the tips of a star: a wreath of a hundred has 200.
	MaxCorners = 500
	// MaxLink bounds an address in characters: what every browser and mail program takes.
	MaxLink = 2000

	// MaxPercent bounds parts of the parent's side: ten times as large as what is around.
	MaxPercent = 1000
	// MaxShadows bounds the shadows of a layer: soft ones are built of six.
	MaxShadows = 8
	// MaxGain bounds brightness, contrast and saturation: at 10, all that is not black is white.
	MaxGain = 10
	// MaxFeatures bounds the OpenType features or axes of a text: fonts have fifty, of which designs use a few.
	MaxFeatures = 32
	// MaxFeature bounds the value of a feature: the largest fonts number their alternates up to 99.
	MaxFeature = 99
	// MaxAxis bounds an axis of a font: weights go up to 1000, sizes less.
	MaxAxis = 100_000
	// MaxCode bounds what a code says, in characters: the largest QR code holds 7,089 digits.
	MaxCode = 7089
	// MaxQuiet bounds the modules left free around a QR code; the standard wants four.
	MaxQuiet = 32
	// MaxRating bounds the stars of a rating: more are not counted but measured.
	MaxRating = 20
	// MaxData bounds the numbers of a series of a chart: a year of days.
	MaxData = 366
	// MaxSeries bounds the series of a chart: more colours are not told apart.
	MaxSeries = 12

	// minDashPeriod is the least sum of a dash pattern in px.
	minDashPeriod = 1
)

// limits are the constants that tags may name.
var limits = map[string]float64{
	"MaxSide": MaxSide, "MaxTextRunes": MaxTextRunes, "MaxOffset": MaxOffset, "MaxFontSize": MaxFontSize,
	"MaxBlur": MaxBlur, "MaxSigma": MaxSigma, "MaxCorners": MaxCorners, "MaxAngle": MaxAngle, "MaxRadius": MaxRadius, "MaxStops": MaxStops,
	"MaxDashes": MaxDashes, "MaxNumber": MaxNumber, "MaxValues": MaxValues, "MaxSamples": MaxSamples, "MaxName": MaxName, "MaxNote": MaxNote,
	"MaxBytes": MaxBytes, "MaxGain": MaxGain, "MaxCode": MaxCode, "MaxQuiet": MaxQuiet, "MaxRating": MaxRating, "MaxData": MaxData,
	"MaxSeries": MaxSeries,
}

// span is a closed range.
type span struct{ min, max float64 }

// has says whether v lies in the span. NaN does not.
func (s span) has(v float64) bool { return v >= s.min && v <= s.max }

// String is the way errors and the documentation write a range: "1..2000".
func (s span) String() string { return decimal(s.min) + ".." + decimal(s.max) }

// unlimited has every number.
var unlimited = span{math.Inf(-1), math.Inf(1)}

// decimal writes a number without an exponent.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// parseSpan reads "1..2000", each end a number or the name of a limit, which may stand behind a minus.
func parseSpan(tag string) (span, error) {
	low, high, ok := strings.Cut(tag, "..")
	if !ok {
		return span{}, fmt.Errorf("%q is not of the form 1..2000", tag)
	}
	least, err := parseBound(low)
	if err != nil {
		return span{}, err
	}
	most, err := parseBound(high)
	return span{least, most}, err
}

// parseBound reads one end of a range.
func parseBound(s string) (float64, error) {
	name, negative := strings.CutPrefix(s, "-")
	value, ok := limits[name]
	if !ok {
		return strconv.ParseFloat(s, 64)
	}
	if negative {
		value = -value
	}
	return value, nil
}

// pattern is a rule for the spelling of a string, with the words that errors use for it.
type pattern struct {
	*regexp.Regexp
	words string
}

// patterns are the rules that tags may name.
var patterns = map[string]pattern{
	// Lower case, because it becomes part of URLs and of file names, some of which ignore case.
	"TemplateID": {regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`), "1 to 64 of a-z, 0-9, _ and -, not starting with _ or -"},
	// No dash, since show_if reads "a-b" otherwise than authors might; no dot, as for layers.
	"VariableName": {regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`), "1 to 64 of A-Z, a-z, 0-9 and _, starting with a letter"},
	// No dot, since title.color names a field of a layer; no "=", since --set splits there.
	"LayerID": {regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`),
		"1 to 64 of A-Z, a-z, 0-9, _ and -, not starting with _ or -"},
	"GroupName":   {regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9_-]{0,63})?$`), "1 to 64 of A-Z, a-z, 0-9, _ and -, not starting with _ or -"},
	"OpenTypeTag": {regexp.MustCompile(`^[A-Za-z0-9 ]{4}$`), "four letters or digits, as in tnum or wght"},
	// Empty is no picture. Whether http is fetched is up to who fetches.
	"Source": {regexp.MustCompile(`^$|^(asset:|data:|https?://).`), `"asset:name", "data:…" or "https://…"`},
	// The shape of BCP 47, not its registry: shapers ignore what they do not know.
	"Lang": {regexp.MustCompile(`^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4})?$`), `a language tag such as "en" or "zh-Hant"`},
}
