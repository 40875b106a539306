package svg

import (
	"fmt"
	"math"
	"strings"

	"placard/render/display"
)

// aspect says how a viewBox is fitted into a rectangle.
type aspect struct {
	x, y    float64 // where what is left over goes: 0 behind, 0.5 both sides, 1 before
	stretch bool    // both sides fill theirs
	slice   bool    // it covers the rectangle
}

var middle = aspect{x: 0.5, y: 0.5}

// parseAspect reads preserveAspectRatio.
func parseAspect(text string) (aspect, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return middle, nil
	}
	if words[0] == "none" {
		return aspect{stretch: true}, nil
	}
	at := map[string]float64{"Min": 0, "Mid": 0.5, "Max": 1}
	var a aspect
	ok := len(words[0]) == 8 && words[0][0] == 'x' && words[0][4] == 'Y' && len(words) <= 2
	if ok {
		var okX, okY bool
		a.x, okX = at[words[0][1:4]]
		a.y, okY = at[words[0][5:]]
		ok = okX && okY
	}
	if ok && len(words) == 2 {
		a.slice = words[1] == "slice"
		ok = a.slice || words[1] == "meet"
	}
	if !ok {
		return a, fmt.Errorf("want none, or xMidYMid and the like, and meet or slice")
	}
	return a, nil
}

// fit maps a viewBox into a rectangle. Neither is empty.
func (a aspect) fit(view, to display.Rect) matrix {
	w, h := to.X1-to.X0, to.Y1-to.Y0
	sx, sy := w/(view.X1-view.X0), h/(view.Y1-view.Y0)
	if !a.stretch {
		s := math.Min(sx, sy)
		if a.slice {
			s = math.Max(sx, sy)
		}
		sx, sy = s, s
	}
	x := to.X0 + a.x*(w-sx*(view.X1-view.X0))
	y := to.Y0 + a.y*(h-sy*(view.Y1-view.Y0))
	return matrix{sx, 0, 0, sy, x - sx*view.X0, y - sy*view.Y0}
}

// viewBox reads an element's viewBox and its preserveAspectRatio; ok is false where it has none.
func (n *node) viewBox() (view display.Rect, a aspect, ok bool, err error) {
	if a, err = parseAspect(n.attrs["preserveAspectRatio"]); err != nil {
		return view, a, false, n.fail("preserveAspectRatio: %v", err)
	}
	text, ok := n.attrs["viewBox"]
	if !ok {
		return view, a, false, nil
	}
	v, err := numbers(text, 4)
	if err == nil && (len(v) != 4 || !(v[2] > 0 && v[3] > 0)) {
		err = fmt.Errorf("want x, y, width and height, the latter two more than 0")
	}
	if err != nil {
		return view, a, false, n.fail("viewBox %s: %v", clip(text), err)
	}
	return display.Rect{X0: v[0], Y0: v[1], X1: v[0] + v[2], Y1: v[1] + v[3]}, a, true, nil
}

// frame finds the size of the drawing and the part of its plane that it shows.
func (d *Drawing) frame(n *node) error {
	view, a, boxed, err := n.viewBox()
	if err != nil {
		return err
	}
	w, err1 := n.side("width")
	h, err2 := n.side("height")
	if err := firstOf(err1, err2); err != nil {
		return err
	}
	if boxed {
		ratio := (view.X1 - view.X0) / (view.Y1 - view.Y0)
		switch {
		case w == 0 && h == 0:
			w, h = view.X1-view.X0, view.Y1-view.Y0
		case w == 0:
			w = h * ratio
		case h == 0:
			h = w / ratio
		}
	}
	if w == 0 || h == 0 {
		return n.fail(`it has no size; add viewBox="0 0 width height"`)
	}
	if !boxed {
		view = display.Rect{X1: w, Y1: h}
	}
	d.width, d.height, d.view, d.aspect = w, h, view, a
	return nil
}

// side is a side of the root in px, 0 where it does not say one: there is nothing that a percentage could be of.
func (n *node) side(name string) (float64, error) {
	text := n.attrs[name]
	if text == "" || text == "auto" || strings.HasSuffix(text, "%") {
		return 0, nil
	}
	v, err := n.size(name, across, viewport{}, 0)
	if err == nil && v == 0 {
		err = n.fail("%s is 0; nothing would show", name)
	}
	return v, err
}
