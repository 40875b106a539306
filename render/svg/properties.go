package svg

import (
	"fmt"
	"math"
	"strings"

	"placard/render/display"
)

// setter changes a style. parent is the style around the element.
type setter func(to, parent *style)

// property is a property of CSS that means something here.
type property struct {
	inherited bool
	parse     func(text string) (setter, error)
	copy      func(to, from *style) // takes over the value of another style
}

// properties are those that are drawn. All of them may be attributes too, except transform, which is read apart
// there.
var properties map[string]property

func init() { // a table that refers to itself by what it parses cannot be a literal
	properties = map[string]property{
		"color":             {true, parseColorProperty, func(to, from *style) { to.color = from.color }},
		"fill":              prop(true, parsePaint, func(s *style) *paintValue { return &s.fill }),
		"stroke":            prop(true, parsePaint, func(s *style) *paintValue { return &s.stroke }),
		"fill-opacity":      prop(true, parseOpacity, func(s *style) *float64 { return &s.fillOpacity }),
		"stroke-opacity":    prop(true, parseOpacity, func(s *style) *float64 { return &s.strokeOpacity }),
		"fill-rule":         prop(true, oneOf(rules), func(s *style) *display.FillRule { return &s.fillRule }),
		"clip-rule":         prop(true, oneOf(rules), func(s *style) *display.FillRule { return &s.clipRule }),
		"stroke-width":      prop(true, parseSize, func(s *style) *length { return &s.width }),
		"stroke-miterlimit": prop(true, parseMiterLimit, func(s *style) *float64 { return &s.miterLimit }),
		"stroke-dasharray":  prop(true, parseDash, func(s *style) *[]length { return &s.dash }),
		"stroke-dashoffset": prop(true, parseLength, func(s *style) *length { return &s.dashOffset }),
		"stroke-linecap":    prop(true, oneOf(caps), func(s *style) *display.Cap { return &s.cap }),
		"stroke-linejoin":   prop(true, oneOf(joins), func(s *style) *display.Join { return &s.join }),
		"visibility":        prop(true, oneOf(visibilities), func(s *style) *bool { return &s.hidden }),
		"paint-order":       prop(true, parseOrder, func(s *style) *bool { return &s.strokeFirst }),
		"opacity":           prop(false, parseOpacity, func(s *style) *float64 { return &s.opacity }),
		"display":           prop(false, parseDisplay, func(s *style) *bool { return &s.gone }),
		"clip-path":         prop(false, parseClip, func(s *style) *string { return &s.clip }),
		"mask":              prop(false, parseReference, func(s *style) *string { return &s.mask }),
		"mask-type":         prop(false, oneOf(maskTypes), func(s *style) *bool { return &s.alphaMask }),
		"mix-blend-mode":    prop(false, oneOf(blends), func(s *style) *display.Blend { return &s.blend }),
		"isolation":         prop(false, oneOf(isolations), func(s *style) *bool { return &s.isolated }),
		"overflow":          prop(false, oneOf(overflows), func(s *style) *overflow { return &s.overflow }),
		"transform":         prop(false, parseTransforms, func(s *style) **transforms { return &s.transform }),
		"transform-origin":  prop(false, parseOrigin, func(s *style) *[2]length { return &s.origin }),
		"transform-box":     prop(false, oneOf(boxes), func(s *style) *bool { return &s.fillBox }),
		"vector-effect":     prop(false, oneOf(effects), func(s *style) *bool { return &s.fixedStroke }),
		"stop-color":        prop(false, parseStopColor, func(s *style) *paintValue { return &s.stopColor }),
		"stop-opacity":      prop(false, parseOpacity, func(s *style) *float64 { return &s.stopOpacity }),

		"filter":       refused("blur and shadows are options of the card's layers; remove it here"),
		"mask-image":   refused("use a clip-path where the mask has hard edges, or mask the layer"),
		"marker":       refused("convert the stroke with its markers to paths"),
		"marker-start": refused("convert the stroke with its markers to paths"),
		"marker-mid":   refused("convert the stroke with its markers to paths"),
		"marker-end":   refused("convert the stroke with its markers to paths"),
		"animation":    refused(still),
	}
}

// prop is a property whose value is one field of the style.
func prop[T any](inherited bool, parse func(string) (T, error), at func(*style) *T) property {
	return property{
		inherited: inherited,
		parse: func(text string) (setter, error) {
			v, err := parse(text)
			return func(to, _ *style) { *at(to) = v }, err
		},
		copy: func(to, from *style) { *at(to) = *at(from) },
	}
}

// refused is a property that may only say none.
func refused(remedy string) property {
	return property{
		parse: func(text string) (setter, error) {
			if text != "none" {
				return nil, fmt.Errorf("this is not drawn here; %s", remedy)
			}
			return func(*style, *style) {}, nil
		},
		copy: func(*style, *style) {},
	}
}

