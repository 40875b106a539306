package templates

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// layerTypes are the layers by the "type" that JSON gives them.
var layerTypes = map[string]reflect.Type{
	"text":    reflect.TypeFor[Text](),
	"image":   reflect.TypeFor[Image](),
	"rect":    reflect.TypeFor[Rect](),
	"ellipse": reflect.TypeFor[Ellipse](),
	"line":    reflect.TypeFor[Line](),
	"group":   reflect.TypeFor[Group](),
}

// layer reads an object whose type says which layer it is. It returns nil if it cannot tell.
func (b *binder) layer(n *node) Layer {
	if !b.is(n, objectKind) {
		return nil
	}
	name, ok := b.typeOf(n)
	if !ok {
		return nil
	}
	t, ok := layerTypes[name]
	if !ok {
		b.unknownType(n, "layer", name, keys(layerTypes))
		return nil
	}
	if !b.admit(n, name) {
		return nil
	}
	v := planOf(t).fresh()
	if name == "group" {
		b.groups++
		defer func() { b.groups-- }()
	}
	b.object(n, v)
	return v.Addr().Interface().(Layer)
}

// admit counts a layer and checks that its id is new.
func (b *binder) admit(n *node, typ string) bool {
	id := n.get("id")
	switch {
	case len(b.ids) == MaxLayers:
		b.tooLarge(n, "more than %d layers", MaxLayers)
		return false
	case typ == "group" && b.groups == MaxGroupDepth:
		b.tooLarge(n, "groups within each other deeper than %d", MaxGroupDepth)
		return false
	}
	name := b.place.String() // counts even without an id, which is an error of its own
	if id != nil && id.kind == stringKind {
		name = id.text
	}
	if b.ids[name] {
		b.push("id")
		b.fail(id, "%s is the id of another layer", quote(name))
		b.pop(1)
	}
	b.ids[name] = true
	return true
}

// typeOf reads the "type" of an object.
func (b *binder) typeOf(n *node) (string, bool) {
	b.push("type")
	defer b.pop(1)
	t := n.get("type")
	if t == nil {
		b.fail(n, "is required")
		return "", false
	}
	return t.text, b.is(t, stringKind)
}

// unknownType records a type that there is not, of a layer or a paint.
func (b *binder) unknownType(n *node, what, name string, known []string) {
	b.push("type")
	defer b.pop(1)
	n = n.get("type")
	if slices.Contains(plannedTypes[what], name) {
		b.fail(n, "%s %s", quote(name), notDrawn)
		return
	}
	b.fail(n, "%s is not one of %s%s", quote(name), strings.Join(known, ", "), didYouMean(name, known))
}

// unknownField records a name that the struct type t does not have.
func (b *binder) unknownField(n *node, name string, t reflect.Type) {
	p := planOf(t)
	planned := plannedFields[typeName(t)]
	if _, isLayer := p.byName["locked"]; isLayer {
		planned = append(slices.Clone(planned), plannedFields["layer"]...)
	}
	if slices.Contains(planned, name) {
		b.fail(n, notDrawn)
		return
	}
	hint := didYouMean(name, p.names())
	if hint == "" {
		hint = "; there are " + strings.Join(p.names(), ", ")
	}
	b.fail(n, "unknown field%s", hint)
}

// typeName is the name that JSON has for a struct type: LinearGradient is linear_gradient.
func typeName(t reflect.Type) string {
	var sb strings.Builder
	for i, r := range t.Name() {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				sb.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		sb.WriteRune(r)
	}
	return sb.String()
}

// keys returns the keys of a map in alphabetical order.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Families returns the families of FontFamily in order of preference, without quotes.
func (t *Text) Families() []string { return families(t.FontFamily) }

// families splits a CSS list of families, in which a name may stand in quotes.
func families(list string) []string {
	names := strings.Split(list, ",")
	for i, name := range names {
		name = strings.TrimSpace(name)
		if len(name) >= 2 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0] {
			name = name[1 : len(name)-1]
		}
		names[i] = strings.TrimSpace(name)
	}
	return names
}

// finish makes "\n" of the line ends of other systems, and checks the list of families.
func (t *Text) finish(b *binder, n *node) {
	if strings.Contains(t.Text, "\r") {
		t.Text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(t.Text)
	}
	names := t.Families()
	b.push("font_family")
	if len(names) > MaxFamilies {
		b.tooLarge(n, "%d families; the limit is %d", len(names), MaxFamilies)
	}
	if slices.Contains(names, "") {
		b.fail(n, "%s has an empty name in it", quote(t.FontFamily))
	}
	b.pop(1)
}

// finish refuses a stroke beside its line: a line has no inside.
func (l *Line) finish(b *binder, n *node) {
	if l.Stroke.Align != StrokeAlignCenter {
		b.push("stroke")
		b.push("align")
		b.fail(n, "the stroke of a line is always at its center")
		b.pop(2)
	}
}

// finish refuses to clip to nothing.
func (g *Group) finish(b *binder, n *node) {
	if g.Clip && (g.Width == 0 || g.Height == 0) {
		b.push("clip")
		b.fail(n, "needs a width and a height to clip to")
		b.pop(1)
	}
}

// runes counts the characters of all texts in layers.
func runes(layers []Layer) int {
	count := 0
	for _, layer := range layers {
		switch l := layer.(type) {
		case *Text:
			count += utf8.RuneCountInString(l.Text)
		case *Group:
			count += runes(l.Layers)
		}
	}
	return count
}
