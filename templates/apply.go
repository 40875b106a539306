package templates

import (
	"reflect"
	"slices"
)

// Apply gives variables their values, overrides fields of layers and returns the document that results,
// with its digest.
//
// Variables come first: a change named after one may give it a "value", and each field that names it is
// read anew, on locked layers too. What callers give is never searched for placeholders in turn.
//
// Then a change may set any field of a layer but id, type, layers, locked and show_if, also of a layer
// within a group, unless the layer or a group around it is locked. A field that is an object or a list is
// replaced as a whole. Errors name the change and the field, as changes[0].font_size; see Error.
//
// The template is not changed; layers without changes are shared with it.
func (t *Template) Apply(changes Changes) (*Document, error) {
	b := &binder{place: place{{name: "changes"}}}
	d := b.document(t, changes)
	if err := b.err(); err != nil {
		return nil, err
	}
	d.seal()
	return d, nil
}

// document applies changes, all but the digest.
func (b *binder) document(t *Template, changes Changes) *Document {
	in := b.inputs(t, changes)
	top := *t
	if len(changes) > 0 && len(b.errs) == 0 {
		made := &edits{of: map[Layer]*edit{}}
		top.Pages = slices.Clone(t.Pages)
		if len(in.given) > 0 {
			b.restore(t, in, made)
			b.rebind(t, changes, in, made, &top)
			made.conceal(t, in.scope.values)
		}
		b.override(t, changes, made, &top)
	}
	if len(b.errs) > 0 {
		return nil
	}
	return b.assemble(&top, in.scope.values)
}

// edits are copies of layers with changes.
type edits struct {
	of    map[Layer]*edit // by the layer that the copy replaces
	order []*edit         // as they were made
}

// edit is the copy of a layer.
type edit struct {
	layer Layer
	entry int // index of the last change to it
}

// override applies changes to copies of the layers they name, and puts those into the template's and its
// pages' places in top.
func (b *binder) override(t *Template, changes Changes, made *edits, top *Template) {
	for i := range changes {
		if b.full() {
			break
		}
		b.pushEntry(changes, i)
		b.change(t, &changes[i], i, made)
		b.pop(1)
	}
	if len(b.errs) > 0 {
		return
	}
	for _, e := range made.order {
		b.pushEntry(changes, e.entry)
		if finish, ok := e.layer.(finisher); ok {
			finish.finish(b, nil)
		}
		b.dress(nil, e.layer)
		b.pop(1)
	}
	top.Layers = made.replace(t.Layers)
	b.checkRunes(nil, top.Layers)
	for i := range top.Pages {
		page := &top.Pages[i]
		page.Layers = made.replace(page.Layers)
		b.checkRunes(nil, page.Layers)
	}
}

// pushEntry enters an entry of a list of changes: by its number, or by its name if it was not given in a
// list.
func (b *binder) pushEntry(changes Changes, i int) {
	if changes[i].keyed {
		b.push(changes[i].ID)
		return
	}
	b.pushIndex(i)
}

// change sets the fields that one change names. Values of variables have been read already.
func (b *binder) change(t *Template, c *Change, entry int, made *edits) {
	fields := c.fields
	if _, ok := t.scope.index[c.ID]; ok {
		fields = slices.DeleteFunc(slices.Clone(fields), func(m member) bool { _, ok := t.input(c.ID, m.name); return ok })
		_, isLayer := t.index[c.ID]
		switch {
		case len(fields) == 0:
			return
		case !isLayer:
			b.push(fields[0].name)
			b.fail(nil, `%s is a variable, which has a "value" and nothing else`, quote(c.ID))
			b.pop(1)
			return
		}
	}
	if at, ok := b.changeable(t, c); ok {
		b.set(made.edit(at.layer, entry), fields)
	}
}

// changeable looks up the layer that a change names, and refuses it if it is locked.
func (b *binder) changeable(t *Template, c *Change) (placed, bool) {
	if !c.keyed {
		b.push("id")
		defer b.pop(1)
	}
	id := c.ID
	at, ok := t.find(b, id)
	switch {
	case !ok || at.lock == "":
	case at.lock == id:
		b.fail(nil, "layer %s is locked", quote(id))
	default:
		b.fail(nil, "layer %s is in the group %s, which is locked", quote(id), quote(at.lock))
	}
	return at, ok && at.lock == ""
}

// find looks a layer up, and records that there is none.
func (t *Template) find(b *binder, id string) (placed, bool) {
	at, ok := t.index[id]
	if !ok {
		what := "layer"
		if len(t.Variables) > 0 {
			what = "variable or layer"
		}
		b.fail(nil, "no %s %s%s", what, quote(id), didYouMean(id, append(t.scope.names(), keys(t.index)...)))
	}
	return at, ok
}

// edit returns the copy of a layer, made if there is none yet, for the change at an index.
func (made *edits) edit(layer Layer, entry int) Layer {
	e := made.of[layer]
	if e == nil {
		e = &edit{layer: clone(layer)}
		made.of[layer] = e
		made.order = append(made.order, e)
	}
	e.entry = entry
	return e.layer
}

// set reads fields into the copy of a layer.
func (b *binder) set(layer Layer, fields []member) {
	v := valueOf(layer)
	p := planOf(v.Type())
	for i := range fields {
		if b.full() {
			return
		}
		m := &fields[i]
		b.push(m.name)
		switch f := p.field(m.name); {
		case f == nil:
			b.unknownField(&m.node, m.name, v.Type())
		case f.final:
			b.fail(&m.node, "only the template sets it")
		case f.shape == lengthShape && b.relative(&m.node, v.FieldByIndex(f.index), f):
		default:
			b.value(&m.node, v.FieldByIndex(f.index), f)
		}
		b.pop(1)
	}
}

// replace returns layers with the edited ones in place of the old, and with copies of the groups that
// hold such; the same slice if there are none.
func (made *edits) replace(layers []Layer) []Layer {
	out := layers
	for i, layer := range layers {
		fresh := layer
		if e := made.of[layer]; e != nil {
			fresh = e.layer
		}
		if group, ok := fresh.(*Group); ok {
			if inner := made.replace(group.Layers); !same(inner, group.Layers) {
				copied := *group
				copied.Layers = inner
				fresh = &copied
			}
		}
		if fresh == layer {
			continue
		}
		if same(out, layers) {
			out = append([]Layer(nil), layers...)
		}
		out[i] = fresh
	}
	return out
}

// same says whether two slices are the same piece of memory.
func same(a, b []Layer) bool { return len(a) == 0 || &a[0] == &b[0] }

// clone copies a layer, but not what it points to: that is replaced, never changed.
func clone(layer Layer) Layer {
	old := valueOf(layer)
	fresh := reflect.New(old.Type())
	fresh.Elem().Set(old)
	return fresh.Interface().(Layer)
}

// valueOf is the struct that a pointer points to.
func valueOf(pointer any) reflect.Value { return reflect.ValueOf(pointer).Elem() }
