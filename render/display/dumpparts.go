package display

import (
	"fmt"
	"strconv"
	"strings"

	"placard/fonts"
)

var (
	capNames  = map[Cap]string{Butt: "", RoundCap: "round-cap", SquareCap: "square-cap"}
	joinNames = map[Join]string{Miter: "", RoundJoin: "round-join", Bevel: "bevel-join"}
	ruleNames = map[FillRule]string{NonZero: "", EvenOdd: "even-odd"}
	roleNames = map[Role]string{Decoration: "decoration", Paragraph: "paragraph", Figure: "figure", Section: "section"}

	// blendNames are CSS's names, the empty one for normal.
	blendNames = map[Blend]string{
		Multiply: "multiply", Screen: "screen", Overlay: "overlay", Darken: "darken", Lighten: "lighten",
		ColorDodge: "color-dodge", ColorBurn: "color-burn", HardLight: "hard-light", SoftLight: "soft-light",
		Difference: "difference", Exclusion: "exclusion",
		Hue: "hue", Saturation: "saturation", ColorBlend: "color", Luminosity: "luminosity",
	}
)

func paint(p Paint) string {
	switch p := p.(type) {
	case Color:
		return color(p)
	case *LinearGradient:
		return fmt.Sprintf("linear(%s to %s: %s)", point(p.From), point(p.To), stops(p.Stops))
	case *RadialGradient:
		return fmt.Sprintf("radial(%s: %s)", ellipse(p), stops(p.Stops))
	case *ConicGradient:
		return fmt.Sprintf("conic(%s from %s: %s)", point(p.Center), px(p.Angle), stops(p.Stops))
	case *ImagePaint:
		return fmt.Sprintf("picture(%s)", words(shown(p.Source, p.Crop, p.Dest), turn(p.Turn)))
	default:
		return fmt.Sprintf("%T", p)
	}
}

// ellipse writes "50,25 r 60" of a circle, and "50,25 r 60/30 turn 45 focus 10,0".
func ellipse(g *RadialGradient) string {
	s := point(g.Center) + " r " + px(g.Radius)
	if g.Across > 0 {
		s = words(s+"/"+px(g.Across), turn(Turn{Angle: g.Angle}))
	}
	if g.Focus != (Point{}) {
		s += " focus " + point(g.Focus)
	}
	return s
}

// turn writes "turn 30" or, with what it adds, "turn 30 by 12,-5".
func turn(t Turn) string {
	if t == (Turn{}) {
		return ""
	}
	s := "turn " + px(t.Angle)
	if by := point(Point{t.X, t.Y}); by != "0,0" {
		s += " by " + by
	}
	return s
}

func tint(c *Color) string {
	if c == nil {
		return ""
	}
	return "tint " + color(*c)
}

func mask(m Mask) string {
	switch m := m.(type) {
	case nil:
		return ""
	case *PathMask:
		return words("mask", path(m.Path), ruleNames[m.Rule])
	case *PictureMask:
		return words("mask", shown(m.Source, m.Crop, m.Dest), flag(m.Luminance, "luminance"))
	default:
		return fmt.Sprintf("mask %T", m)
	}
}

func flag(on bool, name string) string {
	if on {
		return name
	}
	return ""
}

// shown writes which part of a source goes where.
func shown(s Source, crop, dest Rect) string {
	return words(source(s), "crop", rect(crop), "to", rect(dest))
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

// clusters writes what each cluster says, with its advance and the number of its glyphs where that is not
// one: `rtl "ﬁ" 9.1 "n" 10×2`.
func clusters(g *Glyphs) string {
	if g.Clusters == nil {
		return ""
	}
	parts := []string{"clusters"}
	if g.RTL {
		parts = append(parts, "rtl")
	}
	for _, k := range g.Clusters {
		s := strconv.Quote(k.Text) + " " + px(k.Advance)
		if k.Count != 1 {
			s += fmt.Sprintf("×%d", k.Count)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func blur(sigma float64) string {
	if sigma == 0 {
		return ""
	}
	return "blur " + px(sigma)
}

// tag writes `tag 3..5 figure "logo" 0,0..80,45 alt "Our logo" link "https://example.com"`.
func tag(t *Tag) string {
	s := fmt.Sprintf("tag %d..%d %s %q %s", t.From, t.To, roleNames[t.Role], t.Layer, rect(t.Box))
	for _, f := range t.texts() {
		if f.value != "" && f.name != "layer" {
			s += fmt.Sprintf(" %s %q", f.name, f.value)
		}
	}
	return s
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
