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
	b := &binder{}
	b.push("changes")
	layers := b.override(t, changes)
	if err := b.err(); err != nil {
		return nil, err
	}
	d := &Document{
		Template: t.ID, Width: t.Width, Height: t.Height, Background: t.Background, Layers: layers, Alt: t.Alt,
	}
	d.digest = digest(d)
	return d, nil
}

// edits are copies of layers with changes, by the layer that they replace.
type edits map[Layer]*edit

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
	made := make(edits, len(changes))
	var order []*edit
	for i := range changes {
		b.pushIndex(i)
		if e := b.change(t, &changes[i], made); e != nil && e.entry < 0 {
			order = append(order, e)
			e.entry = i
		} else if e != nil {
			e.entry = i
		}
		b.pop(1)
	}
	if len(b.errs) > 0 {
		return nil
	}
	for _, e := range order {
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

// change reads the fields of one change into a copy of its layer, which it makes if there is none yet.
func (b *binder) change(t *Template, c *Change, made edits) *edit {
	b.push("id")
	at, ok := t.find(b, c.ID)
	if ok && at.lock != "" {
		b.refuseLocked(c.ID, at.lock)
		ok = false
	}
	b.pop(1)
	if !ok {
		return nil
	}
	e := made[at.layer]
	if e == nil {
		e = &edit{layer: clone(at.layer), entry: -1}
		made[at.layer] = e
	}
	v := valueOf(e.layer)
	p := planOf(v.Type())
	for i := range c.fields {
		m := &c.fields[i]
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
	return e
}

// find looks a layer up, and records that there is none.
func (t *Template) find(b *binder, id string) (placed, bool) {
	at, ok := t.index[id]
	if !ok {
		b.fail(nil, "no layer %s%s", quote(id), didYouMean(id, keys(t.index)))
	}
	return at, ok
}

func (b *binder) refuseLocked(id, lock string) {
	if id == lock {
		b.fail(nil, "layer %s is locked", quote(id))
		return
	}
	b.fail(nil, "layer %s is in the group %s, which is locked", quote(id), quote(lock))
}

// replace returns layers with the edited ones in place of the old, and with copies of the groups that
// hold such; the same slice if there are none.
func (made edits) replace(layers []Layer) []Layer {
	out := layers
	for i, layer := range layers {
		fresh := layer
		if e := made[layer]; e != nil {
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
