package display

import (
	"fmt"
	"strings"

	"placard/fonts"
)

var (
	capNames  = map[Cap]string{Butt: "", RoundCap: "round-cap", SquareCap: "square-cap"}
	joinNames = map[Join]string{Miter: "", RoundJoin: "round-join", Bevel: "bevel-join"}
)

func paint(p Paint) string {
	switch p := p.(type) {
	case Color:
		return color(p)
	case *LinearGradient:
		return fmt.Sprintf("linear(%s to %s: %s)", point(p.From), point(p.To), stops(p.Stops))
	case *RadialGradient:
		return fmt.Sprintf("radial(%s r %s: %s)", point(p.Center), px(p.Radius), stops(p.Stops))
	default:
		return fmt.Sprintf("%T", p)
	}
}

func color(c Color) string {
	if c.A == 255 {
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
}

func stops(stops []Stop) string {
	parts := make([]string, len(stops))
	for i, s := range stops {
		parts[i] = color(s.Color) + " " + rounded(s.At, 1000)
	}
	return strings.Join(parts, ", ")
}

func dash(dash []float64) string {
	if len(dash) == 0 {
		return ""
	}
	parts := make([]string, len(dash))
	for i, d := range dash {
		parts[i] = px(d)
	}
	return "dash " + strings.Join(parts, ",")
}

// path writes SVG path data.
func path(p Path) string {
	parts := make([]string, len(p))
	for i := range p {
		s := &p[i]
		var b strings.Builder
		b.WriteByte("MLQCZ"[min(s.Verb, Close)])
		for j, q := range s.Points() {
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(point(q))
		}
		parts[i] = b.String()
	}
	return strings.Join(parts, " ")
}

// glyphs writes where the first glyph stands, then every glyph's id with its distance from the first:
// "at 80,246.28: 12 45+14.2 7+28.91".
func glyphs(gs []Glyph) string {
	if len(gs) == 0 {
		return "none"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "at %s:", point(Point{gs[0].X, gs[0].Y}))
	for i, g := range gs {
		fmt.Fprintf(&b, " %d", g.ID)
		if i > 0 {
			b.WriteString(signed(g.X - gs[0].X))
		}
		if dy := px(g.Y - gs[0].Y); dy != "0" {
			b.WriteString("," + dy)
		}
	}
	return b.String()
}

func signed(v float64) string {
	if s := px(v); strings.HasPrefix(s, "-") {
		return s
	}
	return "+" + px(v)
}

func faceName(f *fonts.Face) string {
	if f == nil {
		return "no face"
	}
	return f.Name()
}

func source(s Source) string {
	if s == nil {
		return "no source"
	}
	w, h := s.Size()
	return fmt.Sprintf("%q %d×%d", s.Key(), w, h)
}
