package templates

import "slices"

// Changes is a list of overrides, applied in order: where two set the same field, the later one holds.
// It is made by DecodeChanges, ParseSet or Set. Whether it fits a template is found out by
// Template.Apply, since the types of its values depend on the layers.
type Changes []Change

// Change sets fields of one layer.
type Change struct {
	ID string // of the layer

	fields []member // in the order given; not changed once it is here
}

// DecodeChanges reads the canonical form, a JSON array of objects that name a layer and fields of it:
//
//	[{"id": "title", "text": "Hello", "color": "#fff"}]
//
// It is as strict as Decode. An empty array is no changes.
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

// bind reads the list form.
func (c *Changes) bind(b *binder, n *node) {
	if !b.is(n, arrayKind) {
		return
	}
	if len(n.items) > MaxChanges {
		b.tooLarge(n, "%d elements; the limit is %d", len(n.items), MaxChanges)
		return
	}
	*c = make(Changes, 0, len(n.items))
	for i := range n.items {
		b.pushIndex(i)
		if change, ok := b.oneChange(&n.items[i].node); ok {
			*c = append(*c, change)
		}
		b.pop(1)
	}
}

// oneChange splits the layer's id from the fields.
func (b *binder) oneChange(n *node) (Change, bool) {
	if !b.is(n, objectKind) {
		return Change{}, false
	}
	b.push("id")
	defer b.pop(1)
	id := n.get("id")
	if id == nil {
		b.fail(n, "is required")
		return Change{}, false
	}
	fields := slices.DeleteFunc(slices.Clone(n.items), func(m member) bool { return m.name == "id" })
	return Change{ID: id.text, fields: fields}, b.is(id, stringKind)
}

// Set returns the changes with one more, that sets a field which is a string in JSON: a text, a colour,
// a picture's src, a word of an enumeration. The receiver is not changed.
func (c Changes) Set(id, field, value string) Changes {
	return c.set(id, field, node{kind: stringKind, text: value})
}

func (c Changes) set(id, field string, value node) Changes {
	return append(slices.Clip(c), Change{ID: id, fields: []member{{name: field, node: value}}})
}

// MarshalJSON writes the canonical form, which DecodeChanges reads back as the same changes.
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
