package templates

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

// encoding/json is not used for reading: it keeps the last of two equal names, matches names without
// regard to case, mends broken UTF-8 in silence and does not say where a value stood.

// kind is the type of a JSON value.
type kind uint8

const (
	nullKind kind = iota
	boolKind
	numberKind
	stringKind
	arrayKind
	objectKind
)

// String names the kind as errors do.
func (k kind) String() string {
	return [...]string{"null", "true or false", "a number", "a string", "an array", "an object"}[k]
}

// node is a JSON value that knows where it stood.
type node struct {
	kind   kind
	offset int      // bytes from the start
	truth  bool     // of a bool
	text   string   // of a string: its value; of a number: as it was written
	number float64  // of a number; finite
	items  []member // of an array or object, in order
}

// member is an element of an array, or of an object, where it has a name that no other has.
type member struct {
	name string
	node
}

// get returns the member of that name, or nil; of no node it is nil.
func (n *node) get(name string) *node {
	if n == nil {
		return nil
	}
	for i := range n.items {
		if n.items[i].name == name {
			return &n.items[i].node
		}
	}
	return nil
}

// at returns an element of an array.
func (n *node) at(i int) *node { return &n.items[i].node }

// parser turns JSON (RFC 8259) into nodes. It accepts nothing beyond the standard, and refuses equal names in
// one object, numbers that overflow a float64 and lone surrogates, which the standard leaves open.
type parser struct {
	data  []byte
	at    int   // offset of what is next
	place place // of the value that is being read
	depth int
}

// parseJSON reads one value and nothing after it. Errors that have a path put it within the place given.
func parseJSON(data []byte, within ...step) (node, error) {
	p := &parser{data: data, place: within}
	if len(data) > MaxBytes {
		return node{}, &Error{Msg: fmt.Sprintf("%d bytes; the limit is %d", len(data), MaxBytes), kind: ErrTooLarge}
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return node{}, p.fail(0, "a byte order mark; save the file as UTF-8 without one")
	}
	if at := invalidUTF8(data); at >= 0 {
		return node{}, p.fail(at, "not valid UTF-8")
	}
	var root node
	if err := p.value(&root); err != nil {
		return node{}, err
	}
	if p.space(); p.at < len(data) {
		return node{}, p.unexpected("nothing after the end")
	}
	return root, nil
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
}

// value reads one value of any kind.
func (p *parser) value(n *node) error {
	p.space()
	n.offset = p.at
	switch c := p.peek(); {
	case c == '{':
		n.kind = objectKind
		return p.list(n, '}', p.member)
	case c == '[':
		n.kind = arrayKind
		return p.list(n, ']', p.element)
	case c == '"':
		n.kind = stringKind
		return p.string(&n.text)
	case c == '-' || '0' <= c && c <= '9':
		n.kind = numberKind
		return p.number(n)
	}
	for _, w := range literals {
		if bytes.HasPrefix(p.data[p.at:], []byte(w.word)) {
			n.kind, n.truth = w.kind, w.truth
			p.at += len(w.word)
			return nil
		}
	}
	return p.unexpected("a value")
}

// literals are the three words of JSON.
var literals = []struct {
	word  string
	kind  kind
	truth bool
}{{"null", nullKind, false}, {"false", boolKind, false}, {"true", boolKind, true}}

// list reads what stands between brackets, each item by the function given.
func (p *parser) list(n *node, end byte, item func(*node) error) error {
	if p.depth++; p.depth > MaxDepth {
		err := p.fail(p.at, "nested deeper than %d", MaxDepth)
		err.kind = ErrTooLarge
		return err
	}
	p.at++
	for p.space(); p.peek() != end; p.space() {
		if len(n.items) > 0 {
			if p.peek() != ',' {
				return p.unexpected(fmt.Sprintf(`"," or "%c"`, end))
			}
			p.at++
			if p.space(); p.peek() == end {
				return p.fail(p.at, `"," before "%c"; leave it out`, end)
			}
		}
		if err := item(n); err != nil {
			return err
		}
	}
	p.at++
	p.depth--
	return nil
}

// element reads an element of an array.
func (p *parser) element(array *node) error {
	p.place.pushIndex(len(array.items))
	array.items = append(array.items, member{})
	err := p.value(&array.items[len(array.items)-1].node)
	p.place.pop(1)
	return err
}

// member reads a name and its value.
func (p *parser) member(object *node) error {
	if p.peek() != '"' {
		return p.unexpected(`a name in double quotes`)
	}
	start := p.at
	var name string
	if err := p.string(&name); err != nil {
		return err
	}
	p.place.push(name)
	defer p.place.pop(1)
	if len(object.items) >= maxMembers {
		return p.fail(start, "more than %d names in one object", maxMembers)
	}
	if slices.ContainsFunc(object.items, func(m member) bool { return m.name == name }) {
		err := p.fail(start, "given twice")
		err.Path = p.place.String()
		return err
	}
	if p.space(); p.peek() != ':' {
		return p.unexpected(`":"`)
	}
	p.at++
	object.items = append(object.items, member{name: name})
	return p.value(&object.items[len(object.items)-1].node)
}

// maxMembers bounds the names of one object, of which no type here has a fifth; it keeps the search for
// equal names short.
const maxMembers = 200

// space skips white space.
func (p *parser) space() {
	for p.at < len(p.data) {
		switch p.data[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// peek returns the next byte, or 0 at the end. A real 0 is nowhere allowed.
func (p *parser) peek() byte {
	if p.at < len(p.data) {
		return p.data[p.at]
	}
	return 0
}
