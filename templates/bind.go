package templates

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// binder puts nodes into typed values. It goes on after a problem, so that an author sees several at
// once; a value that has one is left as it was.
type binder struct {
	source []byte // the JSON that nodes come from; nil: unknown
	place         // where it is
	errs   []error

	scope        *scope // the template's variables; nil: it has not come to them
	filling      expander
	bindings     []binding     // so far
	conditionals []conditional // so far

	ids    map[string]bool // of the layers so far
	layers int             // so far
	groups int             // that it is within
}

// err joins what has been found.
func (b *binder) err() error {
	if len(b.errs) == 1 {
		return b.errs[0]
	}
	return errors.Join(b.errs...)
}

// fail records that something at the present place is not allowed. n is where it stands, if known.
func (b *binder) fail(n *node, format string, args ...any) { b.record(ErrInvalid, n, format, args) }

// tooLarge records that there is too much at the present place.
func (b *binder) tooLarge(n *node, format string, args ...any) {
	b.record(ErrTooLarge, n, format, args)
}

func (b *binder) record(kind error, n *node, format string, args []any) {
	if b.full() {
		return
	}
	e := &Error{Path: b.String(), Msg: fmt.Sprintf(format, args...), kind: kind}
	if n != nil && b.source != nil {
		e.Line, e.Column = lineColumn(b.source, n.offset)
	}
	b.errs = append(b.errs, e)
}

// full says that no more errors are recorded, so that it is no use to go on: looking for what an unknown
// name might have meant is the most costly thing here.
func (b *binder) full() bool { return len(b.errs) >= maxErrors }

// wrong records that a value is of another type.
func (b *binder) wrong(n *node, want string) { b.fail(n, "want %s, got %s", want, n.kind) }

// is records a wrong type, and says whether it is right.
func (b *binder) is(n *node, want kind) bool {
	if n.kind != want {
		b.wrong(n, want.String())
	}
	return n.kind == want
}

// value reads a node into v, by the rules of f.
func (b *binder) value(n *node, v reflect.Value, f *field) {
	switch f.shape {
	case customShape:
		v.Addr().Interface().(custom).bind(b, n)
	case stringShape:
		b.string(n, v, f)
	case enumShape:
		b.enum(n, v, f)
	case intShape:
		if number, ok := b.number(n, f.bounds); ok {
			if number != math.Trunc(number) {
				b.fail(n, "want a whole number, got %s", clip(n.text))
				return
			}
			v.SetInt(int64(number))
		}
	case floatShape:
		if number, ok := b.number(n, f.bounds); ok {
			v.SetFloat(number)
		}
	case boolShape:
		if b.is(n, boolKind) {
			v.SetBool(n.truth)
		}
	case lengthShape:
		b.length(n, v, f)
	case listShape:
		b.list(n, v, f)
	default:
		b.compound(n, v, f)
	}
}

// compound reads what is an object in JSON, or null where there may be none.
func (b *binder) compound(n *node, v reflect.Value, f *field) {
	if n.kind == nullKind && (f.shape == pointerShape || f.shape == paintShape) {
		v.SetZero()
		return
	}
	switch f.shape {
	case pointerShape:
		fresh := planOf(f.typ.Elem()).fresh()
		b.object(n, fresh)
		v.Set(fresh.Addr())
	case paintShape:
		if paint := b.paint(n); paint != nil {
			v.Set(reflect.ValueOf(paint))
		}
	case layerShape:
		if layer := b.layer(n); layer != nil {
			v.Set(reflect.ValueOf(layer))
		}
	default:
		fresh := planOf(f.typ).fresh()
		b.object(n, fresh)
		v.Set(fresh)
	}
}

// object reads the fields of an object into a struct that already has its defaults, and finishes it.
// Names in skip have been read already.
func (b *binder) object(n *node, v reflect.Value, skip ...string) {
	if !b.is(n, objectKind) {
		return
	}
	before := len(b.errs)
	p := planOf(v.Type())
	for i := range n.items {
		m := &n.items[i]
		if slices.Contains(skip, m.name) || b.full() {
			continue
		}
		b.push(m.name)
		if f := p.byName[m.name]; f != nil {
			b.value(&m.node, v.FieldByIndex(f.index), f)
		} else {
			b.unknownField(&m.node, m.name, v.Type())
		}
		b.pop(1)
	}
	for i := range p.fields {
		if f := &p.fields[i]; f.required && n.get(f.name) == nil {
			b.push(f.name)
			b.fail(n, "is required")
			b.pop(1)
		}
	}
	if finish, ok := v.Addr().Interface().(finisher); ok && len(b.errs) == before {
		finish.finish(b, n)
	}
}

// string reads a string.
func (b *binder) string(n *node, v reflect.Value, f *field) {
	if !b.is(n, stringKind) {
		return
	}
	runes := float64(utf8.RuneCountInString(n.text))
	switch {
	case !utf8.ValidString(n.text):
		b.fail(n, "not valid UTF-8")
	case runes > f.runes.max:
		b.tooLarge(n, "%v characters; the limit is %v", runes, f.runes.max)
	case runes < f.runes.min:
		b.fail(n, "is empty")
	case f.pattern != nil && !f.pattern.MatchString(n.text):
		b.fail(n, "%s is not %s", quote(n.text), f.pattern.words)
	case f.line:
		v.SetString(oneLine(n.text))
	default:
		v.SetString(n.text)
	}
}

// oneLine makes single spaces of line ends, tabs and other white space, and leaves control characters out:
// what viewers show as a title has one line.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// enum reads one of a closed list of strings.
func (b *binder) enum(n *node, v reflect.Value, f *field) {
	if !b.is(n, stringKind) {
		return
	}
	if slices.Contains(f.values, n.text) {
		v.SetString(n.text)
		return
	}
	b.fail(n, "%s", notOneOf(n.text, f.values))
}

// notOneOf says that a word is not in a closed list.
func notOneOf(word string, known []string) string {
	return fmt.Sprintf("%s is not one of %s%s", quote(word), strings.Join(known, ", "), didYouMean(word, known))
}

// number reads a number in a range.
func (b *binder) number(n *node, bounds span) (float64, bool) {
	if !b.is(n, numberKind) {
		return 0, false
	}
	if !bounds.has(n.number) {
		b.fail(n, "%s is not in %s", clip(n.text), bounds)
		return 0, false
	}
	return n.number, true
}

// numbers reads an array of as many numbers as out has.
func (b *binder) numbers(n *node, out []float64, bounds span) {
	if len(n.items) != len(out) {
		b.fail(n, "want %d numbers, got %d", len(out), len(n.items))
		return
	}
	for i := range out {
		b.pushIndex(i)
		if number, ok := b.number(&n.items[i].node, bounds); ok {
			out[i] = number
		}
		b.pop(1)
	}
}

// list reads an array into a slice.
func (b *binder) list(n *node, v reflect.Value, f *field) {
	if !b.is(n, arrayKind) {
		return
	}
	switch count := float64(len(n.items)); {
	case count > f.items.max:
		b.tooLarge(n, "%v elements; the limit is %v", count, f.items.max)
		return
	case count < f.items.min:
		b.fail(n, "%v elements; it needs %v at least", count, f.items.min)
		return
	}
	v.SetZero() // an empty list is nil, the same as one left out
	if len(n.items) > 0 {
		v.Set(reflect.MakeSlice(f.typ, len(n.items), len(n.items)))
	}
	for i := range n.items {
		if b.full() {
			return
		}
		b.pushIndex(i)
		b.value(&n.items[i].node, v.Index(i), f.element)
		b.pop(1)
	}
}
