package templates

import "reflect"

// Apply overrides fields of layers and returns the document that results, with its digest.
//
// A change may set any field of a layer but id, type, layers and locked, also of a layer within a
// group, unless the layer or a group around it is locked. A field that is an object or a list is
// replaced as a whole. Errors name the change and the field, as changes[0].font_size; see Error.
//
// The template is not changed; layers without changes are shared with it.
func (t *Template) Apply(changes Changes) (*Document, error) {
	b := &binder{place: place{{name: "changes"}}}
	layers := b.override(t, changes)
	if err := b.err(); err != nil {
		return nil, err
	}
	d := &Document{
		Template: t.ID, Width: t.Width, Height: t.Height, Background: t.Background, Layers: layers, Alt: t.Alt,
		OnPictureError: t.OnPictureError,
	}
	d.digest = digest(d)
	return d, nil
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

// override applies changes to copies of the layers they name, and returns the layers with those in
// place.
func (b *binder) override(t *Template, changes Changes) []Layer {
	if len(changes) == 0 {
		return t.Layers
	}
	made := &edits{of: map[Layer]*edit{}}
	for i := range changes {
		if b.full() {
			break
		}
		b.pushIndex(i)
		if layer, ok := b.changeable(t, changes[i].ID); ok {
			b.set(made.edit(layer, i), changes[i].fields)
		}
		b.pop(1)
	}
	if len(b.errs) > 0 {
		return nil
	}
	for _, e := range made.order {
		if finish, ok := e.layer.(finisher); ok {
			b.pushIndex(e.entry)
			finish.finish(b, nil)
			b.pop(1)
		}
	}
	layers := made.replace(t.Layers)
	b.checkRunes(nil, layers)
	return layers
}

// changeable looks up the layer that a change names, and refuses it if it is locked.
func (b *binder) changeable(t *Template, id string) (Layer, bool) {
	b.push("id")
	defer b.pop(1)
	at, ok := t.find(b, id)
	switch {
	case !ok || at.lock == "":
	case at.lock == id:
		b.fail(nil, "layer %s is locked", quote(id))
	default:
		b.fail(nil, "layer %s is in the group %s, which is locked", quote(id), quote(at.lock))
	}
	return at.layer, ok && at.lock == ""
}

// find looks a layer up, and records that there is none.
func (t *Template) find(b *binder, id string) (placed, bool) {
	at, ok := t.index[id]
	if !ok {
		b.fail(nil, "no layer %s%s", quote(id), didYouMean(id, keys(t.index)))
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

// set reads fields into a layer.
func (b *binder) set(layer Layer, fields []member) {
	v := valueOf(layer)
	p := planOf(v.Type())
	for i := range fields {
		if b.full() {
			return
		}
		m := &fields[i]
		b.push(m.name)
		switch f := p.byName[m.name]; {
		case f == nil:
			b.unknownField(&m.node, m.name, v.Type())
		case f.final:
			b.fail(&m.node, "only the template sets it")
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
