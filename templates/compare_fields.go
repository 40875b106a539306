package templates

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// fields says in words which fields of two objects of type t differ, but for those in skip. prefix is
// where they are, as "stroke.".
func (c *comparison) fields(prefix string, old, now *node, t reflect.Type, skip ...string) []string {
	var what []string
	p := planOf(t)
	for i := range p.fields {
		f := &p.fields[i]
		if slices.Contains(skip, f.name) || sameField(old.get(f.name), now.get(f.name), p, f) {
			continue
		}
		what = append(what, c.field(prefix+f.name, old.get(f.name), now.get(f.name), f)...)
	}
	return what
}

// sameField says whether two values of a field mean the same. Either may be nil: it is left out.
func sameField(old, now *node, p *plan, f *field) bool {
	if old == nil && now == nil {
		return true
	}
	if old != nil && now != nil && string(old.appendJSON(nil)) == string(now.appendJSON(nil)) {
		return true
	}
	if f.shape == layerShape || old != nil && old.hasBraces() || now != nil && now.hasBraces() {
		return false // what is filled in later may be anything
	}
	was, ok := typedValue(old, p, f)
	is, ok2 := typedValue(now, p, f)
	return ok && ok2 && reflect.DeepEqual(was, is)
}

// typedValue is the value that a field gets by a node, or without one.
func typedValue(n *node, p *plan, f *field) (value any, ok bool) {
	v := reflect.New(p.blank.Type()).Elem()
	v.Set(p.blank)
	v = v.FieldByIndex(f.index)
	b := &binder{}
	if n != nil {
		b.value(n, v, f)
	}
	return v.Interface(), b.err() == nil
}

// field says how one field differs, going into objects and lists as far as they are alike.
func (c *comparison) field(name string, old, now *node, f *field) []string {
	if old != nil && now != nil && old.kind == now.kind {
		switch {
		case old.kind == objectKind:
			if t := concrete(f.typ, old); t == concrete(f.typ, now) && len(planOf(t).fields) > 0 {
				return c.fields(name+".", old, now, t)
			}
		case old.kind == arrayKind && holdsObjects(old) && holdsObjects(now) && f.element != nil:
			return c.elements(name, old, now, f)
		}
	}
	was, is := spelled(old, now, f)
	return []string{fmt.Sprintf("%s %s → %s", name, was, is)}
}

// elements says how two lists of objects differ.
func (c *comparison) elements(name string, old, now *node, f *field) []string {
	if len(old.items) != len(now.items) {
		return []string{fmt.Sprintf("%s %d elements → %d", name, len(old.items), len(now.items))}
	}
	var what []string
	for i := range old.items {
		if string(old.at(i).appendJSON(nil)) != string(now.at(i).appendJSON(nil)) {
			what = append(what, c.field(name+"["+strconv.Itoa(i)+"]", old.at(i), now.at(i), f.element)...)
		}
	}
	return what
}

// spelled is how two values of a field are shown.
func spelled(old, now *node, f *field) (was, is string) {
	if old != nil && now != nil && old.kind == stringKind && now.kind == stringKind {
		return excerpts(old.text, now.text)
	}
	return spell(old, f), spell(now, f)
}

// spell shows one value: an object by its type, and what is left out as its default.
func spell(n *node, f *field) string {
	switch {
	case n == nil && f.defaults != nil && *f.defaults != "":
		return *f.defaults
	case n == nil || n.kind == nullKind:
		return "none"
	case n.kind == stringKind:
		return word(n.text)
	case n.kind == objectKind && n.get("type") != nil:
		return n.get("type").text
	}
	return cut(n.flat())
}

// word is a string as it is where it is one word, else in quotes.
func word(s string) string {
	if s == "" || len(s) > maxQuoted || strings.ContainsAny(s, " \t\r\n\"→;") {
		return quote(s)
	}
	return s
}

// cut cuts a text short.
func cut(s string) string {
	if runes := []rune(s); len(runes) > maxQuoted {
		return string(runes[:maxQuoted]) + "…"
	}
	return s
}

// excerpts shows two different strings, of long ones from shortly before where they part.
func excerpts(a, b string) (string, string) {
	const before = 16 // characters that show where in the text it is
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	if max(len(a), len(b)) <= maxQuoted || same <= before {
		return word(a), word(b)
	}
	start := same - before
	return "…" + quote(string(x[start:])), "…" + quote(string(y[start:]))
}
