package foreign

import (
	"regexp"
	"strconv"
	"strings"
)

// set gives a field a value unless it is empty.
func set(to fields, name string, value any) {
	if value != nil && value != "" {
		to[name] = value
	}
}

// usual are values that need not be written; that of most numbers is 0.
var usual = map[string]float64{"opacity": 1, "width": -1, "height": -1, "min_font_size": -1, "font_size": -1, "line_height": -1}

// copyNumber copies a number, in px, unless it is the usual one.
func (s *source) copyNumber(to fields, name, from string) {
	if n, ok := s.number(from); ok && n != usual[name] {
		to[name] = n
	}
}

// choose copies a word that has another name here; one that is not listed is warned of.
func (s *source) choose(to fields, name, from string, words map[string]string) {
	word := strings.ToLower(s.text(from))
	switch value, ok := words[word]; {
	case ok:
		set(to, name, value)
	case !idle(word):
		s.warn(from, "%q has no counterpart", word)
	}
}

// paint reads a colour or a CSS gradient; nil: there is none.
func (s *source) paint(names ...string) any {
	for _, name := range names {
		text := strings.TrimSpace(s.text(name))
		if idle(text) {
			continue
		}
		if isColor(text) {
			return text
		}
		if gradient := parseGradient(text); gradient != nil {
			return gradient
		}
		s.warn(name, "%s is no colour or gradient that is known here", short(text))
	}
	return nil
}

// color reads a colour; empty: there is none.
func (s *source) color(name string) string {
	color, ok := s.paint(name).(string)
	if !ok && s.fields[name] != nil && parseGradient(s.text(name)) != nil {
		s.warn(name, "a gradient has no counterpart there")
	}
	return color
}

// arguments splits what stands between commas outside of brackets.
func arguments(text string) []string {
	var parts []string
	depth, start := 0, 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				parts = append(parts, strings.TrimSpace(text[start:i]))
				start = i + 1
			}
		}
	}
	return append(parts, strings.TrimSpace(text[start:]))
}

var (
	gradientPattern = regexp.MustCompile(`(?s)^(linear|radial)-gradient\((.*)\)$`)
	stopPattern     = regexp.MustCompile(`^(.*?)(?:\s+([\d.]+)%)?$`)
)

// sides are the angles of "to right" and the like.
var sides = map[string]float64{"to top": 0, "to right": 90, "to bottom": 180, "to left": 270, "to top right": 45, "to bottom right": 135, "to bottom left": 225, "to top left": 315}

// parseGradient reads a CSS gradient, or nil.
func parseGradient(text string) fields {
	m := gradientPattern.FindStringSubmatch(strings.TrimSpace(strings.TrimSuffix(text, ";")))
	if m == nil {
		return nil
	}
	gradient := fields{"type": m[1] + "_gradient"}
	parts := arguments(m[2])
	if angle, ok := sides[parts[0]]; ok {
		gradient["angle"], parts = angle, parts[1:]
	} else if digits, ok := strings.CutSuffix(parts[0], "deg"); ok {
		angle, err := strconv.ParseFloat(digits, 64)
		if err != nil {
			return nil
		}
		gradient["angle"], parts = angle, parts[1:]
	} else if m[1] == "radial" && !isColor(strings.Fields(parts[0] + " x")[0]) {
		parts = parts[1:] // the form: a circle around the centre is what there is
	}
	if m[1] == "radial" {
		delete(gradient, "angle")
	}
	var stops []any
	for i, part := range parts {
		at := float64(i) / float64(max(len(parts)-1, 1))
		m := stopPattern.FindStringSubmatch(part)
		if m == nil || !isColor(m[1]) {
			return nil
		}
		if m[2] != "" {
			per, _ := strconv.ParseFloat(m[2], 64)
			at = min(per/100, 1)
		}
		stops = append(stops, fields{"color": m[1], "at": at})
	}
	if len(stops) < 2 {
		return nil
	}
	gradient["stops"] = stops
	return gradient
}

// shadows reads a CSS box-shadow or text-shadow.
func (s *source) shadows(to fields, name string) {
	text := s.text(name)
	if idle(text) {
		return
	}
	var all []any
	for _, part := range arguments(text) {
		shadow := parseShadow(part)
		if shadow == nil {
			s.warn(name, "%s is no shadow that is known here", short(text))
			return
		}
		all = append(all, shadow)
	}
	to["shadow"] = all
	if len(all) == 1 {
		to["shadow"] = all[0]
	}
}

