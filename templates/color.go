package templates

import (
	"errors"
	"fmt"
	"strings"

	"placard/internal/css"
)

// ParseColor reads a CSS colour (CSS Color 4): #rgb, #rgba, #rrggbb, #rrggbbaa, one of the 148 names,
// transparent, rgb(), rgba(), hsl(), hsla(), oklab() or oklch(), in capitals or not. Functions take commas, or
// spaces and "/ alpha". As in CSS, components out of their range are clamped; colours outside of sRGB
// are clipped channel by channel.
func ParseColor(s string) (Color, error) {
	c, err := css.Parse(s)
	switch {
	case err == nil:
		return Color{c.R, c.G, c.B, css.Byte(c.A)}, nil
	case errors.Is(err, css.ErrUnknown):
		return Color{}, fmt.Errorf("%s %w%s", quote(s), err, didYouMean(strings.ToLower(strings.TrimSpace(s)), css.Names()))
	case errors.Is(err, css.ErrLong):
		return Color{}, fmt.Errorf("%s %w", quote(s), err)
	case errors.Is(err, css.ErrHex):
		return Color{}, fmt.Errorf("%s is not a colour; %w", quote(s), err)
	}
	return Color{}, fmt.Errorf("%s is not a colour: %w", quote(s), err)
}

// bind reads a colour.
func (c *Color) bind(b *binder, n *node) {
	if n.kind != stringKind {
		b.wrong(n, "a colour")
		return
	}
	color, err := ParseColor(n.text)
	if err != nil {
		b.fail(n, "%s", err)
		return
	}
	*c = color
}
