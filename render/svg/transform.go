package svg

import (
	"fmt"
	"math"
	"strings"

	"placard/internal/css"
)

// transforms are functions that are applied last to first. Only lengths in percent need to know the viewport.
type transforms struct {
	functions []transformFunction
}

type transformFunction struct {
	name string
	args []length
}

// matrix multiplies the functions out.
func (t *transforms) matrix(view viewport) matrix {
	m := identity
	if t == nil {
		return m
	}
	for i := range t.functions {
		m = m.times(t.functions[i].matrix(view))
	}
	return m
}

// transformArgs are how many arguments the functions may have, a bit for each count.
var transformArgs = map[string]int{
	"matrix": 1 << 6, "translate": 1<<1 | 1<<2, "translateX": 1 << 1, "translateY": 1 << 1,
	"scale": 1<<1 | 1<<2, "scaleX": 1 << 1, "scaleY": 1 << 1, "rotate": 1<<1 | 1<<3, "skew": 1<<1 | 1<<2, "skewX": 1 << 1, "skewY": 1 << 1,
}

func (f *transformFunction) matrix(view viewport) matrix {
	arg := func(i int, whole, unset float64) float64 {
		if i < len(f.args) {
			return f.args[i].of(whole)
		}
		return unset
	}
	x := arg(0, view.width, 0)
	switch f.name {
	case "translate":
		return translate(x, arg(1, view.height, 0))
	case "translateX":
		return translate(x, 0)
	case "translateY":
		return translate(0, arg(0, view.height, 0))
	case "scale":
		x = arg(0, 1, 1)
		return scale(x, arg(1, 1, x))
	case "scaleX":
		return scale(arg(0, 1, 1), 1)
	case "scaleY":
		return scale(1, arg(0, 1, 1))
	case "rotate":
		cx, cy := arg(1, 0, 0), arg(2, 0, 0)
		return translate(cx, cy).times(rotate(x)).times(translate(-cx, -cy))
	case "skew":
		return matrix{1, slope(arg(1, 0, 0)), slope(x), 1, 0, 0}
	case "skewX":
		return matrix{1, 0, slope(x), 1, 0, 0}
	case "skewY":
		return matrix{1, slope(x), 0, 1, 0, 0}
	default: // matrix
		return matrix{x, arg(1, 0, 0), arg(2, 0, 0), arg(3, 0, 0), arg(4, 0, 0), arg(5, 0, 0)}
	}
}

func slope(degrees float64) float64 { return math.Tan(degrees * math.Pi / 180) }

// parseTransforms reads the transform attribute, or the property of that name.
func parseTransforms(text string) (*transforms, error) {
	t := &transforms{}
	if text == "none" {
		return t, nil
	}
	s := scan(text)
	for !s.Done() {
		if len(t.functions) > 0 {
			s.Comma()
		}
		if len(t.functions) == MaxTransforms {
			return nil, fmt.Errorf("there are more than %d functions; multiply them out to one matrix", MaxTransforms)
		}
		f, err := s.transform()
		if err != nil {
			return nil, err
		}
		t.functions = append(t.functions, f)
	}
	return t, nil
}

func (s *scanner) transform() (transformFunction, error) {
	start := s.At
	f := transformFunction{name: s.letters()}
	counts, known := transformArgs[f.name]
	if !known {
		s.At = start
		return f, s.Wanted("one of matrix translate scale rotate skewX skewY")
	}
	s.Space()
	if !s.accept('(') {
		return f, s.Wanted("(")
	}
	for s.Space(); !s.accept(')'); s.Space() {
		if len(f.args) > 0 {
			s.Comma()
		}
		if len(f.args) == 6 {
			return f, s.Wanted(")")
		}
		v, err := s.transformArgument(strings.HasPrefix(f.name, "rotate") || strings.HasPrefix(f.name, "skew"))
		if err != nil {
			return f, err
		}
		f.args = append(f.args, v)
	}
	if counts&(1<<len(f.args)) == 0 {
		return f, fmt.Errorf("%s does not take %d numbers", f.name, len(f.args))
	}
	return f, nil
}

// transformArgument reads an angle, a length or a number.
func (s *scanner) transformArgument(angle bool) (length, error) {
	if !angle {
		return s.length()
	}
	v, err := s.Number()
	if err != nil {
		return length{}, err
	}
	start := s.At
	k, ok := css.Degrees(strings.ToLower(s.letters()))
	if !ok {
		s.At = start
		return length{}, s.Wanted("deg, rad, grad or turn")
	}
	return length{value: v * k}, nil
}

// parseOrigin reads transform-origin.
func parseOrigin(text string) ([2]length, error) {
	middle := length{50, true}
	origin := [2]length{middle, middle}
	words := strings.Fields(text)
	if len(words) == 3 && (words[2] == "0" || words[2] == "0px") {
		words = words[:2]
	}
	if len(words) == 0 || len(words) > 2 {
		return origin, fmt.Errorf("want two lengths or words")
	}
	if len(words) == 2 && (words[0] == "top" || words[0] == "bottom" || words[1] == "left" || words[1] == "right") {
		words[0], words[1] = words[1], words[0]
	}
	for i, w := range words {
		switch {
		case w == "center":
		case w == "left" && i == 0, w == "top" && i == 1:
			origin[i] = length{0, true}
		case w == "right" && i == 0, w == "bottom" && i == 1:
			origin[i] = length{100, true}
		case len(words) == 1 && w == "top":
			origin[1] = length{0, true}
		case len(words) == 1 && w == "bottom":
			origin[1] = length{100, true}
		default:
			l, err := parseLength(w)
			if err != nil {
				return origin, err
			}
			origin[i] = l
		}
	}
	return origin, nil
}