// words are those of a CSS value, with functions in one piece.
var words = regexp.MustCompile(`[\w#.-]+\([^)]*\)|\S+`)

// parseShadow reads one shadow, or nil.
func parseShadow(text string) fields {
	shadow := fields{}
	names := []string{"x", "y", "blur", "spread"}
	for _, word := range words.FindAllString(text, -1) {
		n, isLength := pixels(word)
		switch {
		case word == "inset":
			shadow["inset"] = true
		case isLength && len(names) > 0:
			shadow[names[0]] = n
			names = names[1:]
		case isColor(word):
			shadow["color"] = word
		default:
			return nil
		}
	}
	if len(names) > 2 {
		return nil
	}
	return shadow
}

// filterNames are CSS filters by their names here.
var filterNames = map[string]string{
	"grayscale": "grayscale", "sepia": "sepia", "brightness": "brightness", "contrast": "contrast", "saturate": "saturate",
	"hue-rotate": "hue", "invert": "invert", "blur": "blur",
}

var filterPattern = regexp.MustCompile(`([\w-]+)\(([^)]*)\)`)

// filters reads a CSS filter. On an image it is one of its pixels; elsewhere there is only blur.
func (s *source) filters(to fields, name string, image bool) {
	text := s.text(name)
	if idle(text) {
		return
	}
	found := fields{}
	for _, m := range filterPattern.FindAllStringSubmatch(text, -1) {
		value, ok := filterValue(m[2])
		known := filterNames[m[1]]
		switch {
		case !ok || known == "":
			s.warn(name, "%s has no counterpart", short(m[0]))
		case known == "blur" && !image:
			set(to, "blur", value)
		case !image:
			s.warn(name, "%s has no counterpart on this layer", short(m[0]))
		default:
			found[known] = value
		}
	}
	if len(found) > 0 {
		to["filters"] = found
	}
}

// filterValue reads the value of a filter: a number, a percentage, px or degrees.
func filterValue(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if digits, ok := strings.CutSuffix(text, "%"); ok {
		n, err := strconv.ParseFloat(digits, 64)
		return n / 100, err == nil
	}
	return pixels(strings.TrimSuffix(text, "deg"))
}

// weights are the words for font weights.
var weights = map[string]float64{"normal": 400, "regular": 400, "medium": 500, "semibold": 600, "bold": 700, "bolder": 800, "light": 300, "lighter": 200, "thin": 100, "black": 900}

// weight reads a font weight.
func (s *source) weight(to fields, from string) {
	text := strings.ToLower(s.text(from))
	if text == "" {
		return
	}
	if n, ok := pixels(text); ok {
		to["font_weight"] = int(n)
	} else if n, ok := weights[text]; ok {
		to["font_weight"] = int(n)
	} else {
		s.warn(from, "%q is no weight that is known here", text)
	}
}

// radius reads corner radii: px, or a share of the shorter side.
func (s *source) radius(to fields, from string) {
	text := s.text(from)
	digits, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !percent {
		if !idle(text) {
			s.copyNumber(to, "radius", from)
		}
		return
	}
	share, err := strconv.ParseFloat(digits, 64)
	width, _ := to["width"].(float64)
	height, _ := to["height"].(float64)
	if err == nil {
		to["radius"] = min(width, height) * min(share, 50) / 100
	}
}

// Words that mean the same here and there.
var (
	aligns     = map[string]string{"left": "left", "center": "center", "right": "right", "justify": "justify", "start": "start", "end": "end"}
	verticals  = map[string]string{"top": "top", "start": "top", "flex-start": "top", "center": "middle", "middle": "middle", "bottom": "bottom", "end": "bottom", "flex-end": "bottom"}
	transforms = map[string]string{"uppercase": "uppercase", "lowercase": "lowercase", "capitalize": "capitalize"}
	decoration = map[string]string{"underline": "underline", "line-through": "line_through", "overline": "overline"}
	styles     = map[string]string{"italic": "italic", "oblique": "italic"}
	fits       = map[string]string{"cover": "cover", "contain": "contain", "fill": "fill", "scale-down": "scale_down"}
	blends     = map[string]string{
		"multiply": "multiply", "screen": "screen", "overlay": "overlay", "darken": "darken", "lighten": "lighten", "color-dodge": "color_dodge",
		"color-burn": "color_burn", "hard-light": "hard_light", "soft-light": "soft_light", "difference": "difference", "exclusion": "exclusion",
		"hue": "hue", "saturation": "saturation", "color": "color", "luminosity": "luminosity",
	}
)
