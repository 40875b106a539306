package render

import (
	"fmt"
	"regexp"
	"strconv"
)

// lengthUnits are px of 1/96 inch (CSS Values 4, section 6.2).
var lengthUnits = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}

// lengthForm is how a length is written: strconv alone also takes signs, exponents, hex, "Inf" and "NaN".
var lengthForm = regexp.MustCompile(`^([0-9]{1,6}(?:\.[0-9]{1,6})?)(px|pt|mm|cm|in)?$`)

// ParseLength reads a length on paper, such as 3mm, 0.5in or 12 (px), and returns it in px of 1/96 inch. It
// is the caller who knows which option the error is about.
func ParseLength(s string) (px float64, err error) {
	parts := lengthForm.FindStringSubmatch(s)
	if parts == nil {
		return 0, invalid("%.40q is not a length such as 3mm; the units are px, pt, mm, cm and in", s)
	}
	n, err := strconv.ParseFloat(parts[1], 64)
	if err != nil {
		return 0, fmt.Errorf("render: %w", err) // the form lets no such number through
	}
	return n * lengthUnits[parts[2]], nil
}
