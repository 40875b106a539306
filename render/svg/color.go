package svg

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// rgba is a colour; alpha is 0..1.
type rgba struct {
	r, g, b uint8
	a       float64
}

var black = rgba{a: 1}

// errColor is what every colour that cannot be read is told.
var errColor = errors.New("it is no colour; write a name, #rgb, #rrggbb, #rrggbbaa, rgb(r, g, b) or hsl(h, s%, l%)")

// parseColor reads a CSS colour other than currentColor (CSS Color 4 §4, §5).
func parseColor(text string) (rgba, error) {
	text = strings.ToLower(text)
	if digits, ok := strings.CutPrefix(text, "#"); ok {
		return parseHex(digits)
	}
	if text == "transparent" {
		return rgba{}, nil
	}
	if hex, ok := colorNames[text]; ok {
		return rgba{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 1}, nil
	}
	function, rest, ok := strings.Cut(text, "(")
	args, end := strings.CutSuffix(rest, ")")
	if !ok || !end {
		return rgba{}, errColor
	}
	switch function {
	case "rgb", "rgba":
		return parseRGB(args)
	case "hsl", "hsla":
		return parseHSL(args)
	}
	return rgba{}, errColor
}

func parseHex(digits string) (rgba, error) {
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return rgba{}, errColor
	}
	twice := func(v uint64) uint8 { return uint8(v&15) * 17 }
	switch len(digits) {
	case 3:
		return rgba{twice(v >> 8), twice(v >> 4), twice(v), 1}, nil
	case 4:
		return rgba{twice(v >> 12), twice(v >> 8), twice(v >> 4), float64(twice(v)) / 255}, nil
	case 6:
		return rgba{uint8(v >> 16), uint8(v >> 8), uint8(v), 1}, nil
	case 8:
		return rgba{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), float64(uint8(v)) / 255}, nil
	}
	return rgba{}, errColor
}

// component is a number of a colour function with its unit.
type component struct {
	value float64
	unit  string
}

// components reads three numbers and perhaps an alpha, with commas or spaces between.
func components(args string) ([3]component, float64, error) {
	s := scanner{text: args}
	var c []component
	for !s.done() && len(c) < 4 {
		if len(c) > 0 {
			s.comma()
			if s.accept('/') {
				s.space()
			}
		}
		v, err := s.number()
		if err != nil {
			return [3]component{}, 0, err
		}
		unit := s.letters()
		if s.accept('%') {
			unit = "%"
		}
		c = append(c, component{v, unit})
	}
	if len(c) < 3 || !s.done() {
		return [3]component{}, 0, errColor
	}
	alpha := 1.0
	if len(c) == 4 {
		switch alpha = c[3].value; c[3].unit {
		case "":
		case "%":
			alpha /= 100
		default:
			return [3]component{}, 0, errColor
		}
	}
	return [3]component(c[:3]), unit(alpha), nil
}

// unit brings a number into 0..1.
func unit(v float64) float64 { return math.Max(0, math.Min(1, v)) }

func parseRGB(args string) (rgba, error) {
	c, alpha, err := components(args)
	if err != nil {
		return rgba{}, err
	}
	var out [3]uint8
	for i := range c {
		switch c[i].unit {
		case "":
			out[i] = byteOf(c[i].value / 255)
		case "%":
			out[i] = byteOf(c[i].value / 100)
		default:
			return rgba{}, errColor
		}
	}
	return rgba{out[0], out[1], out[2], alpha}, nil
}

func byteOf(v float64) uint8 { return uint8(math.Round(255 * unit(v))) }

func parseHSL(args string) (rgba, error) {
	c, alpha, err := components(args)
	if err != nil {
		return rgba{}, err
	}
	turn, ok := degreesIn[c[0].unit]
	if !ok || c[1].unit != "%" || c[2].unit != "%" {
		return rgba{}, errColor
	}
	h, s, l := math.Mod(c[0].value*turn, 360), unit(c[1].value/100), unit(c[2].value/100)
	if h < 0 {
		h += 360
	}
	at := func(n float64) uint8 { // CSS Color 4 §7.1
		k := math.Mod(n+h/30, 12)
		return byteOf(l - s*math.Min(l, 1-l)*math.Max(-1, math.Min(math.Min(k-3, 9-k), 1)))
	}
	return rgba{at(0), at(8), at(4), alpha}, nil
}

// degreesIn are the degrees in a unit of angles.
var degreesIn = map[string]float64{"": 1, "deg": 1, "rad": 180 / math.Pi, "grad": 0.9, "turn": 360}

// paintValue is what fill or stroke says.
type paintValue struct {
	kind  paintKind
	color rgba        // solid, or the colour that stands in where the reference leads nowhere
	id    string      // referred
	other *paintValue // what stands in for a reference that leads nowhere; nil: nothing said
}

type paintKind uint8

const (
	unset    paintKind = iota // black, or the colour that the drawing is given
	noPaint                   // nothing
	solid                     // a colour
	current                   // the color property
	referred                  // a gradient
)

// parsePaint reads what fill and stroke may say.
func parsePaint(text string) (paintValue, error) {
	switch strings.ToLower(text) {
	case "none":
		return paintValue{kind: noPaint}, nil
	case "currentcolor":
		return paintValue{kind: current}, nil
	}
	if id, rest, ok := cutURL(text); ok {
		v := paintValue{kind: referred, id: id}
		if rest != "" {
			other, err := parsePaint(rest)
			if err != nil {
				return v, err
			}
			v.other = &other
		}
		return v, nil
	}
	c, err := parseColor(text)
	return paintValue{kind: solid, color: c}, err
}

// cutURL cuts the id off text that starts with url(#id).
func cutURL(text string) (id, rest string, ok bool) {
	inner, ok := strings.CutPrefix(text, "url(")
	if !ok {
		return "", "", false
	}
	inner, rest, ok = strings.Cut(inner, ")")
	inner = strings.Trim(strings.TrimSpace(inner), `'"`)
	id, local := strings.CutPrefix(inner, "#")
	return id, strings.TrimSpace(rest), ok && local
}

// parseReference reads none or url(#id), and returns the id.
func parseReference(text string) (string, error) {
	if text == "none" {
		return "", nil
	}
	id, rest, ok := cutURL(text)
	if !ok || rest != "" || id == "" {
		return "", fmt.Errorf("want none or url(#id)")
	}
	return id, nil
}
