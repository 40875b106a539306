package templates

import (
	"reflect"
	"slices"
)

// leading are the fields that stand first wherever they are, since they say what the others belong to.
var leading = []string{"$schema", "id", "type", "name"}

// arrangeTemplate puts the fields of a template, and of all in it, into the order of their types. Names
// that a type does not have stay in their order, behind the others.
func arrangeTemplate(n *node) { arrange(n, reflect.TypeFor[Template]()) }

// arrange does so to a value of type t.
func arrange(n *node, t reflect.Type) {
	switch {
	case t == reflect.TypeFor[Variables]():
		for i := range n.items { // by their names, in the author's order
			arrange(&n.items[i].node, t.Elem())
		}
	case n.kind == arrayKind:
		if t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
			t = t.Elem()
		}
		for i := range n.items {
			arrange(&n.items[i].node, t)
		}
	case n.kind == objectKind:
		arrangeObject(n, concrete(t, n))
	}
}

// concrete is the struct type that an object of type t turns out to be. One that is not known, as it may be
// of a later version, has no fields here.
func concrete(t reflect.Type, n *node) reflect.Type {
	name := ""
	if field := n.get("type"); field != nil {
		name = field.text
	}
	switch t {
	case layerType:
		t = layerTypes[name]
		if t == nil {
			t = reflect.TypeFor[Base]()
		}
	case paintType:
		t = paintTypes[name]
	}
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		t = t.Elem() // one where several may stand
	}
	if t == nil || t.Kind() != reflect.Struct {
		return reflect.TypeFor[struct{}]()
	}
	return t
}

// arrangeObject sorts an object's fields, and then what is in each.
func arrangeObject(n *node, t reflect.Type) {
	p := planOf(t)
	rank := func(m member) int {
		if i := slices.Index(leading, m.name); i >= 0 {
			return i - len(leading)
		}
		if i := slices.IndexFunc(p.fields, func(f field) bool { return f.name == m.name }); i >= 0 {
			return i
		}
		return len(p.fields)
	}
	slices.SortStableFunc(n.items, func(a, b member) int { return rank(a) - rank(b) })
	for i := range n.items {
		m := &n.items[i]
		inner := reflect.TypeFor[struct{}]()
		if f := p.byName[m.name]; f != nil {
			inner = f.typ
		}
		arrange(&m.node, inner)
	}
}
