// Package css reads the colours of CSS and converts between the spaces that they are given, mixed and judged in. Both
// templates and drawings have such colours.
//
// Colours are straight (not premultiplied) sRGB. All functions are safe for concurrent use.
package css

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Color is straight sRGB.
type Color struct {
	R, G, B uint8
	A       float64 // 0..1
}

// What is wrong with a colour's spelling. Other errors are of the components of a function.
var (
	ErrLong    = errors.New("is too long for a colour")
	ErrHex     = errors.New("after # come 3, 4, 6 or 8 hexadecimal digits")
	ErrUnknown = errors.New("is not a CSS colour")
)

// maxBytes bounds a colour's spelling; the longest sensible one has some 60.
const maxBytes = 100

// Parse reads a CSS colour (CSS Color 4): #rgb, #rgba, #rrggbb, #rrggbbaa, one of the 148 names, transparent,
// rgb(), rgba(), hsl(), hsla(), oklab() or oklch(), in capitals or not. Functions take commas, or spaces and
// "/ alpha". As in CSS, components out of their range are clamped; colours outside of sRGB are clipped channel by
// channel.
func Parse(s string) (Color, error) {
	if len(s) > maxBytes {
		return Color{}, ErrLong
	}
	text := strings.ToLower(strings.TrimSpace(s))
	if rgb, ok := names[text]; ok {
		return Color{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 1}, nil
	}
	if text == "transparent" {
		return Color{}, nil
	}
	if digits, ok := strings.CutPrefix(text, "#"); ok {
		if c, ok := parseHex(digits); ok {
			return c, nil
		}
		return Color{}, ErrHex
	}
	if name, args, ok := strings.Cut(text, "("); ok && strings.HasSuffix(args, ")") {
		return parseFunction(name, strings.TrimSuffix(args, ")"))
	}
	return Color{}, ErrUnknown
}

// Names are the 148 named colours in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(names)) }

// parseHex reads what follows "#".
func parseHex(digits string) (Color, bool) {
	v, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return Color{}, false
	}
	nibble := func(shift int) uint8 { return uint8(v>>shift&15) * 17 }
	switch len(digits) {
	case 3:
		return Color{nibble(8), nibble(4), nibble(0), 1}, true
	case 4:
		return Color{nibble(12), nibble(8), nibble(4), float64(nibble(0)) / 255}, true
	case 6:
		return Color{uint8(v >> 16), uint8(v >> 8), uint8(v), 1}, true
	case 8:
		return Color{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), float64(uint8(v)) / 255}, true
	}
	return Color{}, false
}

// functions turn three components into sRGB, 0..1 where it is in gamut. What 100 % stands for is the
// components' reference range.
var functions = map[string]struct {
	percent [3]float64 // what 100 % is; 0: an angle
	convert func(a, b, c float64) (red, green, blue float64)
}{
	"rgb":   {[3]float64{255, 255, 255}, bytesToRGB},
	"hsl":   {[3]float64{0, 100, 100}, hslToRGB},
	"oklab": {[3]float64{1, 0.4, 0.4}, oklabToRGB},
	"oklch": {[3]float64{1, 0.4, 0}, oklchToRGB},
}

// parseFunction reads the components of a colour function and converts them.
func parseFunction(name, args string) (Color, error) {
	if name == "rgba" || name == "hsla" {
		name = name[:3]
	}
	f, ok := functions[name]
	if !ok {
		return Color{}, fmt.Errorf("there are %s", strings.Join(slices.Sorted(maps.Keys(functions)), ", "))
	}
	words, err := splitComponents(args)
	if err != nil {
		return Color{}, err
	}
	var v [3]float64
	for i := range v {
		if v[i], err = parseComponent(words[i], f.percent[i]); err != nil {
			return Color{}, err
		}
	}
	alpha := 1.0
	if len(words) == 4 {
		if alpha, err = parseComponent(words[3], 1); err != nil {
			return Color{}, err
		}
	}
	red, green, blue := f.convert(v[0], v[1], v[2])
	return Color{Byte(red), Byte(green), Byte(blue), clamp01(alpha)}, nil
}

// splitComponents splits "1, 2, 3, 4" or "1 2 3 / 4" into three words, or four with the alpha.
func splitComponents(args string) ([]string, error) {
	var words []string
	if strings.Contains(args, ",") {
		for _, word := range strings.Split(args, ",") {
			words = append(words, strings.TrimSpace(word))
		}
	} else {
		components, alpha, slash := strings.Cut(args, "/")
		words = strings.Fields(components)
		if len(words) != 3 {
			return nil, errors.New("it takes three components")
		}
		if slash {
			words = append(words, strings.TrimSpace(alpha))
		}
	}
	if len(words) != 3 && len(words) != 4 {
		return nil, errors.New("it takes three components and an alpha")
	}
	return words, nil
}

// maxComponent bounds components, so that no cube or sum of them overflows; all that have a meaning are
// far smaller.
const maxComponent = 1e6

// degrees are the units of an angle.
var degrees = map[string]float64{"": 1, "deg": 1, "grad": 0.9, "rad": 180 / math.Pi, "turn": 360}

// parseComponent reads a number, a percentage of whole, or none, which is 0. If whole is 0 it is an angle,
// which may have a unit.
func parseComponent(word string, whole float64) (float64, error) {
	if word == "none" {
		return 0, nil
	}
	end := len(word) - len(strings.TrimLeft(word, "+-.0123456789"))
	if rest := word[end:]; len(rest) > 1 && rest[0] == 'e' && strings.ContainsAny(rest[1:2], "+-0123456789") {
		end = len(word) - len(strings.TrimLeft(rest[1:], "+-0123456789"))
	}
	value, err := strconv.ParseFloat(word[:end], 64)
	value = max(-maxComponent, min(maxComponent, value))
	unit := word[end:]
	switch scale, angle := degrees[unit]; {
	case err != nil:
		return 0, fmt.Errorf("%s is not a number", strconv.Quote(word))
	case whole == 0 && angle:
		return value * scale, nil
	case whole != 0 && unit == "%":
		return value / 100 * whole, nil
	case whole != 0 && unit == "":
		return value, nil
	}
	return 0, fmt.Errorf("%s has the wrong unit", strconv.Quote(word))
}

// Degrees are how many degrees a unit of CSS angles has, and false for what is no such unit; without one it is a
// degree.
func Degrees(unit string) (float64, bool) {
	d, ok := degrees[unit]
	return d, ok
}

// Byte rounds 0..1 to 0..255, and clamps.
func Byte(v float64) uint8 { return uint8(math.Round(clamp01(v) * 255)) }
