package templates

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Feature is an OpenType feature with its value: 0 is off, 1 on, and a few choose among more.
type Feature struct {
	Tag   string // four characters, as in "tnum"
	Value int
}

// Features are sorted by their tags. In JSON they are ["tnum", "ss01", "cv05=2", "-liga"], where a minus
// switches one off, or {"tnum": true, "cv05": 2, "liga": false}.
type Features []Feature

// bind reads a list of words, or an object.
func (f *Features) bind(b *binder, n *node) {
	*f = nil
	if n.kind == nullKind {
		return
	}
	if n.kind != arrayKind && n.kind != objectKind {
		b.wrong(n, `a list such as ["tnum"], or an object such as {"tnum": 1}`)
		return
	}
	if len(n.items) > MaxFeatures {
		b.tooLarge(n, "%d features; the limit is %d", len(n.items), MaxFeatures)
		return
	}
	for i := range n.items {
		m := &n.items[i]
		if n.kind == objectKind {
			b.push(m.name)
		} else {
			b.pushIndex(i)
		}
		if one, ok := b.feature(n.kind == objectKind, m); ok {
			*f = append(*f, one)
		}
		b.pop(1)
	}
	slices.SortStableFunc(*f, func(a, b Feature) int { return cmp.Compare(a.Tag, b.Tag) })
}

// feature reads one: a word, or a named value.
func (b *binder) feature(named bool, m *member) (Feature, bool) {
	one := Feature{Tag: m.name, Value: 1}
	switch {
	case named && m.kind == boolKind:
		if !m.truth {
			one.Value = 0
		}
	case named:
		value, ok := b.number(&m.node, span{0, MaxFeature})
		one.Value = int(value)
		if !ok {
			return one, false
		}
	default:
		if !b.is(&m.node, stringKind) {
			return one, false
		}
		tag, value, given := strings.Cut(m.text, "=")
		off, negative := strings.CutPrefix(tag, "-")
		number, err := strconv.Atoi(cmp.Or(value, "1"))
		if given && (err != nil || negative) || number < 0 || number > MaxFeature {
			b.fail(&m.node, `%s is no feature; write "tnum", "cv05=2" or "-liga"`, quote(m.text))
			return one, false
		}
		one = Feature{Tag: off, Value: number}
		if negative {
			one.Value = 0
		}
	}
	return one, b.tag(&m.node, one.Tag)
}

// Variation sets an axis of a variable font.
type Variation struct {
	Tag   string // four characters, as in "wght"
	Value float64
}

// Variations are sorted by their tags. In JSON they are {"wght": 650, "opsz": 20}.
type Variations []Variation

// bind reads an object of numbers.
func (v *Variations) bind(b *binder, n *node) {
	*v = nil
	if n.kind == nullKind || !b.is(n, objectKind) {
		return
	}
	if len(n.items) > MaxFeatures {
		b.tooLarge(n, "%d axes; the limit is %d", len(n.items), MaxFeatures)
		return
	}
	for i := range n.items {
		m := &n.items[i]
		b.push(m.name)
		if number, ok := b.number(&m.node, span{-MaxAxis, MaxAxis}); ok && b.tag(&m.node, m.name) {
			*v = append(*v, Variation{m.name, number})
		}
		b.pop(1)
	}
	slices.SortFunc(*v, func(a, b Variation) int { return cmp.Compare(a.Tag, b.Tag) })
}

// tag wants the four letters, digits or spaces that OpenType names things by.
func (b *binder) tag(n *node, tag string) bool {
	if !patterns["OpenTypeTag"].MatchString(tag) {
		b.fail(n, "%s is not %s", quote(tag), patterns["OpenTypeTag"].words)
		return false
	}
	return true
}
