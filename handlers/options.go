package handlers

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/templates"
)

// options are what stands between c and s of a URL.
type options struct {
	render   render.Options
	download bool
}

// option reads one value into options. designWidth is in px.
type option func(o *options, value string, designWidth int) error

// knownOptions by name; q is short for quality.
var knownOptions = map[string]option{
	"w":        readWidth,
	"scale":    readScale,
	"q":        readQuality,
	"quality":  readQuality,
	"download": readDownload,
}

// rivals say the same thing, so that only one of them may stand in a URL.
var rivals = [][]string{{"w", "scale"}, {"q", "quality"}}

func parseOptions(params []signedurl.Param, format render.Format, designWidth int) (options, error) {
	o := options{render: render.Options{Format: format}}
	var seen []string
	for _, p := range params {
		read, ok := knownOptions[p.Name]
		if !ok {
			return o, unknownOption(p.Name)
		}
		if slices.Contains(seen, p.Name) {
			return o, problemf(badRequest, "%s: is given twice", p.Name)
		}
		for _, pair := range rivals {
			if slices.Contains(pair, p.Name) && slices.ContainsFunc(pair, func(other string) bool { return slices.Contains(seen, other) }) {
				return o, problemf(badRequest, "%s: give one of %s", p.Name, strings.Join(pair, " and "))
			}
		}
		seen = append(seen, p.Name)
		if err := read(&o, p.Value, designWidth); err != nil {
			return o, err
		}
	}
	return o, nil
}

func unknownOption(name string) error {
	known := slices.Sorted(maps.Keys(knownOptions))
	if near := templates.Nearest(name, known); near != "" {
		return problemf(badRequest, "%.40q is not an option; did you mean %q?", name, near)
	}
	return problemf(badRequest, "%.40q is not an option; there are %s", name, strings.Join(known, ", "))
}

func readWidth(o *options, value string, designWidth int) error {
	design := float64(designWidth)
	least, most := int(math.Ceil(design*render.MinScale)), int(math.Floor(design*render.MaxScale))
	w, err := parseInt(value)
	if err != nil || w < least || w > most {
		return problemf(badRequest, "w: %.40q is not in %d..%d, the widths in px that this template can have", value, least, most)
	}
	o.render.Scale = float64(w) / design
	return nil
}

func readScale(o *options, value string, _ int) error {
	scale, err := parseFloat(value)
	if err != nil || scale < render.MinScale || scale > render.MaxScale {
		return problemf(badRequest, "scale: %.40q is not in %v..%v, with at most six decimals", value, render.MinScale, render.MaxScale)
	}
	o.render.Scale = scale
	return nil
}

func readQuality(o *options, value string, _ int) error {
	quality, err := parseInt(value)
	if err != nil || quality < 1 || quality > 100 {
		return problemf(badRequest, "quality: %.40q is not in 1..100", value)
	}
	o.render.Quality = quality // the renderer knows which formats have one
	return nil
}

func readDownload(o *options, value string, _ int) error {
	if value != "1" {
		return problemf(badRequest, "download: %.40q is not 1; leave the option out to show the picture", value)
	}
	o.download = true
	return nil
}

// decimal is how a number is written: strconv also takes signs, exponents, hex, "Inf" and "NaN".
var decimal = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6})?$`)

func parseInt(s string) (int, error) { return strconv.Atoi(decimal.FindString(s)) }

func parseFloat(s string) (float64, error) { return strconv.ParseFloat(decimal.FindString(s), 64) }
