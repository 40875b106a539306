package templates

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// full returns documents which together have every layer and paint type, every pointer set and an
// element in every list. They are made from the types alone, so that a new field is in them at once.
func full() []*Document {
	var documents []*Document
	for _, paint := range append(keys(paintTypes), "color") {
		d := &Document{}
		f := filler{paint: paint}
		f.fill(reflect.ValueOf(d).Elem())
		documents = append(documents, d)
	}
	return documents
}

// filler puts a value that is not zero into everything it reaches.
type filler struct {
	paint  string
	inside bool // a group
}

func (f filler) fill(v reflect.Value) {
	switch {
	case v.Type() == paintType:
		v.Set(f.anyPaint())
		return
	case v.Type() == reflect.TypeFor[[]Layer]():
		f.layers(v)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	default:
		bump(v)
	}
}

func (f filler) anyPaint() reflect.Value {
	t, ok := paintTypes[f.paint]
	if !ok {
		return reflect.ValueOf(Color{1, 2, 3, 4})
	}
	paint := reflect.New(t)
	f.fill(paint.Elem())
	return paint
}

// layers puts one layer of each type into a list; a group within a group has one layer.
func (f filler) layers(v reflect.Value) {
	types := keys(layerTypes)
	if f.inside {
		types = []string{"line"}
	}
	f.inside = true
	for _, name := range types {
		layer := reflect.New(layerTypes[name])
		f.fill(layer.Elem())
		v.Set(reflect.Append(v, layer))
	}
}

// bump changes a scalar.
func bump(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() ^ 1)
	case reflect.Float64:
		v.SetFloat(v.Float() + 0.5)
	case reflect.String:
		v.SetString(v.String() + "x")
	default:
		panic(v.Type())
	}
}

// walk visits everything that can differ in a value.
type walk struct {
	seen  map[string]bool // fields come by, as Type.Field
	visit func(path string, change, restore func())
}

// leaves calls visit with a way to change each field, element and pointer, and to change it back.
func (w walk) leaves(v reflect.Value, path string) {
	once := func(change func()) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		w.visit(path, change, func() { v.Set(old) })
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if sf := v.Type().Field(i); sf.IsExported() {
				w.seen[v.Type().Name()+"."+sf.Name] = true
				w.leaves(v.Field(i), path+"."+sf.Name)
			}
		}
	case reflect.Pointer, reflect.Interface:
		once(v.SetZero)
		inner := v.Elem()
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if inner.CanSet() {
			w.leaves(inner, path)
		} else {
			once(func() { v.Set(reflect.ValueOf(Color{9, 9, 9, 9})) })
		}
	case reflect.Slice:
		once(func() { v.Set(v.Slice(0, v.Len()-1)) })
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			w.leaves(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		once(func() { bump(v) })
	}
}

// TestDigestSeesEverything changes every exported field of every type that a document holds, one at a
// time: each gives a digest that nothing else gives.
func TestDigestSeesEverything(t *testing.T) {
	digests := map[string]string{}
	w := walk{seen: map[string]bool{}}
	for i, d := range full() {
		before := digest(d)
		digests[before] = fmt.Sprintf("%d unchanged", i)
		w.visit = func(path string, change, restore func()) {
			change()
			sum := digest(d)
			if other, ok := digests[sum]; ok {
				t.Errorf("%s gives the digest of %s", path, other)
			}
			digests[sum] = path
			restore()
			if digest(d) != before {
				t.Errorf("%s was not restored", path)
			}
		}
		w.leaves(reflect.ValueOf(d).Elem(), fmt.Sprint(i))
	}
	for _, structType := range append(structTypes(), reflect.TypeFor[Document](), reflect.TypeFor[Base](), reflect.TypeFor[LineHeight]()) {
		ofTemplate := slices.Contains([]string{"Template", "Page", "Sample", "Variable"}, structType.Name()) // and in no document
		for i := range structType.NumField() {
			name := structType.Name() + "." + structType.Field(i).Name
			if structType.Field(i).IsExported() && !ofTemplate && !w.seen[name] {
				t.Errorf("%s was never changed", name)
			}
		}
	}
	t.Logf("%d digests", len(digests))
}

// TestDigestIsStable pins the encoding: whoever changes it changes digestVersion, and this.
func TestDigestIsStable(t *testing.T) {
	const want = "af2f983d79ce4aa8c5c0577cea9c266db72933427ac3c3e743eebc489fdc29c0"
	document := mustApply(t, mustDecode(t, tenLayers), nil)
	if got := document.Digest(); got != want {
		t.Errorf("got %s", got)
	}
}

// TestDigestIsInjective draws pairs of texts whose parts differ only in where one ends and the other
// begins.
func TestDigestIsInjective(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) Text {
			return Text{
				Text: rapid.StringMatching(`[ab\x00]{0,3}`).Draw(t, name+" text"), FontFamily: rapid.StringMatching(`[ab\x00]{0,3}`).Draw(t, name+" family"),
			}
		}
		a, b := text("a"), text("b")
		sumA, sumB := digest(&Document{Layers: []Layer{&a}}), digest(&Document{Layers: []Layer{&b}})
		if (sumA == sumB) != reflect.DeepEqual(a, b) {
			t.Fatalf("%+v and %+v: %s, %s", a, b, sumA, sumB)
		}
	})
}

// TestDigestOfSpellings: what means the same has the same digest.
func TestDigestOfSpellings(t *testing.T) {
	template := mustDecode(t, nested)
	pairs := [][2]string{
		{`[{"id":"title","color":"#fff"}]`, `[{"id":"title","color":"WHITE"}]`},
		{`[{"id":"title","x":-0.0}]`, `[]`},
		{`[{"id":"title","x":1e1,"y":2}]`, `[{"id":"title","y":2.0},{"id":"title","x":10}]`},
		{`[{"id":"box","radius":3}]`, `[{"id":"box","radius":[3,3,3,3]}]`},
		{`[{"id":"photo","position":"center"}]`, `[{"id":"photo","position":[0.5,0.5]}]`},
		{`[{"id":"title","text":"a\r\nb"}]`, `[{"id":"title","text":"a\u000ab"}]`},
	}
	for _, pair := range pairs {
		a := mustApply(t, template, mustDecodeChanges(t, pair[0]))
		b := mustApply(t, template, mustDecodeChanges(t, pair[1]))
		if a.Digest() != b.Digest() {
			t.Errorf("%s and %s differ", pair[0], pair[1])
		}
	}
}
