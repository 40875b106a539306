package pictures

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// options are an order's parameters that are not values of variables or layers.
type options struct {
	render   render.Options
	format   render.Format // as the format option has it; empty: not given
	width    int           // px; 0: not given
	height   int           // px; 0: not given
	maxAge   *time.Duration
	download bool
	report   bool

	platform     platform
	platformName string
}

// option reads one value into options.
type option func(o *options, value string, doc *templates.Document) error

// optionNames gives every spelling of an option its one reader; w, h and q are short forms.
var optionNames = map[string]option{
	formatOption:  readFormat,
	"w":           readWidth,
	"width":       readWidth,
	"h":           readHeight,
	"height":      readHeight,
	"scale":       readScale,
	sizeOption:    readSize,
	"q":           readQuality,
	"quality":     readQuality,
	"lossless":    readLossless,
	"effort":      readEffort,
	"chroma":      readChroma,
	"progressive": readProgressive,
	"colors":      readColors,
	"dither":      readDither,
	"cache_ttl":   readCacheTTL,
	"max_bytes":   readMaxBytes,
	"platform":    readPlatform,
	"download":    readDownload,
	"report":      readReport,

	"page":        readPage,
	"paper_size":  readPaperSize,
	"orientation": readOrientation,
	"margin":      readMargin,
	"fit":         readFit,
	"bleed":       readBleed,
	"crop_marks":  readCropMarks,
	"dpi":         readDPI,
	"pdfa":        readPDFA,
}

const formatOption = "format"

// IsOption says whether a name in a query can be an option's.
func IsOption(name string) bool {
	_, ok := optionNames[name]
	return ok
}

// late are the options that came when templates were published already that may have variables and layers of
// these names: there the name goes on meaning those.
var late = append([]string{sizeOption, "page", "paper_size", "orientation", "margin", "fit", "bleed", "crop_marks", "dpi", "pdfa"}, encodings...)

// encodings are the late options of encodings.
var encodings = []string{"lossless", "effort", "chroma", "progressive", "colors", "dither"}

// IsOptionOf says whether a name in a query of a template's URL is an option's, and so no variable's or
// layer's.
func IsOptionOf(t *templates.Template, name string) bool {
	return IsOption(name) && (!slices.Contains(late, name) || !hasName(t, signedurl.Param{Name: name}))
}

// rivals say the same thing, so that only one of them may stand in a URL.
var rivals = [][]string{
	{"w", "width"}, {"h", "height"}, {"q", "quality"},
	{"w", "scale"}, {"width", "scale"}, {"h", "scale"}, {"height", "scale"},
}

// splitParams tells options from values of variables and layers.
func splitParams(t *templates.Template, params []signedurl.Param) (known, values []signedurl.Param) {
	for _, p := range params {
		if IsOptionOf(t, p.Name) {
			known = append(known, p)
		} else {
			values = append(values, p)
		}
	}
	return known, values
}

func readOptions(params []signedurl.Param, order Order, doc *templates.Document) (options, error) {
	var o options
	var seen []string
	for _, p := range params {
		if err := alone(p.Name, seen); err != nil {
			return o, err
		}
		seen = append(seen, p.Name)
		if err := optionNames[p.Name](&o, p.Value, doc); err != nil {
			return o, err
		}
	}
	o.render.Report = order.Report || o.report
	o.render.Blurhash = o.render.Report
	o.fit(doc)
	var err error
	if o.render.Format, err = o.chooseFormat(order); err != nil {
		return o, err
	}
	return o, o.bound()
}

// alone refuses an option that stands twice, by one name or by two.
func alone(name string, seen []string) error {
	if slices.Contains(seen, name) {
		return problem.New(problem.BadRequest, "%s: is given twice", name)
	}
	for _, pair := range rivals {
		if slices.Contains(pair, name) && slices.ContainsFunc(pair, func(other string) bool { return slices.Contains(seen, other) }) {
			return problem.New(problem.BadRequest, "%s: give one of %s", name, strings.Join(pair, " and "))
		}
	}
	return nil
}

