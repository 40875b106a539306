package templates

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// unknownType records a type that there is not, of a layer or a paint.
func (b *binder) unknownType(n *node, what, name string, known []string) {
	b.push("type")
	defer b.pop(1)
	n = n.get("type")
	if slices.Contains(plannedTypes[what], name) {
		b.fail(n, "%s %s", quote(name), notDrawn)
		return
	}
	b.fail(n, "%s", notOneOf(name, known))
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
