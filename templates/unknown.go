package templates

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// unknownType records a type that there is not.
func (b *binder) unknownType(n *node, name string, known []string) {
	b.push("type")
	defer b.pop(1)
	n = n.get("type")
	b.fail(n, "%s", notOneOf(name, known))
}

// unknownField records a name that the struct type t does not have.
func (b *binder) unknownField(n *node, name string, t reflect.Type) {
	p := planOf(t)
	hint := didYouMean(name, p.names())
	if hint == "" {
		hint = "; there are " + strings.Join(p.names(), ", ")
	}
	b.fail(n, "unknown field%s", hint)
}

// keys returns the keys of a map in alphabetical order.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
