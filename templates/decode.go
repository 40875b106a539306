package templates

import "reflect"

// Decode reads a template from JSON (RFC 8259, UTF-8). It accepts only what the format has: unknown or equal
// names, values of another type or out of their range, broken UTF-8 and anything after the end are
// errors, which say where and, for a name, what the nearest known one is. See Error for their form;
// errors.Is(err, ErrTooLarge) tells what is merely too much from what is wrong.
//
// The result is the same for the same bytes, and shares no memory with them.
func Decode(data []byte) (*Template, error) {
	root, err := parseJSON(data)
	if err != nil {
		return nil, err
	}
	b := &binder{source: data, ids: map[string]bool{}}
	v := planOf(reflect.TypeFor[Template]()).fresh()
	t := v.Addr().Interface().(*Template)
	t.Variables = b.bindVariables(&root)
	if err := b.err(); err != nil {
		return nil, err // what could not be filled in would be wrong once more
	}
	b.object(&root, v, "variables")
	if err := b.err(); err != nil {
		return nil, err
	}
	return t, nil
}

// placed is a layer, and the layer that locks it: itself, or the outermost locked group around it.
type placed struct {
	layer Layer
	lock  string // id; empty: not locked
}

// addToIndex enters the layers of a page or a group, which the layer of id lock holds locked unless it is
// empty.
func (t *Template) addToIndex(layers []Layer, lock string) {
	for _, layer := range layers {
		base := layer.Common()
		lock := lock
		if lock == "" && base.Locked {
			lock = base.ID
		}
		t.index[base.ID] = placed{layer, lock}
		if group, ok := layer.(*Group); ok {
			t.addToIndex(group.Layers, lock)
		}
	}
}
