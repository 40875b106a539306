package display

import (
	"fmt"
	"reflect"
	"testing"

	"placard/fonts"
	"placard/render/internal/cache"
)

// silent are the fields that no pixel depends on.
var silent = map[string]bool{
	"Glyphs.Text": true, "Glyphs.Silent": true, "Glyphs.Clusters": true, "Glyphs.RTL": true,
}

// namedSource is a picture of another content than fakeSource.
type namedSource struct{ fakeSource }

func (namedSource) Key() string { return "another" }

// TestHashFields changes every field of every operation, by reflection, so that one that is added later cannot be
// forgotten.
func TestHashFields(t *testing.T) {
	for i, op := range hashed() {
		ops := hashed()
		ops[i] = op // that shares no gradient with another
		list := &List{Width: 100, Height: 50, Ops: ops}
		before := Prefixes(list)
		c := changer{visit: func(field string) {
			t.Helper()
			after := Prefixes(list)
			for k := range after {
				if changed := after[k] != before[k]; changed != (k >= i && !silent[field]) {
					t.Fatalf("op %d, %T: a change to %s: the hash of %d operations changes: %t", i, op, field, k+1, changed)
				}
			}
		}}
		c.walk(fmt.Sprintf("%T", op), reflect.ValueOf(&ops[i]).Elem())
	}
}

// hashed is valid with what is nil there.
func hashed() []Op {
	return append(valid(), &Stroke{Path: triangle(), Paint: Color{A: 255}}, &PushGroup{})
}

// changer changes every value that it comes to, and puts it back.
type changer struct{ visit func(field string) }

func (c changer) set(field string, v, to reflect.Value) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	v.Set(to)
	c.visit(field)
	v.Set(old)
}

func (c changer) walk(field string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Float64:
		c.set(field, v, reflect.ValueOf(v.Float()+0.25))
	case reflect.Int:
		c.set(field, v, reflect.ValueOf(int(v.Int()+1)))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		c.set(field, v, reflect.ValueOf(v.Uint()^1).Convert(v.Type()))
	case reflect.Bool:
		c.set(field, v, reflect.ValueOf(!v.Bool()))
	case reflect.String:
		c.set(field, v, reflect.ValueOf(v.String()+"x"))
	case reflect.Struct:
		for i := range v.NumField() {
			c.walk(v.Type().Name()+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			c.walk(field, v.Index(i))
		}
	case reflect.Slice:
		c.slice(field, v)
	case reflect.Pointer:
		c.pointer(field, v)
	case reflect.Interface:
		c.iface(field, v)
	default:
		panic("no change is known for " + v.String())
	}
}

func (c changer) slice(field string, v reflect.Value) {
	longer := reflect.MakeSlice(v.Type(), v.Len()+1, v.Len()+1)
	reflect.Copy(longer, v)
	c.set(field, v, longer)
	if v.Len() > 0 {
		c.set(field, v, v.Slice(0, v.Len()-1))
	}
	if silent[field] {
		return
	}
	for i := range v.Len() {
		c.walk(field, v.Index(i))
	}
}

func (c changer) pointer(field string, v reflect.Value) {
	switch {
	case v.Type() == reflect.TypeFor[*fonts.Face]():
		c.set(field, v, reflect.ValueOf(fontsRegistry().Match([]string{"Inter"}, 400, fonts.Normal)))
	case v.IsNil():
		c.set(field, v, reflect.New(v.Type().Elem()))
	default:
		c.walk(field, v.Elem())
	}
}

// iface changes what an interface holds for something of another kind, and then for another of its kind.
func (c changer) iface(field string, v reflect.Value) {
	switch v.Type() {
	case reflect.TypeFor[Source]():
		c.set(field, v, reflect.ValueOf(fakeSource{7, 7}))
		c.set(field, v, reflect.ValueOf(namedSource{v.Interface().(fakeSource)}))
		return
	case reflect.TypeFor[Paint]():
		c.set(field, v, reflect.ValueOf(&ConicGradient{}))
	case reflect.TypeFor[Mask]():
		c.set(field, v, reflect.ValueOf(&PathMask{}))
		if v.IsNil() {
			return
		}
	case reflect.TypeFor[Op]():
		c.set(field, v, reflect.ValueOf(&Fill{Paint: Color{R: 9}}))
	}
	if v.Elem().Kind() == reflect.Pointer {
		c.walk(field, v.Elem().Elem())
		return
	}
	held := reflect.New(v.Elem().Type()).Elem() // a value in an interface cannot be changed where it is
	held.Set(v.Elem())
	within := changer{visit: func(field string) { c.set(field, v, held) }}
	within.walk(field, held)
}

// TestHash compares lists that are built apart.
func TestHash(t *testing.T) {
	list := func(w, h int, ops []Op) *List { return &List{Width: w, Height: h, Ops: ops} }
	ops, equal := valid(), valid()
	for i, op := range equal {
		if g, ok := op.(*Glyphs); ok {
			g.Face = ops[i].(*Glyphs).Face // faces are what they are by themselves
		}
	}
	got, same := Prefixes(list(100, 50, ops)), Prefixes(list(100, 50, equal))
	seen := map[cache.Sum]int{}
	for i := range got {
		if got[i] != same[i] {
			t.Errorf("op %d: equal lists have other hashes", i)
		}
		if k, twice := seen[got[i]]; twice {
			t.Errorf("ops %d and %d share a hash", k, i)
		}
		seen[got[i]] = i
	}
	for _, size := range [][2]int{{101, 50}, {100, 51}, {50, 100}} {
		if Prefixes(list(size[0], size[1], valid()))[0] == got[0] {
			t.Errorf("%v px have the hash of 100×50", size)
		}
	}
	if len(Prefixes(list(1, 1, nil))) != 0 {
		t.Error("an empty list has a hash")
	}
}

// TestHashUnknown holds that what is of no known kind equals nothing, not even itself.
func TestHashUnknown(t *testing.T) {
	for name, op := range map[string]Op{"op": nil, "paint": &Fill{}} {
		list := &List{Width: 9, Height: 9, Ops: []Op{op}}
		if first := Prefixes(list)[0]; first == Prefixes(list)[0] {
			t.Errorf("%s: an unknown one equals itself", name)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	list := &List{Width: 100, Height: 50, Ops: valid()}
	b.ReportAllocs()
	for b.Loop() {
		Prefixes(list)
	}
}
