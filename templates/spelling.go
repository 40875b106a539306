package templates

import (
	"slices"
	"strings"
	"sync"
)

// aliases are names that authors bring from CSS and from other services, and what changes call it. Dashes
// have become underscores before.
var aliases = map[string]string{
	"image_url": "src", "image": "src", "background_image": "src", "source": "src",
	"text_color": "color", "font_color": "color", "fill_color": "fill",
	"background_color": "background",
	"hide":             "hidden", "visible": "hidden", "visibility": "hidden",
	"left": "x", "position_x": "x", "top": "y", "position_y": "y",
	"rotate": "rotation", "angle": "rotation",
	"border_radius": "radius", "corner_radius": "radius",
	"text_align_h": "align", "horizontal_align": "align", "text_align": "align",
	"text_align_v": "vertical_align", "align_items": "vertical_align",
	"autofit": "fit", "text_fit": "fit", "object_fit": "fit",
	"object_position": "position",
	"text_overflow":   "overflow",
	"line_clamp":      "max_lines",
	"mix_blend_mode":  "blend_mode",
	"font_name":       "font_family",
	"alt_text":        "alt",
	"href":            "link",
	"target":          "value", "qr_target": "value", "rating_score": "value",
}

// refusals are names that are no fields, and what to write instead. Dashes have become underscores before.
var refusals = map[string]string{
	"z_index":      "layers are drawn in the order of the template, the last on top, and changes do not move them",
	"stroke_width": wholeStroke, "stroke_color": wholeStroke, "stroke_dash": wholeStroke, "line_width": wholeStroke,
	"border_width": wholeBorder, "border_color": wholeBorder,
	"box_shadow": wholeShadow, "shadow_color": wholeShadow, "shadow_blur": wholeShadow, "drop_shadow": wholeShadow,
	"filter":    `write filters, as in {"grayscale": 1, "blur": 4}`,
	"transform": "write x, y, width, height or rotation",
	"scale":     "write width and height, or font_size",
	"display":   "write hidden",
}

// Objects are replaced as a whole, so a part of one cannot be given alone.
const (
	wholeStroke = `write the stroke as a whole, as in {"paint": "black", "width": 4}`
	wholeBorder = `write the border as a whole, as in {"paint": "black", "width": 4}`
	wholeShadow = `write the shadow as a whole, as in {"y": 8, "blur": 24, "color": "#00000040"}`
)

// otherNames are fields that changes may call by a name that is no field of the layer: the colour of a shape is
// its fill, and the background of a progress bar its track.
var otherNames = map[string][]string{"color": {"fill"}, "fill": {"color"}, "background": {"track", "fill"}}

// field finds the field that a change means by a canonical name, or nil: a value is the main one.
func (p *plan) field(name string) *field {
	if f := p.byName[name]; f != nil {
		return f
	}
	if name == valueField {
		return p.main()
	}
	for _, other := range otherNames[name] {
		if f := p.byName[other]; f != nil {
			return f
		}
	}
	return nil
}

// valueAliases are words for values by the field's canonical name. Besides, words with underscores may have
// dashes, as in CSS.
var valueAliases = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{
		"vertical_align": {"center": "middle", "start": "top", "flex-start": "top", "end": "bottom", "flex-end": "bottom"},
		"fit":            {"true": string(FitShrink), "false": string(FitNone)},
	}
	for _, t := range layerTypes {
		for _, f := range planOf(t).fields {
			for _, value := range f.values {
				if strings.Contains(value, "_") {
					if all[f.name] == nil {
						all[f.name] = map[string]string{}
					}
					all[f.name][strings.ReplaceAll(value, "_", "-")] = value
				}
			}
		}
	}
	return all
})

// snake is a name with underscores for dashes.
func snake(name string) string {
	if strings.Contains(name, "-") {
		return strings.ReplaceAll(name, "-", "_")
	}
	return name
}

// canonicalName is what changes call a field, whatever its spelling.
func canonicalName(name string) string {
	name = snake(name)
	if known, ok := aliases[name]; ok {
		return known
	}
	return name
}

// canonical is a field by its canonical name with the value that it takes, whatever their spelling. It records
// what is wrong with the names, at the present place.
func (b *binder) canonical(name string, n node) (member, bool) {
	field := canonicalName(name)
	if why, ok := refusals[field]; ok {
		b.fail(&n, "is no field; %s", why)
		return member{}, false
	}
	if object, part, dotted := strings.Cut(name, "."); dotted {
		b.fail(&n, `is no field; write %s as a whole, as in {%q: …}`, pathName(object), clip(part))
		return member{}, false
	}
	n, ok := b.snakes(n)
	return member{name: field, node: canonicalValue(snake(name), field, n)}, ok
}

// snakes gives the names within a value underscores for dashes.
func (b *binder) snakes(n node) (node, bool) {
	if !n.hasDashes() {
		return n, true
	}
	n.items = slices.Clone(n.items)
	for i := range n.items {
		m := &n.items[i]
		if n.kind == objectKind {
			name := snake(m.name)
			if name != m.name && n.get(name) != nil {
				b.fail(&m.node, "%s is given twice", quote(name))
				return n, false
			}
			m.name = name
		}
		var ok bool
		if m.node, ok = b.snakes(m.node); !ok {
			return n, false
		}
	}
	return n, true
}

// hasDashes says whether a name within a value has a dash in it.
func (n *node) hasDashes() bool {
	return slices.ContainsFunc(n.items, func(m member) bool { return strings.Contains(m.name, "-") || m.hasDashes() })
}

// canonicalValue is the value that a field takes, whatever its spelling. A fit that is switched on or off
// shrinks the text or leaves it, and what is visible is not hidden.
func canonicalValue(name, field string, n node) node {
	switch {
	case name == "visible" && n.kind == boolKind:
		n.truth = !n.truth
	case name == "visibility" && n.kind == stringKind && (n.text == "visible" || n.text == "hidden"):
		n = node{kind: boolKind, truth: n.text == "hidden", offset: n.offset}
	case n.kind == stringKind || n.kind == boolKind:
		if known, ok := valueAliases()[field][n.words()]; ok {
			n = node{kind: stringKind, text: known, offset: n.offset}
		}
	}
	return n
}
