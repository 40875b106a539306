package templates

import (
	"slices"
	"strings"
)

// Changes is a list of overrides, applied in order: where two set the same field, the later one holds.
// It is made by DecodeChanges, FromQuery, ParseSet or Set. Whether it fits a template is found out by
// Template.Apply, since the types of its values depend on the layers.
type Changes []Change

// Change sets fields of one layer, or the value of a variable.
type Change struct {
	ID string // of the layer, or the name of the variable

	fields []member // in the order given, by their canonical names; not changed once it is here
	keyed  bool     // errors call it by its id: it was given by name, not in a list
}

// DecodeChanges reads changes in any of the spellings that there are for them, and makes one of them, the
// canonical list:
//
//	[{"id": "title", "text": "Hello", "color": "#fff"}]
//	[{"name": "title", "text": "Hello"}]
//	[{"id": "title", "property": "text", "value": "Hello"}]
//	{"title": {"text": "Hello", "color": "#fff"}}
//	{"title.text": "Hello", "title.color": "#fff"}
//	{"title": "Hello"}
//
// Names of fields may have dashes for underscores, and some have aliases. A "value" is that of a variable,
// or of the layer's main field: the text of a text, the src of an image. Equal changes have equal
// canonical lists whatever their spelling. For the rest it is as strict as Decode. An empty list or object
// is no changes.
func DecodeChanges(data []byte) (Changes, error) {
	b := &binder{source: data, place: place{{name: "changes"}}}
	root, err := parseJSON(data, b.place...)
	if err != nil {
		return nil, err
	}
	var changes Changes
	changes.bind(b, &root)
	if err := b.err(); err != nil {
		return nil, err
	}
	return changes, nil
}

// bind reads a list, or an object by the names of layers and variables.
func (c *Changes) bind(b *binder, n *node) {
	if n.kind != arrayKind && n.kind != objectKind {
		b.wrong(n, "a list of changes, or an object by the names of layers")
		return
	}
	if len(n.items) > MaxChanges {
		b.tooLarge(n, "%d elements; the limit is %d", len(n.items), MaxChanges)
		return
	}
	*c = make(Changes, 0, len(n.items))
	if n.kind == objectKind {
		c.bindObject(b, n)
		return
	}
	for i := range n.items {
		b.pushIndex(i)
		if change, ok := b.oneChange(&n.items[i].node); ok {
			*c = append(*c, change)
		}
		b.pop(1)
	}
}

// oneChange reads an entry of a list.
func (b *binder) oneChange(n *node) (Change, bool) {
	if !b.is(n, objectKind) {
		return Change{}, false
	}
	name := "id"
	if n.get(name) == nil && n.get("name") != nil {
		name = "name"
	}
	id := n.get(name)
	if id == nil {
		b.push(name)
		b.fail(n, "is required")
		b.pop(1)
		return Change{}, false
	}
	b.push(name)
	ok := b.is(id, stringKind)
	b.pop(1)
	change := Change{ID: id.text}
	if n.get("property") != nil {
		return change, ok && b.property(&change, n, name)
	}
	change.fields = make([]member, 0, len(n.items)-1)
	for i := range n.items {
		if n.items[i].name != name {
			b.addField(&change, &n.items[i])
		}
	}
	return change, ok
}

// property reads an entry that gives one field by its name and its value.
func (b *binder) property(change *Change, n *node, id string) bool {
	for i := range n.items {
		if m := &n.items[i]; m.name != id && m.name != "property" && m.name != valueField {
			b.push(m.name)
			b.fail(&m.node, `beside "property" there is only "value"`)
			b.pop(1)
			return false
		}
	}
	property, value := n.get("property"), n.get(valueField)
	if value == nil {
		b.push(valueField)
		b.fail(n, "is required")
		b.pop(1)
		return false
	}
	b.push("property")
	defer b.pop(1)
	if !b.is(property, stringKind) {
		return false
	}
	b.addField(change, &member{name: property.text, node: *value})
	return true
}

// bindObject reads an object by the names of layers and variables: {"title": {"text": "Hello"}},
// {"title.text": "Hello"} or {"title": "Hello"}.
func (c *Changes) bindObject(b *binder, n *node) {
	at := map[string]int{} // entries by their ids
	for i := range n.items {
		m := &n.items[i]
		id, field, dotted := strings.Cut(m.name, ".")
		entry, ok := at[id]
		if !ok {
			entry = len(*c)
			at[id] = entry
			*c = append(*c, Change{ID: id, keyed: true})
		}
		change := &(*c)[entry]
		b.push(id)
		switch {
		case dotted:
			b.addField(change, &member{name: field, node: m.node})
		case m.kind == objectKind:
			for j := range m.items {
				b.addField(change, &m.items[j])
			}
		default:
			b.addField(change, &member{name: valueField, node: m.node})
		}
		b.pop(1)
	}
}

// addField adds a field by its canonical name, unless it is there.
func (b *binder) addField(change *Change, m *member) {
	b.push(m.name)
	defer b.pop(1)
	field, ok := b.canonical(m.name, m.node)
	switch {
	case !ok:
	case slices.ContainsFunc(change.fields, func(other member) bool { return other.name == field.name }):
		b.fail(&m.node, "%s is given twice", quote(field.name))
	case field.name == "id" || field.name == "property":
		b.fail(&m.node, "is no field; an entry of a list has it")
	default:
		change.fields = append(change.fields, field)
	}
}

// Set returns the changes with one more, that sets a field which is a string in JSON: a text, a colour,
// a picture's src, a word of an enumeration. The receiver is not changed.
func (c Changes) Set(id, field, value string) Changes {
	return c.set(id, field, node{kind: stringKind, text: value})
}

func (c Changes) set(id, field string, value node) Changes {
	return c.with(Change{ID: id, fields: []member{{name: field, node: value}}})
}

// with returns the changes with one more.
func (c Changes) with(change Change) Changes {
	return append(c[:len(c):len(c)], change)
}

// MarshalJSON writes the canonical list, which DecodeChanges reads back as the same changes.
func (c Changes) MarshalJSON() ([]byte, error) {
	root := node{kind: arrayKind}
	for _, change := range c {
		id := member{name: "id", node: node{kind: stringKind, text: change.ID}}
		object := node{kind: objectKind, items: append([]member{id}, change.fields...)}
		root.items = append(root.items, member{node: object})
	}
	return root.appendJSON(nil), nil
}

// UnmarshalJSON is DecodeChanges.
func (c *Changes) UnmarshalJSON(data []byte) error {
	changes, err := DecodeChanges(data)
	*c = changes
	return err
}
