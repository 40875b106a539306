package svg

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"placard/internal/css"
)

// rgba is a colour; alpha is 0..1.
type rgba struct {
	r, g, b uint8
	a       float64
}

var black = rgba{a: 1}

// errColor is what every colour that cannot be read is told.
var errColor = errors.New("it is no colour; write a name, #rgb, #rrggbb, #rrggbbaa, rgb(r, g, b) or hsl(h, s%, l%)")

// parseColor reads a CSS colour other than currentColor.
func parseColor(text string) (rgba, error) {
	c, err := css.Parse(text)
	if err != nil {
		return rgba{}, errColor
	}
	return rgba{c.R, c.G, c.B, c.A}, nil
}

// unit brings a number into 0..1.
func unit(v float64) float64 { return math.Max(0, math.Min(1, v)) }

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
