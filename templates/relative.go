package templates

import (
	"reflect"
	"strconv"
	"strings"
)

// geometry are the fields that changes may also set in relation to what is there, and which side of the
// parent they run along.
var geometry = map[string]string{"x": "width", "y": "height", "width": "width", "height": "height"}

// relative reads "+10", which counts from the field's present value, or "50%" of the parent: the group
// around the layer as it is then, or the canvas.
func (b *binder) relative(n *node, v reflect.Value, f *field, t *Template, page *Page, parent *Group) {
	const remedy = `%s is not a length; write 10, "+10", "-10" or "50%%"`
	text, percent := strings.CutSuffix(n.text, "%")
	signed := strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-")
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || percent == signed || len(text) > maxQuoted {
		b.fail(n, remedy, quote(n.text))
		return
	}
	if percent {
		side := b.side(n, geometry[f.name], t, page, parent)
		number *= side / 100
	} else {
		number += v.Float()
	}
	if !f.bounds.has(number) {
		b.fail(n, "%s makes %s, which is not in %s", quote(n.text), strconv.FormatFloat(number, 'g', 6, 64), f.bounds)
		return
	}
	v.SetFloat(number + 0) // minus zero stays zero
}

// side is the width or height of what a layer lies in, in px.
func (b *binder) side(n *node, name string, t *Template, page *Page, parent *Group) float64 {
	width, height := t.side(page)
	size := map[string]float64{"width": float64(width), "height": float64(height)}
	if parent != nil {
		size = map[string]float64{"width": parent.Width, "height": parent.Height}
		if size[name] == 0 {
			b.fail(n, "the group %s has no %s to take a part of; write pixels", quote(parent.ID), name)
		}
	}
	return size[name]
}