// setter reads what a property says.
func (p *property) setter(text string) (setter, error) {
	word := strings.ToLower(text)
	if word == "unset" || word == "revert" {
		word = "initial"
		if p.inherited {
			word = "inherit"
		}
	}
	switch word {
	case "inherit":
		return func(to, parent *style) { p.copy(to, parent) }, nil
	case "initial":
		return func(to, _ *style) { p.copy(to, &initial) }, nil
	}
	return p.parse(text)
}

// Words and what they mean. Those that make no difference to a still picture are taken for the usual one.
var (
	rules        = map[string]display.FillRule{"nonzero": display.NonZero, "evenodd": display.EvenOdd}
	caps         = map[string]display.Cap{"butt": display.Butt, "round": display.RoundCap, "square": display.SquareCap}
	joins        = map[string]display.Join{"miter": display.Miter, "round": display.RoundJoin, "bevel": display.Bevel}
	visibilities = map[string]bool{"visible": false, "hidden": true, "collapse": true}
	isolations   = map[string]bool{"auto": false, "isolate": true}
	overflows    = map[string]overflow{"visible": overflowVisible, "auto": overflowVisible, "hidden": overflowHidden, "clip": overflowHidden, "scroll": overflowHidden}
	maskTypes    = map[string]bool{"luminance": false, "alpha": true}
	boxes        = map[string]bool{"view-box": false, "fill-box": true, "content-box": true}
	effects      = map[string]bool{"none": false, "non-scaling-stroke": true}
	blends       = map[string]display.Blend{
		"normal": display.Normal, "multiply": display.Multiply, "screen": display.Screen, "overlay": display.Overlay,
		"darken": display.Darken, "lighten": display.Lighten, "color-dodge": display.ColorDodge, "color-burn": display.ColorBurn,
		"hard-light": display.HardLight, "soft-light": display.SoftLight, "difference": display.Difference, "exclusion": display.Exclusion,
		"hue": display.Hue, "saturation": display.Saturation, "color": display.ColorBlend, "luminosity": display.Luminosity,
	}
)

// oneOf reads one of some words.
func oneOf[T any](words map[string]T) func(string) (T, error) {
	return func(text string) (T, error) {
		v, ok := words[strings.ToLower(text)]
		if !ok {
			return v, fmt.Errorf("want one of %s", listed(words))
		}
		return v, nil
	}
}

func parseColorProperty(text string) (setter, error) {
	if strings.EqualFold(text, "currentcolor") {
		return func(to, parent *style) { to.color = parent.color }, nil
	}
	c, err := parseColor(text)
	return func(to, _ *style) { to.color = colorValue{true, c} }, err
}

func parseStopColor(text string) (paintValue, error) {
	if strings.EqualFold(text, "currentcolor") {
		return paintValue{kind: current}, nil
	}
	c, err := parseColor(text)
	return paintValue{kind: solid, color: c}, err
}

// parseOpacity reads a number or percentage, which is brought into 0..1 as CSS does.
func parseOpacity(text string) (float64, error) {
	s := scan(text)
	v, err := s.Number()
	if err != nil {
		return 0, err
	}
	if s.accept('%') {
		v /= 100
	}
	if !s.Done() {
		return 0, s.Wanted("nothing more")
	}
	return unit(v), nil
}

func parseSize(text string) (length, error) {
	l, err := parseLength(text)
	if err == nil && l.value < 0 {
		err = errNegative
	}
	return l, err
}

func parseMiterLimit(text string) (float64, error) {
	v, err := number1(text)
	if err == nil && v < 1 {
		err = fmt.Errorf("it must not be less than 1")
	}
	return v, err
}

// parseDash reads none or a list of lengths. One that adds up to nothing is a solid line.
func parseDash(text string) ([]length, error) {
	if text == "none" {
		return nil, nil
	}
	s := scan(text)
	var dash []length
	sum := 0.0
	for !s.Done() {
		if len(dash) == display.MaxDashPattern {
			return nil, fmt.Errorf("there are more than %d lengths; simplify it", display.MaxDashPattern)
		}
		if len(dash) > 0 {
			s.Comma()
		}
		l, err := s.length()
		if err != nil {
			return nil, err
		}
		if l.value < 0 {
			return nil, fmt.Errorf("lengths must not be negative")
		}
		sum = math.Max(sum, l.value)
		dash = append(dash, l)
	}
	if sum == 0 {
		return nil, nil
	}
	return dash, nil
}

// parseOrder reads paint-order, of which only fill and stroke are drawn.
func parseOrder(text string) (bool, error) {
	for _, word := range strings.Fields(text) {
		switch word {
		case "stroke":
			return true, nil
		case "normal", "fill":
			return false, nil
		case "markers":
		default:
			return false, fmt.Errorf("want some of fill, stroke and markers, or normal")
		}
	}
	return false, nil
}

// parseDisplay reads display; whatever is not none is drawn as it is.
func parseDisplay(text string) (bool, error) { return text == "none", nil }

func parseClip(text string) (string, error) {
	id, err := parseReference(text)
	if err != nil {
		err = fmt.Errorf("%w; shapes and boxes of CSS are not drawn here", err)
	}
	return id, err
}
