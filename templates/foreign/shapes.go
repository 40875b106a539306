package foreign

import "regexp"

var sourcePattern = regexp.MustCompile(`^(asset:|data:|https?://).`)

// regular are shapes that are a polygon of equal sides, or another layer of its own.
var regular = map[string]fields{
	"ellipse": {"type": "ellipse"}, "circle": {"type": "ellipse"}, "star": {"type": "star"},
	"pentagon": {"sides": 5}, "hexagon": {"sides": 6}, "octagon": {"sides": 8}, "polygon": {"sides": 6},
}

// corners are shapes of straight sides in a box of 100 by 100.
var corners = map[string]string{
	"triangle": "50,0 100,100 0,100", "scalene": "30,0 100,100 0,100", "right": "0,0 100,100 0,100", "trapeze": "20,0 80,0 100,100 0,100",
	"kite": "50,0 100,35 50,100 0,35", "rhombus": "50,0 100,50 50,100 0,50", "diamond": "50,0 100,50 50,100 0,50",
	"parallelogram": "25,0 100,0 75,100 0,100", "cross": "33,0 67,0 67,33 100,33 100,67 67,67 67,100 33,100 33,67 0,67 0,33 33,33",
	"arrow": "0,30 60,30 60,0 100,50 60,100 60,70 0,70",
}

// curves are shapes of bent sides in a box of 100 by 100.
var curves = map[string]string{
	"semicircle": "M0 75A50 50 0 0 1 100 75Z",
	"crescent":   "M70 5A50 50 0 1 0 70 95A40 40 0 1 1 70 5Z",
	"ring":       "M50 0A50 50 0 1 1 50 100A50 50 0 1 1 50 0ZM50 20A30 30 0 1 0 50 80A30 30 0 1 0 50 20Z",
	"heart":      "M50 90C20 65 0 48 0 27C0 12 12 5 25 5C35 5 45 10 50 20C55 10 65 5 75 5C88 5 100 12 100 27C100 48 80 65 50 90Z",
	"trefoil":    "M50 0A25 25 0 0 1 66 44A25 25 0 1 1 50 82A25 25 0 1 1 34 44A25 25 0 0 1 50 0Z",
}

// shape makes a layer of a form by its name there, and reports whether there is such a form.
func shape(l fields, name string) bool {
	if found, ok := regular[name]; ok {
		for field, value := range found {
			l[field] = value
		}
		return true
	}
	if points, ok := corners[name]; ok {
		l["points"] = points
	} else if d, ok := curves[name]; ok {
		l["type"], l["d"] = "path", d
	} else {
		return false
	}
	l["view_box"] = "0 0 100 100"
	return true
}

func bannerbearShape(s *source, l fields) {
	name := s.text("basic-shape")
	if !shape(l, name) {
		l["type"] = "rect"
		s.warn("basic-shape", "%q has no counterpart; it is a rectangle", name)
	} else if l["view_box"] != nil && l["width"] != l["height"] {
		s.warn("basic-shape", "a %s keeps its proportions here, and does not stretch to its box", name)
	}
	set(l, "fill", s.paint("fill"))
	s.textStroke(l, "stroke", "stroke-width")
	if s.paint("background-color") != nil {
		s.warn("background-color", "a shape has no background; put a rect below it")
	}
}