// fit makes a scale of width and height: the largest with which the picture is within both.
func (o *options) fit(doc *templates.Document) {
	for _, side := range []struct{ wanted, design int }{{o.width, doc.Width}, {o.height, doc.Height}} {
		scale := float64(side.wanted) / float64(side.design)
		if side.wanted != 0 && (o.render.Scale == 0 || scale < o.render.Scale) {
			o.render.Scale = scale
		}
	}
}

// chooseFormat asks the path, then the options, then what the client accepts.
func (o *options) chooseFormat(order Order) (render.Format, error) {
	switch {
	case order.Ext != "":
		format, err := render.ParseFormat(order.Ext)
		if err == nil && o.format != "" && o.format != format {
			return "", problem.New(problem.BadRequest, "format: %s is not the .%s of the path; leave one of them out", o.format.Ext(), order.Ext)
		}
		return format, err
	case o.format != "":
		return o.format, nil
	}
	for _, format := range order.Accepts {
		if (o.platform.maxBytes == 0 || slices.Contains(o.platform.formats, format)) && o.render.Suits(format) {
			return format, nil
		}
	}
	return render.JPEG, nil
}

func readFormat(o *options, value string, _ *templates.Document) (err error) {
	o.format, err = render.ParseFormat(value)
	return err
}

func readWidth(o *options, value string, doc *templates.Document) (err error) {
	o.width, err = parseSide("width", value, doc.Width)
	return err
}

func readHeight(o *options, value string, doc *templates.Document) (err error) {
	o.height, err = parseSide("height", value, doc.Height)
	return err
}

func parseSide(name, value string, design int) (int, error) {
	least, most := int(math.Ceil(float64(design)*render.MinScale)), int(math.Floor(float64(design)*render.MaxScale))
	n, err := parseInt(value)
	if err != nil || n < least || n > most {
		return 0, problem.New(problem.BadRequest, "%s: %.40q is not in %d..%d, the px that this template can have", name, value, least, most)
	}
	return n, nil
}

func readScale(o *options, value string, _ *templates.Document) error {
	scale, err := parseFloat(value)
	if err != nil || scale < render.MinScale || scale > render.MaxScale {
		return problem.New(problem.BadRequest, "scale: %.40q is not in %v..%v, with at most six decimals", value, render.MinScale, render.MaxScale)
	}
	o.render.Scale = scale
	return nil
}

// maxCacheTTL is a year, in seconds: what caches take for "for ever" (RFC 9111, 1.2.2).
const maxCacheTTL = 365 * 24 * 60 * 60

func readCacheTTL(o *options, value string, _ *templates.Document) error {
	s, err := parseInt(value)
	if err != nil || s > maxCacheTTL {
		return problem.New(problem.BadRequest, "cache_ttl: %.40q is not in 0..%d seconds", value, maxCacheTTL)
	}
	age := time.Duration(s) * time.Second
	o.maxAge = &age
	return nil
}

// leastMaxBytes is about what a JPEG of one px takes; less can only be a mistake, such as kB for bytes.
const leastMaxBytes = 1024

func readMaxBytes(o *options, value string, _ *templates.Document) error {
	n, err := parseInt(value)
	if err != nil || n < leastMaxBytes {
		return problem.New(problem.BadRequest, "max_bytes: %.40q is not a number of bytes, %d or more", value, leastMaxBytes)
	}
	o.render.MaxBytes = n
	return nil
}

func readDownload(o *options, value string, _ *templates.Document) (err error) {
	o.download, err = parseSwitch("download", value, "show the picture")
	return err
}

func readReport(o *options, value string, _ *templates.Document) (err error) {
	o.report, err = parseSwitch("report", value, "get the picture")
	return err
}

func parseSwitch(name, value, otherwise string) (bool, error) {
	if value != "1" {
		return false, problem.New(problem.BadRequest, "%s: %.40q is not 1; leave the option out to %s", name, value, otherwise)
	}
	return true, nil
}

// How numbers are written: strconv also takes signs, exponents, hex, "Inf" and "NaN".
var (
	decimal     = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6})?$`)
	wholeNumber = regexp.MustCompile(`^[0-9]{1,9}$`)
)

func parseInt(s string) (int, error) { return strconv.Atoi(wholeNumber.FindString(s)) }

func parseFloat(s string) (float64, error) { return strconv.ParseFloat(decimal.FindString(s), 64) }
