package display

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Dump returns the list as text, a line for the canvas, a line for each operation, indented by its group,
// and one for each tag. Lengths are rounded to 0.01 px and gradient positions to 0.001, so that the text is the same on
// every CPU; it is meant for goldens that a person reviews.
func Dump(list *List) string {
	var b strings.Builder
	fmt.Fprintf(&b, "canvas %d×%d\n", list.Width, list.Height)
	depth := 0
	for _, op := range list.Ops {
		if _, ok := op.(*PopGroup); ok && depth > 0 {
			depth--
		}
		b.WriteString(strings.Repeat("  ", depth))
		b.WriteString(kind(op))
		if s := describe(op); s != "" {
			b.WriteString(" " + s)
		}
		b.WriteByte('\n')
		if _, ok := op.(*PushGroup); ok {
			depth++
		}
	}
	for i := range list.Tags {
		b.WriteString(tag(&list.Tags[i]) + "\n")
	}
	return b.String()
}

// kind is an operation's name in dumps and errors.
func kind(op Op) string {
	switch op.(type) {
	case *Fill:
		return "fill"
	case *FillPath:
		return "path"
	case *Stroke:
		return "stroke"
	case *Shadow:
		return "shadow"
	case *Picture:
		return "picture"
	case *Glyphs:
		return "glyphs"
	case *PushGroup:
		return "group"
	case *PopGroup:
		return "end"
	default:
		return fmt.Sprintf("%T", op)
	}
}

func describe(op Op) string {
	switch o := op.(type) {
	case *Fill:
		return words(roundRect(o.Shape), paint(o.Paint))
	case *FillPath:
		return words(path(o.Path), ruleNames[o.Rule], paint(o.Paint))
	case *Stroke:
		return words(path(o.Path), "width", px(o.Width), dash(o.Dash), capNames[o.Cap], joinNames[o.Join], paint(o.Paint))
	case *Shadow:
		return words(flag(o.Inset, "inset"), roundRect(o.Shape), "sigma", px(o.Sigma), paint(o.Color), "hole", roundRect(o.Hole), turn(o.Turn))
	case *Picture:
		return words(shown(o.Source, o.Crop, o.Dest), "clip", roundRect(o.Clip), alpha(o.Alpha), turn(o.Turn))
	case *Glyphs:
		return words(strconv.Quote(o.Text), faceName(o.Face), px(o.Size), paint(o.Paint), glyphs(o.Glyphs), turn(o.Turn), flag(o.Silent, "silent"), clusters(o))
	case *PushGroup:
		return words("clip", roundRect(o.Clip), alpha(o.Alpha), blendNames[o.Blend], blur(o.Blur), tint(o.Tint), mask(o.Mask), turn(o.Turn))
	default:
		return ""
	}
}

// words joins what is not empty with spaces.
func words(parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

func px(v float64) string { return rounded(v, 100) }

// rounded writes v with a resolution of 1/unit and no trailing zeros. Adding 0 turns -0 into 0.
func rounded(v, unit float64) string {
	return strconv.FormatFloat(math.Round(v*unit)/unit+0, 'f', -1, 64)
}

func point(p Point) string { return px(p.X) + "," + px(p.Y) }

func rect(r Rect) string { return fmt.Sprintf("%s,%s..%s,%s", px(r.X0), px(r.Y0), px(r.X1), px(r.Y1)) }

// roundRect writes one radius where all corners are alike, else four.
func roundRect(r RoundRect) string {
	if r.Corners == ([4]Corner{}) {
		return rect(r.Rect)
	}
	radii := make([]string, 0, 4)
	for _, c := range r.Corners {
		s := px(c.RX)
		if ry := px(c.RY); ry != s {
			s += "/" + ry
		}
		radii = append(radii, s)
	}
	if radii[0] == radii[1] && radii[1] == radii[2] && radii[2] == radii[3] {
		radii = radii[:1]
	}
	return rect(r.Rect) + " r " + strings.Join(radii, " ")
}

func alpha(a uint8) string {
	if a == 255 {
		return ""
	}
	return fmt.Sprintf("alpha %d", a)
}
